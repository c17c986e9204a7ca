//! Every sample that the document prints decodes into its model, leaf by leaf, and comes back.

use test_support::leaves;
use test_support::workspace;

use std::fmt::Debug;
use std::fs;

use dbhs_types::{OrganizationReply, ProductListReply, ProductReply, ReturnCode};
use leaves::{holds_unknown_fields, leaves};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wire::{Class, Code, Model};
use workspace::{read, workspace};

const FOLDER: &str = "tests/data/dbhs/1/samples";

/// The coded fields of the enterprise; the sample has `""` for them, which is not a value.
const CODED: [&str; 4] = ["isOnStock", "orgCheckFlag", "orgNature", "stockType"];

fn text(name: &str) -> String {
    read(&format!("{FOLDER}/{name}.json"))
}

fn sample(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[track_caller]
fn decode<M: DeserializeOwned>(text: &str) -> M {
    wire::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Decodes a text as it stands, compares with what has to come back, and gives the model.
#[track_caller]
fn check<M: Model + Debug + PartialEq + Serialize + DeserializeOwned>(
    text: &str,
    expected: &Value,
) -> M {
    let model: M = decode(text);
    assert!(!holds_unknown_fields(&model), "{model:?}");
    let written = serde_json::to_value(&model).expect("a model is JSON");
    assert_eq!(leaves(&written), leaves(expected));
    assert_eq!(written, *expected);
    assert_eq!(decode::<M>(&written.to_string()), model);
    model
}

/// What has to come back for a sample: all of it, but for coded fields without a value, and with
/// counters as text.
fn expected(name: &str) -> Value {
    let mut expected = sample(name);
    match name {
        "getOrganizationByName" => {
            let data = expected["data"].as_object_mut().expect("an object");
            for field in CODED {
                assert_eq!(data.remove(field), Some(json!("")), "{field}");
            }
        }
        "product-list" => {
            assert_eq!(expected["data"]["total"], json!(1000));
            expected["data"]["total"] = json!("1000");
        }
        _ => {}
    }
    expected
}

/// The sample with its own key as the text of every empty field: no field is mixed up.
fn filled(name: &str) -> Value {
    fn fill(key: &str, value: &mut Value) {
        match value {
            Value::String(text) => {
                assert_eq!(text, "", "{key}");
                key.clone_into(text);
            }
            Value::Object(object) => object.iter_mut().for_each(|(key, value)| fill(key, value)),
            Value::Array(list) => list.iter_mut().for_each(|value| fill(key, value)),
            _ => {}
        }
    }
    let mut filled = sample(name);
    fill("", &mut filled);
    filled
}

#[test]
fn each_sample_decodes_and_comes_back() {
    let mut names = Vec::new();
    for file in fs::read_dir(workspace(FOLDER)).expect("the samples") {
        let file = file.expect("a sample").file_name().to_string_lossy().into_owned();
        let name = file.strip_suffix(".json").expect("only JSON").to_owned();
        let (text, expected) = (text(&name), expected(&name));
        match name.as_str() {
            "getOrganizationByName" => drop(check::<OrganizationReply>(&text, &expected)),
            "product-list" => drop(check::<ProductListReply>(&text, &expected)),
            "product-detail" => drop(check::<ProductReply>(&text, &expected)),
            _ => panic!("no model is known for the sample {name}"),
        }
        names.push(name);
    }
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn the_samples_have_so_many_leaves() {
    // Without `data` and `params`, `data` and `rows`, `data`: those are containers.
    for (name, keys, containers) in
        [("getOrganizationByName", 64, 2), ("product-list", 12, 2), ("product-detail", 31, 1)]
    {
        assert_eq!(leaves(&sample(name)).len(), keys - containers, "{name}");
    }
}

#[test]
fn each_field_of_an_enterprise_holds_what_stands_under_its_key() {
    let organization = filled("getOrganizationByName");
    let organization: OrganizationReply = check(&organization.to_string(), &organization);
    let organization = organization.organization.expect("an enterprise");
    for (field, expected) in [
        (&organization.name, "orgName"),
        (&organization.short_name, "orgShortname"),
        (&organization.organization_code, "orgCorpCode"),
        (&organization.credit_code, "orgCreditCode"),
        (&organization.contact_mobile, "orgLinktel"),
        (&organization.telephone, "orgTelephone"),
        (&organization.business_registration_number, "regNo"),
        (&organization.registration_authority, "orgBelong"),
        (&organization.legal_representative_id, "orgArtificialPersonId"),
        (&organization.legal_representative_id_card, "orgLegalUserCardno"),
        (&organization.stock_code, "stockNumber"),
        (&organization.search_value, "searchValue"),
    ] {
        assert_eq!(field.as_deref(), Some(expected));
    }
    for (date, expected) in [
        (&organization.term_end, "teamEnd"),
        (&organization.revocation_date, "revocationDate"),
        (&organization.revoked_at, "revokeDate"),
        (&organization.approval_date, "checkDate"),
    ] {
        assert_eq!(date.as_ref().map(wire::DateText::as_str), Some(expected));
    }
    assert!(organization.params.expect("the object").unknown_fields.is_empty());
}

#[test]
fn each_field_of_a_product_holds_what_stands_under_its_key() {
    let mut list = filled("product-list");
    list["data"]["total"] = json!("1000");
    let list: ProductListReply = check(&list.to_string(), &list);
    let list = list.products.expect("the products");
    assert_eq!(list.total.expect("a number").get(), Some(1000));
    assert_eq!(list.rows.len(), 1);
    assert_eq!(list.rows[0].registration_name.as_deref(), Some("regName"));
    assert_eq!(list.rows[0].agent.as_deref(), Some("agentName"));

    let product = filled("product-detail");
    let product: ProductReply = check(&product.to_string(), &product);
    let product = product.product.expect("a product");
    assert_eq!(product.registrant.as_deref(), Some("regName"));
    assert_eq!(product.registration_number.as_deref(), Some("regNumber"));
    assert_eq!(product.models.as_deref(), Some("productModelSpec"));
}

#[test]
fn an_unknown_field_at_any_depth_would_be_seen() {
    fn is_seen<M: Model + Debug + DeserializeOwned>(name: &str, pointers: &[&str]) {
        for pointer in pointers {
            let mut changed = sample(name);
            changed.pointer_mut(pointer).expect(pointer)["new"] = json!(1);
            let model: M = decode(&changed.to_string());
            assert!(holds_unknown_fields(&model), "{name} {pointer}");
        }
    }
    is_seen::<OrganizationReply>("getOrganizationByName", &["", "/data", "/data/params"]);
    is_seen::<ProductListReply>("product-list", &["", "/data", "/data/rows/0"]);
    is_seen::<ProductReply>("product-detail", &["", "/data"]);
}

#[test]
fn the_code_of_the_samples_and_that_of_the_table_are_success() {
    let reply: ProductReply = decode(&text("product-detail"));
    assert_eq!(reply.code, Some(ReturnCode::SuccessZero));
    for (sent, class) in [
        ("0", Class::Success),
        ("200", Class::Success),
        ("400", Class::RetryLater),
        ("401", Class::NotAllowed),
        ("405", Class::NotAllowed),
        ("500", Class::Failed),
    ] {
        assert_eq!(ReturnCode::from(sent).class(), class, "{sent}");
    }
}
