//! A batch of uploaded codes.

use std::sync::Arc;

use idcode_types::UploadMethod;
use jiff::Timestamp;

use super::codes::Codes;
use super::short_code::ShortCodes;

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
