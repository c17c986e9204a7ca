//! The cost of depending on `udid-types`, in packages and in seconds of `cargo check`, against the same
//! models as serde derives them.

#[path = "cost/project.rs"]
mod project;

use std::time::Duration;

use udid_types::ENDPOINTS;
use wire::{Kind, ModelInfo};

use project::Project;

/// Packages in the tree of a types crate, itself included.
const MOST_PACKAGES: usize = 9;
const ROUNDS: usize = 7;

fn main() {
    check_fields();
    // `cargo test --benches` comes without it.
    if std::env::args().any(|argument| argument == "--bench") {
        let (own, derived) = (Project::own(), Project::derived());
        println!(
            "packages below udid-types: {} (bar {MOST_PACKAGES} with itself, no proc-macro)",
            count(&own)
        );
        println!("packages below derived models: {}", count(&derived));
        compare(&own, &derived);
    }
}

/// The derived models must have every field of the document, or they would be cheaper.
fn check_fields() {
    let derived = concat!(include_str!("derived/models.rs"), include_str!("derived/calls.rs"));
    for endpoint in &ENDPOINTS {
        check_model(endpoint.request, derived);
        check_model(endpoint.reply, derived);
    }
}

fn check_model(info: &ModelInfo, derived: &str) {
    for field in info.fields {
        let is_there = derived.contains(&format!("rename = \"{}\"", field.wire));
        assert!(is_there, "tests/benches/derived lacks {} of {}", field.wire, info.name);
        if let Kind::Model(model) | Kind::List(model) = field.kind {
            check_model(model, derived);
        }
    }
}

fn count(project: &Project) -> String {
    let crates = project.crates();
    let macros = crates.iter().filter(|name| name.contains("(proc-macro)")).count();
    format!("{}, {macros} of them proc-macros", crates.len())
}

/// Clean checks by turns, since a machine is not always equally fast.
fn compare(own: &Project, derived: &Project) {
    let rounds: Vec<_> = (0..ROUNDS).map(|_| (own.check(), derived.check())).collect();
    let (own, derived): (Vec<_>, Vec<_>) = rounds.into_iter().unzip();
    let (own, derived) = (Summary::of(own), Summary::of(derived));
    println!("clean cargo check on udid-types: {}", own.text());
    println!("clean cargo check on derived models: {}", derived.text());
    let minimum = own.minimum.as_secs_f64() / derived.minimum.as_secs_f64();
    let median = own.median.as_secs_f64() / derived.median.as_secs_f64();
    println!("udid-types / derived = {minimum:.2} (minimum), {median:.2} (median) (bar: below 1)");
}

struct Summary {
    minimum: Duration,
    median: Duration,
}

impl Summary {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self { minimum: times[0], median: times[times.len() / 2] }
    }

    fn text(&self) -> String {
        format!("minimum {:.2?}, median {:.2?} of {ROUNDS} runs", self.minimum, self.median)
    }
}
