//! What the faults of a call do inside the service.

use jiff::SignedDuration;

use super::{Fault, TriggeredFault};

/// What the faults of a call do inside the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceEffects {
    /// The call is to be answered as one too many.
    pub is_too_frequent: bool,
    /// All tokens become invalid before the call is processed.
    pub revokes_tokens: bool,
    /// Records published since the first page of a listing.
    pub shifted_rows: u32,
    /// How far ahead the service's clock is.
    pub(crate) clock_skew: SignedDuration,
    /// Today's quota is exhausted.
    pub(crate) exhausts_quota: bool,
}

impl ServiceEffects {
    pub(crate) fn of(faults: &[TriggeredFault]) -> Self {
        let mut effects = Self::default();
        for TriggeredFault { fault, .. } in faults {
            match fault {
                Fault::TooFrequent
                | Fault::Unavailable { status: 429, .. }
                | Fault::Unavailable { retry_after: Some(_), .. } => effects.is_too_frequent = true,
                Fault::QuotaUsedUp => effects.exhausts_quota = true,
                Fault::TokensRevoked => effects.revokes_tokens = true,
                Fault::ClockSkew(skew) => effects.clock_skew = *skew,
                Fault::ShiftedRows { by } => effects.shifted_rows = *by,
                _ => {}
            }
        }
        effects
    }
}
