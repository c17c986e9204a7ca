//! A reply on its way out, with the faults that apply to it.

use std::time::Duration;

use axum::response::Response;
use wire::EndpointInfo;

use crate::fault::{Fault, Totals, TriggeredFault, reshape};
use crate::http_reply::json_response;
use crate::journal::CallRecord;
use crate::reply::{Content, Reply};

/// A reply on its way out.
pub struct Outgoing {
    pub service: &'static str,
    pub endpoint: &'static EndpointInfo,
    pub reply: Reply,
    pub faults: Vec<TriggeredFault>,
    /// Delay of every response of the sandbox.
    pub latency: Duration,
    pub totals: Totals,
}

impl Outgoing {
    /// Makes the HTTP response, after its delay.
    pub async fn into_response(self) -> Response {
        let Self { service, endpoint, reply, faults, latency, totals } = self;
        let delay = faults.iter().map(|triggered| triggered.fault.delay());
        let delay = delay.fold(latency, Duration::saturating_add);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let names = faults.iter().map(|triggered| triggered.name.clone()).collect();
        let faults = faults.iter().map(|triggered| &triggered.fault);
        let delivery = faults.clone().find(|fault| fault.is_delivery());
        let (code, mut response) = match reply.content {
            Content::Page(page) => (None, delivery.and_then(Fault::instead).unwrap_or(page)),
            Content::Json { body, code } => {
                let body = reshape(body, faults, totals);
                let response = match delivery {
                    Some(fault) => fault.deliver(reply.status, body).await,
                    None => json_response(reply.status, body),
                };
                (Some(code), response)
            }
        };
        let record = CallRecord { service, endpoint: endpoint.id, code, faults: names };
        response.extensions_mut().insert(record);
        response
    }
}
