//! A clock that follows a service's clock.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::Clock;

/// Another clock, moved by an offset that can change: for services that judge signatures and
/// tokens by a clock that is not ours.
///
/// ```
/// use std::sync::Arc;
///
/// use auth::{Clock, ManualClock, OffsetClock};
/// use jiff::SignedDuration;
///
/// let ours = Arc::new(ManualClock::new("2024-05-01T08:00:00Z".parse()?));
/// let service = OffsetClock::new(ours.clone());
/// service.follow("2024-05-01T08:03:00Z".parse()?);
/// assert_eq!(service.offset(), SignedDuration::from_mins(3));
///
/// ours.advance(SignedDuration::from_hours(1));
/// assert_eq!(service.now(), "2024-05-01T09:03:00Z".parse()?);
/// # Ok::<(), jiff::Error>(())
/// ```
pub struct OffsetClock {
    base: Arc<dyn Clock>,
    offset: Mutex<SignedDuration>,
}

impl OffsetClock {
    /// A clock that shows the time of `base` until an offset is set.
    pub fn new(base: Arc<dyn Clock>) -> Self {
        Self { base, offset: Mutex::new(SignedDuration::ZERO) }
    }

    /// How far this clock is ahead of its base; negative when it is behind.
    pub fn offset(&self) -> SignedDuration {
        *self.offset.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets how far this clock is ahead of its base.
    pub fn set_offset(&self, offset: SignedDuration) {
        *self.offset.lock().unwrap_or_else(PoisonError::into_inner) = offset;
    }

    /// Sets the offset so that this clock shows `service_now` at this moment.
    pub fn follow(&self, service_now: Timestamp) {
        self.set_offset(service_now.duration_since(self.base.now()));
    }
}

impl Clock for OffsetClock {
    /// The time of the base plus the offset, or the base's own where the sum is not a timestamp.
    fn now(&self) -> Timestamp {
        let base = self.base.now();
        base.checked_add(self.offset()).unwrap_or(base)
    }
}

impl fmt::Debug for OffsetClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OffsetClock").field("offset", &self.offset()).finish_non_exhaustive()
    }
}
