//! Release files into a database: repeats, interruptions, any order.

mod changes;
mod files;
mod interrupted;
mod lookups;
mod order;
mod repeats;
