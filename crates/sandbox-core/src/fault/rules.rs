//! All rules of a sandbox, and which of them strike a call.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use auth::Clock;
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::Notify;

use super::profile::{self, UnknownProfile};
use super::reach::{Reach, RefusedRule};
use super::rule::chance;
use super::slow::resolve;
use super::{Fault, FaultRule, Service, Stage};
use crate::clock::{VirtualClock, later};

/// A rule is looked at for every call.
const MOST_RULES: usize = 1_000;

/// The faults of a sandbox: rules that can be added and taken away while it runs. Clones are the
/// same faults.
///
/// All rules that cover a call can strike it, at services and endpoints where [their fault](Fault)
/// changes anything. The delays of one answer add up, and each change of
/// its JSON is made; of the faults that change how it goes out, the first rule's is the one.
///
/// Chance is a function of the sandbox's seed, the rule's number, the endpoint and the number of the
/// call there: the same calls have the same faults again.
#[derive(Clone)]
pub struct Faults {
    inner: Arc<Inner>,
}

struct Inner {
    seed: u64,
    clock: Arc<VirtualClock>,
    reach: Reach,
    rules: Mutex<Rules>,
    refusing: Notify,
}

#[derive(Default)]
struct Rules {
    added: u64,
    kept: Vec<Kept>,
}

struct Kept {
    active: ActiveRule,
    until: Option<Timestamp>,
    /// Whether it waits for the others of its kind.
    is_queued: bool,
    calls: HashMap<(Service, String), u64>,
}

/// A rule that can still strike.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ActiveRule {
    /// Its number, counted from 1 in the order in which rules are added.
    pub number: u64,
    /// How often it has struck.
    pub struck: u64,
    /// What was added.
    #[serde(flatten)]
    pub rule: FaultRule,
}

/// A fault that strikes a call.
#[derive(Clone, Debug)]
pub struct Struck {
    /// Its name in JSON.
    pub name: String,
    /// What it does; where its rule leaves a time to chance, the time that was drawn.
    pub fault: Fault,
}

impl Faults {
    pub(crate) fn new(seed: u64, clock: Arc<VirtualClock>, reach: Reach) -> Self {
        let (rules, refusing) = (Mutex::default(), Notify::new());
        Self { inner: Arc::new(Inner { seed, clock, reach, rules, refusing }) }
    }

    /// Adds a rule, and gives its number.
    ///
    /// # Errors
    /// When it would never strike, when it asks for too much, or when there are 1,000 already.
    pub fn add(&self, rule: FaultRule) -> Result<u64, RefusedRule> {
        self.add_all(vec![rule]).map(|numbers| numbers[0])
    }

    /// Adds rules, all or none, and gives their numbers.
    ///
    /// # Errors
    /// Those of [`add`](Self::add), for the first rule that is refused.
    pub fn add_all(&self, rules: Vec<FaultRule>) -> Result<Vec<u64>, RefusedRule> {
        rules.iter().try_for_each(|rule| self.inner.reach.check(rule))?;
        if self.rules().kept.len() + rules.len() > MOST_RULES {
            return Err(RefusedRule::because(format!("there are at most {MOST_RULES} rules")));
        }
        Ok(rules.into_iter().map(|rule| self.push(rule, false)).collect())
    }

    /// Adds the rules of profiles, as `flaky` or `flaky+slow`, and gives their numbers.
    ///
    /// # Errors
    /// When there is no profile of a name; then nothing is added.
    pub fn add_profiles(&self, names: &str) -> Result<Vec<u64>, UnknownProfile> {
        let rules = profile::rules(names)?;
        Ok(rules.into_iter().map(|rule| self.push(rule, false)).collect())
    }

    /// Makes the next `times` answers of an endpoint go wrong; after those that were told to before.
    /// Panics where the fault cannot strike.
    pub(crate) fn inject(&self, service: Service, endpoint: &str, fault: Fault, times: u64) {
        let rule = FaultRule {
            service: Some(service),
            endpoint: Some(endpoint.to_owned()),
            ..FaultRule::new(fault)
        };
        if let Err(refused) = self.inner.reach.check(&rule) {
            panic!("{refused}");
        }
        self.push(FaultRule { times: Some(times), ..rule }, true);
    }

    /// Takes a rule away; false if there is none of this number.
    pub fn remove(&self, number: u64) -> bool {
        let mut rules = self.rules();
        let before = rules.kept.len();
        rules.kept.retain(|kept| kept.active.number != number);
        rules.kept.len() < before
    }

    /// Takes all rules away.
    pub fn clear(&self) {
        self.rules().kept.clear();
    }

    /// The rules that can still strike, in the order in which they were added.
    pub fn list(&self) -> Vec<ActiveRule> {
        self.rules().kept.iter().map(|kept| kept.active.clone()).collect()
    }

    fn push(&self, rule: FaultRule, is_queued: bool) -> u64 {
        let until = rule.lasts.map(|lasts| later(self.inner.clock.now(), lasts));
        let refuses = rule.fault == Fault::Refuse;
        let mut rules = self.rules();
        rules.added += 1;
        let active = ActiveRule { number: rules.added, struck: 0, rule };
        rules.kept.push(Kept { active, until, is_queued, calls: HashMap::new() });
        let number = rules.added;
        drop(rules);
        if refuses {
            self.inner.refusing.notify_one();
        }
        number
    }

    /// The rules, without those that are over.
    fn rules(&self) -> MutexGuard<'_, Rules> {
        let now = self.inner.clock.now();
        let mut rules = self.inner.rules.lock().unwrap_or_else(PoisonError::into_inner);
        rules.kept.retain(|Kept { active, until, .. }| {
            until.is_none_or(|until| now < until)
                && active.rule.times.is_none_or(|times| active.struck < times)
        });
        rules
    }

    /// The faults of a call.
    pub(crate) fn draw(&self, service: Service, endpoint: &str) -> Vec<Struck> {
        let mut struck: Vec<Struck> = Vec::new();
        let mut has_queued = false;
        let reach = self.inner.reach;
        for kept in &mut self.rules().kept {
            let stage = kept.active.rule.fault.stage();
            let is_delivered = struck.iter().any(|one| one.fault.stage() == Stage::Delivery);
            let is_out_of_turn = has_queued && kept.is_queued
                || stage == Stage::Connection
                || stage == Stage::Delivery && is_delivered;
            let rule = &kept.active.rule;
            let is_meant =
                rule.covers(service, endpoint) && reach.reaches_id(&rule.fault, service, endpoint);
            if is_meant && !is_out_of_turn {
                let drawn = kept.draw(self.inner.seed, service, endpoint);
                has_queued |= kept.is_queued && drawn.is_some();
                struck.extend(drawn);
            }
        }
        struck
    }

    /// Whether a new connection is to be closed.
    pub(crate) fn closes_connection(&self) -> bool {
        let mut rules = self.rules();
        let closing = rules.kept.iter_mut().filter(|kept| kept.active.rule.fault == Fault::Close);
        // Connections belong to no service; any will do to count them.
        let drawn = closing.filter_map(|kept| kept.draw(self.inner.seed, Service::Udid, ""));
        // All of them count it, not only the first that strikes.
        drawn.count() > 0
    }

    /// Whether nobody listens.
    pub(crate) fn refuses_connections(&self) -> bool {
        self.rules().kept.iter().any(|kept| kept.active.rule.fault == Fault::Refuse)
    }

    /// Waits until nobody may listen any more.
    pub(crate) async fn until_refusing(&self) {
        self.inner.refusing.notified().await;
    }
}

impl Kept {
    fn draw(&mut self, seed: u64, service: Service, endpoint: &str) -> Option<Struck> {
        let calls = self.calls.entry((service, endpoint.to_owned())).or_default();
        *calls += 1;
        let (call, rule) = (*calls, &self.active.rule);
        let stream = |call| chance(seed, self.active.number, endpoint, call);
        if !rule.often.strikes(call, stream) {
            return None;
        }
        let mut rng = stream(call);
        // The first number of the stream has decided that it strikes.
        rng.bits();
        let struck = Struck { name: rule.fault.name(), fault: resolve(&rule.fault, &mut rng) };
        self.active.struck += 1;
        Some(struck)
    }
}
