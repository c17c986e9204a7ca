//! The clock of the services, which can be set, advanced and stopped.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use auth::Clock;
use jiff::{SignedDuration, Timestamp};

/// The clock of a sandbox. Follows its base clock until it is set, advanced or stopped.
///
/// Everything that a service does with time uses it: tokens, quotas, the age of signatures,
/// reviews, verification codes, growing data and the end of faults. Delays of responses do not:
/// they are real time.
pub struct VirtualClock {
    base: Arc<dyn Clock>,
    hands: Mutex<Hands>,
}

#[derive(Clone, Copy)]
enum Hands {
    /// Ahead of the base by this much.
    Running(SignedDuration),
    Stopped(Timestamp),
}

impl VirtualClock {
    /// A clock that follows `base`.
    pub fn new(base: Arc<dyn Clock>) -> Self {
        Self { base, hands: Mutex::new(Hands::Running(SignedDuration::ZERO)) }
    }

    /// Sets it, forwards or backwards. A running clock continues from there.
    pub fn set(&self, now: Timestamp) {
        let mut hands = self.hands();
        self.show(&mut hands, now);
    }

    /// Moves it by a duration, at most to the end of the range of a timestamp.
    pub fn advance(&self, duration: SignedDuration) {
        let mut hands = self.hands();
        let now = self.read(*hands);
        self.show(&mut hands, later(now, duration));
    }

    /// Stops it, so that only [`set`](Self::set) and [`advance`](Self::advance) move it, or lets it
    /// continue from its current time.
    pub fn stand_still(&self, stands: bool) {
        let mut hands = self.hands();
        let now = self.read(*hands);
        *hands = Hands::Stopped(now);
        if !stands {
            *hands = Hands::Running(now.duration_since(self.base.now()));
        }
    }

    /// Whether it is stopped.
    pub fn stands_still(&self) -> bool {
        matches!(*self.hands(), Hands::Stopped(_))
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, hands: Hands) -> Timestamp {
        match hands {
            Hands::Running(ahead) => later(self.base.now(), ahead),
            Hands::Stopped(now) => now,
        }
    }

    fn show(&self, hands: &mut Hands, now: Timestamp) {
        *hands = match hands {
            Hands::Running(_) => Hands::Running(now.duration_since(self.base.now())),
            Hands::Stopped(_) => Hands::Stopped(now),
        };
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        self.read(*self.hands())
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VirtualClock").field("now", &self.now()).finish_non_exhaustive()
    }
}

/// A moment moved by a duration, at most to the end of the range of a timestamp.
pub fn later(now: Timestamp, duration: SignedDuration) -> Timestamp {
    let end = if duration.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    now.checked_add(duration).unwrap_or(end)
}
