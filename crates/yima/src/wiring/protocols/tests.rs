//! Every row of the table fits its specification and its simulated service.

use std::collections::BTreeSet;

use sandbox::Settings;
use serde_json::Value;

use super::PROTOCOLS;
use crate::wiring::sandbox::{account, start};

#[test]
fn rows_have_different_names() {
    let names: BTreeSet<_> = PROTOCOLS.iter().map(|protocol| protocol.name()).collect();
    assert_eq!(names.len(), PROTOCOLS.len());
}

#[test]
fn rows_name_endpoints_and_settings_that_exist() {
    for protocol in PROTOCOLS {
        let calls = protocol.doctor.iter().map(|call| call.endpoint);
        for name in protocol.public_endpoints.iter().copied().chain(calls) {
            assert!(protocol.endpoint(name).is_some(), "{}: {name}", protocol.name());
        }
        for call in protocol.doctor {
            let parameters: Value = serde_json::from_str(call.parameters).expect(call.endpoint);
            assert!(parameters.is_object(), "{}", call.endpoint);
        }
        let keys: BTreeSet<_> = protocol.settings.iter().map(|setting| setting.key).collect();
        assert_eq!(keys.len(), protocol.settings.len(), "{}", protocol.name());
        assert!(keys.contains("base_url"), "{}", protocol.name());
    }
}

#[tokio::test]
async fn accounts_of_the_sandbox_have_the_credentials_of_the_rows() {
    let sandbox = start(Settings::default(), 0).await.unwrap();
    for protocol in PROTOCOLS {
        let credentials = account(&sandbox, protocol.name()).unwrap().credentials;
        let keys: Vec<_> = credentials.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys, protocol.credential_keys(), "{}", protocol.name());
    }
}
