//! The fault rules of a sandbox, and which of them apply to a call.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use auth::Clock;
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::Notify;

use super::delay::resolve;
use super::profile::{self, UnknownProfile};
use super::rule::chance;
use super::validation::{RejectedRule, check};
use super::{Fault, FaultProfile, FaultRule, FaultTarget, Stage};
use crate::clock::{VirtualClock, later};

/// Every call examines every rule.
const MAX_RULES: usize = 1_000;

/// The fault rules of a sandbox, which can be added and removed while it runs. Clones share them.
///
/// Every rule that covers a call can apply to it, where [its fault](Fault) has an effect. The delays
/// of a response add up, and all changes of its JSON are made; of the faults that change how it is
/// sent, only that of the first rule applies.
///
/// Chance is a function of the sandbox's seed, the rule's number, the endpoint and the number of the
/// call there: the same calls meet the same faults again.
#[derive(Clone)]
pub struct Faults {
    inner: Arc<Inner>,
}

wire::opaque_debug!(Faults);

struct Inner {
    seed: u64,
    clock: Arc<VirtualClock>,
    targets: RwLock<Vec<FaultTarget>>,
    rules: Mutex<Rules>,
    refusing: Notify,
}

#[derive(Default)]
struct Rules {
    added: u64,
    kept: Vec<KeptRule>,
}

struct KeptRule {
    active: ActiveRule,
    until: Option<Timestamp>,
    /// Whether it waits for the other queued rules.
    is_queued: bool,
    /// Calls by service and endpoint.
    calls: HashMap<(&'static str, &'static str), u64>,
}

/// A rule that can still apply.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ActiveRule {
    /// Its number, counted from 1 in the order in which rules are added.
    pub number: u64,
    /// How often it has applied.
    #[serde(rename = "struck")]
    pub hits: u64,
    /// The rule that was added.
    #[serde(flatten)]
    pub rule: FaultRule,
}

/// A fault that applies to a call.
#[derive(Clone, Debug)]
pub struct TriggeredFault {
    /// Its name in JSON.
    pub name: String,
    /// The fault, with a delay that was drawn where its rule leaves it to chance.
    pub fault: Fault,
}

impl Faults {
    pub(crate) fn new(seed: u64, clock: Arc<VirtualClock>) -> Self {
        let (targets, rules, refusing) = (RwLock::default(), Mutex::default(), Notify::new());
        Self { inner: Arc::new(Inner { seed, clock, targets, rules, refusing }) }
    }

    /// Makes a service known to rules.
    pub(crate) fn register(&self, target: FaultTarget) {
        self.inner.targets.write().unwrap_or_else(PoisonError::into_inner).push(target);
    }

    fn targets(&self) -> RwLockReadGuard<'_, Vec<FaultTarget>> {
        self.inner.targets.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fault profiles by name, with the rules that the hosted services add to them.
    pub fn profiles(&self) -> BTreeMap<String, FaultProfile> {
        profile::of_targets(&self.targets())
    }

    /// Adds a rule and returns its number.
    ///
    /// # Errors
    /// If it could never apply, if it asks for too much, or if there are 1,000 rules already.
    pub fn add(&self, rule: FaultRule) -> Result<u64, RejectedRule> {
        self.add_all(vec![rule]).map(|numbers| numbers[0])
    }

    /// Adds all rules or none, and returns their numbers.
    ///
    /// # Errors
    /// Those of [`add`](Self::add), for the first rule that is rejected.
    pub fn add_all(&self, rules: Vec<FaultRule>) -> Result<Vec<u64>, RejectedRule> {
        let targets = self.targets();
        rules.iter().try_for_each(|rule| check(rule, &targets))?;
        drop(targets);
        if self.rules().kept.len() + rules.len() > MAX_RULES {
            return Err(RejectedRule::because(format!("there are at most {MAX_RULES} rules")));
        }
        Ok(rules.into_iter().map(|rule| self.push(rule, false)).collect())
    }

    /// Adds the rules of profiles (`flaky`, or several: `flaky+slow`) and returns their numbers.
    ///
    /// # Errors
    /// If a profile does not exist; then nothing is added.
    pub fn add_profiles(&self, names: &str) -> Result<Vec<u64>, UnknownProfile> {
        let rules = profile::rules_of(names, &self.profiles())?;
        Ok(rules.into_iter().map(|rule| self.push(rule, false)).collect())
    }

    /// Makes the next `times` replies of an endpoint go wrong, after those of earlier injections.
    /// Panics where the fault has no effect.
    pub(crate) fn inject(&self, service: &str, endpoint: &str, fault: Fault, times: u64) {
        let rule = FaultRule::new(fault).service(service).endpoint(endpoint);
        if let Err(rejected) = check(&rule, &self.targets()) {
            panic!("{rejected}");
        }
        self.push(FaultRule { times: Some(times), ..rule }, true);
    }

    /// Removes a rule; false if there is none of this number.
    pub fn remove(&self, number: u64) -> bool {
        let mut rules = self.rules();
        let before = rules.kept.len();
        rules.kept.retain(|kept| kept.active.number != number);
        rules.kept.len() < before
    }

    /// Removes all rules.
    pub fn clear(&self) {
        self.rules().kept.clear();
    }

    /// The rules that can still apply, in the order in which they were added.
    pub fn list(&self) -> Vec<ActiveRule> {
        self.rules().kept.iter().map(|kept| kept.active.clone()).collect()
    }

    fn push(&self, rule: FaultRule, is_queued: bool) -> u64 {
        let until = rule.duration.map(|duration| later(self.inner.clock.now(), duration));
        let refuses = rule.fault == Fault::Refuse;
        let mut rules = self.rules();
        rules.added += 1;
        let active = ActiveRule { number: rules.added, hits: 0, rule };
        rules.kept.push(KeptRule { active, until, is_queued, calls: HashMap::new() });
        let number = rules.added;
        drop(rules);
        if refuses {
            self.inner.refusing.notify_one();
        }
        number
    }

    /// The rules, without the expired ones.
    fn rules(&self) -> MutexGuard<'_, Rules> {
        let now = self.inner.clock.now();
        let mut rules = self.inner.rules.lock().unwrap_or_else(PoisonError::into_inner);
        rules.kept.retain(|KeptRule { active, until, .. }| {
            until.is_none_or(|until| now < until)
                && active.rule.times.is_none_or(|times| active.hits < times)
        });
        rules
    }

    /// The faults of a call.
    pub(crate) fn draw(
        &self,
        service: &'static str,
        endpoint: &'static str,
    ) -> Vec<TriggeredFault> {
        let targets = self.targets();
        let target = targets.iter().find(|target| target.service == service);
        let can_affect =
            |fault: &Fault| target.is_some_and(|target| target.can_affect_id(fault, endpoint));
        let mut triggered: Vec<TriggeredFault> = Vec::new();
        let mut has_queued = false;
        for kept in &mut self.rules().kept {
            let stage = kept.active.rule.fault.stage();
            let is_delivered = triggered.iter().any(|one| one.fault.is_delivery());
            let is_out_of_turn = has_queued && kept.is_queued
                || stage == Stage::Connection
                || stage == Stage::Delivery && is_delivered;
            let rule = &kept.active.rule;
            if rule.covers(service, endpoint) && !is_out_of_turn && can_affect(&rule.fault) {
                let drawn = kept.draw(self.inner.seed, service, endpoint);
                has_queued |= kept.is_queued && drawn.is_some();
                triggered.extend(drawn);
            }
        }
        triggered
    }

    /// Whether a new connection is to be closed.
    pub(crate) fn closes_connection(&self) -> bool {
        let mut rules = self.rules();
        let closing = rules.kept.iter_mut().filter(|kept| kept.active.rule.fault == Fault::Close);
        // Connections belong to no service.
        let drawn = closing.filter_map(|kept| kept.draw(self.inner.seed, "", ""));
        // Every rule counts the connection, not only the first that applies.
        drawn.count() > 0
    }

    /// Whether the port is closed.
    pub(crate) fn refuses_connections(&self) -> bool {
        self.rules().kept.iter().any(|kept| kept.active.rule.fault == Fault::Refuse)
    }

    /// Waits until the port is to be closed.
    pub(crate) async fn until_refusing(&self) {
        self.inner.refusing.notified().await;
    }
}

impl KeptRule {
    fn draw(
        &mut self,
        seed: u64,
        service: &'static str,
        endpoint: &'static str,
    ) -> Option<TriggeredFault> {
        let calls = self.calls.entry((service, endpoint)).or_default();
        *calls += 1;
        let (call, rule) = (*calls, &self.active.rule);
        let stream = |call| chance(seed, self.active.number, endpoint, call);
        if !rule.frequency.applies(call, stream) {
            return None;
        }
        let mut rng = stream(call);
        // The first number of the stream has decided that the rule applies.
        rng.bits();
        let fault = resolve(&rule.fault, &mut rng);
        self.active.hits += 1;
        Some(TriggeredFault { name: self.active.rule.fault.name(), fault })
    }
}
