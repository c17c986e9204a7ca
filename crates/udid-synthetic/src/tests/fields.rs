//! Values of single fields and how they fit together.

use std::collections::HashMap;

use udid_types::{Carrier, DeviceRecord, IssuingSystem, MrSafety, ProductKind, UsageKind, YesNo};

use super::super::credit_code;
use super::{day, text};

#[test]
fn flags_are_consistent() {
    let yes = Some(YesNo::Yes);
    for DeviceRecord { device, .. } in day(10_000) {
        let di = text(device.primary_di.as_ref());
        if device.is_single_use == yes {
            assert!(device.max_reuses.as_ref().is_none_or(|count| count.get() == Some(0)), "{di}");
        }
        let has_method = device.sterilization_method.is_some();
        if device.is_sterile == yes {
            assert!(has_method && device.needs_sterilization != yes, "{di}");
        } else if device.needs_sterilization != yes {
            assert!(!has_method, "{di}");
        }
        match (&device.has_direct_marking, &device.direct_marking_is_primary_di) {
            (Some(YesNo::Yes), Some(YesNo::Yes)) => {
                let own = device.direct_marking_di.as_ref();
                assert!(own.is_none() || own == device.primary_di.as_ref(), "{di}");
            }
            (Some(YesNo::Yes), Some(YesNo::No)) => {
                assert!(device.direct_marking_di.is_some(), "{di}");
                assert_ne!(device.direct_marking_di, device.primary_di);
            }
            (Some(YesNo::No) | None, None) => assert!(device.direct_marking_di.is_none(), "{di}"),
            other => panic!("{di}: {other:?}"),
        }
        let is_same = device.registered_di.is_none() || device.registered_di == device.primary_di;
        assert_eq!(device.is_registered_di == yes, is_same, "{di}");
        let is_reagent = device.product_kind == Some(ProductKind::InVitroDiagnostic);
        assert_eq!(is_reagent, text(device.category_code.as_ref()) == "6840", "{di}");
        assert!(!is_reagent || device.usage_kind != Some(UsageKind::Equipment), "{di}");
        let unit = device.unit_of_use_count.as_ref().and_then(wire::Count::get);
        let own_unit =
            device.unit_of_use_di.is_some() && device.unit_of_use_di != device.primary_di;
        assert!(!own_unit || unit.is_none_or(|count| count > 1), "{di}");
        let withdrawn = device.withdrawn_on.as_ref().map(wire::DateText::as_str);
        assert!(withdrawn.is_none_or(|end| end >= "2026-08-03"), "{di}");
    }
}

#[test]
fn every_listed_value_occurs_in_the_smallest_day() {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut count = |name: &str, value: Option<String>| {
        *seen.entry(format!("{name} {value:?}")).or_default() += 1;
    };
    for DeviceRecord { device, .. } in day(3_600) {
        let flags = [
            ("is_kit", &device.is_kit),
            ("is_single_use", &device.is_single_use),
            ("is_sterile", &device.is_sterile),
            ("needs_sterilization", &device.needs_sterilization),
            ("has_direct_marking", &device.has_direct_marking),
            ("direct_marking_is_primary_di", &device.direct_marking_is_primary_di),
            ("is_registered_di", &device.is_registered_di),
            ("pi_has_lot_number", &device.pi_has_lot_number),
            ("pi_has_serial_number", &device.pi_has_serial_number),
            ("pi_has_production_date", &device.pi_has_production_date),
            ("pi_has_expiry_date", &device.pi_has_expiry_date),
        ];
        for (name, value) in flags {
            count(name, value.as_ref().map(|value| value.as_str().to_owned()));
        }
        for carrier in device.carriers.as_ref().unwrap() {
            count("carrier", Some(carrier.as_str().to_owned()));
        }
        count("carriers", device.carriers.map(|carriers| carriers.as_str().to_owned()));
        count("product_kind", device.product_kind.map(|value| value.as_str().to_owned()));
        count("usage_kind", device.usage_kind.map(|value| value.as_str().to_owned()));
        count("mr_safety", device.mr_safety.map(|value| value.as_str().to_owned()));
        count("issuing_system", device.issuing_system.map(|value| value.as_str().to_owned()));
    }
    let mut expect = |name: &str, value: &str| {
        let key = format!("{name} {:?}", Some(value));
        assert!(seen.remove(&key).is_some(), "{key} does not occur");
    };
    for carrier in [Carrier::LinearBarcode, Carrier::TwoDimensional, Carrier::Rfid, Carrier::Other]
    {
        expect("carrier", carrier.as_str());
    }
    for combination in ["1", "1,2", "1,2,3", "2,3"] {
        expect("carriers", combination);
    }
    for kind in [ProductKind::Device, ProductKind::InVitroDiagnostic] {
        expect("product_kind", kind.as_str());
    }
    for kind in [UsageKind::Consumable, UsageKind::Equipment] {
        expect("usage_kind", kind.as_str());
    }
    for safety in [MrSafety::Safe, MrSafety::Conditional, MrSafety::Unsafe, MrSafety::NotStated] {
        expect("mr_safety", safety.as_str());
    }
    for system in [IssuingSystem::Gs1, IssuingSystem::Ma, IssuingSystem::Ahm] {
        expect("issuing_system", system.as_str());
    }
    for flag in ["is_kit", "is_single_use", "is_sterile", "needs_sterilization"] {
        expect(flag, "1");
        expect(flag, "0");
    }
    for flag in ["has_direct_marking", "direct_marking_is_primary_di", "is_registered_di"] {
        expect(flag, "1");
        expect(flag, "0");
    }
    for part in ["lot_number", "serial_number", "production_date", "expiry_date"] {
        expect(&format!("pi_has_{part}"), "1");
        expect(&format!("pi_has_{part}"), "0");
    }
}

#[test]
fn optional_fields_are_there_for_some() {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for DeviceRecord { device, .. } in day(5000) {
        let fields = [
            ("unit_of_use_count", device.unit_of_use_count.is_some()),
            ("unit_of_use_di", device.unit_of_use_di.is_some()),
            ("has_direct_marking", device.has_direct_marking.is_some()),
            ("direct_marking_di", device.direct_marking_di.is_some()),
            ("registered_di", device.registered_di.is_some()),
            ("brand_name", device.brand_name.is_some()),
            ("description", device.description.is_some()),
            ("catalog_number", device.catalog_number.is_some()),
            ("former_category_code", device.former_category_code.is_some()),
            ("registrant_name_en", device.registrant_name_en.is_some()),
            ("usage_kind", device.usage_kind.is_some()),
            ("max_reuses", device.max_reuses.is_some()),
            ("needs_sterilization", device.needs_sterilization.is_some()),
            ("sterilization_method", device.sterilization_method.is_some()),
            ("insurance_codes", device.insurance_codes.is_some()),
            ("mr_safety", device.mr_safety.is_some()),
            ("special_conditions", device.special_conditions.is_some()),
            ("special_size_note", device.special_size_note.is_some()),
            ("more_info_url", device.more_info_url.is_some()),
            ("withdrawn_on", device.withdrawn_on.is_some()),
            ("correction_number", device.correction_number.is_some()),
            ("contacts", !device.contacts.is_empty()),
        ];
        for (name, is_there) in fields {
            *counts.entry(name).or_default() += u32::from(is_there);
        }
    }
    for (name, count) in counts {
        assert!((20..4980).contains(&count), "{name}: {count}");
    }
}

#[test]
fn codes_and_contacts_have_their_form() {
    let mut contacts = [0; 4];
    let mut joined = 0;
    for DeviceRecord { device, .. } in day(5000) {
        assert!(credit_code::is_valid(text(device.credit_code.as_ref())));
        let numbers = device.registration_numbers.unwrap();
        joined += usize::from(numbers.iter().count() > 1);
        assert!(numbers.iter().all(|number| number.contains("械")));
        contacts[device.contacts.len()] += 1;
        for contact in &device.contacts {
            assert!(text(contact.phone.as_ref()).contains("-0000"));
            let Some(email) = &contact.email else { continue };
            assert!([".com", ".net", ".org"].iter().any(|end| {
                email.strip_suffix(end).is_some_and(|rest| rest.ends_with(".example"))
            }));
        }
    }
    assert!(joined > 100 && contacts.iter().all(|&count| count > 100), "{joined} {contacts:?}");
}
