//! Look-ups of enterprises.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use dbhs_types::{Organization, OrganizationNature};
use jiff::civil::date;
use serde_json::{Value, json};
use udid_synthetic::{Catalog, RecordId};
use wire::Model;

use crate::client::World;

/// Names and credit codes of the registrants of a day.
fn registrants() -> BTreeMap<String, String> {
    let catalog = Catalog::new(1);
    let ids = (0..3000).map(|index| RecordId { day: date(2026, 8, 10), index });
    let devices = ids.map(|id| catalog.record(id).device);
    devices.map(|device| (device.registrant_name.unwrap(), device.credit_code.unwrap())).collect()
}

/// GB 32100: the sum of all 18 values, weighted with the powers of 3, is a multiple of 31.
fn is_credit_code(code: &str) -> bool {
    let alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> = code.chars().map(|c| alphabet.find(c)).collect();
    values.is_some_and(|values| {
        let last = values.last().copied().unwrap_or_default();
        let body = values
            .iter()
            .take(17)
            .fold((0, 1), |(sum, weight), value| ((sum + value * weight) % 31, weight * 3 % 31));
        values.len() == 18 && (body.0 + last) % 31 == 0
    })
}

#[tokio::test]
async fn every_registrant_is_found_by_name_credit_code_and_number() {
    let world = World::with(|settings| settings.dbhs.unknown_permille = 0);
    let registrants = registrants();
    assert!(registrants.len() > 60, "{}", registrants.len());
    for (name, credit_code) in registrants {
        let found = world.organization(&name).await;
        assert_eq!([&found["orgName"], &found["orgCreditCode"]], [&name, &credit_code]);
        assert!(is_credit_code(&credit_code), "{credit_code}");
        let number = found["regNo"].as_str().unwrap();
        assert_eq!(number.len(), 15, "{number}");
        for key in [credit_code.as_str(), number] {
            assert_eq!(world.organization(key).await, found);
        }
        let code = found["orgCorpCode"].as_str().unwrap().replace('-', "");
        assert_eq!(code, credit_code[8..17]);
        assert_eq!(found["provinceCode"], format!("{}0000", &credit_code[2..4]));
        let places = ["provinceName", "cityName", "countyName"].map(|key| found[key].as_str());
        let address = found["orgAddress"].as_str().unwrap();
        assert!(places.iter().all(|place| address.contains(place.unwrap())), "{address}");
    }
}

#[tokio::test]
async fn a_few_registrants_are_not_there() {
    let (world, other) = (World::new(), World::with(|settings| settings.server.seed = 2));
    let mut missing = [BTreeSet::new(), BTreeSet::new()];
    for (name, credit_code) in registrants() {
        for (world, missing) in [&world, &other].into_iter().zip(&mut missing) {
            let found = world.organization(&name).await;
            assert_eq!(found.is_null(), world.organization(&credit_code).await.is_null());
            if found.is_null() {
                missing.insert(name.clone());
            }
        }
    }
    assert!((1..10).contains(&missing[0].len()), "{missing:?}");
    assert_ne!(missing[0], missing[1]);
}

#[tokio::test]
async fn who_is_not_there_is_null() {
    let world = World::with(|settings| settings.dbhs.unknown_permille = 0);
    for key in ["没有这家公司", "苏州子虚", "91320500MY0000000X", "000000000000000", "%", "\u{0}"]
    {
        assert!(world.organization(key).await.is_null(), "{key}");
    }
}

#[tokio::test]
async fn every_field_is_there_and_values_are_listed() {
    let world = World::with(|settings| settings.dbhs.unknown_permille = 0);
    let bodies = ["桃花源人民医院", "獬豸律师事务所", "方丈醫療器材（香港）有限公司"];
    let names: Vec<String> = registrants().into_keys().chain(bodies.map(str::to_owned)).collect();
    let (mut filled, mut statuses) = (HashSet::new(), HashSet::new());
    let mut natures = HashSet::new();
    for name in names {
        let found = world.organization(&name).await;
        assert_eq!(found.as_object().unwrap().len(), Organization::INFO.fields.len());
        for field in Organization::INFO.fields {
            let value = &found[field.wire];
            if field.wire == "params" {
                assert_eq!(*value, json!({}));
                continue;
            }
            let text = value.as_str().unwrap_or_else(|| panic!("{}: {value}", field.wire));
            let most = field.limits.max_length.unwrap_or(u64::MAX);
            assert!(text.chars().count() as u64 <= most, "{}: {text}", field.wire);
            if !text.is_empty() {
                filled.insert(field.wire);
            }
        }
        statuses.insert(found["orgStatus"].as_str().unwrap().to_owned());
        natures.insert(check_typed(found));
    }
    // Nothing is known of these two.
    let never: HashSet<&str> = ["params", "dataScope", "searchValue"].into();
    let empty = Organization::INFO.fields.iter().map(|field| field.wire);
    let empty: HashSet<&str> = empty.filter(|wire| !filled.contains(wire)).collect();
    assert_eq!(empty, never);
    assert_eq!(statuses.len(), 3, "{statuses:?}");
    assert_eq!(natures.len(), 5, "{natures:?}");
}

/// Reads an enterprise as a client does, checks its values, and gives its nature.
fn check_typed(found: Value) -> OrganizationNature {
    let organization: Organization = serde_json::from_value(found).unwrap();
    let name = organization.name.unwrap();
    let nature = organization.nature.unwrap();
    assert!(nature.zh().is_some(), "{name}");
    let is_listed = organization.listing.unwrap().as_str() == "1";
    assert_eq!(is_listed, organization.stock_type.is_some(), "{name}");
    assert!(organization.stock_type.is_none_or(|kind| kind.zh().is_some()), "{name}");
    assert_eq!(is_listed, organization.stock_code.is_some_and(|code| !code.is_empty()), "{name}");
    let status = organization.supplier_status.unwrap();
    let is_date = |date: Option<wire::DateText>| date.is_some_and(|date| date.as_str().len() == 10);
    assert_eq!(is_date(organization.deregistered_at), status == "注销", "{name}");
    assert_eq!(is_date(organization.revoked_at), status == "吊销", "{name}");
    let is_abroad = nature == OrganizationNature::OverseasCompany;
    assert_eq!(is_abroad, organization.agent.is_some_and(|agent| !agent.is_empty()), "{name}");
    assert!(is_date(organization.incorporation_date), "{name}");
    nature
}
