//! One version of a record, put together from its groups of fields.

use jiff::ToSpan;
use random::Rng;
use udid_types::{Device, DeviceRecord};
use wire::{Count, DateText};

use super::keys;
use super::outline::Outline;
use super::owner::Owner;
use super::packaging::Packing;
use super::register::Registrant;
use super::stream::Group;
use super::versions::{Moment, Versions};
use super::{contacts, flags, marking, registration, sizes, storage, text};

/// The current version of a record.
pub(crate) fn current(outline: &Outline) -> DeviceRecord {
    let versions = Versions::new(outline);
    version(outline, &versions, &versions.current(), false)
}

/// The earlier versions of a record, newest first.
pub(crate) fn earlier(outline: &Outline) -> Vec<DeviceRecord> {
    let versions = Versions::new(outline);
    versions.earlier().map(|moment| version(outline, &versions, &moment, true)).collect()
}

fn version(
    outline: &Outline,
    versions: &Versions,
    moment: &Moment,
    is_earlier: bool,
) -> DeviceRecord {
    let key = |version| keys::encode(outline.seed, outline.id, version);
    let history_key = is_earlier.then(|| key(u64::from(moment.number)));
    let owner = Owner { record_key: key(0), history_key };
    let packing = Packing::at(outline, moment);

    let mut device = Device::default();
    heading(&mut device, versions, moment, &owner);
    marking::fill(&mut device, outline, &packing);
    text::fill(&mut device, outline, moment);
    device.credit_code = Some(Registrant::of(outline).credit_code());
    registration::fill(&mut device, outline, versions, moment);
    flags::fill(&mut device, outline, moment);
    contacts::fill(&mut device, outline, moment);
    if !is_earlier {
        afterwards(&mut device, outline, moment);
    }
    let packages = packing.packages(outline, &owner);
    let (storage_conditions, special) = storage::conditions(outline, moment, &owner);
    device.special_conditions = special;
    let (clinical_sizes, special) = sizes::sizes(outline, moment, &owner);
    device.special_size_note = special;
    DeviceRecord { device, packages, storage_conditions, clinical_sizes }
}

fn heading(device: &mut Device, versions: &Versions, moment: &Moment, owner: &Owner) {
    device.version_number = Some(Count::from(u64::from(moment.number)));
    device.version_time = Some(DateText::from(moment.date.to_string()));
    device.version_status = Some(if moment.number == 1 { "新增" } else { "变更" }.to_owned());
    device.device_record_key = Some(owner.record_key.clone());
    device.device_history_key.clone_from(&owner.history_key);
    device.data_status = Some("已发布".to_owned());
    device.published_on = Some(DateText::from(versions.published_on.to_string()));
}

/// What happens to a record after its current version was published.
fn afterwards(device: &mut Device, outline: &Outline, moment: &Moment) {
    let mut rng = Rng::new(outline.seed, Group::Versions, &[outline.id.place(), 1]);
    if rng.chance(15) {
        let days = i64::from(rng.below(720));
        let end = moment.date.saturating_add(days.days());
        device.withdrawn_on = Some(DateText::from(end.to_string()));
    }
    if rng.chance(20) {
        let remark = rng.pick(&["更正产品货号", "更正包装内含数量", "更正企业联系人电话"]);
        device.correction_number = Some(Count::from(u64::from(rng.between(1, 2))));
        device.correction_remark = Some(remark.to_owned());
        device.correction_time = Some(DateText::from(moment.date.to_string()));
    }
}
