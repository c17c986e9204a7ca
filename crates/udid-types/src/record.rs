//! Whole device records from a page: each packing, storage and clinical row under its device.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use wire::{Nested, Unlisted};

use crate::{ClinicalSize, DataSet, Device, Package, StorageCondition};

const RECORD_FIELDS: [&str; 4] = ["device", "packages", "storage_conditions", "clinical_sizes"];

/// A device with all that belongs to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceRecord {
    /// The device.
    pub device: Device,
    /// Its packaging levels.
    pub packages: Vec<Package>,
    /// Its conditions of storage and handling.
    pub storage_conditions: Vec<StorageCondition>,
    /// Its clinical sizes.
    pub clinical_sizes: Vec<ClinicalSize>,
}

/// The records of a page, in its order, and the rows that belong to none of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    /// The records.
    pub records: Vec<DeviceRecord>,
    /// Rows that could not be placed; nothing is guessed and nothing is dropped.
    pub orphans: Vec<Orphan>,
}

/// A row that belongs to no device of its page.
#[derive(Clone, Debug, PartialEq)]
pub struct Orphan {
    /// The row.
    pub row: Row,
    /// Why it could not be placed.
    pub reason: OrphanReason,
}

/// A row of one of the three lists beside the devices.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// Of `packingInfo`.
    Package(Package),
    /// Of `storageInfo`.
    StorageCondition(StorageCondition),
    /// Of `clinicalInfo`.
    ClinicalSize(ClinicalSize),
}

/// Why a row could not be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrphanReason {
    /// It has no key.
    NoKey,
    /// No device of the page has its key.
    NoDevice,
    /// Several different devices of the page have its key (versions of one record, told apart by no
    /// key).
    SeveralDevices,
}

impl DataSet {
    /// Puts every row under the device that it belongs to: by `deviceHistoryKey` where the row has
    /// one, else by `deviceRecordKey`. Of a device that comes twice, the same in every field, the
    /// first has the rows; on such a page, rows of a record that are the same in every field are one.
    ///
    /// ```
    /// let page: udid_types::DevicePage = wire::from_slice(
    ///     r#"{"dataSet": {
    ///         "deviceInfo": [{"deviceRecordKey": "a"}, {"deviceRecordKey": "b"}],
    ///         "packingInfo": [{"deviceRecordKey": "b", "BZCPBS": "16900000000014"}]
    ///     }}"#.as_bytes(),
    /// )?;
    /// let records = page.data_set.unwrap_or_default().into_records();
    /// assert_eq!(records.records[0].packages.len(), 0);
    /// assert_eq!(records.records[1].packages.len(), 1);
    /// assert!(records.orphans.is_empty());
    /// # Ok::<(), wire::DecodeError>(())
    /// ```
    pub fn into_records(self) -> Records {
        let places = Places::of(&self.devices);
        let devices = self.devices.into_iter();
        let records = devices.map(|device| DeviceRecord { device, ..DeviceRecord::default() });
        let mut joined = Records { records: records.collect(), orphans: Vec::new() };
        for row in self.packages {
            match places.find(row.device_history_key.as_ref(), row.device_record_key.as_ref()) {
                Ok(place) => joined.records[place].packages.push(row),
                Err(reason) => joined.set_aside(Row::Package(row), reason),
            }
        }
        for row in self.storage_conditions {
            match places.find(row.device_history_key.as_ref(), row.device_record_key.as_ref()) {
                Ok(place) => joined.records[place].storage_conditions.push(row),
                Err(reason) => joined.set_aside(Row::StorageCondition(row), reason),
            }
        }
        for row in self.clinical_sizes {
            match places.find(row.device_history_key.as_ref(), row.device_record_key.as_ref()) {
                Ok(place) => joined.records[place].clinical_sizes.push(row),
                Err(reason) => joined.set_aside(Row::ClinicalSize(row), reason),
            }
        }
        if places.has_repeats {
            joined.records.iter_mut().for_each(DeviceRecord::merge_equal_rows);
        }
        joined
    }
}

impl Records {
    fn set_aside(&mut self, row: Row, reason: OrphanReason) {
        self.orphans.push(Orphan { row, reason });
    }
}

impl Serialize for DeviceRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("DeviceRecord", 4)?;
        record.serialize_field("device", &self.device)?;
        record.serialize_field("packages", &self.packages)?;
        record.serialize_field("storage_conditions", &self.storage_conditions)?;
        record.serialize_field("clinical_sizes", &self.clinical_sizes)?;
        record.end()
    }
}

impl<'de> Deserialize<'de> for DeviceRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = DeviceRecord;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a device record, as it was serialized")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<DeviceRecord, A::Error> {
        let mut record = DeviceRecord::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "device" => record.device = map.next_value()?,
                "packages" => record.packages = map.next_value()?,
                "storage_conditions" => record.storage_conditions = map.next_value()?,
                "clinical_sizes" => record.clinical_sizes = map.next_value()?,
                other => return Err(A::Error::unknown_field(other, &RECORD_FIELDS)),
            }
        }
        Ok(record)
    }
}

impl DeviceRecord {
    /// Every value and every field in it that the document does not list.
    ///
    /// ```
    /// let device = r#"{"CPLX": "9", "new": 1}"#;
    /// let record = udid_types::DeviceRecord {
    ///     device: udid_types::from_slice(device.as_bytes())?,
    ///     ..Default::default()
    /// };
    /// let unlisted: Vec<_> = record.unlisted().into_iter().map(|unlisted| unlisted.path).collect();
    /// assert_eq!(unlisted, [".device.CPLX", ".device.new"]);
    /// # Ok::<(), udid_types::DecodeError>(())
    /// ```
    pub fn unlisted(&self) -> Vec<Unlisted> {
        let parts: [(&str, &dyn Nested); 4] = [
            (".device", &self.device),
            (".packages", &self.packages),
            (".storage_conditions", &self.storage_conditions),
            (".clinical_sizes", &self.clinical_sizes),
        ];
        let mut found = Vec::new();
        for (path, part) in parts {
            part.add_unlisted(path, &mut found);
        }
        found
    }
}

/// Where the device with a key stands; `None` when several have it.
#[derive(Default)]
struct Places {
    by_history: HashMap<String, Option<usize>>,
    by_record: HashMap<String, Option<usize>>,
    /// Whether a key comes twice.
    has_repeats: bool,
}

impl Places {
    fn of(devices: &[Device]) -> Self {
        let mut places = Self::default();
        for (index, device) in devices.iter().enumerate() {
            let (history, record) = (&device.device_history_key, &device.device_record_key);
            note(&mut places.by_history, history.as_ref(), index, devices);
            places.has_repeats |= note(&mut places.by_record, record.as_ref(), index, devices);
        }
        places
    }

    fn find(
        &self,
        history: Option<&String>,
        record: Option<&String>,
    ) -> Result<usize, OrphanReason> {
        let (key, places) = match (present(history), present(record)) {
            (Some(key), _) => (key, &self.by_history),
            (None, Some(key)) => (key, &self.by_record),
            (None, None) => return Err(OrphanReason::NoKey),
        };
        places.get(key).ok_or(OrphanReason::NoDevice)?.ok_or(OrphanReason::SeveralDevices)
    }
}

/// Notes the place of a key; whether it was noted before.
fn note(
    places: &mut HashMap<String, Option<usize>>,
    key: Option<&String>,
    index: usize,
    devices: &[Device],
) -> bool {
    let Some(key) = present(key) else { return false };
    match places.entry(key.to_owned()) {
        Entry::Vacant(place) => {
            place.insert(Some(index));
            false
        }
        Entry::Occupied(mut place) => {
            let first = place.get().filter(|first| devices[*first] == devices[index]);
            place.insert(first);
            true
        }
    }
}

fn present(key: Option<&String>) -> Option<&str> {
    key.map(|key| key.trim()).filter(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{DeviceRecord, OrphanReason, Records};
    use crate::DataSet;

    fn records(json: &str) -> Records {
        wire::from_slice::<DataSet>(json.as_bytes()).unwrap().into_records()
    }

    #[test]
    fn every_row_goes_under_its_device_and_no_other() {
        let joined = records(
            r#"{"deviceInfo": [{"deviceRecordKey": "a"}, {"deviceRecordKey": "b"}],
                "packingInfo": [{"deviceRecordKey": "b", "BZCPBS": "1"}, {"devicerecordkey": "a", "BZCPBS": "2"}],
                "storageInfo": [{"deviceRecordKey": "b"}],
                "clinicalInfo": [{"deviceRecordKey": "a"}, {"deviceRecordKey": "a"}]}"#,
        );
        let counts: Vec<_> = joined
            .records
            .iter()
            .map(|r| (r.packages.len(), r.storage_conditions.len(), r.clinical_sizes.len()))
            .collect();
        assert_eq!(counts, [(1, 0, 2), (1, 1, 0)]);
        assert_eq!(joined.records[0].packages[0].package_di.as_deref(), Some("2"));
        assert!(joined.orphans.is_empty());
    }

    #[test]
    fn versions_of_one_record_are_told_apart_by_their_history_key() {
        let joined = records(
            r#"{"deviceInfo": [{"deviceRecordKey": "a", "deviceHistoryKey": "a1"},
                               {"deviceRecordKey": "a", "deviceHistoryKey": "a2"}],
                "packingInfo": [{"deviceHistoryKey": "a2"}, {"deviceRecordKey": "a"}]}"#,
        );
        assert_eq!(joined.records[0].packages.len(), 0);
        assert_eq!(joined.records[1].packages.len(), 1);
        assert_eq!(joined.orphans[0].reason, OrphanReason::SeveralDevices);
    }

    #[test]
    fn a_device_that_comes_twice_has_its_rows_once() {
        let joined = records(
            r#"{"deviceInfo": [{"deviceRecordKey": "a", "GGXH": "1"}, {"deviceRecordKey": "b"},
                               {"deviceRecordKey": "a", "GGXH": "1"}],
                "packingInfo": [{"deviceRecordKey": "a", "BZCPBS": "1"}]}"#,
        );
        let rows: Vec<_> = joined.records.iter().map(|record| record.packages.len()).collect();
        assert_eq!((rows, joined.orphans), (vec![1, 0, 0], vec![]));
    }

    #[test]
    fn equal_rows_are_one_where_a_record_comes_twice_and_as_sent_elsewhere() {
        let rows =
            r#"[{"deviceRecordKey": "b", "CCZ": "1"}, {"deviceRecordKey": "b", "CCZ": "1"}]"#;
        let page = |keys: [&str; 2]| {
            let devices = keys.map(|key| format!(r#"{{"deviceRecordKey": "{key}"}}"#)).join(",");
            records(&format!(r#"{{"deviceInfo": [{devices}], "clinicalInfo": {rows}}}"#))
        };
        assert_eq!(page(["a", "b"]).records[1].clinical_sizes.len(), 2);
        assert_eq!(page(["b", "b"]).records[0].clinical_sizes.len(), 1);
    }

    #[test]
    fn a_record_comes_back_from_json() {
        let joined = records(
            r#"{"deviceInfo": [{"deviceRecordKey": "a", "new": 1}],
                "packingInfo": [{"deviceRecordKey": "a", "BZCPBS": "1"}],
                "storageInfo": [{"deviceRecordKey": "a"}], "clinicalInfo": [{"deviceRecordKey": "a"}]}"#,
        );
        let json = serde_json::to_string(&joined.records).unwrap();
        let back: Vec<DeviceRecord> = serde_json::from_str(&json).unwrap();
        assert_eq!(back, joined.records);
        assert_eq!(wire::from_slice::<Vec<DeviceRecord>>(json.as_bytes()), Ok(back));
        assert!(serde_json::from_str::<DeviceRecord>(r#"{"devices": []}"#).is_err());
    }

    #[test]
    fn rows_without_a_device_are_reported_and_kept() {
        let joined = records(
            r#"{"deviceInfo": [{"deviceRecordKey": "a"}],
                "packingInfo": [{"deviceRecordKey": "x", "BZCPBS": "1"}],
                "storageInfo": [{"deviceRecordKey": " "}],
                "clinicalInfo": [{}]}"#,
        );
        let reasons: Vec<_> = joined.orphans.iter().map(|orphan| orphan.reason).collect();
        assert_eq!(reasons, [OrphanReason::NoDevice, OrphanReason::NoKey, OrphanReason::NoKey]);
    }
}
