//! The clients that write: units and codes in the IDcode registry, gateways of a platform.

use std::collections::HashMap;
use std::io;

use bytes::Bytes;
use cloudmfg_client::types::{CreateGatewayRequest, QueryDeviceRequest};
use http::Request;
use idcode_client::types::{
    RegisterUnitWithPictureRequest, UploadCodeFileRequest, UploadCodeListRequest,
};
use idcode_client::{Client, Credentials, FilePart};
use serde_json::Value;
use test_support::registry::{Registered, register};
use transport::Transport;

use crate::tally::{Tally, Told};
use crate::weather::{MARKER, World};

/// Registers units and uploads codes under names and codes of their own, with look-ups between.
pub async fn idcode(mut world: World, calls: u64) -> io::Result<Tally> {
    let sandbox = &world.sandbox;
    let credentials =
        Credentials::new(sandbox.idcode_access_token(), sandbox.idcode_authorization_code());
    let client =
        Client::builder(sandbox.idcode_url()).credentials(credentials).clock(world.clock.clone());
    let client = client.timing(world.timing.clone()).transport(world.http.clone());
    let client = client.build().map_err(io::Error::other)?;
    let registered = register(&client, sandbox).await.map_err(io::Error::other)?;
    let Registered { unit, registration, .. } = registered;

    let before = client.counts().attempts;
    let (mut tally, mut told) = (Tally::default(), Vec::new());
    for number in 0_u64.. {
        if tally.calls >= calls {
            break;
        }
        world.turn(tally.calls);
        let name = format!("C{number}");
        let outcome = match number % 4 {
            0 => {
                let mut request = RegisterUnitWithPictureRequest::new()
                    .with_login_name(&name)
                    .with_unit_name(&name)
                    .with_unit_type(1)
                    .with_province_id(110_000)
                    .with_city_id(110_000)
                    .with_area_id(110_105);
                request.contact_phone = Some(format!("{MARKER}-phone"));
                let call = client.register_unit_with_picture(&request);
                Told::of(&tally.call(call).await, idcode_client::Error::may_have_arrived)
            }
            1 => {
                let request = UploadCodeFileRequest::new(unit.clone(), registration.clone());
                let file = FilePart::bytes("codes.txt", name.clone());
                let call = client.upload_code_file(&request, file);
                Told::of(&tally.call(call).await, idcode_client::Error::may_have_arrived)
            }
            2 => {
                let codes = name.as_str().into();
                let request = UploadCodeListRequest::new(unit.clone(), registration.clone(), codes);
                let call = client.upload_code_list(&request);
                Told::of(&tally.call(call).await, idcode_client::Error::may_have_arrived)
            }
            _ => {
                // What came of a look-up is told by the figures.
                let _ = tally.call(client.list_unit_types()).await;
                continue;
            }
        };
        told.push((name, outcome));
    }
    tally.requests = client.counts().attempts - before;
    let stored = stored(&world).await?;
    for (name, told) in told {
        tally.compare(told, stored.get(&name).copied().unwrap_or_default());
    }
    Ok(tally)
}

/// How often the registry has each name and each code.
async fn stored(world: &World) -> io::Result<HashMap<String, u64>> {
    world.clear();
    let url = format!("{}/admin/truth/idcode", world.root());
    let request = Request::get(url).body(Bytes::new()).map_err(io::Error::other)?;
    // Larger than any answer of the services.
    let http = transport::HttpTransport::builder().no_proxy().build().map_err(io::Error::other)?;
    let truth = http.send(request).await.map_err(io::Error::other)?;
    let truth: Value = serde_json::from_slice(truth.body())?;
    let rows = |name: &str| truth[name].as_array().cloned().unwrap_or_default();
    let names = rows("units").into_iter().map(|unit| unit["organunit_name"].clone());
    let codes = rows("batches").into_iter().map(|batch| batch["codes"][0].clone());
    let mut stored = HashMap::new();
    for value in names.chain(codes) {
        *stored.entry(value.as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
    Ok(stored)
}

/// Creates gateways with names of their own, with look-ups of a device between.
pub async fn cloudmfg(mut world: World, calls: u64) -> io::Result<Tally> {
    let sandbox = &world.sandbox;
    let (user, token) = (sandbox.cloudmfg_user_id(), sandbox.cloudmfg_access_token());
    let credentials = cloudmfg_client::Credentials::new(user, token);
    let client = cloudmfg_client::Client::builder(sandbox.cloudmfg_url()).credentials(credentials);
    let client = client.timing(world.timing.clone()).transport(world.http.clone());
    let client = client.build().map_err(io::Error::other)?;
    let (mut tally, mut told) = (Tally::default(), Vec::new());
    for number in 0_u64.. {
        if tally.calls >= calls {
            break;
        }
        world.turn(tally.calls);
        if number % 2 == 0 {
            let gateway = CreateGatewayRequest::new()
                .with_name(format!("G{number}"))
                .with_communication_code("70")
                .with_communication_url("MQTT")
                .with_iot_type("701");
            let outcome = tally.call(client.create_gateway(&gateway)).await;
            told.push((gateway, Told::of(&outcome, cloudmfg_client::Error::may_have_arrived)));
        } else {
            // What came of a look-up is told by the figures.
            let _ = tally.call(client.query_device(&QueryDeviceRequest::new("285863325"))).await;
        }
    }
    tally.requests = client.counts().attempts;
    let mut stored = HashMap::<_, u64>::new();
    for gateway in world.sandbox.cloudmfg().gateways() {
        *stored.entry(gateway.name).or_default() += 1;
    }
    for (gateway, told) in told {
        tally.compare(told, stored.get(&gateway.name).copied().unwrap_or_default());
    }
    Ok(tally)
}
