//! A page out of records.

use udid_types::{DataSet, DevicePage, DeviceRecord, ReturnCode};

/// A page of whole records with its counters.
pub fn reply(records: Vec<DeviceRecord>, total: u64, page: u64, size: usize) -> DevicePage {
    let mut data_set = DataSet::default();
    for record in records {
        data_set.devices.push(record.device.clone());
        push_rows(&mut data_set, record);
    }
    reply_with(data_set, total, page, size)
}

/// Adds what belongs to a device.
pub fn push_rows(data_set: &mut DataSet, record: DeviceRecord) {
    data_set.packages.extend(record.packages);
    data_set.storage_conditions.extend(record.storage_conditions);
    data_set.clinical_sizes.extend(record.clinical_sizes);
}

/// A page with its counters.
pub fn reply_with(data_set: DataSet, total: u64, page: u64, size: usize) -> DevicePage {
    let mut reply = DevicePage::default();
    reply.return_code = Some(ReturnCode::Success);
    reply.return_message = Some("OK".to_owned());
    reply.total_pages = Some(total.div_ceil(size as u64).into());
    reply.total_records = Some(total.into());
    reply.current_page = Some(page.into());
    reply.data_set = Some(data_set);
    reply
}
