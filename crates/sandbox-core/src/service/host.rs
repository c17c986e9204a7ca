//! The generic part of a service: routes, counting, faults, rate limits.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use auth::Clock;
use axum::Router;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter};
use http::{Method, StatusCode};
use wire::EndpointInfo;

use super::{Call, Service};
use crate::clock::{VirtualClock, later};
use crate::context::Context;
use crate::controls::Controls;
use crate::fault::{Fault, FaultTarget, Faults, ServiceEffects};
use crate::http_reply::html_page;
use crate::outgoing::Outgoing;
use crate::rate_limit::RateLimits;

/// A service in a sandbox, as tests see it. Dereferences to the service; clones are the same one.
pub struct Host<S> {
    inner: Arc<Inner<S>>,
}

impl<S> std::fmt::Debug for Host<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").finish_non_exhaustive()
    }
}

struct Inner<S> {
    service: Arc<S>,
    controls: Controls,
    origin: String,
    clock: Arc<VirtualClock>,
    latency: Duration,
    faults: Faults,
}

impl<S: Service> Host<S> {
    /// Hosts a service: fault rules know it from now on.
    pub fn new(service: S, context: &Context) -> Self {
        let service = Arc::new(service);
        let judge = Arc::clone(&service);
        context.faults.register(FaultTarget {
            service: S::NAME,
            endpoints: S::ENDPOINTS,
            profiles: S::FAULT_PROFILES,
            can_affect: Box::new(move |fault, endpoint| judge.can_affect(fault, endpoint)),
        });
        let faults = context.faults.clone();
        let controls = Controls::new(S::NAME, S::ENDPOINTS, service.rate_limits(), faults.clone());
        let (origin, clock) = (context.origin(), Arc::clone(&context.clock));
        let latency = context.latency;
        Self { inner: Arc::new(Inner { service, controls, origin, clock, latency, faults }) }
    }

    /// Base URL of the service.
    pub fn base_url(&self) -> String {
        let base_path = S::BASE_PATHS.first().copied().unwrap_or_default();
        format!("{}{base_path}", self.inner.origin)
    }

    /// Credentials of an account, under their names in the configuration of `yima`.
    pub fn credentials(&self) -> Vec<(&'static str, String)> {
        self.inner.service.credentials()
    }

    /// What all services have in common.
    pub fn controls(&self) -> &Controls {
        &self.inner.controls
    }

    /// How often an endpoint was called.
    pub fn calls(&self, endpoint: &str) -> u64 {
        self.controls().calls(endpoint)
    }

    /// Makes the next `times` replies of an endpoint go wrong.
    ///
    /// # Panics
    /// If there is no such endpoint, or the [fault](Fault) has no effect on it.
    pub fn inject(&self, endpoint: &str, fault: Fault, times: u64) {
        self.controls().inject(endpoint, fault, times);
    }

    /// Makes the next `times` calls of an endpoint fail with the service's own error.
    pub fn fail(&self, endpoint: &'static str, times: u64) {
        self.controls().fail(endpoint, times);
    }

    /// How many calls are allowed.
    pub fn rate_limits(&self) -> RateLimits {
        self.controls().rate_limits()
    }

    /// Changes how many calls are allowed; calls that were made count.
    pub fn set_rate_limits(&self, limits: RateLimits) {
        self.controls().set_rate_limits(limits);
    }

    /// The routes of the service.
    pub fn router(&self) -> Router {
        // Endpoints may share a path, with methods of their own.
        let mut paths: BTreeMap<&str, MethodRouter> = BTreeMap::new();
        for endpoint in S::ENDPOINTS {
            let route = paths.remove(endpoint.path).unwrap_or_else(|| {
                MethodRouter::new().fallback(|| async { html_page(StatusCode::METHOD_NOT_ALLOWED) })
            });
            paths.insert(endpoint.path, self.route(route, endpoint));
        }
        let mut routes = Router::new();
        for (path, route) in paths {
            for base_path in S::BASE_PATHS {
                routes = routes.route(&format!("{base_path}{path}"), route.clone());
            }
        }
        S::extend_routes(self, routes)
    }

    fn route(&self, mut route: MethodRouter, endpoint: &'static EndpointInfo) -> MethodRouter {
        for method in endpoint.methods {
            let host = self.clone();
            let handler = move |request: Request| async move {
                let request = S::Request::from_request(request, &()).await;
                match request.map_err(IntoResponse::into_response) {
                    Ok(request) => host.serve(endpoint, request).await,
                    Err(rejection) => rejection,
                }
            };
            let method = Method::from_bytes(method.as_bytes()).ok();
            let filter = method.and_then(|method| MethodFilter::try_from(method).ok());
            route = route.on(filter.unwrap_or(MethodFilter::POST), handler);
        }
        route
    }

    async fn serve(&self, endpoint: &'static EndpointInfo, request: S::Request) -> Response {
        let inner = &self.inner;
        let outgoing = {
            // Held until the answer is known: faults and answers have the same order.
            let mut state = inner.controls.lock();
            state.count(endpoint.id);
            let faults = inner.faults.draw(S::NAME, endpoint.id);
            let effects = ServiceEffects::of(&faults);
            let now = later(inner.clock.now(), effects.clock_skew);
            if effects.exhausts_quota {
                state.rate_limiter.exhaust(now);
            }
            let must_fail = state.takes_failure(endpoint.id);
            let rate_limiter = &mut state.rate_limiter;
            let call = Call { endpoint, now, must_fail, effects, rate_limiter };
            let reply = inner.service.answer(call, request);
            let (service, latency, totals) = (S::NAME, inner.latency, S::TOTALS);
            Outgoing { service, endpoint, reply, faults, latency, totals }
        };
        outgoing.into_response().await
    }
}

impl<S> Deref for Host<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.inner.service
    }
}

impl<S> Clone for Host<S> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

#[cfg(test)]
mod tests;
