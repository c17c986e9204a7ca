//! `Debug` shows that a secret is there, never what it holds.

use std::collections::BTreeSet;

use cloudmfg_types::{AuthenticateDeviceRequest, ENDPOINTS};

use crate::checks::{PLANTED, assert_hidden};

#[test]
fn what_proves_a_device_is_hidden() {
    let mut request = AuthenticateDeviceRequest::default();
    request.device_signature = Some(PLANTED.to_owned());
    request.device_id = Some("shown".to_owned());
    assert_hidden(&request, &["device_signature: <hidden>", "shown"]);
}

#[test]
fn the_sensitive_fields_are_these() {
    let mut found = BTreeSet::new();
    for endpoint in &ENDPOINTS {
        for fields in [endpoint.common, endpoint.request.fields, endpoint.reply.fields] {
            found.extend(fields.iter().filter(|field| field.sensitive).map(|field| field.wire));
        }
    }
    assert_eq!(found, BTreeSet::from(["access_token", "devSign", "userId"]));
}
