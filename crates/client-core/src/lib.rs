//! What the clients of these registries share: how they fail, how they read an answer, and how they
//! keep secrets out of what a service says.
//!
//! A client names its [`Error`] after what its service says with a return code (a [`ReturnCodeError`],
//! most often [`ServiceError`]) and the kinds that only it has. Then a call is: check and send the
//! request, [`read`] the answer, [`accept`] its return code, and [hide](Error::redact) what an error
//! must not repeat. A [`Caller`] does so for all calls of a client, within its limits, and again
//! where a failed call may be repeated.
//!
//! ```
//! use client_core::{Redactor, ServiceError, accept, read, sensitive_texts};
//! use idcode_types::{ResultCode, VerifyLoginRequest};
//! use wire::{Class, Endpoint};
//!
//! type Error = client_core::Error<ServiceError<ResultCode>>;
//!
//! let request = VerifyLoginRequest::new("user", "letmein");
//! wire::check(&request)?;
//! // A service that repeats the password.
//! let answer = r#"{"result_code": 10006, "result_msg": "user/letmein 未查到"}"#;
//! let answer = http::Response::new(bytes::Bytes::from(answer));
//!
//! let reply = read::<VerifyLoginRequest, _, _>(&answer)?;
//! let outcome: Result<_, Error> = accept(VerifyLoginRequest::ENDPOINT.id, reply);
//! let error = outcome.unwrap_err().redact(&Redactor::new(sensitive_texts(&request)));
//! assert_eq!(error.class(), Some(Class::NotFound));
//! assert_eq!(error.to_string(), "601: result_code 10006 user/<hidden> 未查到");
//! # Ok::<(), Error>(())
//! ```

mod answer;
mod caller;
mod connection;
mod error;
mod json;
mod redaction;
mod request;
mod sensitive;
mod service_error;
mod shortened;

pub use auth::Redactor;

pub use answer::{accept, read};
pub use caller::{Attempt, Caller, OutgoingRequest};
pub use connection::{PlainHttp, connection, without_secrets};
pub use error::{ClientErrorKind, Error};
pub use json::{get_request, json_request};
pub use redaction::redact_code;
pub use request::request_of;
pub use sensitive::sensitive_texts;
pub use service_error::{ReturnCodeError, ServiceError};
pub use shortened::shortened;
