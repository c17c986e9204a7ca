//! Coded values as the text that was sent.

#[path = "models.rs"]
mod models;

pub use models::DevicePage;

pub type ReturnCode = String;
pub type ErrorCode = String;
pub type YesNo = String;
pub type ProductKind = String;
pub type UsageKind = String;
pub type MrSafety = String;
pub type IssuingSystem = String;
