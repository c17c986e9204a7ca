//! Captures exchanges with a service, redacted, replays them, and compares them with its
//! specification.
//!
//! [`Capture`] is a transport that writes each exchange of another transport into a folder as a JSON
//! file. [`Replay`] is a transport that responds from such a folder, without network. What is
//! written is decided by an [`ExchangeRedactor`]; [`SpecRedactor`] derives it from a specification.
//! [`read_exchanges`] reads a folder, and [`drift`] lists what a response has that its
//! specification does not document.
//!
//! # Bounds
//!
//! | what | at most |
//! |---|---|
//! | part of a streamed request body that is captured | 64 KiB |
//! | file of an exchange | 64 MiB |
//!
//! # Example
//!
//! ```
//! use bytes::Bytes;
//! use http::{Request, Response};
//! use recording::{Capture, Replay, SpecRedactor, read_exchanges};
//! use transport::{Transport, TransportError};
//! use udid_types::ENDPOINTS;
//!
//! # struct Service;
//! # #[async_trait::async_trait]
//! # impl Transport for Service {
//! #     async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
//! #         let response = r#"{"returnCode": 1, "accessToken": "secret"}"#;
//! #         Ok(Response::new(Bytes::from_static(response.as_bytes())))
//! #     }
//! # }
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (service, home) = (Service, tempfile::tempdir()?);
//! # let folder = home.path().join("captures");
//! let request = || Request::post("https://example.com/api/v2/token/get").body(Bytes::new());
//! let live = Capture::new(service, &folder, SpecRedactor::new(&ENDPOINTS))?;
//! live.send(request()?).await?;
//! assert_eq!(read_exchanges(&folder)?.len(), 1);
//!
//! let replay = Replay::open(&folder, SpecRedactor::new(&ENDPOINTS))?;
//! let response = replay.send(request()?).await?;
//! assert_eq!(response.body(), r#"{"accessToken":"<hidden>","returnCode":1}"#);
//! # Ok(())
//! # }
//! ```

mod capture;
mod documented;
mod drift;
mod exchange;
mod folder;
mod redaction;
mod replay;

pub use capture::Capture;
pub use documented::endpoint_at;
pub use drift::{Change, Drift, Shape, drift};
pub use exchange::{Exchange, RecordedRequest, RecordedResponse, read_exchanges};
pub use redaction::{ExchangeRedactor, SpecRedactor};
pub use replay::Replay;
