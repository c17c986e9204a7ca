//! The simulated DBHS service over HTTP.

mod client;
mod organizations;
mod products;
mod refusals;
