//! Where, how often and how long faults strike; profiles.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use sandbox::{Fault, FaultProfile, FaultRule, Frequency, Sandbox};

use crate::client::{ping, token_reply, world, world_with};

fn html() -> Fault {
    Fault::Html { status: 502 }
}

/// Which calls go wrong, counted from 1.
async fn struck(sandbox: &Sandbox, calls: usize) -> Vec<usize> {
    let mut struck = Vec::new();
    for call in 1..=calls {
        if ping(sandbox).await.status() != 200 {
            struck.push(call);
        }
    }
    struck
}

#[tokio::test]
async fn every_so_many_calls_and_so_many_times() {
    let sandbox = world().await;
    let rule =
        FaultRule { frequency: Frequency::Every(3), times: Some(2), ..FaultRule::new(html()) };
    let number = sandbox.faults().add(rule.clone()).unwrap();
    assert_eq!(struck(&sandbox, 5).await, [3]);
    let [active] = sandbox.faults().list().try_into().unwrap();
    assert_eq!((active.number, active.hits, active.rule), (number, 1, rule));
    assert_eq!(struck(&sandbox, 10).await, [1]);
    assert!(sandbox.faults().list().is_empty());
}

#[tokio::test]
async fn only_there_and_only_until_then() {
    let sandbox = world().await;
    sandbox
        .faults()
        .add(FaultRule {
            duration: Some(SignedDuration::from_secs(10)),
            ..FaultRule::new(html()).service("udid").endpoint("P002")
        })
        .unwrap();
    sandbox.faults().add(FaultRule::new(html()).service("dbhs")).unwrap();
    sandbox.clock().advance(SignedDuration::from_millis(9_999));
    assert_eq!((ping(&sandbox).await.status(), token_reply(&sandbox).await.status()), (200, 502));
    sandbox.clock().advance(SignedDuration::from_millis(1));
    assert_eq!(token_reply(&sandbox).await.status(), 200);
}

#[tokio::test]
async fn chance_is_the_same_for_the_same_seed() {
    let mut seen = BTreeSet::new();
    for seed in [7, 7, 8] {
        let sandbox = world_with(|settings| {
            settings.seed = seed;
            let frequency = Frequency::Probability(0.25);
            settings.faults = vec![FaultRule { frequency, ..FaultRule::new(html()) }];
        })
        .await;
        let mut calls = Vec::new();
        for call in 1..=80 {
            // Calls of another endpoint do not move those of this one.
            if seen.is_empty() {
                token_reply(&sandbox).await;
            }
            if ping(&sandbox).await.status() != 200 {
                calls.push(call);
            }
        }
        assert!((8..=35).contains(&calls.len()), "{calls:?}");
        seen.insert(calls);
    }
    assert_eq!(seen.len(), 2, "{seen:?}");
}

#[tokio::test]
async fn bursts_have_their_length() {
    let sandbox = world().await;
    let frequency = Frequency::Burst { probability: 0.05, length: 4 };
    sandbox.faults().add(FaultRule { frequency, ..FaultRule::new(html()) }).unwrap();
    let calls = struck(&sandbox, 200).await;
    let runs: Vec<_> = calls.chunk_by(|a, b| a + 1 == *b).map(<[usize]>::len).collect();
    assert!(runs.len() > 2, "{calls:?}");
    // One burst can begin in another; the last may not be over.
    assert!(runs[..runs.len() - 1].iter().all(|run| *run >= 4), "{calls:?}");
    assert!(runs.contains(&4), "{calls:?}");
}

#[tokio::test]
async fn of_two_ways_to_answer_the_first_is_taken() {
    let sandbox = world().await;
    for status in [502, 404] {
        let rule = FaultRule { times: Some(1), ..FaultRule::new(Fault::Html { status }) };
        sandbox.faults().add(rule).unwrap();
    }
    sandbox.faults().add(FaultRule::new(Fault::DoubleEncoded)).unwrap();
    assert_eq!([ping(&sandbox).await.status(), ping(&sandbox).await.status()], [502, 404]);
    assert!(ping(&sandbox).await.json().is_string());
}

#[tokio::test]
async fn rules_go_away() {
    let sandbox = world().await;
    let numbers = [sandbox.faults().add(FaultRule::new(html())).unwrap(), 0];
    assert_eq!(numbers.map(|number| sandbox.faults().remove(number)), [true, false]);
    sandbox.udid().inject("P001", html(), 5);
    sandbox.faults().clear();
    assert_eq!(ping(&sandbox).await.status(), 200);
}

#[tokio::test]
async fn profiles_have_names_and_add_up() {
    let sandbox = world().await;
    let all = sandbox.faults().profiles();
    let names: Vec<_> = all.keys().map(String::as_str).collect();
    assert_eq!(names, ["dirty", "flaky", "hostile", "limits", "outage", "slow"]);
    assert!(all.values().all(|profile| !profile.rules.is_empty() && !profile.about.is_empty()));
    assert!(all["flaky"].rules.iter().any(|rule| rule.service.as_deref() == Some("udid")));

    let numbers = sandbox.faults().add_profiles("slow+limits").unwrap();
    let rules: Vec<_> = sandbox.faults().list().into_iter().map(|active| active.rule).collect();
    assert_eq!(rules, [&all["slow"].rules[..], &all["limits"].rules[..]].concat());
    assert_eq!(numbers.len(), rules.len());

    let error = sandbox.faults().add_profiles("flaky+slwo").unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no fault profile \"slwo\"; there are dirty, flaky, hostile, limits, outage, slow"
    );
    assert_eq!(sandbox.faults().list().len(), rules.len(), "none of them");
}

#[test]
fn rules_are_read_as_they_are_written() {
    for profile in FaultProfile::general().values() {
        let json = serde_json::to_string(&profile.rules).unwrap();
        assert_eq!(serde_json::from_str::<Vec<FaultRule>>(&json).unwrap(), profile.rules, "{json}");
    }
    let skew = FaultRule::new(Fault::ClockSkew(SignedDuration::from_secs(-90)));
    let json = serde_json::to_string(&skew).unwrap();
    assert_eq!(serde_json::from_str::<FaultRule>(&json).unwrap(), skew, "{json}");
    let unknown = r#"{"fault": "cut", "often": "always", "until": "10m"}"#;
    assert!(serde_json::from_str::<FaultRule>(unknown).is_err());
}
