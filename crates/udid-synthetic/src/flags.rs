//! Carriers, kind, single use, sterility, MR safety and production identifiers.

use random::Rng;
use udid_types::{Carrier, Device, MrSafety, ProductKind, UsageKind, YesNo};
use wire::Count;

use super::outline::{Outline, System};
use super::products::{Sterility, Usage};
use super::stream::Group;
use super::versions::{Change, Moment};

/// Fills the flags, each consistent with the product and with the others.
pub(crate) fn fill(device: &mut Device, outline: &Outline, moment: &Moment) {
    let mut rng = outline.rng(Group::Flags);
    let usage = outline.product.usage;
    device.carriers = Some(carriers(outline.system, moment, &mut rng).iter().cloned().collect());
    kind(device, usage, &mut rng);
    reuse(device, usage, &mut rng);
    sterility(device, &outline.product.sterility, &mut rng);
    device.mr_safety = mr_safety(usage, &mut rng);
    production_identifiers(device, usage, &mut rng);
}

fn carriers(system: System, moment: &Moment, rng: &mut Rng) -> &'static [Carrier] {
    use Carrier::{LinearBarcode, Other, Rfid, TwoDimensional};
    const LINEAR: &[Carrier] = &[LinearBarcode];
    const TWO: &[Carrier] = &[TwoDimensional];
    const BOTH: &[Carrier] = &[LinearBarcode, TwoDimensional];
    const ALL: &[Carrier] = &[LinearBarcode, TwoDimensional, Rfid];
    const WITH_RFID: &[Carrier] = &[TwoDimensional, Rfid];
    const OTHER: &[Carrier] = &[Other];
    let drawn = match system {
        System::Gs1 => {
            let others = [(340, LINEAR), (270, BOTH), (10, ALL), (10, WITH_RFID), (6, OTHER)];
            rng.weighted(TWO, &others)
        }
        // Their codes are too long for a bar code.
        System::Ma | System::Ahm => rng.weighted(TWO, &[(40, WITH_RFID), (6, OTHER)]),
    };
    if moment.is_before(Change::Carriers) { &drawn[..1] } else { drawn }
}

fn kind(device: &mut Device, usage: Usage, rng: &mut Rng) {
    let is_reagent = usage.is_reagent();
    device.product_kind =
        Some(if is_reagent { ProductKind::InVitroDiagnostic } else { ProductKind::Device });
    device.is_kit = Some(yes_no(usage == Usage::Kit));
    device.usage_kind = match usage {
        Usage::Equipment => Some(UsageKind::Equipment),
        _ if is_reagent && rng.chance(200) => None,
        _ => Some(UsageKind::Consumable),
    };
}

fn reuse(device: &mut Device, usage: Usage, rng: &mut Rng) {
    let is_single_use = usage.is_single_use();
    device.is_single_use = Some(yes_no(is_single_use));
    device.max_reuses = match usage {
        _ if is_single_use && rng.chance(300) => Some(Count::from(0)),
        Usage::Reusable if rng.chance(500) => {
            Some(Count::from(rng.pick(&[10, 20, 50, 100, 250, 500, 1000])))
        }
        _ => None,
    };
}

fn sterility(device: &mut Device, sterility: &Sterility, rng: &mut Rng) {
    let (is_sterile, needs, method) = match sterility {
        Sterility::Sterile(methods) => (true, false, Some(rng.pick(methods))),
        Sterility::BeforeUse => {
            let method = rng.pick(&["高压蒸汽灭菌", "压力蒸汽灭菌", "低温等离子灭菌"]);
            (false, true, (!rng.chance(100)).then_some(method))
        }
        Sterility::Clean => (false, false, None),
    };
    device.is_sterile = Some(yes_no(is_sterile));
    // The question only arises for what is not sterile; some leave it open.
    let is_open = is_sterile && rng.chance(200);
    device.needs_sterilization = (!is_open).then(|| yes_no(needs));
    device.sterilization_method = method.map(str::to_owned);
}

fn mr_safety(usage: Usage, rng: &mut Rng) -> Option<MrSafety> {
    use MrSafety::{Conditional, NotStated, Safe, Unsafe};
    let drawn = match usage {
        Usage::Implant => rng.weighted(Conditional, &[(250, Safe), (50, Unsafe), (150, NotStated)]),
        Usage::Equipment => rng.weighted(NotStated, &[(120, Unsafe), (30, Conditional)]),
        _ => rng.weighted(NotStated, &[(50, Safe)]),
    };
    (usage == Usage::Implant || !rng.chance(120)).then_some(drawn)
}

fn production_identifiers(device: &mut Device, usage: Usage, rng: &mut Rng) {
    let (lot, serial, expiry) = match usage {
        Usage::Equipment => (300, 1000, 200),
        Usage::Reusable => (1000, 250, 100),
        Usage::Implant => (1000, 350, 1000),
        _ => (1000, 20, 1000),
    };
    device.pi_has_lot_number = Some(yes_no(rng.chance(lot)));
    device.pi_has_serial_number = Some(yes_no(rng.chance(serial)));
    device.pi_has_production_date = Some(yes_no(rng.chance(820)));
    device.pi_has_expiry_date = Some(yes_no(rng.chance(expiry)));
}

fn yes_no(is_true: bool) -> YesNo {
    if is_true { YesNo::Yes } else { YesNo::No }
}
