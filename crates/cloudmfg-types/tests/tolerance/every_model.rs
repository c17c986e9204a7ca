//! What holds for every model.

use crate::checks::every_model;

every_model! {
    cloudmfg_types, 7:
    Acknowledgement AuthenticateDeviceRequest CreateGatewayRequest Device DeviceReply
    QueryDeviceRequest SaveDeviceIdentifierRequest
}
