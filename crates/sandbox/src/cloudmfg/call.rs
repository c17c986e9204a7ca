//! The four interfaces.

use auth::Secret;
use cloudmfg_types::{Acknowledgement, CreateGatewayRequest, Device, DeviceReply, Status};
use serde::Serialize;
use serde_json::{Map, Value};
use wire::EndpointInfo;

use super::service::Inner;
use crate::CloudmfgDevice;
use crate::fault::Told;
use crate::json_body;

/// Most gateways that are kept.
const MOST_GATEWAYS: usize = 10_000;

/// Why a call fails. The platform keeps it to itself: its only failure says no more than "Error".
type Reason = String;

/// The JSON answer to a call.
pub fn answer(inner: &mut Inner, endpoint: &'static EndpointInfo, body: &[u8]) -> Told {
    if inner.ledger.is_refused(endpoint.id) || inner.trouble.is_too_frequent {
        return failure();
    }
    call(inner, endpoint, body).unwrap_or_else(|reason| {
        tracing::debug!(endpoint = endpoint.id, reason, "refused");
        failure()
    })
}

fn call(inner: &mut Inner, endpoint: &'static EndpointInfo, body: &[u8]) -> Result<Told, Reason> {
    let mut request = json_body::object(body)?;
    authorize(inner, &request)?;
    if inner.trouble.are_tokens_revoked {
        return Err("the token was revoked".to_owned());
    }
    let Some(Value::Object(data)) = request.remove("data") else {
        return Err("data is not an object".to_owned());
    };
    let now = inner.clock.now();
    if inner.trouble.is_quota_used_up {
        inner.limiter.use_up(now);
    }
    if !inner.limiter.admit(inner.limits, text(&request, "userId"), now) {
        return Err("the user calls too often".to_owned());
    }
    // What the platform takes in A.2.7 is not known (decision G8).
    if !endpoint.takes_unlisted {
        json_body::check(endpoint.id, endpoint.request, &data)?;
    }
    match endpoint.id {
        "A.2.4" => {
            let device = device(inner, &data)?;
            if Secret::from(device.signature.as_str()) != Secret::from(text(&data, "devSign")) {
                return Err("devSign is not that of the device".to_owned());
            }
            Ok(acknowledge("success"))
        }
        "A.2.5" => Ok(show(device(inner, &data)?, inner.settings.device_under_data)),
        "A.2.6" => {
            if inner.gateways.len() >= MOST_GATEWAYS {
                return Err("there are too many gateways".to_owned());
            }
            inner.gateways.push(gateway(&data));
            Ok(acknowledge(" success"))
        }
        _ => {
            save_identifier(inner, data)?;
            Ok(acknowledge(" success"))
        }
    }
}

fn authorize(inner: &Inner, request: &Map<String, Value>) -> Result<(), Reason> {
    let user_id = text(request, "userId");
    let account = inner.settings.accounts.iter().find(|account| account.user_id == user_id);
    let account = account.ok_or("userId is not known")?;
    if Secret::from(account.access_token.as_str()) == Secret::from(text(request, "access_token")) {
        Ok(())
    } else {
        Err("access_token is not that of the user".to_owned())
    }
}

fn device<'a>(inner: &'a Inner, data: &Map<String, Value>) -> Result<&'a CloudmfgDevice, Reason> {
    let id = text(data, "devId");
    let device = inner.settings.devices.iter().find(|device| device.id == id);
    device.ok_or_else(|| "devId is not that of a device".to_owned())
}

fn gateway(data: &Map<String, Value>) -> CreateGatewayRequest {
    let value = |key| text(data, key).to_owned();
    CreateGatewayRequest::new(
        value("gatewName"),
        value("commCode"),
        value("commUrl"),
        value("iotType"),
    )
}

/// Keeps an object for the device that it names, or for none; a later one takes its place.
fn save_identifier(inner: &mut Inner, data: Map<String, Value>) -> Result<(), Reason> {
    if data.is_empty() {
        return Err("data is empty".to_owned());
    }
    let id =
        if data.contains_key("devId") { device(inner, &data)?.id.clone() } else { String::new() };
    inner.identifiers.insert(id, data);
    Ok(())
}

/// The text of a key; empty if it has none.
fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn acknowledge(message: &str) -> Told {
    let mut reply = Acknowledgement::default();
    reply.status = Some(Status::Success);
    reply.message = Some(message.to_owned());
    encode(reply.status.as_ref(), &reply)
}

fn failure() -> Told {
    let mut reply = Acknowledgement::default();
    reply.status = Some(Status::Error);
    reply.message = Some("Error".to_owned());
    encode(reply.status.as_ref(), &reply)
}

fn show(found: &CloudmfgDevice, is_under_data: bool) -> Told {
    let mut device = Device::default();
    device.name = Some(found.name.clone());
    device.group = Some(found.group.clone());
    device.address = Some(found.address.clone());
    let mut reply = DeviceReply::default();
    reply.status = Some(Status::Success);
    reply.message = Some(" success".to_owned());
    if is_under_data {
        reply.data = Some(device);
    } else {
        (reply.name, reply.group, reply.address) = (device.name, device.group, device.address);
    }
    encode(reply.status.as_ref(), &reply)
}

fn encode(status: Option<&Status>, reply: &impl Serialize) -> Told {
    let code = status.map(|status| status.as_str().to_owned()).unwrap_or_default();
    // A model of texts always encodes.
    Told { json: serde_json::to_vec(reply).unwrap_or_default(), code }
}
