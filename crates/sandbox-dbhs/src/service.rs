//! The DBHS service as a hosted service.

use dbhs_types::ENDPOINTS;
use jiff::civil::Date;
use sandbox_core::{
    Call, Context, Fault, HttpRequest, RateLimits, Reply, Service, Services, Totals,
};
use serde_json::Value;
use wire::EndpointInfo;

use crate::call;
use crate::registers::Registers;
use crate::reply;
use crate::settings::{DbhsAccount, DbhsSettings};
use crate::truth::truth;

/// The DBHS service of a sandbox.
pub struct DbhsService {
    account: DbhsAccount,
    settings: DbhsSettings,
    registers: Registers,
}

wire::opaque_debug!(DbhsService);

impl DbhsService {
    /// The service with the registrants and registrations of the sandbox's seed.
    pub fn new(settings: DbhsSettings, context: &Context) -> Self {
        let registers = Registers::new(&settings, context);
        let account = settings.accounts.first().cloned().unwrap_or_default();
        Self { account, settings, registers }
    }

    /// The first account.
    pub fn account(&self) -> &DbhsAccount {
        &self.account
    }
}

impl Service for DbhsService {
    const NAME: &'static str = "dbhs";
    const ENDPOINTS: &'static [EndpointInfo] = &ENDPOINTS;
    const OPENAPI: &'static str = include_str!("generated/dbhs.openapi.json");
    const TOTALS: Totals = Totals { rows: &["total"], pages: &[] };
    type Request = HttpRequest;

    fn answer(&self, call: Call<'_>, request: HttpRequest) -> Reply {
        let answer = call::answer(&self.settings, &self.registers, call, &request);
        reply::serialize(&self.settings, answer)
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        let account = self.account.clone();
        vec![("app_key", account.app_key), ("secret_key", account.secret_key)]
    }

    fn rate_limits(&self) -> RateLimits {
        self.settings.rate_limits
    }

    fn can_affect(&self, fault: &Fault, endpoint: &EndpointInfo) -> bool {
        matches!(fault, Fault::ClockSkew(_)) || fault.can_affect_reply(endpoint, Self::TOTALS)
    }

    fn truth(&self, day: Option<Date>, services: &Services) -> Option<Value> {
        Some(truth(&self.registers, day?, services))
    }
}
