//! Uploaded codes: 5011 to 5014, and look-ups of them (502 to 506).

mod records;
mod send;

pub use records::{codes, file_url, list, one, short_codes};
pub use send::{send_file, send_list, send_padded_range, send_range};
