//! Coded values as enums of what is documented; any other value is an error.

use serde::{Deserialize, Serialize};

#[path = "models.rs"]
mod models;

pub use models::*;

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum ReturnCode {
    #[serde(rename = "1")]
    Success,
    #[serde(rename = "2")]
    Unauthorized,
    #[serde(rename = "3")]
    BadCredentials,
    #[serde(rename = "4")]
    InvalidToken,
    #[serde(rename = "5")]
    ServiceUnavailable,
    #[serde(rename = "6")]
    NetworkFailure,
    #[serde(rename = "7")]
    Failed,
    #[serde(rename = "8")]
    BadFormat,
    #[serde(rename = "9")]
    TokenStillValid,
    #[serde(rename = "10")]
    TooFrequent,
    #[serde(rename = "11")]
    DailyLimitReached,
    #[serde(rename = "12")]
    NotGrantedByRegistrant,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum ErrorCode {
    #[serde(rename = "1")]
    Empty,
    #[serde(rename = "2")]
    NotInDictionary,
    #[serde(rename = "3")]
    BadFormat,
    #[serde(rename = "4")]
    NotFound,
    #[serde(rename = "5")]
    WrongStatus,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum YesNo {
    #[serde(rename = "1")]
    Yes,
    #[serde(rename = "0")]
    No,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum ProductKind {
    #[serde(rename = "1")]
    Device,
    #[serde(rename = "2")]
    InVitroDiagnostic,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum UsageKind {
    #[serde(rename = "0")]
    Consumable,
    #[serde(rename = "1")]
    Equipment,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum MrSafety {
    #[serde(rename = "0")]
    Safe,
    #[serde(rename = "1")]
    Conditional,
    #[serde(rename = "2")]
    Unsafe,
    #[serde(rename = "3")]
    NotStated,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum IssuingSystem {
    #[serde(rename = "GS1")]
    Gs1,
    #[serde(rename = "MA码（IDcode）")]
    Ma,
    #[serde(rename = "AHM")]
    Ahm,
}
