//! Signatures of requests, computed without a copy of the secret that outlives the call.

mod blocks;
mod dbhs;
mod idcode;

pub use blocks::{Digest, sorted_parameters};
pub use dbhs::dbhs_sign;
pub use idcode::idcode_hash;

use std::fmt::Write;

/// Bytes as lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
