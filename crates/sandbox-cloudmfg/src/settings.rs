//! Settings of the platform.

/// Settings of the platform: what the fragment of GB/T 43960 leaves open.
#[derive(Clone)]
pub struct CloudmfgSettings {
    /// Accounts that may call.
    pub accounts: Vec<CloudmfgAccount>,
    /// The devices of the platform.
    pub devices: Vec<CloudmfgDevice>,
    /// Whether A.2.5 returns the device under `data`, and not beside `status` as printed
    /// (decision G6).
    pub device_under_data: bool,
}

wire::opaque_debug!(CloudmfgSettings);

/// A user of the cloud manufacturing platform.
#[derive(Clone)]
pub struct CloudmfgAccount {
    /// Id of the user (`userId`).
    pub user_id: String,
    /// Token of the user (`access_token`).
    pub access_token: String,
}

wire::opaque_debug!(CloudmfgAccount);

/// A device of the cloud manufacturing platform.
#[derive(Clone)]
pub struct CloudmfgDevice {
    /// Id of the device (`devId`).
    pub id: String,
    /// Signature that A.2.4 accepts (`devSign`).
    pub signature: String,
    /// Name of the device (`devName`).
    pub name: String,
    /// Group of the device (`devGroup`).
    pub group: String,
    /// Address of the device (`devAdd`).
    pub address: String,
}

wire::opaque_debug!(CloudmfgDevice);

impl Default for CloudmfgSettings {
    fn default() -> Self {
        Self {
            accounts: vec![CloudmfgAccount::default()],
            devices: DEVICES.map(CloudmfgDevice::from).into(),
            device_under_data: false,
        }
    }
}

impl Default for CloudmfgAccount {
    /// The account of a sandbox with default settings.
    fn default() -> Self {
        Self {
            user_id: "100000000000000001".to_owned(),
            access_token: "SandboxCloudmfgToken".to_owned(),
        }
    }
}

/// Id, signature, name, group, address. Printed in the standard are the first device, and id and
/// signature of the second; the others are invented.
const DEVICES: [[&str; 5]; 6] = [
    ["285863325", "00001.PDF", "华数机器人", " 1#产线", "中国北京市石景山区航天云网大厦"],
    ["6565818958", "02357.PDF", "桃源数控车床", " 1#产线", "中国浙江省杭州市滨江区桃源路1号"],
    ["100000001", "00002.PDF", "蓬莱五轴加工中心", " 2#产线", "中国山东省威海市环翠区蓬莱路8号"],
    ["100000002", "00003.PDF", "昆仑激光切割机", " 2#产线", "中国陕西省西安市雁塔区昆仑路16号"],
    ["100000003", "00004.PDF", "方壶注塑机", " 3#产线", "中国浙江省宁波市鄞州区方壶路5号"],
    ["100000004", "00005.PDF", "瀛洲搬运小车", " 3#产线", "中国福建省厦门市海沧区瀛洲路21号"],
];

impl From<[&str; 5]> for CloudmfgDevice {
    fn from(texts: [&str; 5]) -> Self {
        let [id, signature, name, group, address] = texts.map(str::to_owned);
        Self { id, signature, name, group, address }
    }
}
