//! Release files into a database: repeats, interruptions, any order.

mod changes;
mod files;
mod interrupted;
mod order;
mod repeats;
