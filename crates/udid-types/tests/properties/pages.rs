//! Any page, built through the models.

use std::borrow::Cow;
use std::fmt::Debug;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};
use udid_types::{ClinicalSize, Contact, DataSet, Device, DevicePage, Package, StorageCondition};
use wire::{Count, DateText, Joined, OpenEnum, Part, UnknownFields};

/// Any page with one unknown field an object at most: without an order to be kept.
pub fn page() -> impl Strategy<Value = DevicePage> {
    page_of(1)
}

/// Any page, with unknown fields in an order.
pub fn page_with_many_unknown_fields() -> impl Strategy<Value = DevicePage> {
    page_of(3)
}

fn page_of(unknown: usize) -> impl Strategy<Value = DevicePage> {
    let codes = (option::of(value()), option::of(value()));
    let data_set = option::weighted(0.8, data_set(unknown));
    (codes, some::<String, 3>(text()), some(text()), data_set, unknown_fields(unknown)).prop_map(
        |((return_code, error_code), texts, counts, data_set, unknown_fields)| {
            let mut page = DevicePage::default();
            (page.return_code, page.error_code) = (return_code, error_code);
            [page.return_message, page.error_message, page.access_token] = texts;
            [page.total_pages, page.total_records, page.current_page] = counts.map(into_count);
            page.data_set = data_set;
            page.unknown_fields = unknown_fields;
            page
        },
    )
}

fn data_set(unknown: usize) -> impl Strategy<Value = DataSet> {
    let device = || vec(device(unknown), 0..3);
    let (package, storage) = (vec(package(unknown), 0..3), vec(storage(unknown), 0..3));
    (device(), package, storage, vec(clinical(unknown), 0..3), unknown_fields(unknown)).prop_map(
        |(devices, packages, storage_conditions, clinical_sizes, unknown_fields)| {
            let mut data = DataSet::default();
            (data.devices, data.packages) = (devices, packages);
            (data.storage_conditions, data.clinical_sizes) = (storage_conditions, clinical_sizes);
            data.unknown_fields = unknown_fields;
            data
        },
    )
}

fn device(unknown: usize) -> impl Strategy<Value = Device> {
    let enums =
        (option::of(value()), option::of(value()), option::of(value()), option::of(value()));
    let joined = (option::of(values()), some::<String, 2>(text()));
    let nested = (vec(contact(unknown), 0..3), unknown_fields(unknown));
    (some(text()), some(text()), some(text()), some(value()), enums, joined, nested).prop_map(
        |(texts, counts, dates, flags, enums, (carriers, joined), nested)| {
            let mut it = Device::default();
            set_texts(&mut it, texts);
            [it.version_number, it.unit_of_use_count, it.max_reuses, it.correction_number] =
                counts.map(into_count);
            [it.version_time, it.published_on, it.withdrawn_on, it.correction_time] =
                dates.map(|date: Option<String>| date.map(DateText::from));
            [
                it.has_direct_marking,
                it.direct_marking_is_primary_di,
                it.is_registered_di,
                it.is_kit,
                it.is_single_use,
                it.is_sterile,
                it.needs_sterilization,
                it.pi_has_lot_number,
                it.pi_has_serial_number,
                it.pi_has_production_date,
                it.pi_has_expiry_date,
            ] = flags;
            (it.issuing_system, it.product_kind, it.usage_kind, it.mr_safety) = enums;
            it.carriers = carriers;
            [it.registration_numbers, it.insurance_codes] =
                joined.map(|text| text.map(Joined::from));
            (it.contacts, it.unknown_fields) = nested;
            it
        },
    )
}

fn set_texts(it: &mut Device, texts: [Option<String>; 23]) {
    [
        it.device_record_key,
        it.device_history_key,
        it.primary_di,
        it.data_status,
        it.unit_of_use_di,
        it.direct_marking_di,
        it.registered_di,
        it.product_name,
        it.brand_name,
        it.model,
        it.description,
        it.catalog_number,
        it.category_code,
        it.former_category_code,
        it.registrant_name,
        it.registrant_name_en,
        it.credit_code,
        it.sterilization_method,
        it.special_conditions,
        it.special_size_note,
        it.more_info_url,
        it.version_status,
        it.correction_remark,
    ] = texts;
}

fn contact(unknown: usize) -> impl Strategy<Value = Contact> {
    (some(text()), unknown_fields(unknown)).prop_map(|(texts, unknown_fields)| {
        let mut it = Contact::default();
        [it.email, it.phone, it.fax] = texts;
        it.unknown_fields = unknown_fields;
        it
    })
}

fn package(unknown: usize) -> impl Strategy<Value = Package> {
    let count = option::of(text());
    (some(text()), count, unknown_fields(unknown)).prop_map(|(texts, count, unknown_fields)| {
        let mut it = Package::default();
        [it.device_record_key, it.device_history_key, it.package_di, it.contained_di, it.level] =
            texts;
        it.contained_count = into_count(count);
        it.unknown_fields = unknown_fields;
        it
    })
}

fn storage(unknown: usize) -> impl Strategy<Value = StorageCondition> {
    (some(text()), unknown_fields(unknown)).prop_map(|(texts, unknown_fields)| {
        let mut it = StorageCondition::default();
        [
            it.device_record_key,
            it.device_history_key,
            it.condition,
            it.min_value,
            it.max_value,
            it.unit,
        ] = texts;
        it.unknown_fields = unknown_fields;
        it
    })
}

fn clinical(unknown: usize) -> impl Strategy<Value = ClinicalSize> {
    (some(text()), unknown_fields(unknown)).prop_map(|(texts, unknown_fields)| {
        let mut it = ClinicalSize::default();
        [it.device_record_key, it.device_history_key, it.size_type, it.value, it.unit] = texts;
        it.unknown_fields = unknown_fields;
        it
    })
}

// Parts of a model

/// Fields, each there or not.
fn some<T: Debug, const N: usize>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = [Option<T>; N]> {
    let fields = vec(option::of(of), N);
    fields.prop_map(|fields| <[Option<T>; N]>::try_from(fields).expect("as many as asked for"))
}

fn into_count(text: Option<String>) -> Option<Count> {
    text.map(Count::from)
}

/// Any text: plain, a number, quotes and control characters, Chinese, nothing.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9]{1,8}",
        "-?(0|[1-9][0-9]{0,29})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,3})?",
        "[\u{0}-\u{1f}\"'\\\\/{}\\[\\],:，： 甲乙丙😀]{0,8}",
        "[甲乙丙丁：（）‘’【】 ]{1,8}",
        any::<String>().prop_map(|text| text.chars().take(8).collect()),
        Just("[]".to_owned()),
        Just(String::new()),
    ]
}

/// A listed value, or any other but the empty one, which is read as none.
fn value<T: OpenEnum + Clone + Debug>() -> impl Strategy<Value = T> {
    let listed: Vec<_> = T::INFO.values.iter().map(|value| value.wire.to_owned()).collect();
    let other = text().prop_filter("empty is none", |text| !text.is_empty());
    // Blanks around a listed value and other forms of its number are read as the listed value.
    let is_other = |text: &String| {
        let number = Count::from(text.as_str()).get().map(|number| number.to_string());
        let same = |text: &str| T::from_wire(Cow::Owned(text.to_owned())).index().is_some();
        !same(text.trim()) && !number.is_some_and(|number| same(&number))
    };
    let other = other.prop_filter("another form of a listed value", is_other);
    prop_oneof![2 => select(listed), 1 => other].prop_map(|text| T::from_wire(Cow::Owned(text)))
}

fn values<T: OpenEnum + Part + Clone + Debug>() -> impl Strategy<Value = Joined<T>> {
    prop_oneof![vec(value::<T>(), 0..4).prop_map(Joined::from_iter), text().prop_map(Joined::from)]
}

/// No model has a key that starts with `x-`.
fn unknown_fields(most: usize) -> impl Strategy<Value = UnknownFields> {
    vec(("x-[a-zA-Z新 \"\\\\\n]{0,4}", json()), 0..=most).prop_map(|fields| {
        let mut unknown = UnknownFields::default();
        for (key, value) in fields {
            unknown.push(key, value);
        }
        unknown
    })
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        // Eighths: exact in `f64` and in decimals.
        any::<i32>().prop_map(|eighths| Value::from(f64::from(eighths) / 8.0)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        let object = vec(("[a-zA-Z甲\"]{0,4}", inner.clone()), 0..3);
        prop_oneof![
            vec(inner, 0..3).prop_map(Value::from),
            object.prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

#[test]
fn any_field_of_a_page_may_be_there() {
    use std::collections::BTreeSet;

    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    use wire::Model;

    fn note<M: Model>(model: &M, there: &mut BTreeSet<(&'static str, &'static str)>) {
        for (index, field) in M::INFO.fields.iter().enumerate() {
            if !matches!(model.get(index), wire::FieldRef::Absent) {
                there.insert((M::INFO.name, field.wire));
            }
        }
    }
    let (mut there, mut runner) = (BTreeSet::new(), TestRunner::deterministic());
    for _ in 0..200 {
        let page = page().new_tree(&mut runner).expect("a page").current();
        note(&page, &mut there);
        let Some(data) = page.data_set else { continue };
        note(&data, &mut there);
        for device in &data.devices {
            note(device, &mut there);
            device.contacts.iter().for_each(|it| note(it, &mut there));
        }
        data.packages.iter().for_each(|it| note(it, &mut there));
        data.storage_conditions.iter().for_each(|it| note(it, &mut there));
        data.clinical_sizes.iter().for_each(|it| note(it, &mut there));
    }
    let fields = [
        <DevicePage as Model>::INFO,
        <DataSet as Model>::INFO,
        <Device as Model>::INFO,
        <Contact as Model>::INFO,
        <Package as Model>::INFO,
        <StorageCondition as Model>::INFO,
        <ClinicalSize as Model>::INFO,
    ]
    .map(|info| info.fields.len());
    assert_eq!(there.len(), fields.iter().sum::<usize>());
}
