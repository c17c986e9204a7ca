//! The four interfaces.

use std::collections::BTreeMap;

use auth::Secret;
use cloudmfg_types::endpoints::{AUTHENTICATE_DEVICE, CREATE_GATEWAY, QUERY_DEVICE};
use cloudmfg_types::{Acknowledgement, CreateGatewayRequest, Device, DeviceReply, Status};
use sandbox_core::{Call, Reply, json_request};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::settings::{CloudmfgDevice, CloudmfgSettings};

/// Gateways that can be created.
const MAX_GATEWAYS: usize = 10_000;

/// What callers have saved on the platform.
#[derive(Default)]
pub struct State {
    pub gateways: Vec<CreateGatewayRequest>,
    /// By device.
    pub identifiers: BTreeMap<String, Map<String, Value>>,
}

/// Why a call fails. Only logged: the platform's one failure says "Error".
type Reason = String;

/// Answers a call.
pub fn answer(
    settings: &CloudmfgSettings,
    state: &mut State,
    call: &mut Call<'_>,
    body: &[u8],
) -> Reply {
    if call.must_fail || call.effects.is_too_frequent {
        return failure();
    }
    let endpoint = call.endpoint.id;
    respond(settings, state, call, body).unwrap_or_else(|reason| {
        tracing::debug!(endpoint, reason, "refused");
        failure()
    })
}

fn respond(
    settings: &CloudmfgSettings,
    state: &mut State,
    call: &mut Call<'_>,
    body: &[u8],
) -> Result<Reply, Reason> {
    let endpoint = call.endpoint;
    let mut request = json_request::parse(body)?;
    authorize(settings, &request)?;
    if call.effects.revokes_tokens {
        return Err("the token was revoked".to_owned());
    }
    let Some(Value::Object(data)) = request.remove("data") else {
        return Err("data is not an object".to_owned());
    };
    if !call.rate_limiter.admit(text(&request, "userId"), call.now) {
        return Err("the user calls too often".to_owned());
    }
    // What the platform accepts in A.2.7 is not known (decision G8).
    if !endpoint.takes_unlisted {
        json_request::check(endpoint.id, endpoint.request, &data)?;
    }
    match endpoint.id {
        AUTHENTICATE_DEVICE => {
            let device = device(settings, &data)?;
            if Secret::from(device.signature.as_str()) != Secret::from(text(&data, "devSign")) {
                return Err("devSign is not that of the device".to_owned());
            }
            Ok(acknowledge("success"))
        }
        QUERY_DEVICE => Ok(show(device(settings, &data)?, settings.device_under_data)),
        CREATE_GATEWAY => {
            if state.gateways.len() >= MAX_GATEWAYS {
                return Err("there are too many gateways".to_owned());
            }
            state.gateways.push(gateway(&data));
            Ok(acknowledge(" success"))
        }
        _ => {
            save_identifier(settings, state, data)?;
            Ok(acknowledge(" success"))
        }
    }
}

fn authorize(settings: &CloudmfgSettings, request: &Map<String, Value>) -> Result<(), Reason> {
    let user_id = text(request, "userId");
    let account = settings.accounts.iter().find(|account| account.user_id == user_id);
    let account = account.ok_or("userId is not known")?;
    if Secret::from(account.access_token.as_str()) == Secret::from(text(request, "access_token")) {
        Ok(())
    } else {
        Err("access_token is not that of the user".to_owned())
    }
}

fn device<'a>(
    settings: &'a CloudmfgSettings,
    data: &Map<String, Value>,
) -> Result<&'a CloudmfgDevice, Reason> {
    let id = text(data, "devId");
    let device = settings.devices.iter().find(|device| device.id == id);
    device.ok_or_else(|| "devId is not that of a device".to_owned())
}

fn gateway(data: &Map<String, Value>) -> CreateGatewayRequest {
    let value = |key| text(data, key).to_owned();
    CreateGatewayRequest::new()
        .with_name(value("gatewName"))
        .with_communication_code(value("commCode"))
        .with_communication_url(value("commUrl"))
        .with_iot_type(value("iotType"))
}

/// Keeps an object for the device that it names, or without a device; replaces an earlier one.
fn save_identifier(
    settings: &CloudmfgSettings,
    state: &mut State,
    data: Map<String, Value>,
) -> Result<(), Reason> {
    if data.is_empty() {
        return Err("data is empty".to_owned());
    }
    let id = if data.contains_key("devId") {
        device(settings, &data)?.id.clone()
    } else {
        String::new()
    };
    state.identifiers.insert(id, data);
    Ok(())
}

/// The text of a key; empty if it has none.
fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn acknowledge(message: &str) -> Reply {
    let mut reply = Acknowledgement::default();
    reply.status = Some(Status::Success);
    reply.message = Some(message.to_owned());
    encode(reply.status.as_ref(), &reply)
}

fn failure() -> Reply {
    let mut reply = Acknowledgement::default();
    reply.status = Some(Status::Error);
    reply.message = Some("Error".to_owned());
    encode(reply.status.as_ref(), &reply)
}

fn show(found: &CloudmfgDevice, is_under_data: bool) -> Reply {
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

fn encode(status: Option<&Status>, reply: &impl Serialize) -> Reply {
    Reply::serialize(status.map(Status::as_str).unwrap_or_default(), reply)
}
