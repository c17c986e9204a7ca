//! Shares one token between concurrent calls.

use std::fmt::{self, Display};
use std::sync::Arc;

use jiff::SignedDuration;
use tokio::sync::Mutex;

use crate::{Clock, Lease, Token};

mod state;

use state::State;

/// The token of one account, shared by all calls that use this account.
///
/// The first call that needs a token fetches it while the others wait; a token that is about to
/// expire is replaced early; a token that the service refused is never given out again.
/// The cell belongs to a client value: two accounts have two cells.
pub struct TokenCell {
    clock: Arc<dyn Clock>,
    refresh_before: SignedDuration,
    /// Held during a fetch, so that there is one at a time. Apart from `state`, so that a fetch
    /// may call [`TokenCell::adopt`] or [`TokenCell::refuse`] without waiting for itself.
    turn: Mutex<()>,
    state: Mutex<State>,
}

impl TokenCell {
    /// An empty cell that replaces its token `refresh_before` ahead of the token's expiry.
    pub fn new(clock: Arc<dyn Clock>, refresh_before: SignedDuration) -> Self {
        Self { clock, refresh_before, turn: Mutex::default(), state: Mutex::default() }
    }

    /// The current token. Calls `fetch`, with the old token if there is one, when the cell is
    /// empty, when the token was refused, and when it expires within `refresh_before`.
    ///
    /// Concurrent callers wait for one fetch. When it fails, its caller gets the error, and the
    /// waiting ones try with their own `fetch`, one after the other. Dropping the returned future
    /// gives up the fetch and leaves the cell as it was.
    ///
    /// When an early fetch fails, the old token is given as long as it is valid, and the failure
    /// is logged: the text of `E` must not hold secrets. At most one early fetch is made in ten
    /// seconds, however often this is called. `fetch` must not call `get` on its own cell: it
    /// would wait for itself.
    ///
    /// # Errors
    /// The error of `fetch`, when there is no valid token to fall back on.
    pub async fn get<E, F, Fut>(&self, fetch: F) -> Result<Lease, E>
    where
        F: FnOnce(Option<Token>) -> Fut,
        Fut: Future<Output = Result<Token, E>>,
        E: Display,
    {
        if let Some(lease) = self.fresh().await {
            return Ok(lease);
        }
        let _turn = self.turn.lock().await;
        // Another call may have fetched while this one waited for its turn.
        if let Some(lease) = self.fresh().await {
            return Ok(lease);
        }
        let old = self.state.lock().await.token();
        match fetch(old).await {
            Ok(token) => Ok(self.state.lock().await.replace(token, self.clock.now())),
            Err(error) => {
                let held = self.state.lock().await.fall_back(self.clock.now());
                if held.is_some() {
                    tracing::warn!(%error, "fetching a token failed, the valid one is used on");
                }
                held.ok_or(error)
            }
        }
    }

    /// Notes that the service refused this lease's token: the next [`TokenCell::get`] fetches a
    /// new one, unless the token has been replaced since the lease was given.
    pub async fn refuse(&self, lease: &Lease) {
        self.state.lock().await.refuse(lease);
    }

    /// Takes over a token that a service gave unasked. Leases of the token held before stay
    /// usable as long as the service accepts them. If it is the token held already, only its
    /// expiry is updated.
    pub async fn adopt(&self, token: Token) {
        self.state.lock().await.adopt(token, self.clock.now());
    }

    async fn fresh(&self) -> Option<Lease> {
        self.state.lock().await.fresh(self.clock.now(), self.refresh_before)
    }
}

impl fmt::Debug for TokenCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCell")
            .field("refresh_before", &self.refresh_before)
            .finish_non_exhaustive()
    }
}
