//! The IDcode service as a hosted service: its state, and what tests do to it.

use std::sync::Arc;

use auth::Clock;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use idcode_types::{ENDPOINTS, ResultCode};
use jiff::civil::Date;
use sandbox_core::{Call, Context, Fault, Host, Reply, Service, Services};
use serde_json::Value;
use wire::EndpointInfo;

use crate::intake::Received;
use crate::settings::{IdcodeAccount, IdcodeSettings};
use crate::state::State;
use crate::truth::truth;
use crate::{dispatch, gate, pages};

/// The IDcode service of a sandbox.
pub struct IdcodeService {
    account: IdcodeAccount,
    state: Arc<State>,
}

wire::opaque_debug!(IdcodeService);

impl IdcodeService {
    /// A registry in which nothing is registered yet.
    pub fn new(settings: IdcodeSettings, context: &Context) -> Self {
        let account = settings.accounts.first().cloned().unwrap_or_default();
        Self { account, state: Arc::new(State::new(settings, context)) }
    }

    /// The first account.
    pub fn account(&self) -> &IdcodeAccount {
        &self.account
    }

    /// Ends all open reviews with success.
    pub fn pass_examinations(&self) {
        self.decide(None);
    }

    /// Ends all open reviews without success.
    pub fn reject_examinations(&self, reason: &str) {
        self.decide(Some(reason));
    }

    fn decide(&self, rejection: Option<&str>) {
        let State { settings, clock, .. } = &*self.state;
        let (now, delay) = (clock.now(), settings.examination_delay);
        let mut registry = self.state.registry();
        registry.reviews().for_each(|review| review.decide(rejection, now, delay));
    }

    /// The verification code that was last sent to a phone.
    pub fn verification_code(&self, phone: &str) -> Option<String> {
        self.state.registry().sms.get(phone).map(|sent| sent.code.clone())
    }

    /// Damages the file of a batch of codes; 504 and 505 answer with 50007 from then on.
    pub fn damage_batch(&self, upload_id: &str) {
        let mut registry = self.state.registry();
        let batches = registry.batches.iter_mut().filter(|batch| batch.id == upload_id);
        batches.for_each(|batch| batch.is_damaged = true);
    }
}

impl Service for IdcodeService {
    const NAME: &'static str = "idcode";
    const ENDPOINTS: &'static [EndpointInfo] = &ENDPOINTS;
    const OPENAPI: &'static str = include_str!("generated/idcode.openapi.json");
    type Request = Received;

    fn answer(&self, call: Call<'_>, request: Received) -> Reply {
        let settings = &self.state.settings;
        let busy = || dispatch::refuse(settings, call.endpoint, ResultCode::Busy.into());
        if call.must_fail || call.effects.is_too_frequent {
            return busy();
        }
        match gate::admit(settings, call.endpoint, request, call.now) {
            Ok(_) if call.effects.revokes_tokens => {
                dispatch::refuse(settings, call.endpoint, ResultCode::KeyDisabled.into())
            }
            Ok(admitted) if !call.rate_limiter.admit(&admitted.account.access_token, call.now) => {
                busy()
            }
            Ok(admitted) => dispatch::answer(&mut self.state.registry(), &admitted),
            Err(failure) => dispatch::refuse(settings, call.endpoint, failure),
        }
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        let account = self.account.clone();
        vec![
            ("access_token", account.access_token),
            ("authorization_code", account.authorization_code),
        ]
    }

    fn can_affect(&self, fault: &Fault, endpoint: &EndpointInfo) -> bool {
        match fault {
            // Keys have capitals only with this setting; empty lists are `null` anyway.
            Fault::LowerCaseKeys => self.state.settings.pascal_case_results,
            Fault::NullLists => false,
            Fault::TokensRevoked | Fault::ClockSkew(_) => true,
            _ => fault.can_affect_reply(endpoint, Self::TOTALS),
        }
    }

    fn truth(&self, day: Option<Date>, _: &Services) -> Option<Value> {
        day.is_none().then(|| truth(&self.state.registry()))
    }

    /// Bodies have their own bounds: uploads are larger than other requests.
    fn extend_routes(host: &Host<Self>, routes: Router) -> Router {
        routes.merge(pages::router(&host.state)).layer(DefaultBodyLimit::disable())
    }
}
