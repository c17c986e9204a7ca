//! The order of members by the numbers in their names, and the parts that names promise.

use std::collections::{BTreeMap, BTreeSet};

/// Parts that a name may promise; a full release has about 1,200.
const MOST_PARTS: u64 = 100_000;

/// A key by which `PART2` comes before `PART10`.
pub fn numeric_order(name: &str) -> Vec<(u64, String)> {
    let mut order = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let text = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(text);
        let digits = tail.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(tail.len());
        let (number, tail) = tail.split_at(digits);
        order.push((u64::MAX, head.to_owned()));
        order.push((number.parse().unwrap_or(u64::MAX), String::new()));
        rest = tail;
    }
    order
}

/// The names of parts that others promise (`PART2_Of_5`) and that are not there.
pub fn missing_parts<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut series: BTreeMap<(&str, u64, &str), BTreeSet<u64>> = BTreeMap::new();
    for (before, part, parts, after) in names.filter_map(part_of) {
        series.entry((before, parts, after)).or_default().insert(part);
    }
    let missing = series.iter().flat_map(|((before, parts, after), found)| {
        let missing = (1..=*parts).filter(|part| !found.contains(part));
        missing.map(move |part| format!("{before}{part}_Of_{parts}{after}"))
    });
    missing.collect()
}

/// A name in pieces: up to `PART`, the number of the part, the number of parts, the rest.
fn part_of(name: &str) -> Option<(&str, u64, u64, &str)> {
    let number = |text: &str| {
        let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        Some((text.get(..end)?.parse::<u64>().ok()?, end))
    };
    let lower = name.to_ascii_lowercase();
    let start = lower.rfind("part")? + "part".len();
    let (part, length) = number(&name[start..])?;
    let of = start + length;
    let rest = of + lower[of..].strip_prefix("_of_").map(|_| "_of_".len())?;
    let (parts, length) = number(&name[rest..])?;
    let is_sound = (1..=MOST_PARTS).contains(&parts) && (1..=parts).contains(&part);
    is_sound.then(|| (&name[..start], part, parts, &name[rest + length..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_in_the_order_of_their_numbers() {
        let mut names =
            ["PART10_Of_12_x.xml", "PART2_Of_12_x.xml", "a/PART1.xml", "PART1_Of_12_x.xml"];
        names.sort_by_cached_key(|name| numeric_order(name));
        let expected =
            ["PART1_Of_12_x.xml", "PART2_Of_12_x.xml", "PART10_Of_12_x.xml", "a/PART1.xml"];
        assert_eq!(names, expected);
    }

    #[test]
    fn parts_that_others_promise_are_missed() {
        let names = [
            "UDID_FULL_DOWNLOAD_PART1_Of_3_2026-05-01.xml",
            "UDID_FULL_DOWNLOAD_PART3_Of_3_2026-05-01.xml",
            "UDID_INCREMENTAL_DOWNLOAD_PART1_Of_1_2026-08-10.xml",
            "readme.txt",
            "PART5_Of_3.xml",
            "PART1_Of_99999999999999999999.xml",
        ];
        let missing = missing_parts(names.into_iter());
        assert_eq!(missing, ["UDID_FULL_DOWNLOAD_PART2_Of_3_2026-05-01.xml"]);
    }
}
