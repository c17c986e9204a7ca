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
//! `/docs` is a page to read about all of them, `/openapi/<protocol>.json` the OpenAPI document of one.
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
//! # Misbehaviour
//!
//! Each service has `inject`, which makes the next answers of an endpoint go wrong. A [`FaultRule`]
//! says where, how often and how long something goes wrong, at one service or at all; profiles of
//! rules have names: `flaky`, `slow`, `outage`, `dirty`, `limits`, `hostile`. The time of all
//! services is that of a [`VirtualClock`].
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use sandbox::{Fault, FaultRule, Often, Sandbox};
//!
//! let sandbox = Sandbox::start().await?;
//! sandbox.faults().add_profiles("flaky+slow")?;
//! sandbox.faults().add(FaultRule { often: Often::Every(7), ..FaultRule::new(Fault::Reset) })?;
//!
//! sandbox.clock().set("2026-08-10T23:58:00+08:00".parse()?);
//! sandbox.clock().advance(jiff::SignedDuration::from_mins(2));
//! # Ok(())
//! # }
//! ```
//!
//! # Admin endpoints
//!
//! With [`Settings::has_admin`] the same can be done from outside. There is no password: the
//! sandbox listens on the loopback address only, and has no admin endpoints unless it is asked for
//! them. Bodies and answers are JSON; a refusal is status 400 or 404 with an `error`.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `GET /admin/clock` | | `now`, `stands_still` |
//! | `POST /admin/clock` | some of `{"set": "2026-08-10T23:58:00+08:00", "advance": "2m", "stands_still": true}` | the same |
//! | `GET /admin/faults` | | the [rules](ActiveRule) that can still strike |
//! | `POST /admin/faults` | a [rule](FaultRule), a list of rules, or `{"profile": "flaky+slow"}` | the same |
//! | `DELETE /admin/faults`, `DELETE /admin/faults/7` | | the same |
//! | `GET /admin/profiles` | | the [profiles](FaultProfile) by name |
//! | `GET /admin/limits` | | the [limits](Limits) of each service |
//! | `POST /admin/limits` | `{"service": "udid", "per_second": 5, "per_day": 200}`, one of both or both | the same |
//! | `GET /admin/requests`, `GET /admin/requests?after=17` | | the last 10,000 [requests](Seen), or those after number 17 |
//! | `GET /admin/truth/udid/2026-08-10` | | `deviceRecordKey`, `versionNumber` and `ZXXSDYCPBS` of each record of the day |
//! | `GET /admin/truth/idcode` | | units, registrations and batches with their codes |
//! | `GET /admin/truth/dbhs/2026-08-10` | | what DBHS has on each registrant (null for none) and each registration number of the day's records |
//! | `GET /admin/truth/cloudmfg` | | gateways, and identifiers by device |
//!
//! Faults of answers pass them by; those of connections ([`Fault::Close`], [`Fault::Refuse`]) cannot.
//!
//! # Bounds
//!
//! | what | at most | beyond that |
//! |---|---|---|
//! | connections at a time | 1,000 ([`Settings::most_connections`]) | they wait |
//! | time in which nothing comes of a request | 60 s | the connection ends |
//! | head of a request | 100 headers, 400 KiB, 64 KiB of address | HTTP status 431 or 414 |
//! | body of a request | 2 MiB; 64 MiB for IDcode, whose pictures have 5 MiB | HTTP status 413; IDcode 10000 |
//! | rules of faults | 1,000 | refused |
//! | bytes that a fault makes | 256 MiB | refused |
//! | requests in the [`Journal`] | 10,000, with 200 characters of the path | the oldest are forgotten |
//! | days for which calls are counted | 10,000 | the first is forgotten |
//! | codes of a range of IDcode, gateways | 10,000,000, 10,000 | refused |
//!
//! Units, registrations and batches of the IDcode registry are kept as long as the sandbox runs.
//!
//! # What it is not
//!
//! No record describes a real product, enterprise or person, and no limit or lifetime here says
//! anything about the real services, whose documents leave them open.

mod admin;
mod clock;
pub mod cloudmfg;
pub mod dbhs;
mod docs;
mod fault;
mod front;
pub mod idcode;
mod journal;
mod json_body;
mod ledger;
mod limits;
mod observe;
mod server;
mod settings;
pub mod udid;

pub use clock::VirtualClock;
pub use fault::{
    ActiveRule, Fault, FaultProfile, FaultRule, Faults, Often, RefusedRule, Service, UnknownProfile,
};
pub use journal::{Journal, Observer, Seen};
pub use limits::Limits;
pub use server::{Sandbox, SandboxBuilder};
pub use settings::{
    Account, CloudmfgAccount, CloudmfgDevice, CloudmfgSettings, DbhsAccount, DbhsSettings,
    IdcodeAccount, IdcodeRole, IdcodeSettings, Settings,
};
