//! Public types go from thread to thread.

use std::fmt::Debug;

fn is_shared<T: Debug + Send + Sync>() {}
fn is_sent<T: Debug + Send + Unpin>() {}

macro_rules! of_all_clients {
    ($($client:ident),*) => {$(
        is_shared::<$client::Client>();
        is_shared::<$client::ClientBuilder>();
        is_shared::<$client::Credentials>();
        is_shared::<$client::Error>();
        is_shared::<$client::ServiceError>();
        is_shared::<$client::ClientError>();
    )*};
}

#[test]
fn clients_errors_and_values_are_shared_by_threads() {
    of_all_clients!(udid_client, idcode_client, dbhs_client, cloudmfg_client);
    is_shared::<client_core::ConnectionSettings>();
    is_shared::<udid_types::DeviceRecord>();
    is_shared::<udid_types::Period>();
    is_shared::<wire::Joined<std::cell::Cell<u8>>>();
    is_shared::<wire::UnknownFields>();
    is_shared::<wire::Unlisted>();
    is_shared::<wire::DecodeError>();
    is_shared::<transport::HttpTransport>();
    is_shared::<transport::Canned>();
    is_shared::<transport::RetryPolicy>();
    is_shared::<transport::RateLimit>();
    is_shared::<recording::Replay>();
    is_shared::<sandbox::Sandbox>();
    is_shared::<sandbox::Settings>();
}

/// A body that is made while it is sent may belong to one thread at a time.
#[test]
fn bodies_walks_and_batches_are_sent_to_threads() {
    is_sent::<idcode_client::FilePart>();
    is_sent::<transport::BodySource>();
    is_sent::<udid_client::Walk>();
    is_sent::<idcode_client::Batch>();
}
