//! Uploaded codes: 5011 to 5014, and what becomes of them (502 to 506).

mod codes;
mod download;
mod file;
mod records;
mod send;
mod short_code;

use std::sync::Arc;

use idcode_types::UploadMethod;
use jiff::Timestamp;

pub use codes::{Codes, check_item};
pub use download::Download;
pub use file::CodeFile;
pub use records::{codes, file_url, list, one, short_codes};
pub use send::{send_file, send_list, send_padded_range, send_range};
pub use short_code::ShortCodes;

/// A batch of uploaded codes.
pub struct Batch {
    pub id: String,
    pub registration_id: String,
    pub codes: Arc<Codes>,
    pub method: UploadMethod,
    pub file_name: Option<String>,
    /// None for codes of filed categories.
    pub short_codes: Option<ShortCodes>,
    pub is_damaged: bool,
    pub uploaded_at: Timestamp,
}
