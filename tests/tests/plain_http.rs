//! Plain HTTP is refused whatever else is set: credentials would be sent unencrypted.

use std::time::Duration;

const URL: &str = "http://service.example";
const MINUTE: Duration = Duration::from_secs(60);

macro_rules! assert_refused {
    ($client:ident, $credentials:expr) => {
        let builder = || $client::Client::builder(URL).credentials($credentials);
        for builder in [
            builder(),
            builder().timeout(MINUTE),
            builder().connect_timeout(MINUTE),
            builder().user_agent("a program"),
            builder().retry($client::RetryPolicy::none()),
            builder().timeout(MINUTE).connect_timeout(MINUTE).user_agent("a program"),
        ] {
            let error = builder.build().unwrap_err();
            assert!(matches!(error, $client::Error::PlainHttp { .. }), "{error:?}");
            assert_eq!(error.class(), $client::Class::Misconfigured);
        }
    };
}

#[test]
fn timeouts_and_user_agents_keep_the_refusal_of_plain_http() {
    assert_refused!(udid_client, udid_client::Credentials::new("a", "b", "c"));
    assert_refused!(idcode_client, idcode_client::Credentials::new("a", "b"));
    assert_refused!(cloudmfg_client, cloudmfg_client::Credentials::new("a", "b"));
}

/// The document of DBHS gives no other way.
#[test]
fn the_service_whose_document_has_plain_http_is_called_so() {
    let credentials = dbhs_client::Credentials::new("a", "b");
    dbhs_client::Client::builder(URL).credentials(credentials).timeout(MINUTE).build().unwrap();
}
