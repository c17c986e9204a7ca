//! The time of the services, which can be moved.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use auth::Clock;
use jiff::{SignedDuration, Timestamp};

/// The clock of a sandbox: as the one it is made from until it is set, advanced or stopped.
///
/// Everything that a service does with time goes by it: tokens, quotas, the age of signatures,
/// reviews, verification codes, growing data and the end of faults. Delays of answers do not: they
/// last as long as they say on the clock of the computer.
pub struct VirtualClock {
    base: Arc<dyn Clock>,
    hands: Mutex<Hands>,
}

#[derive(Clone, Copy)]
enum Hands {
    /// So far ahead of the base.
    Running(SignedDuration),
    Standing(Timestamp),
}

impl VirtualClock {
    /// A clock that shows what `base` shows.
    pub fn new(base: Arc<dyn Clock>) -> Self {
        Self { base, hands: Mutex::new(Hands::Running(SignedDuration::ZERO)) }
    }

    /// Sets it, forwards or backwards; it runs on from there if it runs.
    pub fn set(&self, now: Timestamp) {
        let mut hands = self.hands();
        self.show(&mut hands, now);
    }

    /// Moves it by a duration; past the range of a timestamp it stops at the end of it.
    pub fn advance(&self, duration: SignedDuration) {
        let mut hands = self.hands();
        let now = self.read(*hands);
        self.show(&mut hands, later(now, duration));
    }

    /// Stops it, so that only [`set`](Self::set) and [`advance`](Self::advance) move it, or lets it
    /// run on from what it shows.
    pub fn stand_still(&self, stands: bool) {
        let mut hands = self.hands();
        let now = self.read(*hands);
        *hands = Hands::Standing(now);
        if !stands {
            *hands = Hands::Running(now.duration_since(self.base.now()));
        }
    }

    /// Whether it stands still.
    pub fn stands_still(&self) -> bool {
        matches!(*self.hands(), Hands::Standing(_))
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, hands: Hands) -> Timestamp {
        match hands {
            Hands::Running(ahead) => later(self.base.now(), ahead),
            Hands::Standing(now) => now,
        }
    }

    fn show(&self, hands: &mut Hands, now: Timestamp) {
        *hands = match hands {
            Hands::Running(_) => Hands::Running(now.duration_since(self.base.now())),
            Hands::Standing(_) => Hands::Standing(now),
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

/// A moment so much later, or the first or last one there is.
pub fn later(now: Timestamp, duration: SignedDuration) -> Timestamp {
    let end = if duration.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    now.checked_add(duration).unwrap_or(end)
}
