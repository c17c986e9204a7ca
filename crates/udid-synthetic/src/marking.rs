//! Identifiers beside the primary one: direct marking and registration.

use random::Rng;
use udid_types::{Device, YesNo};

use super::outline::Outline;
use super::packaging::Packing;
use super::products::Usage;
use super::stream::Group;

/// Fills the fields on identifiers.
pub(crate) fn fill(device: &mut Device, outline: &Outline, packing: &Packing) {
    let mut rng = outline.rng(Group::Marking);
    device.primary_di = Some(outline.di(packing.primary));
    device.issuing_system = Some(outline.system.name());
    packing.fill(device, outline, &mut rng);
    direct_marking(device, outline, packing, &mut rng);
    registered(device, outline, packing, &mut rng);
}

fn direct_marking(device: &mut Device, outline: &Outline, packing: &Packing, rng: &mut Rng) {
    let permille = match outline.product.usage {
        Usage::Equipment => 400,
        Usage::Reusable => 600,
        Usage::Implant => 100,
        _ => 10,
    };
    if !rng.chance(permille) {
        device.has_direct_marking = (!rng.chance(30)).then_some(YesNo::No);
        return;
    }
    device.has_direct_marking = Some(YesNo::Yes);
    // A device in a box of several is marked as the unit of use; equipment may have a number of
    // its own.
    let other = packing
        .unit_di(outline)
        .or_else(|| rng.chance(150).then(|| outline.related_di(packing.primary, 1)));
    if let Some(other) = other {
        device.direct_marking_is_primary_di = Some(YesNo::No);
        device.direct_marking_di = Some(other);
    } else {
        device.direct_marking_is_primary_di = Some(YesNo::Yes);
        device.direct_marking_di = rng.chance(500).then(|| outline.di(packing.primary));
    }
}

fn registered(device: &mut Device, outline: &Outline, packing: &Packing, rng: &mut Rng) {
    if rng.chance(920) {
        device.is_registered_di = Some(YesNo::Yes);
        device.registered_di = rng.chance(400).then(|| outline.di(packing.primary));
    } else {
        let distance = u64::from(rng.between(1, 40));
        device.is_registered_di = Some(YesNo::No);
        device.registered_di = Some(outline.related_di(packing.primary, distance));
    }
}
