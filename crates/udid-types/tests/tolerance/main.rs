//! What real services send, and what the models make of it: one table for each tolerance.

mod bodies;
use test_support::every_model as checks;
mod digits;
mod empty;
mod errors;
mod every_model;
mod keys;
mod official_words;
mod scalars;
mod secrets;
mod unknown;

use checks::{decode, encode, object};
use udid_types::{Device, DevicePage};

/// The device of a page with one device, which has the given fields.
#[track_caller]
fn device(fields: &str) -> Device {
    let page: DevicePage = decode(&format!(r#"{{"dataSet": {{"deviceInfo": [{{{fields}}}]}}}}"#));
    let mut devices = page.data_set.expect("the lists").devices;
    assert_eq!(devices.len(), 1);
    devices.remove(0)
}
