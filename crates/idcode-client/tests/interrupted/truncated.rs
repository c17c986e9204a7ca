//! Bodies that end too early though the request is well formed, as a broken gateway hands them on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use idcode_client::{Client, FilePart};
use idcode_types::{UploadCodeFileRequest, UploadCodeListRequest};
use transport::{HttpTransport, Transport, TransportError};

use crate::world::World;

/// Sends the beginning of each body, and remembers how long the whole was.
#[derive(Clone)]
struct Truncating {
    network: HttpTransport,
    sends: Arc<AtomicUsize>,
    whole: Arc<AtomicUsize>,
}

#[async_trait]
impl Transport for Truncating {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.whole.store(request.body().len(), Ordering::SeqCst);
        let most = self.sends.load(Ordering::SeqCst);
        let truncated = request.map(|body| body.slice(..body.len().min(most)));
        self.network.send(truncated).await
    }
}

fn truncating(world: &World) -> (Client, Truncating) {
    let transport = Truncating {
        network: HttpTransport::builder().no_proxy().build().unwrap(),
        sends: Arc::new(AtomicUsize::new(0)),
        whole: Arc::default(),
    };
    let builder = Client::builder(world.sandbox.idcode_url()).credentials(world.credentials());
    (builder.transport(transport.clone()).build().unwrap(), transport)
}

#[tokio::test]
async fn a_file_cut_at_any_byte_is_stored_whole_or_not_at_all() {
    let world = World::new().await;
    let (client, transport) = truncating(&world);
    let request = UploadCodeFileRequest::new(world.unit.clone(), world.registration.clone());
    let mut sent = 0;
    loop {
        transport.sends.store(sent, Ordering::SeqCst);
        let outcome = client.upload_code_file(&request, FilePart::codes(["A1", "A2", "A3"])).await;
        let batches = world.batches().await;
        if outcome.is_ok() {
            assert_eq!(batches[0].code_count.as_ref().unwrap().get(), Some(3));
            break;
        }
        assert_eq!(batches, [], "{sent} bytes of it are stored");
        sent += 1;
    }
    let whole = transport.whole.load(Ordering::SeqCst);
    // The form ends with the boundary and two dashes; the line end behind them is of no use.
    assert!((whole - 2..=whole).contains(&sent), "{sent} of {whole} bytes are taken for a form");
}

#[tokio::test]
async fn a_list_cut_at_any_byte_is_stored_whole_or_not_at_all() {
    let world = World::new().await;
    let (client, transport) = truncating(&world);
    let (unit, registration) = (world.unit.clone(), world.registration.clone());
    let request = UploadCodeListRequest::new(unit, registration, "A1,A2,A3".into());
    let mut sent = 0;
    loop {
        transport.sends.store(sent, Ordering::SeqCst);
        let outcome = client.upload_code_list(&request).await;
        let batches = world.batches().await;
        if outcome.is_ok() {
            assert_eq!(batches[0].code_count.as_ref().unwrap().get(), Some(3));
            break;
        }
        assert_eq!(batches, [], "{sent} bytes of it are stored");
        sent += 1;
    }
    assert_eq!(sent, transport.whole.load(Ordering::SeqCst));
}
