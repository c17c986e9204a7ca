//! What the clients of these registries share: errors, call pipeline and connection.
//!
//! A client defines its [`Error`] by what its service says with a return code (a
//! [`ReturnCodeError`], most often [`ServiceError`]) and by errors of its own. It builds requests,
//! and a [`Pipeline`] makes the calls: within the rate limit, with retries, and with errors that are
//! [redacted](Redactor). [`ConnectionSettings`] are the settings of all clients, and
//! [`connection_setters!`] gives their builders the same setters.
//!
//! # From a client's method to the socket
//!
//! A method of an endpoint, like `Client::get_product`, reaches the network in 5 calls, and in 6 with
//! the UDID client, whose calls need a token:
//!
//! | call | what it does | crate |
//! |---|---|---|
//! | 1. `Client::call` | checks, signs and encodes the request | `dbhs-client` |
//! | 2. [`Pipeline::call`] | decodes the reply, classifies and redacts errors | `client-core` |
//! | 3. [`Pipeline::run`] | rate limit, retries, counters | `client-core` |
//! | 4. `HttpTransport::send` | reads the whole response, within bounds | `transport` |
//! | 5. `reqwest` | HTTP over TLS | |
//!
//! In the UDID client call 1 is `Session::call`, which waits for the next day when the quota is used
//! up, and then `Session::call_with_token`, which renews a refused token.
//!
//! # Example
//!
//! ```
//! use client_core::{Redactor, ServiceError, accept_reply, decode_reply, sensitive_texts};
//! use idcode_types::{ResultCode, VerifyLoginRequest};
//! use wire::{Class, Endpoint};
//!
//! type Error = client_core::Error<ServiceError<ResultCode>>;
//!
//! let request = VerifyLoginRequest::new("user", "letmein");
//! wire::check(&request)?;
//! // A service that echoes the password.
//! let body = r#"{"result_code": 10006, "result_msg": "user/letmein 未查到"}"#;
//! let response = http::Response::new(bytes::Bytes::from(body));
//!
//! let reply = decode_reply::<VerifyLoginRequest, _, _>(&response)?;
//! let outcome: Result<_, Error> = accept_reply(VerifyLoginRequest::ENDPOINT.id, reply);
//! let error = outcome.unwrap_err().redact(&Redactor::new(sensitive_texts(&request)));
//! assert_eq!(error.class(), Class::NotFound);
//! assert_eq!(error.to_string(), "601: result_code 10006 user/<hidden> 未查到");
//! # Ok::<(), Error>(())
//! ```

mod caller;
mod charset;
mod classification;
mod connection;
mod error;
mod json_parameters;
mod json_request;
mod pipeline;
mod redaction;
mod rejected_reply;
mod response;
mod sensitive;
mod service;
mod service_error;
mod shortened;
mod url;

pub use auth::Redactor;
pub use transport::{RateLimit, RetryPolicy, Timing, Transport};
pub use wire::{Class, Environment};

pub use caller::{Caller, SigningError};
pub use classification::ClientErrorKind;
pub use connection::ConnectionSettings;
pub use error::Error;
pub use json_parameters::request_of;
pub use json_request::{get_request, json_request, request_to};
pub use pipeline::{
    Attempt, Call, CallCounts, FailedAttempt, OutgoingRequest, Pipeline, PipelineSettings, Prepare,
    Receive,
};
pub use redaction::redact_code;
pub use rejected_reply::RejectedReply;
pub use response::{accept_reply, decode_reply, decode_reply_with_findings};
pub use sensitive::sensitive_texts;
pub use service::{PlainHttp, Service, ServiceAddress};
pub use service_error::{ReturnCodeError, ServiceError};
pub use shortened::shortened;
pub use url::without_secrets;
