//! Reads the official release files of China's UDID registry.
mod archive;
mod clean;
mod error;
mod order;
mod read;
mod record;
mod records;
mod release;
mod tree;
mod xml;

pub use error::ReleaseError;
pub use read::{MemberEnd, Piece, Repair, Start};
pub use records::{IncompleteMember, Records};
pub use release::Release;
pub use udid_store;
pub use udid_store::udid_types;
