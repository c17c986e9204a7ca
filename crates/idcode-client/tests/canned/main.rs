//! What the client sends and how it reads answers, with a transport that answers from memory.

mod answers;
mod checks;
mod flows;
mod sending;
mod transport;
