//! What a page of devices does not hold: the requests, the other replies, and the enums without a
//! field of their own type in a page.

use serde::{Deserialize, Serialize};

use super::{ErrorCode, ReturnCode};

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct ConnectionReply {
    #[serde(rename = "returnCode")]
    pub return_code: Option<ReturnCode>,
    #[serde(rename = "returnMsg")]
    pub return_message: Option<String>,
    #[serde(rename = "errorCode")]
    pub error_code: Option<ErrorCode>,
    #[serde(rename = "errorMsg")]
    pub error_message: Option<String>,
    #[serde(rename = "accessToken")]
    pub access_token: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct TokenReply {
    #[serde(rename = "returnCode")]
    pub return_code: Option<ReturnCode>,
    #[serde(rename = "returnMsg")]
    pub return_message: Option<String>,
    #[serde(rename = "errorCode")]
    pub error_code: Option<ErrorCode>,
    #[serde(rename = "errorMsg")]
    pub error_message: Option<String>,
    #[serde(rename = "accessToken")]
    pub access_token: Option<String>,
    #[serde(rename = "expiresIn")]
    pub expires_in: Option<String>,
    #[serde(rename = "currentTime")]
    pub current_time: Option<String>,
    #[serde(rename = "todayRemainVisitCount")]
    pub remaining_calls_today: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct RecordKey {
    #[serde(rename = "deviceRecordKey")]
    pub device_record_key: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct ConnectionTest {}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct TokenRequest {
    #[serde(rename = "appId")]
    pub app_id: Option<String>,
    #[serde(rename = "appSecret")]
    pub app_secret: Option<String>,
    #[serde(rename = "TYSHXYDM")]
    pub credit_code: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct DeviceListRequest {
    #[serde(rename = "accessToken")]
    pub access_token: Option<String>,
    #[serde(rename = "requestType")]
    pub request_type: Option<RequestType>,
    #[serde(rename = "rangeValue")]
    pub range_value: Option<String>,
    #[serde(rename = "currentPageNumber")]
    pub current_page: Option<u64>,
    #[serde(rename = "dataType")]
    pub data_type: Option<DataType>,
    #[serde(rename = "ZXXSDYCPBS")]
    pub primary_di: Option<String>,
    #[serde(rename = "CPMCTYMC")]
    pub product_name: Option<String>,
    #[serde(rename = "GGXH")]
    pub model: Option<String>,
    #[serde(rename = "YLQXZCRBARMC")]
    pub registrant_name: Option<String>,
    #[serde(rename = "ZCZBHHZBAPZBH")]
    pub registration_number: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct DeviceHistoryRequest {
    #[serde(rename = "accessToken")]
    pub access_token: Option<String>,
    #[serde(rename = "dataSet")]
    pub record_keys: Vec<RecordKey>,
    #[serde(rename = "currentPageNumber")]
    pub current_page: Option<u64>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct DeviceDetailRequest {
    #[serde(rename = "accessToken")]
    pub access_token: Option<String>,
    #[serde(rename = "primaryDeviceId")]
    pub primary_di: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum RequestType {
    #[serde(rename = "1")]
    Day,
    #[serde(rename = "2")]
    Month,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum DataType {
    #[serde(rename = "1")]
    NewlyPublished,
    #[serde(rename = "2")]
    Changed,
}

#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Carrier {
    #[serde(rename = "1")]
    LinearBarcode,
    #[serde(rename = "2")]
    TwoDimensional,
    #[serde(rename = "3")]
    Rfid,
    #[serde(rename = "4")]
    Other,
}
