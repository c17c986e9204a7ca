//! A pretended login service: it numbers the tokens it gives and can be told to fail.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use auth::{Clock, Lease, ManualClock, Token, TokenCell};
use jiff::{SignedDuration, Timestamp};

pub const LIFETIME: SignedDuration = SignedDuration::from_hours(2);
pub const REFRESH_BEFORE: SignedDuration = SignedDuration::from_mins(5);

pub struct Service {
    pub clock: Arc<ManualClock>,
    pub cell: TokenCell,
    pub fails: Cell<bool>,
    /// The old token that each fetch was given.
    pub fetches: RefCell<Vec<Option<String>>>,
}

impl Service {
    pub fn new() -> Self {
        let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
        Self {
            cell: TokenCell::new(clock.clone(), REFRESH_BEFORE),
            clock,
            fails: Cell::new(false),
            fetches: RefCell::default(),
        }
    }

    pub async fn get(&self) -> Result<Lease, &'static str> {
        self.cell.get(|old| self.log_in(old)).await
    }

    pub fn fetched(&self) -> usize {
        self.fetches.borrow().len()
    }

    pub fn token(&self, text: &str) -> Token {
        Token::new(text, self.clock.now() + LIFETIME)
    }

    async fn log_in(&self, old: Option<Token>) -> Result<Token, &'static str> {
        self.fetches.borrow_mut().push(old.map(|token| token.secret().expose().to_owned()));
        // Lets the other callers run, as waiting for a network would.
        tokio::task::yield_now().await;
        if self.fails.get() {
            return Err("the service is down");
        }
        Ok(self.token(&format!("token {}", self.fetched())))
    }
}
