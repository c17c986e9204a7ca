//! Values and fields that no document names: kept, and written back as they came.

use serde_json::{Value, json};
use udid_types::{DevicePage, ReturnCode};

use crate::decode;

#[test]
fn an_unknown_code_is_kept() {
    let page: DevicePage = decode(r#"{"returnCode": 99}"#);
    let code = page.return_code.expect("a code");
    assert_eq!((code.as_str(), code.zh()), ("99", None));
    assert_eq!(code, ReturnCode::from("99"));
}

#[test]
fn unknown_fields_are_kept_at_every_depth_of_a_page() {
    let json: Value = json!({
        "returnCode": "1",
        "p": {"q": [{"r": null}]},
        "dataSet": {
            "deviceInfo": [{"GGXH": "x", "a": 1, "contactList": [{"QYLXRDH": "1", "b": [[]]}]}],
            "packingInfo": [{"BZCPBS": "1", "c": false}],
            "storageInfo": [{"ZDZ": "1", "d": "e"}],
            "clinicalInfo": [{"CCZ": "1", "f": 0.5}],
            "g": {},
        },
    });
    let page: DevicePage = decode(&json.to_string());
    assert_eq!(serde_json::to_value(&page).unwrap(), json);
    let data = page.data_set.expect("the lists");
    let kept = data.devices[0].contacts[0].unknown_fields.get("b");
    assert_eq!(kept, Some(&json!([[]])));
}
