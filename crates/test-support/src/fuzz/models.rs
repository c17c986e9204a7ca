//! Bytes as every model of a protocol.

use std::collections::HashSet;

use udid_types::DataSet;

use super::checks::Checked;

mod of_cloudmfg {
    crate::cloudmfg_models!(crate::fuzz::checks::table);
}
mod of_dbhs {
    crate::dbhs_models!(crate::fuzz::checks::table);
}
mod of_idcode {
    crate::idcode_models!(crate::fuzz::checks::table);
}
mod of_udid {
    crate::udid_models!(crate::fuzz::checks::table);
}

/// The models of each protocol, by the name of its target.
pub const MODELS: [(&str, &[Checked]); 4] = [
    ("cloudmfg", &of_cloudmfg::MODELS),
    ("dbhs", &of_dbhs::MODELS),
    ("idcode", &of_idcode::MODELS),
    ("udid", &of_udid::MODELS),
];

fn all(models: &[Checked], input: &[u8]) {
    for model in models {
        (model.check)(input);
    }
}

/// As an answer or a request of UDID. The rows of a page are put together, and none gets lost; equal ones
/// are one where a record comes twice.
pub fn udid(input: &[u8]) {
    all(&of_udid::MODELS, input);
    if let Ok(data) = wire::from_slice::<DataSet>(input) {
        put_together(data);
    }
}

fn put_together(data: DataSet) {
    let devices = data.devices.len();
    let rows = data.packages.len() + data.storage_conditions.len() + data.clinical_sizes.len();
    let keys = data.devices.iter().filter_map(|device| device.device_record_key.as_deref());
    let keys: Vec<_> = keys.map(str::trim).filter(|key| !key.is_empty()).collect();
    let is_repeated = keys.iter().collect::<HashSet<_>>().len() < keys.len();
    let joined = data.into_records();
    let placed = joined.records.iter().map(|record| {
        assert_eq!(record.packaging().len(), record.packages.len());
        record.packages.len() + record.storage_conditions.len() + record.clinical_sizes.len()
    });
    let kept = placed.sum::<usize>() + joined.orphans.len();
    assert!(kept == rows || is_repeated && kept < rows, "{kept} of {rows} rows");
    assert_eq!(joined.records.len(), devices);
}

/// As an answer or a request of IDcode.
pub fn idcode(input: &[u8]) {
    all(&of_idcode::MODELS, input);
}

/// As an answer or a request of DBHS.
pub fn dbhs(input: &[u8]) {
    all(&of_dbhs::MODELS, input);
}

/// As an answer or a request of cloud manufacturing.
pub fn cloudmfg(input: &[u8]) {
    all(&of_cloudmfg::MODELS, input);
}
