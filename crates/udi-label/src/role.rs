//! Roles of the elements of a label.

/// What an element of a label says about the device, whatever the agency calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// The device identifier (DI), or a part of it.
    DeviceIdentifier,
    /// The lot or batch number.
    LotNumber,
    /// The serial number.
    SerialNumber,
    /// The production date.
    ProductionDate,
    /// The expiry date.
    ExpiryDate,
    /// The best before date.
    BestBeforeDate,
    /// A number of items.
    Quantity,
    /// Anything else.
    Other,
}
