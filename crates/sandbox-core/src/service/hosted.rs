//! Services whose type is not known.

use std::sync::Arc;

use axum::Router;
use jiff::civil::Date;
use serde_json::Value;

use super::{Host, Service};
use crate::controls::Controls;

/// A hosted service of any type.
pub trait HostedService: Send + Sync {
    /// Calls, faults and rate limits, with the service's name and endpoints.
    fn controls(&self) -> &Controls;

    /// Base URL of the service.
    fn base_url(&self) -> String;

    /// Credentials of an account, under their names in the configuration of `yima`.
    fn credentials(&self) -> Vec<(&'static str, String)>;

    /// Its OpenAPI document.
    fn openapi(&self) -> &'static str;

    /// What a perfect client would hold; see [`Service::truth`].
    fn truth(&self, day: Option<Date>, services: &Services) -> Option<Value>;

    /// The routes of the service.
    fn router(&self) -> Router;
}

impl<S: Service> HostedService for Host<S> {
    fn controls(&self) -> &Controls {
        Self::controls(self)
    }

    fn base_url(&self) -> String {
        Self::base_url(self)
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        Self::credentials(self)
    }

    fn openapi(&self) -> &'static str {
        S::OPENAPI
    }

    fn truth(&self, day: Option<Date>, services: &Services) -> Option<Value> {
        S::truth(self, day, services)
    }

    fn router(&self) -> Router {
        Self::router(self)
    }
}

/// The services of a sandbox, in the order in which they were added.
#[derive(Clone, Default)]
pub struct Services(Vec<Arc<dyn HostedService>>);

wire::opaque_debug!(Services);

impl Services {
    /// The service of a name.
    pub fn get(&self, name: &str) -> Option<&dyn HostedService> {
        self.iter().find(|service| service.controls().name() == name)
    }

    /// All services.
    pub fn iter(&self) -> impl Iterator<Item = &dyn HostedService> {
        self.0.iter().map(|service| &**service)
    }

    pub(crate) fn add(&mut self, service: Arc<dyn HostedService>) {
        self.0.push(service);
    }
}
