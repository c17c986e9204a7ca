//! `Debug` shows that a secret, a person or a contact is there, never who it is.

use std::collections::BTreeSet;

use dbhs_types::{ENDPOINTS, Organization, OrganizationReply};
use wire::{Kind, ModelInfo};

use crate::checks::{PLANTED, assert_hidden, decode};

#[test]
fn persons_and_accounts_are_hidden_inside_of_a_reply() {
    let reply: OrganizationReply = decode(&format!(
        r#"{{"data": {{"orgLegalUserCardno": "{PLANTED}", "orgAccountNumber": "{PLANTED}",
            "orgLinkman": "{PLANTED}", "orgMobile": "{PLANTED}", "orgName": "shown"}}}}"#
    ));
    assert_hidden(&reply, &["legal_representative_id_card: <hidden>", "bank_account", "shown"]);
    let mut organization = Organization::default();
    organization.email = Some(PLANTED.to_owned());
    assert_hidden(&organization, &["email: <hidden>"]);
}

#[test]
fn the_sensitive_fields_are_these() {
    fn collect(model: &'static ModelInfo, into: &mut BTreeSet<&'static str>) {
        for field in model.fields {
            if field.sensitive {
                into.insert(field.wire);
            }
            if let Kind::Model(inner) | Kind::List(inner) = field.kind {
                collect(inner, into);
            }
        }
    }
    let mut found = BTreeSet::new();
    for endpoint in &ENDPOINTS {
        let common = endpoint.common.iter().filter(|field| field.sensitive);
        found.extend(common.map(|field| field.wire));
        collect(endpoint.request, &mut found);
        collect(endpoint.reply, &mut found);
    }
    let expected = [
        "appKey",
        "createByName",
        "orgAccountNumber",
        "orgAgent",
        "orgArtificialPerson",
        "orgArtificialPersonId",
        "orgEmail",
        "orgLegalUserCardno",
        "orgLinkfax",
        "orgLinkman",
        "orgLinktel",
        "orgMobile",
        "orgTelephone",
        "sign",
        "updateByName",
    ];
    assert_eq!(found, BTreeSet::from(expected));
}
