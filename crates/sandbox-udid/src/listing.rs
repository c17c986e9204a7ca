//! Pages of records.

use serde_json::{Map, Value};
use udid_synthetic::RecordId;
use udid_types::{DevicePage, DeviceRecord, ErrorCode, Period, RequestType};
use wire::EndpointInfo;

use crate::page::reply;
use crate::records::Records;
use crate::reply::Failure;
use crate::settings::ListingShape;
use crate::shaped;

/// D001: the records of a day or a month, newest first. From the second page on, a listing without
/// filters is as if `shift` records had been published since the first.
pub fn list(
    records: &Records,
    endpoint: &EndpointInfo,
    parameters: &Map<String, Value>,
    shift: u32,
    shape: ListingShape,
) -> Result<DevicePage, Failure> {
    let period = period(parameters)?;
    let (page, size) = (page_number(parameters)?, page_size(endpoint));
    // Records published since the first page push those of later pages back.
    let shift = if page > 1 { u64::from(shift) } else { 0 };
    let skip = (page - 1).saturating_mul(size as u64).saturating_sub(shift);
    let filters: Vec<_> =
        FILTERS.iter().filter_map(|filter| Some((filter, text(parameters, filter.0)?))).collect();
    if filters.is_empty() && shape != ListingShape::default() {
        return Ok(shaped::page(records, period, page, size, shape));
    }
    if filters.is_empty() {
        let ids = records.newest_first(period, skip, size);
        let shown = ids.map(|id| records.record(id)).collect();
        return Ok(reply(shown, records.total(period) + shift, page, size));
    }
    let all = records.newest_first(period, 0, usize::MAX).map(|id| records.record(id));
    let found = all.filter(|record| filters.iter().all(|((_, fits), text)| fits(record, text)));
    Ok(page_of(found, skip, page, size))
}

/// Whether a record passes a filter.
type Fits = fn(&DeviceRecord, &str) -> bool;

/// The filters that real services take.
const FILTERS: &[(&str, Fits)] = &[
    ("dataType", |record, kind| {
        let is_first = record.device.version_number.as_ref().and_then(wire::Count::get) == Some(1);
        is_first == (kind == "1")
    }),
    ("ZXXSDYCPBS", |record, di| record.device.primary_di.as_deref() == Some(di)),
    ("CPMCTYMC", |record, part| contains(record.device.product_name.as_deref(), part)),
    ("GGXH", |record, part| contains(record.device.model.as_deref(), part)),
    ("YLQXZCRBARMC", |record, part| contains(record.device.registrant_name.as_deref(), part)),
    ("ZCZBHHZBAPZBH", |record, number| {
        let numbers = record.device.registration_numbers.as_ref();
        numbers.is_some_and(|numbers| numbers.iter().any(|listed| listed == number))
    }),
];

fn contains(text: Option<&str>, part: &str) -> bool {
    text.is_some_and(|text| text.contains(part))
}

/// D002: the earlier versions of records, in the order of the keys.
pub fn history(
    records: &Records,
    endpoint: &EndpointInfo,
    parameters: &Map<String, Value>,
) -> Result<DevicePage, Failure> {
    let keys = parameters.get("dataSet").and_then(Value::as_array).map(Vec::as_slice);
    let ids: Vec<RecordId> = keys
        .unwrap_or_default()
        .iter()
        .filter_map(|key| records.catalog.find_by_key(key.get("deviceRecordKey")?.as_str()?))
        .filter(|id| records.holds(*id))
        .collect();
    if ids.is_empty() {
        return Err(Failure::failed(ErrorCode::NotFound, "deviceRecordKey"));
    }
    let (page, size) = (page_number(parameters)?, page_size(endpoint));
    let skip = (page - 1).saturating_mul(size as u64);
    let versions = ids.into_iter().flat_map(|id| records.catalog.history(id));
    Ok(page_of(versions, skip, page, size))
}

/// D003: one device.
pub fn single(records: &Records, parameters: &Map<String, Value>) -> Result<DevicePage, Failure> {
    let di = text(parameters, "primaryDeviceId").unwrap_or_default();
    let found = records.catalog.find_by_di(&di).filter(|id| records.holds(*id));
    let record = found.map(|id| records.record(id));
    // Package DIs are not primary DIs.
    let record = record.filter(|record| record.device.primary_di.as_deref() == Some(&di));
    let record = record.ok_or_else(|| Failure::failed(ErrorCode::NotFound, "primaryDeviceId"))?;
    if records.is_withdrawn(&di) {
        return Err(Failure::failed(ErrorCode::WrongStatus, "primaryDeviceId"));
    }
    Ok(reply(vec![record], 1, 1, 1))
}

fn period(parameters: &Map<String, Value>) -> Result<Period, Failure> {
    let bad_format = || Failure::parameter(ErrorCode::BadFormat, "rangeValue");
    let range = text(parameters, "rangeValue").unwrap_or_default();
    let period: Period = range.parse().map_err(|_| bad_format())?;
    let kind = RequestType::from(text(parameters, "requestType").unwrap_or_default().as_str());
    if period.request_type() == kind { Ok(period) } else { Err(bad_format()) }
}

fn page_number(parameters: &Map<String, Value>) -> Result<u64, Failure> {
    let page = text(parameters, "currentPageNumber").and_then(|text| text.parse().ok());
    let page = page.filter(|page| *page >= 1);
    page.ok_or_else(|| Failure::parameter(ErrorCode::BadFormat, "currentPageNumber"))
}

fn page_size(endpoint: &EndpointInfo) -> usize {
    endpoint.page_size.unwrap_or(usize::MAX)
}

fn text(parameters: &Map<String, Value>, key: &str) -> Option<String> {
    match parameters.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn page_of(
    records: impl Iterator<Item = DeviceRecord>,
    skip: u64,
    page: u64,
    size: usize,
) -> DevicePage {
    let (mut total, mut shown) = (0, Vec::new());
    for record in records {
        if total >= skip && shown.len() < size {
            shown.push(record);
        }
        total += 1;
    }
    reply(shown, total, page, size)
}
