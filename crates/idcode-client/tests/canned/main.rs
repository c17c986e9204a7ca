//! What the client sends and how it reads answers, with a transport that answers from memory.

mod answers;
mod categories;
mod checks;
mod flows;
use test_support::jumping;
mod repeated;
mod secrets;
mod sending;
mod transport;
