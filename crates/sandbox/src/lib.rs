//! The registries themselves, embedded: for tests, demonstrations and offline work.
//!
//! A [`Sandbox`] is an HTTP server on a free port of this machine that behaves as the documents
//! say: it checks forms, parameters, credentials and tokens, lets tokens expire, counts calls, and
//! answers with the documented return codes for the documented reasons. It has the
//! [UDID service](udid) and the [IDcode registry](idcode), which starts empty and keeps what is
//! registered, uploaded and reviewed. UDID records are invented
//! and made from a seed: the same seed gives the same records, millions of them without storing
//! one.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use sandbox::{Fault, Sandbox, Settings};
//!
//! let sandbox = Sandbox::builder(Settings { seed: 7, ..Settings::default() }).start().await?;
//! assert!(sandbox.udid_url().starts_with("http://127.0.0.1:"));
//!
//! // The next page of records comes as the HTML page of an outage.
//! sandbox.udid().inject("D001", Fault::Html { status: 502 }, 1);
//! assert_eq!(sandbox.udid().calls("D001"), 0);
//!
//! // Reviews of the IDcode registry need no waiting.
//! assert_eq!(sandbox.idcode_url(), format!("http://{}", sandbox.address()));
//! sandbox.idcode().pass_examinations();
//! # Ok(())
//! # }
//! ```
//!
//! # What it is not
//!
//! No record describes a real product, enterprise or person, and no limit or lifetime here says
//! anything about the real services, whose documents leave them open.

mod fault;
pub mod idcode;
mod server;
mod settings;
pub mod udid;

pub use fault::Fault;
pub use server::{Sandbox, SandboxBuilder};
pub use settings::{Account, IdcodeAccount, IdcodeRole, IdcodeSettings, Limits, Settings};
