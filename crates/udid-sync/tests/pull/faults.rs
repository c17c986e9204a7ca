//! Pulls through every fault that the sandbox knows: each ends with exactly the sandbox's truth, or
//! with an error that says what is missing, and then with the truth when the weather is good again.
//!
//! The figures are printed by
//!
//! ```text
//! cargo test -p udid-sync --test pull faults -- --nocapture
//! ```

mod trial;
mod weather;

use sandbox::{FaultRule, Frequency};

use test_support::tally::{Table, Tally};
use trial::{Ground, Onset, Trial};
use weather::{kinds, profile, profiles};

/// Chance of a fault at each call, if it does not strike always.
const CHANCE: Frequency = Frequency::Probability(0.3);

/// Pulls through weather with each of these seeds, which are those of the records as well.
async fn tried(
    ground: &Ground,
    rules: &[FaultRule],
    onset: Onset,
    seeds: std::ops::Range<u64>,
) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        tally += Trial::new(ground, seed, rules, onset).await.run().await;
    }
    tally
}

#[tokio::test]
async fn every_profile_ends_with_the_truth_or_an_error() {
    let ground = Ground::new();
    let mut table = Table::new("profile");
    let all = profiles().await;
    for name in all.keys() {
        let rules = profile(&all, name);
        table.add(name, tried(&ground, &rules, Onset::AtOnce, 1..9).await);
    }
    table.finish();
}

#[tokio::test]
async fn compositions_of_profiles_end_with_the_truth_or_an_error() {
    let profiles = profiles().await;
    let all: Vec<_> = profiles.keys().cloned().collect();
    let pairs = all.iter().enumerate().flat_map(|(index, one)| {
        all[index + 1..].iter().map(move |other| format!("{one}+{other}"))
    });
    let ground = Ground::new();
    let mut table = Table::new("composition");
    for names in pairs.chain([all.join("+")]) {
        let rules = profile(&profiles, &names);
        table.add(&names, tried(&ground, &rules, Onset::AtOnce, 1..4).await);
    }
    table.finish();
}

#[tokio::test]
async fn every_fault_by_chance_ends_with_the_truth_or_an_error() {
    let ground = Ground::new();
    let mut table = Table::new("fault by chance");
    for fault in kinds() {
        let rules = [FaultRule { frequency: CHANCE, ..FaultRule::new(fault.clone()) }];
        table.add(&fault.name(), tried(&ground, &rules, Onset::AtOnce, 1..4).await);
    }
    table.finish();
}

#[tokio::test]
async fn every_fault_that_is_always_there_ends_with_the_truth_or_an_error() {
    let ground = Ground::new();
    let mut table = Table::new("fault always");
    for fault in kinds() {
        let everywhere = FaultRule::new(fault.clone());
        let at_pages = everywhere.clone().service("udid").endpoint("D001");
        let mut tally =
            tried(&ground, std::slice::from_ref(&everywhere), Onset::AtOnce, 1..2).await;
        tally += tried(&ground, &[at_pages], Onset::BehindPage(2), 2..4).await;
        table.add(&fault.name(), tally);
    }
    table.finish();
}
