//! What holds for every model.

use crate::checks::every_model;

every_model! {
    udid_types, 15:
    ClinicalSize ConnectionReply ConnectionTest Contact DataSet Device DeviceDetailRequest
    DeviceHistoryRequest DeviceListRequest DevicePage Package RecordKey StorageCondition TokenReply
    TokenRequest
}
