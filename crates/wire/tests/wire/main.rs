//! The crate from outside: rules for requests, open enums, joined values, decoding and its errors.

mod bounds;
mod check;
mod constraints;
mod decode;
mod foreign;
mod joined;
mod open_enum;
mod repair;
mod scalars;
mod toy;
mod unlisted;
mod written_back;
