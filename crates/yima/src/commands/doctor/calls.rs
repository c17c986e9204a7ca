//! The steps of a protocol: credentials, shared folder, and calls that change nothing.

use futures_util::FutureExt;
use jiff::Timestamp;
use wire::{Class, EndpointInfo};

use super::network::apart;
use super::probe::Probe;
use super::step::{Action, Outcome, Step};
use crate::wiring::{DoctorCall, EndpointCall, Protocol, Response, STORE};

/// The calls of a protocol, each with its endpoint.
pub fn calls(protocol: &'static Protocol) -> impl Iterator<Item = (&'static EndpointInfo, Step)> {
    protocol.doctor.iter().filter_map(|call| {
        let endpoint = protocol.endpoint(call.endpoint)?;
        let is_public = protocol.is_public(endpoint);
        let advice = if is_public {
            "check base_url; the service may be down"
        } else {
            "check the credentials with their issuer, and that they belong to this environment"
        };
        let needs = if is_public { vec!["TLS"] } else { vec!["TLS", "credentials"] };
        let action = Action::Call(endpoint, call);
        Some((endpoint, Step { name: endpoint.id, needs, action, advice }))
    })
}

/// Whether all credentials are set.
pub fn credentials() -> Step {
    Step {
        name: "credentials",
        needs: vec!["address"],
        action: Action::Check(|probe| async { credentials_of(probe) }.boxed_local()),
        advice: "set all of them or none; `yima config show --origin` shows where they come from",
    }
}

/// Whether the folder that commands share can be used, if the protocol has one.
pub fn store(protocol: &Protocol) -> Option<Step> {
    protocol.setting(STORE).map(|_| Step {
        name: "store",
        needs: vec!["credentials"],
        action: Action::Check(|probe| async { store_of(probe) }.boxed_local()),
        advice: "make the folder yours alone, or set `store` to another folder or to off",
    })
}

/// Compares the clocks after a call, if the client follows the service's clock.
pub fn service_clock(protocol: &Protocol, call: &'static str) -> Option<Step> {
    protocol.follows_clock.then(|| Step {
        name: "service clock",
        needs: vec![call],
        action: Action::Check(|probe| async { service_clock_of(probe) }.boxed_local()),
        advice: "",
    })
}

/// Calls an endpoint.
pub async fn call(probe: &Probe, endpoint: &'static EndpointInfo, call: &DoctorCall) -> Outcome {
    let parameters = serde_json::from_str(call.parameters).unwrap_or_default();
    match probe.client.call(&EndpointCall { endpoint, parameters, file: None }).await {
        Ok(Response::Json(reply)) => Outcome::Passed((call.passed)(&reply)),
        Ok(Response::Page(page)) => Outcome::Passed(page),
        Err(error) => match call.failed_without_reason {
            Some(shows) if error.class() == Some(Class::Failed) => {
                Outcome::Passed(shows.to_owned())
            }
            _ => Outcome::Failed(error),
        },
    }
}

fn credentials_of(probe: &mut Probe) -> Outcome {
    let keys = probe.keys.join(", ");
    let error = probe.credentials_error.take();
    error.map_or(Outcome::Passed(format!("{keys} are set")), Outcome::Failed)
}

fn store_of(probe: &Probe) -> Outcome {
    match &probe.store {
        Ok(place) => Outcome::Passed(place.clone()),
        Err(error) => Outcome::Failed(error.clone()),
    }
}

fn service_clock_of(probe: &Probe) -> Outcome {
    match probe.client.service_time() {
        Some(time) => {
            let seconds = Timestamp::now().as_second() - time.as_second();
            let text = format!("{}, by its responses; the client follows it", apart(seconds));
            Outcome::Passed(text)
        }
        None => Outcome::Skipped("the service does not tell the time".to_owned()),
    }
}
