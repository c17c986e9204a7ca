//! `Debug` shows that a secret, a contact or an unknown field is there, never what it holds.

use udid_types::{Contact, Device, TokenRequest};
use wire::Model;

use crate::checks::{PLANTED, assert_hidden};
use crate::decode;

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
