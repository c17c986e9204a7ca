//! The UDID service as a hosted service: its state, and what tests do to it.

use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::middleware::map_response;
use axum::response::Response;
use http::HeaderValue;
use jiff::civil::Date;
use sandbox_core::{
    Call, Context, Fault, Host, HttpRequest, RateLimits, Reply, Service, Services, Totals,
};
use serde_json::{Value, json};
use udid_synthetic::RecordId;
use udid_types::endpoints::{LIST_DEVICES, TEST_CONNECTION};
use udid_types::{DeviceRecord, ENDPOINTS, REGISTRY_HEADER};
use wire::EndpointInfo;

use crate::access::Access;
use crate::calls::{self, State};
use crate::records::Records;
use crate::releases::{self, PublicReleases, Register, ReleaseFaultRule};
use crate::settings::{UdidAccount, UdidSettings};

pub use crate::calls::ServiceState;

/// The UDID service of a sandbox.
pub struct UdidService {
    account: UdidAccount,
    settings: UdidSettings,
    /// Name of the registry that the records make up.
    registry: HeaderValue,
    state: Mutex<State>,
}

wire::opaque_debug!(UdidService);

impl UdidService {
    /// The service with the records of the sandbox's seed.
    pub fn new(settings: UdidSettings, context: &Context) -> Self {
        let state = State {
            access: Access::default(),
            records: Records::new(&settings, context),
            condition: ServiceState::Up,
        };
        let account = settings.accounts.first().cloned().unwrap_or_default();
        let registry = registry_name(&settings, context.seed());
        Self { account, settings, registry, state: Mutex::new(state) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first account.
    pub fn account(&self) -> &UdidAccount {
        &self.account
    }

    /// Opens or closes the service.
    pub fn set_state(&self, state: ServiceState) {
        self.lock().condition = state;
    }

    /// Makes all tokens invalid.
    pub fn revoke_tokens(&self) {
        self.lock().access.revoke_all();
    }

    /// Number of records of a day.
    pub fn records_on(&self, day: Date) -> u32 {
        self.lock().records.count(day)
    }

    /// Publishes more records on a day, before the others, or removes the newest.
    pub fn set_records_on(&self, day: Date, count: u32) {
        self.lock().records.set_count(day, count);
    }

    /// The records of a day, newest first: what a pull of the day must end with.
    pub fn records(&self, day: Date) -> Vec<DeviceRecord> {
        let state = self.lock();
        let newest_first = (0..state.records.count(day)).rev();
        newest_first.map(|index| state.records.record(RecordId { day, index })).collect()
    }

    /// The whole register as its release files show it up to yesterday: each record in its newest version,
    /// and whether it has left the register by the end of `day`. Empty without release files.
    pub fn register(&self, day: Date) -> Vec<(DeviceRecord, bool)> {
        let Some(register) = self.lock().records.register(String::new()) else {
            return Vec::new();
        };
        let releases = register.releases();
        let ids = releases.ids(register.first, register.last);
        ids.map(|id| (register.catalog.record(id), releases.has_left(id, day))).collect()
    }

    /// Puts a device into a state in which D003 does not return it.
    pub fn withdraw(&self, primary_di: &str) {
        self.lock().records.withdraw(primary_di);
    }
}

/// Records of another seed or size are those of another registry, whatever the port.
fn registry_name(settings: &UdidSettings, seed: u64) -> HeaderValue {
    let size = settings
        .records_per_day
        .map_or_else(String::new, |records| format!(", {records} records a day"));
    let name = HeaderValue::try_from(format!("sandbox with seed {seed}{size}"));
    name.unwrap_or(HeaderValue::from_static("sandbox"))
}

impl PublicReleases for Host<UdidService> {
    fn register(&self) -> Option<Register> {
        self.lock().records.register(self.registry.to_str().ok()?.to_owned())
    }

    fn release_faults(&self) -> Vec<ReleaseFaultRule> {
        self.settings.releases.as_ref().map_or_else(Vec::new, |releases| releases.faults.clone())
    }
}

impl Service for UdidService {
    const NAME: &'static str = "udid";
    const ENDPOINTS: &'static [EndpointInfo] = &ENDPOINTS;
    const OPENAPI: &'static str = include_str!("generated/udid.openapi.json");
    /// The production environment, and the test environment with the same records.
    const BASE_PATHS: &'static [&'static str] = &["/api/v2", "/api/beta/v2"];
    const TOTALS: Totals = Totals { rows: &["totalRecordCount"], pages: &["totalPageCount"] };
    const FAULT_PROFILES: &'static str = include_str!("fault_profiles.json");
    type Request = HttpRequest;

    fn answer(&self, mut call: Call<'_>, request: HttpRequest) -> Reply {
        calls::answer(&self.settings, &mut self.lock(), &mut call, &request)
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        let account = self.account.clone();
        let credit_code = account.granted_by.into_iter().next().unwrap_or_default();
        vec![
            ("app_id", account.app_id),
            ("app_secret", account.app_secret),
            ("credit_code", credit_code),
        ]
    }

    fn rate_limits(&self) -> RateLimits {
        self.settings.rate_limits
    }

    fn can_affect(&self, fault: &Fault, endpoint: &EndpointInfo) -> bool {
        match fault {
            Fault::ShiftedRows { .. } => endpoint.id == LIST_DEVICES,
            Fault::TokensRevoked => true,
            // P001 reports whether the service is up, and nothing else.
            Fault::TooFrequent | Fault::ClockSkew(_) => endpoint.id != TEST_CONNECTION,
            _ => fault.can_affect_reply(endpoint, Self::TOTALS),
        }
    }

    fn extend_routes(host: &Host<Self>, routes: Router) -> Router {
        let registry = host.registry.clone();
        let releases = releases::routes(Arc::new(host.clone()));
        routes.merge(releases).layer(map_response(move |mut response: Response| {
            response.headers_mut().insert(REGISTRY_HEADER, registry.clone());
            ready(response)
        }))
    }

    /// Keys, versions and primary DIs of the records of a day, newest first, under their wire names; without
    /// a day those of the whole register, oldest first, and whether they have left it by yesterday.
    fn truth(&self, day: Option<Date>, _: &Services) -> Option<Value> {
        let Some(day) = day else {
            let last = self.lock().records.register(String::new())?.last;
            let rows = self.register(last).into_iter().map(|(record, has_left)| {
                let mut row = row_of_truth(&record);
                row["hasLeft"] = has_left.into();
                row
            });
            let rows: Vec<_> = rows.collect();
            return Some(json!({"day": last.to_string(), "total": rows.len(), "records": rows}));
        };
        let records = self.records(day);
        let rows: Vec<_> = records.iter().map(row_of_truth).collect();
        Some(json!({"day": day.to_string(), "total": rows.len(), "records": rows}))
    }
}

fn row_of_truth(record: &DeviceRecord) -> Value {
    json!({
        "deviceRecordKey": record.device.device_record_key,
        "versionNumber": record.device.version_number,
        "ZXXSDYCPBS": record.device.primary_di,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use sandbox_core::FaultRule;

    use super::*;

    #[test]
    fn fault_profiles_are_rules_by_name() {
        let profiles: BTreeMap<String, Vec<FaultRule>> =
            serde_json::from_str(UdidService::FAULT_PROFILES).unwrap();
        assert_eq!(profiles["flaky"][0].fault, Fault::TokensRevoked);
    }
}
