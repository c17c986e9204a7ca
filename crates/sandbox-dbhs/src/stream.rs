//! Purposes of pseudo-random streams, beside those of `udid-synthetic`.

/// What the business register has on an enterprise.
pub const ENTERPRISE: u64 = 18;
/// Which enterprises the business register lacks.
pub const UNREGISTERED: u64 = 19;
/// What a certificate of registration says.
pub const CERTIFICATE: u64 = 20;
