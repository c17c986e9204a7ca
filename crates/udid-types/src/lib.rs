//! Typed models of the NMPA UDID data-sharing API (医疗器械唯一标识数据共享 API).
//!
//! Every request, reply, field, value and return code of the document, generated from its spec.
//! Decoding accepts what real services send and loses nothing: keys in any case, strings or
//! numbers, `1`/`0` or `是`/`否`, `null` or `"[]"` for an empty list, undocumented values and
//! fields. Depends on serde and serde_json only.
//!
//! ```
//! use udid_types::{DevicePage, ReturnCode, YesNo, from_slice};
//!
//! let response = r#"{
//!     "returnCode": 1, "returnMsg": "OK", "totalRecordCount": "1",
//!     "dataSet": {"deviceInfo": [{"zxxsdycpbs": 6901234567892, "SFWWJBZ": "是", "new": true}]}
//! }"#;
//! let page: DevicePage = from_slice(response.as_bytes())?;
//! assert_eq!(page.return_code, Some(ReturnCode::Success));
//!
//! let records = page.data_set.unwrap_or_default().into_records().records;
//! let device = &records[0].device;
//! assert_eq!(device.primary_di.as_deref(), Some("6901234567892"));
//! assert_eq!(device.is_sterile, Some(YesNo::Yes));
//! assert!(device.unknown_fields.get("new").is_some());
//! # Ok::<(), udid_types::DecodeError>(())
//! ```
//!
//! * [`DataSet::into_records`] assigns packaging, storage and clinical rows to their devices.
//! * [`DeviceRecord::packaging`] counts the devices in a package.
//! * [`ENDPOINTS`] describes all endpoints, parameters and fields as data; [`endpoints`] has their ids.
//! * [`decisions`] lists what the document leaves open, and what was decided.
//! * Feature `dates`: `DateText::date` reads dates leniently. Feature `schemars`: JSON Schema.

// Generated code imports its siblings with `*`, has one row for each code of a table and field of a
// model, even if there is only one or none, and is formatted by the generator.
#[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
#[rustfmt::skip]
mod generated;
mod content;
mod identity;
mod packaging;
mod parties;
mod period;
mod period_end;
mod record;
mod registration_number;
mod version_order;

/// Response header by which a service that is not the national one names itself: the sandbox, with the
/// seed and size of its invented records.
pub const REGISTRY_HEADER: &str = "x-yima-registry";

/// The name of the registry behind the production environment and the official release files.
pub const PRODUCTION_REGISTRY: &str = "the production environment";

pub use generated::*;
pub use identity::RecordIdentity;
pub use packaging::{PackagingLevel, PackagingProblem};
pub use parties::{Parties, Party};
pub use period::{InvalidPeriod, Period};
pub use record::{DeviceRecord, Orphan, OrphanReason, Records, Row};
pub use registration_number::{
    Origin, RegistrationKind, RegistrationNumber, normalize_registration_number,
    split_registration_numbers,
};
pub use version_order::VersionOrder;
