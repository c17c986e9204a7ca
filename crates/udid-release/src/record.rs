//! An element of a release file as a record of the register.

use serde::Deserialize;
use serde::de::value::Error;
use udid_types::{ClinicalSize, Device, DeviceRecord, Package, StorageCondition};

use crate::tree::{Element, Fields};

/// A device with the rows in it. They name no device in the file; here they name the one that they are in,
/// as those of the API do.
pub fn record(element: Element<'_, '_>) -> Result<DeviceRecord, Error> {
    let device = Device::deserialize(Fields::of_device(element))?;
    let key = &device.device_record_key;
    let packages = rows(element, "packingList", |row: &mut Package| {
        row.device_record_key.clone_from(key);
    })?;
    let storage_conditions = rows(element, "storageList", |row: &mut StorageCondition| {
        row.device_record_key.clone_from(key);
    })?;
    let clinical_sizes = rows(element, "clinicalList", |row: &mut ClinicalSize| {
        row.device_record_key.clone_from(key);
    })?;
    Ok(DeviceRecord { device, packages, storage_conditions, clinical_sizes })
}

fn rows<'t, R: Deserialize<'t>>(
    element: Element<'t, '_>,
    list: &'static str,
    name: impl Fn(&mut R),
) -> Result<Vec<R>, Error> {
    let lists = element.children().filter(|child| child.name().eq_ignore_ascii_case(list));
    let rows = lists.flat_map(Element::rows).map(|row| {
        let mut row = R::deserialize(Fields::of(row))?;
        name(&mut row);
        Ok(row)
    });
    rows.collect()
}

/// What a header says.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The number of records (`numberRkeyecordXML`, as the files spell it).
    pub stated: Option<u64>,
    /// The registry that invented files name (`registry`); official files have no such element.
    pub registry: Option<String>,
}

impl Header {
    pub fn of(header: Element<'_, '_>) -> Self {
        let value = |name: &str| {
            let is_named = |child: &Element<'_, '_>| child.name().eq_ignore_ascii_case(name);
            header.children().find(is_named).map(|child| child.text().trim().to_owned())
        };
        Self {
            stated: value("numberRkeyecordXML").and_then(|count| count.parse().ok()),
            registry: value("registry").filter(|name| !name.is_empty()),
        }
    }
}
