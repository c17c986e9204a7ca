//! Every endpoint at the sandbox, with every fault that it knows.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use auth::ManualClock;
use jiff::SignedDuration;
use sandbox::{Fault, FaultRule, Sandbox};
use transport::HttpTransport;
use wire::EndpointInfo;

use crate::clients::{Client, Protocol, root, settings};
use crate::fault_kinds::{names, plain};
use crate::shown;

const LIMIT: usize = 100_000;

/// Longer than a slow answer, much shorter than one that takes too long.
const TIMEOUT: Duration = Duration::from_millis(150);

/// Faults of connections.
const CONNECTIONS: [Fault; 2] = [Fault::Close, Fault::Refuse];

/// All other faults.
fn answers() -> Vec<Fault> {
    let short = Duration::from_millis(1);
    let mut answers = plain();
    answers.retain(|fault| !CONNECTIONS.contains(fault));
    answers.extend([
        Fault::Html { status: 200 },
        Fault::Html { status: 502 },
        Fault::Oversized { bytes: 2 * LIMIT },
        Fault::Slow(10 * TIMEOUT),
        Fault::SlowBetween { least: short, most: short },
        Fault::SlowTail { median: short, most: 2 * short },
        Fault::Drip { bytes: 4096, every: short },
        Fault::GzipBomb { bytes: 2 * LIMIT },
        Fault::Unavailable { status: 429, retry_after: Some(1) },
        Fault::Unavailable { status: 503, retry_after: None },
        Fault::Redirect { status: 307, host: Some("elsewhere.invalid".to_owned()) },
        Fault::Redirect { status: 302, host: None },
        Fault::ShiftedRows { by: 3 },
        Fault::ClockSkew(SignedDuration::from_hours(1)),
    ]);
    answers
}

struct World {
    protocol: Protocol,
    sandbox: Sandbox,
    clock: Arc<ManualClock>,
    client: Client,
}

impl World {
    async fn new(protocol: Protocol) -> Self {
        shown::listen();
        let clock = Arc::new(ManualClock::new("2026-08-20T12:00:00+08:00".parse().unwrap()));
        let sandbox = Sandbox::builder(settings(clock.clone())).start().await.unwrap();
        let http = HttpTransport::builder().no_proxy().max_response_bytes(LIMIT);
        let http = http.timeout(TIMEOUT).build().unwrap();
        let client = protocol.client(&root(&sandbox), http, clock.clone());
        Self { protocol, sandbox, clock, client }
    }

    /// Calls every endpoint at which this fault changes anything; gives how many worked all the same.
    async fn with(&self, fault: &Fault) -> usize {
        let mut worked = 0;
        for endpoint in self.protocol.endpoints() {
            let Ok(rule) = self.sandbox.faults().add(self.rule(endpoint, fault)) else { continue };
            worked += usize::from(self.client.call(endpoint).await.is_some());
            let has_struck = self.has_struck(rule);
            assert!(has_struck, "{} {fault:?} did not strike", endpoint.id);
            self.sandbox.faults().clear();
            if *fault == Fault::QuotaUsedUp {
                self.clock.advance(SignedDuration::from_hours(24));
            }
        }
        worked
    }

    fn rule(&self, endpoint: &EndpointInfo, fault: &Fault) -> FaultRule {
        let service = match self.protocol {
            Protocol::Udid => "udid",
            Protocol::Idcode => "idcode",
            Protocol::Dbhs => "dbhs",
            Protocol::Cloudmfg => "cloudmfg",
        };
        FaultRule::new(fault.clone()).service(service).endpoint(endpoint.id)
    }

    fn has_struck(&self, rule: u64) -> bool {
        let rules = self.sandbox.faults().list();
        rules.iter().any(|active| active.number == rule && active.hits > 0)
    }
}

async fn every_fault(protocol: Protocol) {
    let world = World::new(protocol).await;
    let mut worked = 0;
    for fault in answers() {
        worked += world.with(&fault).await;
    }
    assert!(worked > 0, "some faults are none for a client");
    drop(world);
    shown::assert_clean(&[
        "captured",
        "TooLarge",
        "Timeout",
        "Interrupted",
        "RedirectRefused",
        "Status",
    ]);
}

#[tokio::test]
async fn udid_shows_no_secret() {
    every_fault(Protocol::Udid).await;
    assert!(shown::learned() > 0, "tokens");
}

#[tokio::test]
async fn idcode_shows_no_secret() {
    every_fault(Protocol::Idcode).await;
    assert!(shown::learned() > 0, "signatures");
}

#[tokio::test]
async fn dbhs_shows_no_secret() {
    every_fault(Protocol::Dbhs).await;
    assert!(shown::learned() > 0, "signatures");
}

#[tokio::test]
async fn cloudmfg_shows_no_secret() {
    every_fault(Protocol::Cloudmfg).await;
}

/// Connections that are closed at once, and a closed port.
#[tokio::test]
async fn lost_connections_show_no_secret() {
    for protocol in [Protocol::Udid, Protocol::Idcode, Protocol::Dbhs, Protocol::Cloudmfg] {
        for fault in CONNECTIONS {
            let world = World::new(protocol).await;
            world.sandbox.faults().add(FaultRule::new(fault)).unwrap();
            for endpoint in protocol.endpoints() {
                assert!(world.client.call(endpoint).await.is_none(), "{}", endpoint.id);
            }
        }
    }
    shown::assert_clean(&["Connect"]);
}

#[test]
fn there_is_no_other_fault() {
    let known: BTreeSet<_> = names().into_iter().collect();
    let tried: BTreeSet<_> = answers().iter().chain(&CONNECTIONS).map(Fault::name).collect();
    assert_eq!(tried, known);
}
