//! A planted secret shows up in no `Debug` output.

use auth::{Secret, Token};
use jiff::Timestamp;

use crate::service::Service;

const MARKER: &str = "pl4nted-m4rker";

#[tokio::test]
async fn debug_output_hides_the_text() {
    let service = Service::new();
    let token = Token::new(MARKER, Timestamp::MAX);
    service.cell.adopt(token.clone()).await;
    let lease = service.get().await.unwrap();

    assert_eq!(lease.expose(), MARKER);
    for shown in [
        format!("{:?}", Secret::from(MARKER)),
        format!("{:#?}", Some(Secret::from(MARKER.to_owned()))),
        format!("{token:?}"),
        format!("{lease:?}"),
        format!("{:?}", service.cell),
    ] {
        assert!(!shown.contains(MARKER), "{shown}");
    }
}

#[test]
fn secrets_are_equal_when_their_texts_are() {
    assert_eq!(Secret::from(MARKER), Secret::from(MARKER));
    for other in ["", "pl4nted-m4rkeR", "pl4nted-m4rker!", "pl4nted"] {
        assert_ne!(Secret::from(MARKER), Secret::from(other), "{other}");
    }
}
