//! Kinds of errors.

/// The kind of a [`ScanError`](crate::ScanError).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is empty.
    Empty,
    /// The text is longer than [`MAX_LENGTH`](crate::MAX_LENGTH).
    TextTooLong,
    /// The text is not a label of any agency: it may be a lot number scanned alone.
    NotALabel,
    /// The text reads as element strings, but without a device identifier, a symbology identifier, a
    /// separator or brackets there is no sign that it is meant so.
    NoDeviceIdentifier,
    /// There is no such application identifier, or it may not be used here.
    UnknownIdentifier,
    /// A value goes on after its greatest length: no separator follows it.
    MissingSeparator,
    /// A value ends too early.
    TooShort,
    /// A value is too long.
    TooLong,
    /// A character is not one of those allowed here.
    InvalidCharacter,
    /// A check digit, check character or check character pair is wrong.
    WrongCheckDigit,
    /// There is no such date.
    InvalidDate,
    /// A value breaks another rule of its agency.
    InvalidValue,
    /// An element is there twice, with different values.
    Repeated,
    /// A part is missing, or is not one that the agency knows.
    Malformed,
    /// A compressed GS1 Digital Link address.
    CompressedLink,
    /// An address that holds no code of a device.
    NoCodeInAddress,
    /// A code of an agency or kind that does not identify medical devices, or is not supported.
    Unsupported,
}
