//! Secrets, clocks that can be corrected, tokens shared by concurrent calls, and request signatures.
//! Nothing here opens a socket: how a token is fetched is the caller's own closure.
//!
//! - [`Secret`] keeps a key, password or token out of `Debug` output and wipes it from memory.
//! - [`Redactor`] replaces secrets in texts of others, such as error messages of a service.
//! - [`TokenCell`] holds the token of one account: many calls use it, one of them fetches it.
//! - [`StoreFolder`] keeps tokens and counts calls for all processes of a user: [`TokenFile`],
//!   [`QuotaLedger`].
//! - [`idcode_hash`] and [`dbhs_sign`] sign the requests of the IDcode registry and of DBHS.
//! - [`Clock`] gives the time; [`OffsetClock`] follows a service whose clock differs from ours,
//!   [`ManualClock`] lets a test decide.
//!
//! ```
//! use std::convert::Infallible;
//! use std::sync::Arc;
//!
//! use auth::{Clock, ManualClock, Token, TokenCell};
//! use jiff::{SignedDuration, Timestamp};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Infallible> {
//! let clock = Arc::new(ManualClock::new(Timestamp::UNIX_EPOCH));
//! let cell = TokenCell::new(clock.clone(), SignedDuration::from_mins(5));
//! let login = |_old: Option<Token>| async {
//!     let in_two_hours = clock.now() + SignedDuration::from_hours(2);
//!     Ok::<_, Infallible>(Token::new("a token of the service", in_two_hours))
//! };
//!
//! let lease = cell.get(login).await?;
//! assert_eq!(lease.expose(), "a token of the service");
//! assert!(!format!("{lease:?}").contains("a token"));
//!
//! // The service answers "token unknown": the next call fetches a new one.
//! cell.refuse(&lease).await;
//! let lease = cell.get(login).await?;
//! # assert_eq!(lease.expose(), "a token of the service");
//! # Ok(())
//! # }
//! ```

mod beijing;
mod clock;
mod manual_clock;
mod offset_clock;
mod redactor;
mod secret;
mod signature;
mod store;
mod token;
mod token_cell;

pub use beijing::{
    beijing_day, beijing_time, end_of_beijing_day, in_beijing, start_of_beijing_day,
};
pub use clock::{Clock, SystemClock};
pub use manual_clock::ManualClock;
pub use offset_clock::OffsetClock;
pub use redactor::Redactor;
pub use secret::Secret;
pub use signature::{Digest, dbhs_sign, idcode_hash, sorted_parameters};
pub use store::{LockedTokenFile, QuotaError, QuotaLedger, StoreError, StoreFolder, TokenFile};
pub use token::{Lease, Token};
pub use token_cell::TokenCell;
