//! What a stored UDID record is, whatever the database: tables, merge rule, and the traits that
//! connect sources of records with stores.
//!
//! | item | subject |
//! |---|---|
//! | [`tables`] | flat tables derived from the models' descriptions, and records as rows of them |
//! | [`record_key`], [`Version`], [`merge`] | which stored row a record belongs to, and which version wins |
//! | [`RecordSource`] | reads the records of a [`Listing`] in batches |
//! | [`RecordSink`] | begins or resumes a pass over a listing, writes batches, completes the pass |
//! | [`judge`], [`judge_release`] | when a copy of a listing, or of a release, is complete |
//! | [`ChangeLog`] | what happened to records, written with them |
//! | [`Holdings`], [`Coverage`] | what is stored, and as of which day it is complete |
//! | [`Registry`] | look-ups |
//! | [`RegistrantSink`] | what the business register says about the registrants of stored records |
//!
//! A store never sees a client, and a source never sees a database: `udid-sync` joins the two.
//!
//! # How a pass works
//!
//! A listing holds rows: records, each version by itself. A pass fills a membership of its own, and
//! becomes the copy of its listing when it is complete; one that fails takes nothing away.
//!
//! [`RecordSink::begin`] answers where to start: at the first batch, or at the [`Cursor`] behind the
//! last batch that an interrupted run has stored. Each [`Batch`] carries the cursor of its successor;
//! records, membership and cursor are written in one transaction, so that a killed run repeats at most
//! one batch. Packages, storage conditions and sizes that belong to no device of their batch wait in the
//! database until the end. [`RecordSink::complete`] places them and [judges](judge) the pass by what is
//! stored, in one transaction.
//!
//! # Why the traits have this shape
//!
//! They were sketched against SQLite (one blocking connection on a thread of its own) and PostgreSQL
//! (`tokio-postgres`, several writers) before either was fixed:
//!
//! | decision | SQLite | PostgreSQL |
//! |---|---|---|
//! | Methods are async and object-safe (`async_trait`): the store is chosen at run time | each method sends a job to the connection's thread | each method awaits the connection |
//! | [`RecordSink`] takes `&mut self`: one sink writes one pass at a time | one connection, `BEGIN IMMEDIATE` | one connection per sink, so several sinks write at once |
//! | The sink owns the pass from `begin` until it is completed or the sink is dropped | a lock on a file beside the database | a session advisory lock per pass, released with the connection |
//! | A [`Batch`] is passed by value | it moves to the thread | it is kept until the commit, and sent again after 40001 or 40P01 |
//! | A batch is a list of whole records, not a row at a time | prepared statements in a loop | `COPY` into a temporary table, then one ordered `INSERT … ON CONFLICT DO UPDATE … WHERE` with the merge rule as the guard |
//! | The merge rule compares [`Version`]s, which are made of columns alone | read and compared in Rust | a row comparison in the guard; the rows it leaves out are [`BatchCounts::kept`] |
//! | The sink counts what a batch did; the caller never reads the tables | counted while writing | `RETURNING xmax = 0` |
//! | A [`Cursor`] is a number of the source's own | `INTEGER` | `BIGINT` |
//! | [`Completion`] is decided by the sink, not by the caller | in the transaction that sets the mark | in the transaction that sets the mark, with the pass row locked |
//! | [`Registry`] takes `&self` and is `Sync` | the thread answers one after another | a pool, or a read replica |
//! | One [`StoreError`] for all stores, with the cause boxed | `rusqlite::Error` | `tokio_postgres::Error` |
//!
//! The structs that travel through the traits are `#[non_exhaustive]`: what a store learns to keep
//! becomes a field of them, and no signature changes.

mod changes;
mod completeness;
mod error;
mod inventory;
mod listing;
mod merge;
mod registry;
mod release;
mod release_completeness;
mod sink;
mod source;
pub mod tables;

pub use dbhs_types;
pub use udid_types;

pub use changes::{Change, ChangeKind, ChangeLog, changed_fields};
pub use completeness::{PassFacts, Shortfall, judge};
pub use error::StoreError;
pub use inventory::{
    CopyState, Coverage, DAYS_BEFORE_A_FULL_RELEASE, Holdings, Inventory, StoredListing,
    days_between, next_day,
};
pub use listing::{AmbiguousRecord, Cursor, Listing, ListingState, Pass, PassState, StoredCopy};
pub use merge::{
    Digest, Merge, Origin, Sighting, Version, content_hash, hexadecimal, merge, record_key,
    version_text,
};
pub use registry::{
    PendingRegistrant, RegistrantCounts, RegistrantOutcome, RegistrantSink, Registry,
};
pub use release::{ReleaseKind, ReleaseName};
pub use release_completeness::{ReleaseFacts, judge_release};
pub use sink::{BatchCounts, Completion, RecordSink};
pub use source::{Batch, MemberPart, RecordSource};
