//! Client of the IDcode (MA) registry of object identifiers (统一标识代码).
//!
//! One [`Client`] holds the key of one enterprise, so that a program can serve many. It signs every
//! request, checks it before it leaves, and gives typed replies or typed errors. There is a method
//! for each of the 47 endpoints of the document.
//!
//! ```
//! use idcode_client::types::GetUnitRequest;
//! use idcode_client::{Client, Credentials, Environment};
//! # use idcode_client::Canned;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let transport = Canned::new(r#"{"organunit_name": "单位名称", "result_code": 1}"#);
//! let client = Client::builder(Environment::Test)
//!     .credentials(Credentials::new("access token", "authorization code"))
//!     .transport(transport) // leave this out to send over HTTP
//!     .build()?;
//! let reply = client.get_unit(&GetUnitRequest::new("i.86.120103.1021")).await?;
//! assert_eq!(reply.name.as_deref(), Some("单位名称"));
//! # Ok(())
//! # }
//! ```
//!
//! # The order of calls
//!
//! Section 五 of the document has three flows. The crate's `examples` play each of them in full
//! against the sandbox.
//!
//! ## A unit is registered (单位注册)
//!
//! Look up the place (101), the trade (103) and the type (105) of the unit, have a code sent to the
//! telephone (303), register (301), complete what is known of the unit (305), hand in its certificate
//! (304), and wait for the review. Without 305 and 304 there is nothing to review, and the registry
//! says "waits" (待审核) for ever.
//!
//! ```no_run
//! # use std::time::Duration;
//! # use idcode_client::types::*;
//! # use idcode_client::{Client, Error, FilePart};
//! # async fn example(client: Client, sms_code: String) -> Result<(), Box<dyn std::error::Error>> {
//! let place = client.regions().await?.place(110_105).ok_or("no such district")?;
//! client.send_verification_code(&SendVerificationCodeRequest::new("13800000000")).await?;
//! let registration = RegisterUnitRequest::new()
//!     .with_login_name("login")
//!     .with_password("a password")
//!     .with_unit_name("示例公司")
//!     .with_unit_type(1)
//!     .with_province_id(place.province_id)
//!     .with_city_id(place.city_id)
//!     .with_area_id(place.area_id)
//!     .with_contact_phone("13800000000")
//!     .with_verification_code(sms_code);
//! let unit = client.register_unit(&registration).await?.unit_code.ok_or("no code")?;
//! let details = UpdateUnitRequest::new()
//!     .with_unit_code(unit.clone())
//!     .with_trade_id(1)
//!     .with_address("地址 1 号")
//!     .with_unit_size(UnitSize::UpTo50);
//! client.update_unit(&details, None).await?;
//! let certificate =
//!     VerifyUnitRequest::new(unit.clone(), CertificateType::CreditCode, "91350100M000100Y43");
//! client.verify_unit(&certificate, FilePart::path("licence.png")).await?;
//! let review = GetReviewRequest::new(unit, ReviewKind::UnitRegistration);
//! let [interval, patience] = [60, 3600].map(Duration::from_secs);
//! client.wait_for_review(&review, interval, patience).await?;
//! # Ok(())
//! # }
//! ```
//!
//! ## A category is registered (注册品类标识代码)
//!
//! Choose its use (201) and category (202 to 204), register it (406 for products, 407 for others; 401
//! and 405 are pages for a browser), and wait for the review of its resolution URL (608). After a
//! rejection change the URL (602) and wait again.
//!
//! ```no_run
//! # use std::time::Duration;
//! # use idcode_client::types::*;
//! # use idcode_client::{Client, Error};
//! # async fn example(client: Client, unit: UnitCode) -> Result<(), Box<dyn std::error::Error>> {
//! let request = RegisterProductCategoryRequest::new()
//!     .with_unit_code(unit.clone())
//!     .with_code_use_id("10") // 产品
//!     .with_category_id(1)
//!     .with_category_code("10000000")
//!     .with_model("A1")
//!     .with_model_code("A1")
//!     .with_application_type(ApplicationType::Registration)
//!     .with_resolution_url("https://example.com/trace?id=")
//!     .with_sample_url("https://example.com/trace?id=1");
//! let reply = client.register_product_category(&request).await?;
//! let review = GetReviewRequest::new(unit, ReviewKind::ResolutionUrl)
//!     .with_category_registration_id(reply.category_registration_id.ok_or("no id")?);
//! let [interval, patience] = [60, 3600].map(Duration::from_secs);
//! let review = client.wait_for_review(&review, interval, patience).await?;
//! assert_eq!(review.status, Some(ReviewStatus::Passed));
//! # Ok(())
//! # }
//! ```
//!
//! ## Codes of a category are made (备案品类标识代码及生成一物一码)
//!
//! With a category that has passed, upload its codes (5011 to 5014), which gives a batch; read its
//! codes (505), and have pictures of them made (603 to 605).
//!
//! ```no_run
//! # use idcode_client::types::*;
//! # use idcode_client::{Client, Error, FilePart};
//! # async fn example(
//! #     client: Client,
//! #     unit: UnitCode,
//! #     registration: CategoryRegistrationId,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! let codes = FilePart::codes((1..=1_000_000).map(|number| format!("A{number:07}")));
//! let request = UploadCodeFileRequest::new(unit.clone(), registration);
//! let upload = client.upload_code_file(&request, codes).await?.upload.ok_or("no batch")?;
//! let batch = upload.upload_id.ok_or("no id")?;
//! let codes = client.get_codes(&GetCodesRequest::new(unit, batch)).await?.codes;
//! # let _ = codes;
//! # Ok(())
//! # }
//! ```
//!
//! # Runtime, cancellation, log
//!
//! Calls need a [Tokio](https://tokio.rs) runtime with time and I/O. A program without `async` has one
//! of its own:
//!
//! ```
//! use idcode_client::{Client, Credentials, Environment};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
//! #   let transport = idcode_client::Canned::new(r#"{"result_code": 1}"#);
//!     let client = Client::builder(Environment::Test)
//!         .credentials(Credentials::new("access token", "authorization code"))
//! #       .transport(transport)
//!         .build()?;
//!     runtime.block_on(client.list_regions())?;
//!     Ok(())
//! }
//! ```
//!
//! Dropping the future of a call cancels it at any point: nothing more is sent, and its place under
//! the rate limit is free. A registration or an upload that was on
//! its way may have been carried out nevertheless.
//!
//! The log goes to [`tracing`](https://docs.rs/tracing). Targets are `client_core` (a span for each
//! call with service, endpoint, attempts and outcome; retries at level info), `transport` (each
//! request at level debug, without headers, query and body) and `auth` (stored files). No credential, token or
//! personal datum is logged.
//!
//! # Errors
//!
//! A call fails with an [`Error`], and a program's handling of it is one `match` of its
//! [class](client_core::Error::class), which every kind of error has. Also known are the
//! [endpoint](client_core::Error::endpoint), the [reply](client_core::Error::reply) of the service,
//! [when to try again](client_core::Error::retry_at), and whether the call
//! [may have arrived](client_core::Error::may_have_arrived).
//!
//! ```
//! use idcode_client::{Class, Error};
//!
//! fn exit_code(error: &Error) -> u8 {
//!     match error.class() {
//!         Class::BadRequest | Class::AlreadyExists | Class::NotFound => 2,
//!         Class::NotAllowed | Class::LogInAgain | Class::Misconfigured => 3,
//!         // The same call may work later: `error.retry_at()` says when, if it is known.
//!         Class::RetryLater | Class::QuotaUsedUp | Class::Unreachable => 4,
//!         _ => 1,
//!     }
//! }
//! # let _ = exit_code;
//! ```

mod batch;
mod builder;
mod call;
mod checks;
mod client;
mod credentials;
mod error;
mod file_part;
// Generated code imports all types with `*`, has one line for each endpoint, and is formatted by the
// generator.
#[allow(clippy::too_many_lines, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated {
    mod methods;
}
mod multipart;
mod page;
mod parameters;
mod review;
mod tree;
mod tree_calls;
mod uploads;

pub use batch::{Batch, PAUSE};
pub use builder::{ClientBuilder, SERVICE};
pub use client::Client;
pub use credentials::Credentials;
pub use error::{ClientError, Error, ServiceError};
pub use file_part::FilePart;
pub use page::{Callback, InvalidCallback, Page};
pub use tree::{Place, Tree};
pub use uploads::BatchesSoFar;

pub use idcode_types as types;

pub use auth::{Clock, Secret};
pub use client_core::{CallCounts, ConnectionSettings, Environment, ServiceAddress};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::HttpTransport;
pub use transport::{Canned, RateLimit, RetryPolicy, Transport, TransportError, from_fn};
pub use wire::{Class, Count, DateText, Joined, UnknownFields, from_slice};
