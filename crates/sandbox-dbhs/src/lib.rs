//! A simulated DBHS service: a business register and a register of medical device products.
//!
//! A call is checked in this order: `appKey` (401), `timespan` and `sign` (405), rate limits (400),
//! then its parameters.
//!
//! The document has no code for a wrong parameter (decision D2); here it is 500, with the name of
//! the parameter in `msg`. The answers have the shape of a Spring framework (RuoYi: `searchValue`,
//! `params` and `dataScope` of its entities, `total` and `rows` of its pages) whose handler of
//! exceptions turns a missing parameter or an unreadable body into exactly that, with HTTP status
//! 200. Its younger relatives say 400, but for this document 400 is "too frequent", and a client
//! would send the same wrong call again and again.
//!
//! What does not exist is `data: null` with the code of success (decision D6); a list without rows
//! is empty.
//!
//! # Data
//!
//! Registrants and registrations are those of the [invented device records](udid_synthetic) of the
//! same seed, so that a record can be enriched: a registrant is found by its name, credit code or
//! business registration number, except for a few that the register
//! [lacks](DbhsSettings::unknown_permille), and a registration by its number. For an enterprise
//! abroad, codes and seat are those of its agent in China, as in the records. There are also bodies
//! that are not registrants, a hospital and a law firm among them, one of each `orgNature`.
//!
//! A search of `product/list` by text covers all registrations up to the year of the clock, several
//! thousand of them, computed on demand; numbers and ids are found whatever their year.

mod call;
mod enterprise;
mod gate;
mod initials;
mod organization;
mod product;
mod registers;
mod reply;
mod search;
mod service;
mod settings;
mod stream;
mod truth;

pub use service::DbhsService;
pub use settings::{DbhsAccount, DbhsSettings};
