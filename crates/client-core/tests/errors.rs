//! Errors: class, time, reply, and texts that do not repeat their source.

use std::error::Error as _;
use std::io;
use std::time::SystemTime;

use bytes::Bytes;
use client_core::{Class, ServiceError, accept_reply, decode_reply};
use http::{Response, StatusCode};
use idcode_types::{GetUnitRequest, ResultCode};
use transport::TransportError;
use wire::{Refusal, Rule};

type Error = client_core::Error<ServiceError<ResultCode>>;

const HOST: &str = "service.example";

fn transport(source: TransportError) -> Error {
    Error::Transport { endpoint: "601", source }
}

fn io_error() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionRefused, "the reason of the network")
}

fn status(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let response = response.body(Bytes::from(body.to_owned())).unwrap();
    let reply = decode_reply::<GetUnitRequest, _, _>(&response);
    reply.and_then(|reply| accept_reply("306", reply)).unwrap_err()
}

fn connect() -> TransportError {
    TransportError::Connect { host: HOST.to_owned(), source: io_error() }
}

fn timeout(connecting: bool) -> TransportError {
    TransportError::Timeout { host: HOST.to_owned(), connecting }
}

#[test]
fn every_kind_has_a_class() {
    let host = HOST.to_owned();
    let refusal = Refusal { endpoint: "306", parameter: "idcode", rule: Rule::Required };
    let misconfigured = Error::Misconfigured { reason: "no credentials".to_owned() };
    for (error, class, endpoint) in [
        (Error::from(refusal), Class::BadRequest, Some("306")),
        (misconfigured, Class::Misconfigured, None),
        (Error::PlainHttp { url: host.clone() }, Class::Misconfigured, None),
        (Error::Setup(TransportError::Setup { source: io_error() }), Class::Misconfigured, None),
        (transport(connect()), Class::Unreachable, Some("601")),
        (transport(timeout(false)), Class::Unreachable, Some("601")),
        (
            transport(TransportError::Interrupted { host: host.clone(), source: io_error() }),
            Class::Unreachable,
            Some("601"),
        ),
        (
            transport(TransportError::Tls { host: host.clone(), source: io_error() }),
            Class::Misconfigured,
            Some("601"),
        ),
        (
            transport(TransportError::TooManyRedirects { host: host.clone(), limit: 3 }),
            Class::Misconfigured,
            Some("601"),
        ),
        (transport(TransportError::TooLarge { host, limit: 3 }), Class::Failed, Some("601")),
        (Error::unsendable("601", &"no address"), Class::BadRequest, Some("601")),
        (status(200, &[], "<html>"), Class::RetryLater, Some("306")),
        (status(200, &[], "[1]"), Class::Failed, Some("306")),
        (status(200, &[], r#"{"result_code": 10006}"#), Class::NotFound, Some("306")),
        (status(200, &[], r#"{"result_code": 10007}"#), Class::AlreadyExists, Some("306")),
        (status(500, &[], r#"{"result_code": 10001}"#), Class::NotAllowed, Some("306")),
    ] {
        assert_eq!((error.class(), error.endpoint()), (class, endpoint), "{error:?}");
    }
}

/// The classes that RFC 9110 suggests. 404 says that the path is wrong, not that a unit is missing.
#[test]
fn a_status_without_a_return_code_has_a_class() {
    for (code, class) in [
        (302, Class::Misconfigured),
        (400, Class::BadRequest),
        (401, Class::NotAllowed),
        (403, Class::NotAllowed),
        (404, Class::Misconfigured),
        (408, Class::RetryLater),
        (413, Class::BadRequest),
        (429, Class::RetryLater),
        (500, Class::RetryLater),
        (501, Class::Failed),
        (503, Class::RetryLater),
        (504, Class::RetryLater),
    ] {
        let error = status(code, &[], "");
        assert_eq!(error.class(), class, "{code}");
        assert_eq!(error.is_transient(), class == Class::RetryLater, "{code}");
        assert_eq!(error.is_timeout(), [408, 504].contains(&code), "{code}");
    }
}

#[test]
fn a_timeout_is_transient_and_may_have_arrived() {
    for connecting in [true, false] {
        let error = transport(timeout(connecting));
        assert!(error.is_timeout() && error.is_transient());
        assert_eq!(error.may_have_arrived(), !connecting);
    }
    let refused = transport(connect());
    assert!(refused.is_transient() && !refused.is_timeout() && !refused.may_have_arrived());
}

#[test]
fn retry_at_is_now_and_what_retry_after_asks_for() {
    let before = SystemTime::now();
    let error = status(503, &[("retry-after", "120")], "");
    assert!(matches!(error, Error::Status { status: StatusCode::SERVICE_UNAVAILABLE, .. }));
    let delay = error.retry_at().unwrap().duration_since(before).unwrap();
    assert!((120..125).contains(&delay.as_secs()), "{delay:?}");
    assert_eq!(status(503, &[], "").retry_at(), None);
}

#[test]
fn the_reply_is_kept_and_read_again() {
    let body = r#"{"result_code": 10006, "result_msg": "none", "hint": "see 601"}"#;
    let error = status(200, &[], body);
    let reply: idcode_types::UnitReply =
        wire::from_slice(error.reply().unwrap().as_bytes()).unwrap();
    assert_eq!(reply.result_message.as_deref(), Some("none"));
    assert_eq!(reply.unknown_fields.get("hint").unwrap(), "see 601");
    assert_eq!(status(503, &[], "").reply(), None);
}

/// A logger that prints an error and its sources prints each reason once.
#[test]
fn no_text_repeats_its_source() {
    let host = HOST.to_owned();
    for error in [
        transport(connect()),
        transport(TransportError::Tls { host: host.clone(), source: io_error() }),
        transport(TransportError::Interrupted { host, source: io_error() }),
        Error::Setup(TransportError::Setup { source: io_error() }),
        status(200, &[], r#"{"result_code": 10006}"#),
        Error::from(Refusal { endpoint: "306", parameter: "idcode", rule: Rule::Required }),
    ] {
        let mut texts = vec![error.to_string()];
        let mut source = error.source();
        while let Some(cause) = source {
            texts.push(cause.to_string());
            source = cause.source();
        }
        for (index, text) in texts.iter().enumerate() {
            let earlier = &texts[..index];
            assert!(earlier.iter().all(|earlier| !earlier.contains(text.as_str())), "{texts:?}");
        }
    }
    assert_eq!(transport(connect()).source().unwrap().to_string(), "the reason of the network");
}
