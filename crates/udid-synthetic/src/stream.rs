//! Purposes of pseudo-random streams: one for each group of fields.

/// What a stream is for. Each purpose has a stream of its own, so that a new field in one group
/// does not shift the values of another.
#[derive(Clone, Copy)]
pub(crate) enum Group {
    /// How many records a day has.
    Day = 1,
    /// The rounds of the permutation of record numbers.
    Identity,
    /// The rounds and the checksum of keys.
    Key,
    /// Which registrant owns a prefix of the issuing agency.
    Prefix,
    /// A registrant's number with an issuing agency.
    Organization,
    /// Letters and digits in an identifier that only this seed can have issued.
    Tag,
    /// Coding system and product.
    Product,
    /// Number of versions, their dates and what they changed.
    Versions,
    /// Packaging levels and units of use.
    Packaging,
    /// Marking of the device and the identifier of the registration.
    Marking,
    /// Carriers, single use, sterility, MR safety, production identifiers.
    Flags,
    /// Registration numbers.
    Registration,
    /// Insurance codes.
    Insurance,
    /// Model, catalog number, brand and description.
    Text,
    /// Conditions of storage.
    Storage,
    /// Clinical sizes.
    Sizes,
    /// Contacts. Numbers from 18 on belong to users of this crate.
    Contacts,
}

impl From<Group> for u64 {
    fn from(group: Group) -> Self {
        group as Self
    }
}
