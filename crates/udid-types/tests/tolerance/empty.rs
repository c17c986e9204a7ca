//! Nothing, in all the forms that it is sent in.

use udid_types::{Contact, DataSet, Device, DevicePage, Package};

use crate::decode;

#[test]
fn a_data_set_comes_in_many_forms() {
    let data_set = |json: &str| decode::<DevicePage>(json).data_set;
    for (nothing, name) in [
        ("{}", "missing"),
        (r#"{"dataSet": null}"#, "null"),
        (r#"{"dataSet": ""}"#, "an empty text"),
        (r#"{"dataSet": "[]"}"#, "an empty list as text"),
        (r#"{"dataSet": []}"#, "an empty list"),
        (r#"{"dataSet": "{}"}"#, "an empty object as text"),
        (r#"{"dataSet": "null"}"#, "null as text"),
    ] {
        assert_eq!(data_set(nothing), None, "{name}");
    }
    let device: Device = decode(r#"{"GGXH": "x"}"#);
    for (something, name) in [
        (r#"{"dataSet": {"deviceInfo": [{"GGXH": "x"}]}}"#, "an object"),
        (r#"{"dataSet": "{\"deviceInfo\": [{\"GGXH\": \"x\"}]}"}"#, "an object as text"),
        (r#"{"dataSet": {"deviceInfo": "[{\"GGXH\": \"x\"}]"}}"#, "its list as text"),
    ] {
        let devices = data_set(something).map(|data| data.devices);
        assert_eq!(devices, Some(vec![device.clone()]), "{name}");
    }
    assert_eq!(data_set(r#"{"dataSet": {}}"#), Some(DataSet::default()), "an object of nothing");
}

/// The lists of a page that hold something: devices, packages, storage, clinical, contacts.
fn lengths(page: &DevicePage) -> [usize; 5] {
    let data = page.data_set.as_ref().expect("the lists");
    let contacts = data.devices.iter().map(|device| device.contacts.len()).sum();
    let [devices, packages] = [data.devices.len(), data.packages.len()];
    [devices, packages, data.storage_conditions.len(), data.clinical_sizes.len(), contacts]
}

#[test]
fn a_list_comes_in_many_forms() {
    // What is sent, how many elements it has.
    let forms = [
        ("", 0),
        ("KEY: null", 0),
        (r#"KEY: """#, 0),
        (r#"KEY: "[]""#, 0),
        (r#"KEY: " [] ""#, 0),
        (r#"KEY: "{}""#, 0),
        (r#"KEY: "null""#, 0),
        ("KEY: []", 0),
        ("KEY: {}", 0),
        ("KEY: [{}]", 1),
        ("KEY: [{}, {}]", 2),
        ("KEY: [null, {}, null]", 1),
        (r#"KEY: "[{}]""#, 1),
        (r#"KEY: "{\"new\": 1}""#, 1),
    ];
    for (at, key) in ["deviceInfo", "packingInfo", "storageInfo", "clinicalInfo"].iter().enumerate()
    {
        for (form, length) in forms {
            let form = form.replace("KEY", &format!("{key:?}"));
            let page: DevicePage = decode(&format!(r#"{{"dataSet": {{{form}}}}}"#));
            let mut expected = [0; 5];
            expected[at] = length;
            assert_eq!(lengths(&page), expected, "{form}");
        }
    }
    for (form, length) in forms {
        let form = form.replace("KEY", r#""contactList""#);
        let device: Device = decode(&format!("{{{form}}}"));
        assert_eq!(device.contacts.len(), length, "{form}");
    }
}

#[test]
fn a_list_of_one_may_come_as_its_element() {
    let device: Device = decode(r#"{"contactList": {"QYLXRDH": "010-1"}}"#);
    let expected: Contact = decode(r#"{"QYLXRDH": "010-1"}"#);
    assert_eq!(device.contacts, [expected]);
    let data: DataSet = decode(r#"{"packingInfo": {"BZCPBS": 1}}"#);
    assert_eq!(data.packages, [decode::<Package>(r#"{"BZCPBS": "1"}"#)]);
}
