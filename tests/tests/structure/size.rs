//! No crate holds most of the product.

use std::fs;

use crate::{crates, rust_files};

/// The largest share of the product's lines that one crate may have, in percent.
const LARGEST_SHARE: usize = 20;

#[test]
fn no_crate_has_more_than_a_fifth_of_the_product() {
    let lines = |file| fs::read_to_string(file).expect("a source file").lines().count();
    let sizes: Vec<_> = crates()
        .into_iter()
        .filter(|(name, _)| name != "test-support")
        .map(|(name, src)| {
            let files = rust_files(&src).into_iter();
            let written = files.filter(|file| !file.display().to_string().contains("/generated/"));
            (name, written.map(lines).sum::<usize>())
        })
        .collect();
    let total: usize = sizes.iter().map(|(_, lines)| lines).sum();
    for (name, lines) in sizes {
        let share = lines * 100 / total;
        assert!(share <= LARGEST_SHARE, "{name} has {lines} of {total} lines: {share} %");
    }
}
