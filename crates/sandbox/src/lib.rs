//! Simulated registries on a local port: for tests, demonstrations and offline work.
//!
//! A [`Sandbox`] is an HTTP server on a free port of this computer that behaves as the documents
//! say: it checks forms, parameters, credentials and tokens, lets tokens expire, counts calls, and
//! answers with the documented return codes for the documented reasons. It hosts
//!
//! * the [UDID service](udid) with invented records: the same seed gives the same records, millions
//!   of them without storing one;
//! * the [IDcode registry](idcode), which starts empty and keeps what is registered, uploaded and
//!   reviewed;
//! * the [DBHS interface](dbhs): the registrants and registrations of the UDID records, as a
//!   business register and a register of products have them;
//! * a [cloud manufacturing platform](cloudmfg): a few devices, and what is saved there;
//! * any [service of your own](SandboxBuilder::service).
//!
//! `/docs` is a page that describes all of them, `/openapi/<protocol>.json` the OpenAPI document of
//! one.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use dbhs_types::endpoints::GET_ORGANIZATION;
//! use sandbox::{Fault, Sandbox, Settings};
//! use udid_types::endpoints::LIST_DEVICES;
//!
//! let sandbox = Sandbox::builder(Settings { seed: 7, ..Settings::default() }).start().await?;
//! assert!(sandbox.udid_url().starts_with("http://127.0.0.1:"));
//!
//! // The next page of records arrives as the HTML page of an outage.
//! sandbox.udid().inject(LIST_DEVICES, Fault::Html { status: 502 }, 1);
//! assert_eq!(sandbox.udid().calls(LIST_DEVICES), 0);
//!
//! // Reviews of the IDcode registry end at once.
//! assert_eq!(sandbox.idcode_url(), format!("http://{}", sandbox.address()));
//! sandbox.idcode().pass_examinations();
//!
//! // The next look-up of an enterprise fails with code 500.
//! sandbox.dbhs().fail(GET_ORGANIZATION, 1);
//! assert!(sandbox.cloudmfg().gateways().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # Faults
//!
//! Each service has `inject`, which makes the next replies of an endpoint go wrong, and `fail`, which
//! makes its next calls fail with an error of the service. A [`FaultRule`] says where, how often and
//! how long something goes wrong, at one service or at all; profiles of rules have names: `flaky`,
//! `slow`, `outage`, `dirty`, `limits`, `hostile`. All services share a [`VirtualClock`].
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use sandbox::{Fault, FaultRule, Frequency, Sandbox};
//!
//! let sandbox = Sandbox::start().await?;
//! sandbox.faults().add_profiles("flaky+slow")?;
//! let rule = FaultRule { frequency: Frequency::Every(7), ..FaultRule::new(Fault::Reset) };
//! sandbox.faults().add(rule.service("udid"))?;
//!
//! sandbox.clock().set("2026-08-10T23:58:00+08:00".parse()?);
//! sandbox.clock().advance(jiff::SignedDuration::from_mins(2));
//! # Ok(())
//! # }
//! ```
//!
//! A rule is rejected where its fault has no effect. Faults that are not in this table affect every
//! endpoint:
//!
//! | fault | UDID | IDcode | DBHS | cloud manufacturing |
//! |---|---|---|---|---|
//! | `lower_case_keys` | yes | with [`pascal_case_results`](IdcodeSettings::pascal_case_results) | yes | yes |
//! | `null_lists` | D001 to D003 | no: `null` anyway | `product/list` | no: no lists |
//! | `wrong_totals` | D001 to D003 | no: no totals | `product/list` | no: no totals |
//! | `duplicated_rows` | D001 to D003 | where there are lists | `product/list` | no: no lists |
//! | `shifted_rows` | D001 | no: no pages | no: no pages | no: no pages |
//! | `too_frequent` | code 10, not at P001 | code -1 | code 400 | status 100100 |
//! | `quota_used_up` | code 11 until midnight | code -1 until midnight | code 400 until midnight | status 100100 until midnight |
//! | `tokens_revoked` | code 4 until there is a new one | code 10002, this call | no: no token | status 100100, this call |
//! | `clock_skew` | tokens, `currentTime`, days | signatures | signatures | no: no time |
//!
//! Calls above the [rate limits](RateLimits) get UDID return codes 10 and 11, DBHS 400, IDcode -1,
//! cloud manufacturing 100100; a call told to `fail` gets UDID 6, DBHS 500, IDcode -1, cloud
//! manufacturing 100100.
//!
//! # Admin endpoints
//!
//! With [`Settings::has_admin`] the same can be done over HTTP. There is no password: the sandbox
//! listens on the loopback address only, and has no admin endpoints unless asked for them. Bodies and
//! replies are JSON; errors have status 400 or 404 and an `error`.
//!
//! | request | body | reply |
//! |---|---|---|
//! | `GET /admin/clock` | | `now`, `stands_still` |
//! | `POST /admin/clock` | some of `{"set": "2026-08-10T23:58:00+08:00", "advance": "2m", "stands_still": true}` | the same |
//! | `GET /admin/faults` | | the [rules](ActiveRule) that can still apply |
//! | `POST /admin/faults` | a [rule](FaultRule), a list of rules, or `{"profile": "flaky+slow"}` | the same |
//! | `DELETE /admin/faults`, `DELETE /admin/faults/7` | | the same |
//! | `GET /admin/profiles` | | the [profiles](FaultProfile) by name |
//! | `GET /admin/limits` | | the [rate limits](RateLimits) of each service |
//! | `POST /admin/limits` | `{"service": "udid", "per_second": 5, "per_day": 200}`, at least one of the limits | the same |
//! | `GET /admin/requests`, `GET /admin/requests?after=17` | | the last 10,000 [requests](JournalEntry), or those after number 17 |
//! | `GET /admin/truth/udid/2026-08-10` | | `deviceRecordKey`, `versionNumber` and `ZXXSDYCPBS` of each record of the day |
//! | `GET /admin/truth/idcode` | | units, registrations and batches with their codes |
//! | `GET /admin/truth/dbhs/2026-08-10` | | what DBHS has on each registrant (null for none) and each registration number of the day's records |
//! | `GET /admin/truth/cloudmfg` | | gateways, and identifiers by device |
//!
//! Faults of replies do not affect them; those of connections ([`Fault::Close`], [`Fault::Refuse`])
//! do.
//!
//! # What it does not simulate
//!
//! No record describes a real product, enterprise or person, and the limits and lifetimes here say
//! nothing about the real services, whose documents leave them open.

mod sandbox;
mod settings;

pub use self::sandbox::{Sandbox, SandboxBuilder};
pub use sandbox_cloudmfg::{CloudmfgAccount, CloudmfgDevice, CloudmfgService, CloudmfgSettings};
pub use sandbox_core::{
    ActiveRule, Call, Context, Controls, Fault, FaultProfile, FaultRule, Faults, Frequency, Host,
    HostedService, HttpRequest, Journal, JournalEntry, Observer, RateLimits, RejectedRule, Reply,
    Service, Services, UnknownProfile, VirtualClock,
};
pub use sandbox_dbhs::{DbhsAccount, DbhsService, DbhsSettings};
pub use sandbox_idcode::{IdcodeAccount, IdcodeRole, IdcodeService, IdcodeSettings};
pub use sandbox_udid::{
    ReleaseFault, ReleaseFaultRule, ReleaseSettings, UdidAccount, UdidService, UdidSettings,
};
pub use settings::Settings;

#[doc(inline)]
pub use sandbox_cloudmfg as cloudmfg;
#[doc(inline)]
pub use sandbox_dbhs as dbhs;
#[doc(inline)]
pub use sandbox_idcode as idcode;
#[doc(inline)]
pub use sandbox_udid as udid;
