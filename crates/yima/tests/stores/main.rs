//! The token and the count of calls that runs of the program share.

#![cfg(unix)]

#[path = "../support/binary.rs"]
mod binary;
mod interrupted;
mod place;
mod quota;
#[path = "../support/random.rs"]
mod random;
mod token;

use std::fs;
use std::path::{Path, PathBuf};

use binary::Yima;

const DAY: &str = "2026-08-10";

/// Where the store is unless it is said.
fn usual(yima: &Yima) -> PathBuf {
    yima.home().join(".local/state/yima/store")
}

/// Files of a store, by the ends of their names.
fn kinds(store: &Path) -> Vec<String> {
    let entries = fs::read_dir(store).into_iter().flatten();
    let mut kinds: Vec<_> = entries
        .map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.split_once('.').unwrap().1.to_owned()
        })
        .collect();
    kinds.sort();
    kinds
}
