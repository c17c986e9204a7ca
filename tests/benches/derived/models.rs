//! The models of a page of devices as serde derives them: every key as documented, nothing else
//! is read.

use serde::{Deserialize, Serialize};

use super::{ErrorCode, IssuingSystem, MrSafety, ProductKind, ReturnCode, UsageKind, YesNo};

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct DevicePage {
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
    #[serde(rename = "totalPageCount")]
    pub total_pages: Option<String>,
    #[serde(rename = "totalRecordCount")]
    pub total_records: Option<String>,
    #[serde(rename = "currentPageNumber")]
    pub current_page: Option<String>,
    #[serde(rename = "dataSet")]
    pub data_set: Option<DataSet>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct DataSet {
    #[serde(rename = "deviceInfo")]
    pub devices: Vec<Device>,
    #[serde(rename = "packingInfo")]
    pub packages: Vec<Package>,
    #[serde(rename = "storageInfo")]
    pub storage_conditions: Vec<StorageCondition>,
    #[serde(rename = "clinicalInfo")]
    pub clinical_sizes: Vec<ClinicalSize>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Device {
    #[serde(rename = "versionNumber")]
    pub version_number: Option<String>,
    #[serde(rename = "versionTime")]
    pub version_time: Option<String>,
    #[serde(rename = "deviceRecordKey")]
    pub device_record_key: Option<String>,
    #[serde(rename = "deviceHistoryKey")]
    pub device_history_key: Option<String>,
    #[serde(rename = "ZXXSDYCPBS")]
    pub primary_di: Option<String>,
    #[serde(rename = "BSSJZT")]
    pub data_status: Option<String>,
    #[serde(rename = "ZXXSDYZSYDYDSL")]
    pub unit_of_use_count: Option<String>,
    #[serde(rename = "SYDYCPBS")]
    pub unit_of_use_di: Option<String>,
    #[serde(rename = "CPBSBMTXMC")]
    pub issuing_system: Option<IssuingSystem>,
    #[serde(rename = "SFYBTZJBS")]
    pub has_direct_marking: Option<YesNo>,
    #[serde(rename = "BTCPBSYZXXSDYCPBSSFYZ")]
    pub direct_marking_is_primary_di: Option<YesNo>,
    #[serde(rename = "BTCPBS")]
    pub direct_marking_di: Option<String>,
    #[serde(rename = "CPBSFBRQ")]
    pub published_on: Option<String>,
    #[serde(rename = "BSZT")]
    pub carriers: Option<String>,
    #[serde(rename = "SFYZCBAYZ")]
    pub is_registered_di: Option<YesNo>,
    #[serde(rename = "ZCBACPBS")]
    pub registered_di: Option<String>,
    #[serde(rename = "CPMCTYMC")]
    pub product_name: Option<String>,
    #[serde(rename = "SPMC")]
    pub brand_name: Option<String>,
    #[serde(rename = "GGXH")]
    pub model: Option<String>,
    #[serde(rename = "SFWBLZTLCP")]
    pub is_kit: Option<YesNo>,
    #[serde(rename = "CPMS")]
    pub description: Option<String>,
    #[serde(rename = "CPHHHBH")]
    pub catalog_number: Option<String>,
    #[serde(rename = "CPLX")]
    pub product_kind: Option<ProductKind>,
    #[serde(rename = "FLBM")]
    pub category_code: Option<String>,
    #[serde(rename = "YFLBM")]
    pub former_category_code: Option<String>,
    #[serde(rename = "YLQXZCRBARMC")]
    pub registrant_name: Option<String>,
    #[serde(rename = "YLQXZCRBARYWMC")]
    pub registrant_name_en: Option<String>,
    #[serde(rename = "TYSHXYDM")]
    pub credit_code: Option<String>,
    #[serde(rename = "ZCZBHHZBAPZBH")]
    pub registration_numbers: Option<String>,
    #[serde(rename = "HCHZSB")]
    pub usage_kind: Option<UsageKind>,
    #[serde(rename = "SFBJWYCXSY")]
    pub is_single_use: Option<YesNo>,
    #[serde(rename = "ZDCFSYCS")]
    pub max_reuses: Option<String>,
    #[serde(rename = "SFWWJBZ")]
    pub is_sterile: Option<YesNo>,
    #[serde(rename = "SYQSFXYJXMJ")]
    pub needs_sterilization: Option<YesNo>,
    #[serde(rename = "MJFS")]
    pub sterilization_method: Option<String>,
    #[serde(rename = "YBBM")]
    pub insurance_codes: Option<String>,
    #[serde(rename = "CGZMRAQXGXX")]
    pub mr_safety: Option<MrSafety>,
    #[serde(rename = "TSCCHCZTJ")]
    pub special_conditions: Option<String>,
    #[serde(rename = "TSCCSM")]
    pub special_size_note: Option<String>,
    #[serde(rename = "SCBSSFBHPH")]
    pub pi_has_lot_number: Option<YesNo>,
    #[serde(rename = "SCBSSFBHXLH")]
    pub pi_has_serial_number: Option<YesNo>,
    #[serde(rename = "SCBSSFBHSCRQ")]
    pub pi_has_production_date: Option<YesNo>,
    #[serde(rename = "SCBSSFBHSXRQ")]
    pub pi_has_expiry_date: Option<YesNo>,
    #[serde(rename = "QTXXDWZLJ")]
    pub more_info_url: Option<String>,
    #[serde(rename = "TSRQ")]
    pub withdrawn_on: Option<String>,
    #[serde(rename = "contactList")]
    pub contacts: Vec<Contact>,
    #[serde(rename = "versionStatus")]
    pub version_status: Option<String>,
    #[serde(rename = "correctionNumber")]
    pub correction_number: Option<String>,
    #[serde(rename = "correctionRemark")]
    pub correction_remark: Option<String>,
    #[serde(rename = "correctionTime")]
    pub correction_time: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Contact {
    #[serde(rename = "QYLXRYX")]
    pub email: Option<String>,
    #[serde(rename = "QYLXRDH")]
    pub phone: Option<String>,
    #[serde(rename = "QYLXRCZ")]
    pub fax: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Package {
    #[serde(rename = "deviceRecordKey")]
    pub device_record_key: Option<String>,
    #[serde(rename = "deviceHistoryKey")]
    pub device_history_key: Option<String>,
    #[serde(rename = "BZCPBS")]
    pub package_di: Option<String>,
    #[serde(rename = "BZNHXYJBZCPBS")]
    pub contained_di: Option<String>,
    #[serde(rename = "BZNHXYJCPBSSL")]
    pub contained_count: Option<String>,
    #[serde(rename = "CPBZJB")]
    pub level: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct StorageCondition {
    #[serde(rename = "deviceRecordKey")]
    pub device_record_key: Option<String>,
    #[serde(rename = "deviceHistoryKey")]
    pub device_history_key: Option<String>,
    #[serde(rename = "CCHCZTJ")]
    pub condition: Option<String>,
    #[serde(rename = "ZDZ")]
    pub min_value: Option<String>,
    #[serde(rename = "ZGZ")]
    pub max_value: Option<String>,
    #[serde(rename = "JLDW")]
    pub unit: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct ClinicalSize {
    #[serde(rename = "deviceRecordKey")]
    pub device_record_key: Option<String>,
    #[serde(rename = "deviceHistoryKey")]
    pub device_history_key: Option<String>,
    #[serde(rename = "LCSYCCLX")]
    pub size_type: Option<String>,
    #[serde(rename = "CCZ")]
    pub value: Option<String>,
    #[serde(rename = "CCDW")]
    pub unit: Option<String>,
}
