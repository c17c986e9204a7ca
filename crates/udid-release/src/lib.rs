//! Reads the official release files of China's UDID registry (医疗器械唯一标识数据库), which anyone may
//! download: archives of XML, nested or not, as a stream of records. No database is needed.
//!
//! ```
//! use udid_release::Release;
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("UDID_INCREMENTAL_DOWNLOAD_PART1_Of_1_2026-08-10.xml");
//! # let xml = "<udid version='1.0'><header><numberRkeyecordXML>1</numberRkeyecordXML></header>\
//! #     <devices><device><zxxsdycpbs>06936260855798</zxxsdycpbs><cpmctymc>带线锚钉</cpmctymc>\
//! #     <packingList><packing><bzcpbs>16936260855795</bzcpbs></packing></packingList>\
//! #     </device></devices></udid>";
//! # std::fs::write(&path, xml)?;
//! // An archive such as UDID_DAY_UPDATE_20260810.zip, or an XML file from one.
//! for record in Release::open(path)?.records() {
//!     // An error is a member that is not complete; other members follow.
//!     let record = record?;
//!     println!("{:?} {:?}", record.device.primary_di, record.device.product_name);
//! #   assert_eq!(record.packages.len(), 1);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | item | subject |
//! |---|---|
//! | [`Release`] | a file: its name, its members, its records |
//! | [`Records`] | the records one after another, and what is missing |
//! | [`ReleaseSource`] | the same in batches, for a store |
//! | [`read_feed`], [`read_page`] | which releases are offered, where, their sizes and MD5 |
//!
//! # What is read, and what is checked
//!
//! Reading is tolerant: archives within archives up to five deep, members in the order of their numbers,
//! any encoding that a file declares, bytes that are no text and characters that XML forbids (replaced or
//! removed, and [reported](Repair)), a bare `&`, tags in any case, unknown elements (kept), a record that is
//! no XML (it costs that record).
//!
//! Checking is strict: each member must have a header, exactly the records that its header states
//! (`numberRkeyecordXML`), and an end; parts that names promise (`PART2_Of_5`) must be there.
//!
//! Sizes are bounded: a record has at most 4 MiB, an XML file or an archive within another one 4 GiB, and
//! no member may unpack to more than 500 times its packed size. Archives within others are copied to
//! temporary files; of XML, only what is being parsed is in memory.

mod archive;
mod clean;
mod error;
mod feed;
mod order;
mod read;
mod record;
mod records;
mod release;
mod source;
mod tree;
mod xml;

pub use udid_store;
pub use udid_store::udid_types;

pub use error::ReleaseError;
pub use feed::{FeedItem, PageItem, read_feed, read_page};
pub use read::{IncompleteMember, MemberEnd, Piece, Repair, Start};
pub use records::Records;
pub use release::Release;
pub use source::{Hashes, ReleaseReport, ReleaseSource};
