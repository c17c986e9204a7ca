//! What the log says of plain HTTP. Apart from the other tests: they would race for the log.

use dbhs_client::{Client, Credentials, Environment, ServiceAddress};

use test_support::log;

/// Decision D5: plain HTTP is the documented way, and the log says so once.
#[tokio::test]
async fn plain_http_is_said_once() {
    let lines = log::Log::of(async {
        let build = |address: ServiceAddress| {
            let credentials = Credentials::new("pl4nted-key", "pl4nted-secret");
            Client::builder(address).credentials(credentials).build().unwrap()
        };
        build("http://127.0.0.1:1".into());
        build(Environment::Production.into());
        build("http://user:pl4nted-word@dbhs.example".into());
    });
    let lines = lines.await;
    assert_eq!(lines.matches("plain HTTP").count(), 1, "{lines}");
    assert!(
        lines.contains("http://op.dbhs.com.cn:81"),
        "the first that is not this machine: {lines}"
    );
    assert!(!lines.contains("pl4nted"), "{lines}");
}
