//! `Debug` shows that a secret, a contact or an unknown field is there, never what it holds.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::json;
use udid_types::{Contact, Device, TokenRequest};
use wire::Model;

use crate::every_model::for_every_model;
use crate::{decode, object};

const PLANTED: &str = "planted-31415926";

#[track_caller]
fn assert_hidden(model: &impl Debug, names: &[&str]) {
    for shown in [format!("{model:?}"), format!("{model:#?}")] {
        assert!(!shown.contains(PLANTED), "{shown}");
        for name in names {
            assert!(shown.contains(name), "{name} is not in {shown}");
        }
    }
}

#[test]
fn contacts_and_credentials_are_hidden() {
    let contact: Contact = decode(&format!(
        r#"{{"QYLXRYX": "{PLANTED}@example.com", "QYLXRDH": "{PLANTED}", "QYLXRCZ": "{PLANTED}"}}"#
    ));
    assert_hidden(&contact, &["email: <hidden>", "phone: <hidden>", "fax: <hidden>"]);
    let mut device = Device::default();
    device.contacts.push(contact);
    assert_hidden(&device, &["email: <hidden>"]);

    let mut request = TokenRequest::new();
    request.app_id = Some(PLANTED.into());
    request.app_secret = Some(PLANTED.into());
    request.credit_code = Some("91110000".into());
    assert_hidden(&request, &["app_id: <hidden>", "app_secret: <hidden>", "91110000"]);
}

/// In every model: fields that are sensitive, and fields that nobody documents.
fn check_hidden<M: Model + Debug + DeserializeOwned>() {
    for field in M::INFO.fields.iter().filter(|field| field.sensitive) {
        let model: M = decode(&object(field.wire, &json!(PLANTED)));
        assert_hidden(&model, &[field.name]);
    }
    let model: M =
        decode(&format!(r#"{{"newToken": "{PLANTED}", "more": {{"k": ["{PLANTED}"]}}}}"#));
    assert_hidden(&model, &["unknown_fields", "newToken", "more"]);
}

#[test]
fn sensitive_and_unknown_fields_of_every_model_are_hidden() {
    for_every_model!(check_hidden);
}

#[test]
fn the_sensitive_fields_are_these() {
    let mut found = Vec::new();
    for endpoint in &udid_types::ENDPOINTS {
        for model in [endpoint.request, endpoint.reply, <Contact as Model>::INFO] {
            let sensitive = model.fields.iter().filter(|field| field.sensitive);
            found.extend(sensitive.map(|field| field.wire));
        }
    }
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, ["QYLXRCZ", "QYLXRDH", "QYLXRYX", "accessToken", "appId", "appSecret"]);
}
