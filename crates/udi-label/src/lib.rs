//! Reads every label on a medical device: what a barcode scanner delivers, as device identifier (DI)
//! and production identifiers.
//!
//! ```
//! let text = "]C1010693299210075510181011\u{1d}11181012172110109101A";
//! let label = udi_label::scan(text)?;
//! assert_eq!(label.agency().as_str(), "GS1");
//! assert_eq!(label.di(), Some("06932992100755"));
//! assert_eq!(label.lot_number(), Some("181011"));
//! assert_eq!(label.expiry_date().unwrap().to_string(), "2021-10-10");
//!
//! // The same label, as a company prints it and an input method types it.
//! let printed = udi_label::scan("(01)06932992100755（10）181011（11）181012（17）211010（91）01A")?;
//! assert_eq!(printed, label);
//! # Ok::<(), udi_label::ScanError>(())
//! ```
//!
//! # What it reads
//!
//! | agency | texts |
//! |---|---|
//! | GS1 | element strings with all application identifiers of release [`RELEASE`], bracketed text, GTIN-8, -12, -13 and -14 alone, uncompressed Digital Link addresses |
//! | HIBC | primary, secondary and concatenated codes with all forms of dates and quantities |
//! | MA (IDcode) | codes of devices, alone and inside addresses |
//! | AHM | every part as text |
//! | ICCBBA | recognized, not parsed |
//!
//! Dirt of transport is folded first: spellings of the separator (`<GS>`, `{GS}`, `\x1d`, `␝`, `^]`),
//! symbology identifiers, full-width characters, blanks and line ends around the text. Places in the
//! result are those of the text as it was scanned, which is always kept.
//!
//! # What it refuses
//!
//! A text that breaks a rule of its agency is a [`ScanError`] that names the place and the reason; so is
//! a text without any sign of being a label, such as a lot number `10D9T` scanned alone. What is odd
//! but readable becomes a [`Warning`].
//!
//! # What a candidate is
//!
//! Where a separator got lost, strict reading fails, or a lot swallows the elements behind it.
//! [`ScanError::candidates`] and [`Label::candidates`] return every reading in which all parts are valid,
//! and none if there are too many to be of help. Given what the register says is on the label
//! ([`LabelPromise`]), usually one is left. None of them is ever passed off as the reading.
//!
//! ```
//! use udi_label::LabelPromise;
//!
//! // The separators behind the serial number are gone.
//! let error = udi_label::scan("0104150011164140211GTFG32DLF1723033110158993A").unwrap_err();
//! assert_eq!(error.kind(), udi_label::ErrorKind::MissingSeparator);
//!
//! let promise = LabelPromise {
//!     lot_number: Some(true),
//!     serial_number: Some(true),
//!     production_date: Some(false),
//!     expiry_date: Some(true),
//! };
//! let candidates = error.candidates_given(promise);
//! let label = candidates.only().unwrap().label();
//! assert_eq!(label.bracketed().unwrap(), "(01)04150011164140(21)1GTFG32DLF(17)230331(10)158993A");
//! ```
//!
//! # Bounds
//!
//! | what | at most |
//! |---|--:|
//! | text | 8,192 bytes ([`MAX_LENGTH`]) |
//! | elements of a GS1 message | 64 |
//! | text in which candidates are searched | 512 bytes |
//! | candidates | 256, otherwise none |

mod address;
mod agency;
mod ahm;
mod candidates;
pub mod check_digit;
mod check_result;
mod date;
mod di;
mod draft;
mod error;
mod error_kind;
mod fold;
#[rustfmt::skip]
mod generated;
mod gs1;
mod hibc;
mod iccbba;
mod label;
mod ma;
mod role;
mod scan;
#[cfg(feature = "serde")]
mod serialize;
mod source;
mod span;
mod symbology;
mod warning;

pub use agency::Agency;
pub use candidates::{Candidate, Candidates, LabelPromise};
pub use check_result::CheckResult;
pub use date::{LabelDate, full_year};
pub use di::{NormalizedDi, normalize_di};
pub use error::ScanError;
pub use error_kind::ErrorKind;
pub use gs1::{ApplicationIdentifier, RELEASE, WriteError, write_bracketed, write_element_string};
pub use label::{Element, Label};
pub use role::Role;
pub use scan::{MAX_LENGTH, Scanner, scan};
pub use warning::{Warning, WarningKind};
