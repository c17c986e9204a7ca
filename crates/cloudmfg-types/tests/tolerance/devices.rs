//! A device beside the status, under `data`, or in both places; and undocumented data.

use cloudmfg_types::{Acknowledgement, Device, DeviceReply, SaveDeviceIdentifierRequest, Status};

use crate::checks::{decode, encode};

#[test]
fn a_device_is_read_wherever_it_stands() {
    let expected: Device = decode(r#"{"devName": "a", "devGroup": "b", "devAdd": "c"}"#);
    for (reply, place) in [
        (r#"{"status": 200, "devName": "a", "devGroup": "b", "devAdd": "c"}"#, "beside"),
        (r#"{"status": 200, "data": {"devName": "a", "devGroup": "b", "devAdd": "c"}}"#, "under"),
        (r#"{"devName": "a", "data": {"devName": "x", "devGroup": "b", "devAdd": "c"}}"#, "both"),
    ] {
        assert_eq!(decode::<DeviceReply>(reply).device(), expected, "{place}");
    }
    for nothing in [r#"{"status": 100100}"#, r#"{"data": null}"#, r#"{"data": ""}"#] {
        assert_eq!(decode::<DeviceReply>(nothing).device(), Device::default(), "{nothing}");
    }
}

#[test]
fn a_reply_goes_back_as_it_came_whichever_place_the_device_has() {
    for reply in [
        r#"{"status":200,"devName":"a","data":{"devGroup":"b","new":1}}"#,
        r#"{"status":200,"msg":" success","devAdd":"c"}"#,
    ] {
        assert_eq!(encode(&decode::<DeviceReply>(reply)), reply);
    }
}

#[test]
fn a_status_comes_as_a_number_or_as_a_text_and_goes_as_a_number() {
    for (sent, status) in [("200", Status::Success), ("100100", Status::Error)] {
        for json in [format!(r#"{{"status": {sent}}}"#), format!(r#"{{"status": "{sent}"}}"#)] {
            let reply: Acknowledgement = decode(&json);
            assert_eq!(reply.status.as_ref(), Some(&status));
            assert_eq!(encode(&reply), format!(r#"{{"status":{sent}}}"#));
        }
    }
}

/// G8: the parameters of A.2.7 are not known.
#[test]
fn the_identifier_of_a_device_takes_any_object() {
    let data = r#"{"devId":"1","identifier":{"code":["a",2]},"none":null}"#;
    let request: SaveDeviceIdentifierRequest = decode(data);
    assert_eq!(request.unknown_fields.iter().count(), 3);
    assert_eq!(encode(&request), data);
}
