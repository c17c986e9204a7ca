//! The protocols: their endpoints, and how one of them is called by its name.

use idcode_client::FilePart;
use serde_json::Value;
use wire::EndpointInfo;

use crate::cli::Connection;
use crate::config::settings::{CLOUDMFG, DBHS, IDCODE, Service, UDID};
use crate::connect;
use crate::endpoint::EndpointCall;
use crate::failure::Failure;

/// A protocol.
pub trait Protocol {
    const SERVICE: &'static Service;
    const ENDPOINTS: &'static [EndpointInfo];
    /// Whether replies may hold pictures.
    const HAS_PICTURES: bool = false;

    /// Calls an endpoint of the service that is configured, or of a sandbox.
    async fn answer(
        connection: &Connection,
        profile: Option<&str>,
        call: &EndpointCall,
    ) -> Result<Answer, Failure>;
}

/// What comes of a call.
pub enum Answer {
    Reply(Value),
    /// The address or the form of a page to open in a browser.
    Page(String),
}

/// The NMPA UDID database.
pub struct Udid;

/// The IDcode registry.
pub struct Idcode;

/// Business register and register of products.
pub struct Dbhs;

/// A cloud manufacturing platform.
pub struct Cloudmfg;

impl Protocol for Udid {
    const SERVICE: &'static Service = &UDID;
    const ENDPOINTS: &'static [EndpointInfo] = &udid_types::ENDPOINTS;

    async fn answer(
        connection: &Connection,
        profile: Option<&str>,
        call: &EndpointCall,
    ) -> Result<Answer, Failure> {
        let needs_credentials = call.endpoint.request.fields.iter().any(|field| field.sensitive);
        let connected = connect::udid(connection, profile, needs_credentials).await?;
        let reply = connected.client.call_named(call.endpoint.name, &call.parameters).await;
        Ok(Answer::Reply(known(call, reply)??))
    }
}

impl Protocol for Idcode {
    const SERVICE: &'static Service = &IDCODE;
    const ENDPOINTS: &'static [EndpointInfo] = &idcode_types::ENDPOINTS;
    const HAS_PICTURES: bool = true;

    async fn answer(
        connection: &Connection,
        profile: Option<&str>,
        call: &EndpointCall,
    ) -> Result<Answer, Failure> {
        let connected = connect::idcode(connection, profile).await?;
        let (client, name) = (&connected.client, call.endpoint.name);
        if let Some(page) = client.page_named(name, &call.parameters) {
            let page = page?;
            return Ok(Answer::Page(page.url().unwrap_or_else(|| page.form())));
        }
        let file = call.file.as_ref().map(FilePart::path);
        let reply = client.call_named(name, &call.parameters, file).await;
        Ok(Answer::Reply(known(call, reply)??))
    }
}

impl Protocol for Dbhs {
    const SERVICE: &'static Service = &DBHS;
    const ENDPOINTS: &'static [EndpointInfo] = &dbhs_types::ENDPOINTS;

    async fn answer(
        connection: &Connection,
        profile: Option<&str>,
        call: &EndpointCall,
    ) -> Result<Answer, Failure> {
        let connected = connect::dbhs(connection, profile).await?;
        let reply = connected.client.call_named(call.endpoint.name, &call.parameters).await;
        Ok(Answer::Reply(known(call, reply)??))
    }
}

impl Protocol for Cloudmfg {
    const SERVICE: &'static Service = &CLOUDMFG;
    const ENDPOINTS: &'static [EndpointInfo] = &cloudmfg_types::ENDPOINTS;

    async fn answer(
        connection: &Connection,
        profile: Option<&str>,
        call: &EndpointCall,
    ) -> Result<Answer, Failure> {
        let connected = connect::cloudmfg(connection, profile).await?;
        let reply = connected.client.call_named(call.endpoint.name, &call.parameters).await;
        Ok(Answer::Reply(known(call, reply)??))
    }
}

/// What a client says of an endpoint by its name.
fn known<T>(call: &EndpointCall, outcome: Option<T>) -> Result<T, Failure> {
    let endpoint = call.endpoint;
    outcome.ok_or_else(|| Failure::usage(format!("{}: no client knows it", endpoint.id)))
}
