//! The DBHS side of the sandbox, over real HTTP.

mod client;
mod organizations;
mod products;
mod refusals;
mod truth;
