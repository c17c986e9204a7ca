//! The device of a reply, wherever it stands.

use crate::{Device, DeviceReply};

impl DeviceReply {
    /// The device: each field from beside the status or, if it is not there, from under `data`.
    pub fn device(&self) -> Device {
        let mut device = self.data.clone().unwrap_or_default();
        let beside = [
            (&self.name, &mut device.name),
            (&self.group, &mut device.group),
            (&self.address, &mut device.address),
        ];
        for (beside, under_data) in beside.into_iter().filter(|(beside, _)| beside.is_some()) {
            under_data.clone_from(beside);
        }
        device
    }
}

impl From<serde_json::Map<String, serde_json::Value>> for crate::SaveDeviceIdentifierRequest {
    /// Any object: what A.2.7 takes is not known (decision G8).
    fn from(data: serde_json::Map<String, serde_json::Value>) -> Self {
        let mut request = Self::new();
        for (key, value) in data {
            request.unknown_fields.push(key, value);
        }
        request
    }
}
