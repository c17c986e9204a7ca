//! The token that a cell holds, and whether it may be used.

use jiff::{SignedDuration, Timestamp};

use crate::{Lease, Token};

/// How long to wait after a fetch before the next early one. It applies after a success too: a
/// service whose tokens live shorter than `refresh_before` would be asked at every call.
const EARLY_FETCH_PAUSE: SignedDuration = SignedDuration::from_secs(10);

/// What a cell knows of its token; every transition is one step without waiting.
#[derive(Default)]
pub(super) struct State {
    token: Option<Token>,
    /// Counts the tokens held so far, to distinguish the leases of this token from older ones.
    generation: u64,
    refused: bool,
    fetched_at: Option<Timestamp>,
}

impl State {
    pub(super) fn token(&self) -> Option<Token> {
        self.token.clone()
    }

    /// The token, if no fetch is due.
    pub(super) fn fresh(&self, now: Timestamp, refresh_before: SignedDuration) -> Option<Lease> {
        let token = self.valid(now)?;
        let ends_soon = now.duration_until(token.expires_at()) <= refresh_before;
        let fetched_lately = self.fetched_at.is_some_and(|at| within_pause(at, now));
        (!ends_soon || fetched_lately).then(|| self.lease(token))
    }

    /// The token after a failed fetch, if the service should still accept it.
    pub(super) fn fall_back(&mut self, now: Timestamp) -> Option<Lease> {
        self.fetched_at = Some(now);
        self.valid(now).map(|token| self.lease(token))
    }

    pub(super) fn replace(&mut self, token: Token, now: Timestamp) -> Lease {
        self.generation += 1;
        self.refused = false;
        self.fetched_at = Some(now);
        let lease = self.lease(&token);
        self.token = Some(token);
        lease
    }

    pub(super) fn adopt(&mut self, token: Token, now: Timestamp) {
        match &mut self.token {
            Some(held) if held.secret() == token.secret() => *held = token,
            _ => {
                self.replace(token, now);
            }
        }
    }

    pub(super) fn refuse(&mut self, lease: &Lease) {
        self.refused |= lease.generation() == self.generation;
    }

    fn valid(&self, now: Timestamp) -> Option<&Token> {
        self.token.as_ref().filter(|token| !self.refused && now < token.expires_at())
    }

    fn lease(&self, token: &Token) -> Lease {
        Lease::new(token.secret().clone(), self.generation)
    }
}

/// False when the clock was set back behind `start`, so that a correction does not stretch the
/// pause.
fn within_pause(start: Timestamp, now: Timestamp) -> bool {
    let passed = now.duration_since(start);
    !passed.is_negative() && passed < EARLY_FETCH_PAUSE
}
