//! The registries themselves, embedded: for tests, demonstrations and offline work.
//!
//! A [`Sandbox`] is an HTTP server on a free port of this machine that behaves as the documents
//! say: it checks forms, parameters, credentials and tokens, lets tokens expire, counts calls, and
//! answers with the documented return codes for the documented reasons. It has
//!
//! * the [UDID service](udid): records are invented and made from a seed: the same seed gives the
//!   same records, millions of them without storing one;
//! * the [IDcode registry](idcode), which starts empty and keeps what is registered, uploaded and
//!   reviewed;
//! * the [DBHS interface](dbhs): registrants and registrations of the UDID records, as a business
//!   register and a register of products have them;
//! * a [cloud manufacturing platform](cloudmfg): a few devices, and what is saved there.
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
//!
//! // The next look-up of an enterprise fails with code 500.
//! sandbox.dbhs().fail("getOrganizationByName", 1);
//! assert!(sandbox.cloudmfg().gateways().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # What it is not
//!
//! No record describes a real product, enterprise or person, and no limit or lifetime here says
//! anything about the real services, whose documents leave them open.

pub mod cloudmfg;
pub mod dbhs;
mod fault;
pub mod idcode;
mod json_body;
mod ledger;
mod server;
mod settings;
pub mod udid;

pub use fault::Fault;
pub use server::{Sandbox, SandboxBuilder};
pub use settings::{
    Account, CloudmfgAccount, CloudmfgDevice, CloudmfgSettings, DbhsAccount, DbhsSettings,
    IdcodeAccount, IdcodeRole, IdcodeSettings, Limits, Settings,
};
