//! Files that are cut, count wrong, or were made to do harm.

use crate::files::{archive, device, file, keys, read, xml, xml_that_states};

use udid_release::{Release, Start};

fn reasons(name: &str, content: &[u8]) -> (usize, Vec<String>) {
    let (records, incomplete) = read(name, content);
    (records.len(), incomplete.into_iter().map(|member| member.to_string()).collect())
}

#[test]
fn a_member_that_counts_otherwise_is_read_and_named() {
    let three = xml_that_states("3", &[&device("a"), &device("b")]);
    let good = xml(&[&device("c")]);
    let release = archive(&[("PART1.xml", three), ("PART2.xml", good)]);
    let (records, incomplete) = read("UDID_DAY_UPDATE_20260916.zip", &release);
    assert_eq!(keys(&records), ["a", "b", "c"]);
    let reasons: Vec<_> = incomplete.iter().map(ToString::to_string).collect();
    assert_eq!(reasons, ["PART1.xml: its header states 3 records; it has 2"]);
}

#[test]
fn a_part_that_others_promise_is_missed() {
    let part = "UDID_INCREMENTAL_DOWNLOAD_PART1_Of_2_2026-09-16.xml";
    let day = archive(&[(part, xml(&[&device("a")]))]);
    let missing = "UDID_INCREMENTAL_DOWNLOAD_PART2_Of_2_2026-09-16.xml: it is not in the archive";
    assert_eq!(reasons("UDID_DAY_UPDATE_20260916.zip", &day), (1, vec![missing.to_owned()]));
}

#[test]
fn a_cut_file_gives_the_records_that_are_whole() {
    let whole = xml(&[&device("a"), &device("b")]);
    let cut = |at: usize| reasons("x.xml", &whole[..at]);
    let end = whole.len();
    assert_eq!(cut(end), (2, vec![]));
    assert_eq!(cut(end - 1), (2, vec!["x.xml: it is cut: its end is missing".to_owned()]));
    let (records, why) = cut(end - 40);
    assert_eq!((records, why.len()), (1, 1));
    for at in 0..end {
        let (records, why) = cut(at);
        assert!(records <= 2 && why.len() == 1, "{at}: {records} {why:?}");
    }
}

#[test]
fn a_record_that_is_no_xml_costs_that_record() {
    let broken = "<deviceRecordKey>b</cpms>";
    let (records, why) =
        read("x.xml", &xml_that_states("3", &[&device("a"), broken, &device("c")]));
    assert_eq!(keys(&records), ["a", "c"]);
    assert!(why[0].reason.starts_with("1 records are not XML, the first: "), "{}", why[0].reason);
}

#[test]
fn broken_bytes_are_replaced_and_the_place_is_told() {
    let mut broken = xml(&[&device("a"), "<deviceRecordKey>b</deviceRecordKey><ggxh>?</ggxh>"]);
    let at = broken.windows(3).position(|three| three == b">?<").unwrap() + 1;
    broken[at] = 0xFF;
    let (_folder, path) = file("x.xml", &broken);
    let mut repairs = Vec::new();
    let mut models = Vec::new();
    Release::open(path).unwrap().read(Start::default(), |piece| {
        repairs.extend(piece.repairs);
        models.extend(piece.records.into_iter().map(|record| record.device.model));
        std::ops::ControlFlow::Continue(())
    });
    let places: Vec<_> =
        repairs.iter().map(|repair| (repair.key.as_str(), repair.element.as_str())).collect();
    assert_eq!(places, [("b", "ggxh")]);
    assert_eq!(models[1].as_deref(), Some("\u{FFFD}"));
}

#[test]
fn what_cannot_be_read_is_named() {
    let sheets = archive(&[("old.xls", b"x".to_vec()), ("PART1.xml", b"no".to_vec())]);
    let (records, why) = reasons("UDID_DAY_UPDATE_20260916.zip", &sheets);
    assert_eq!((records, why.len()), (0, 2));
    assert_eq!(why[0], "PART1.xml: it is not XML");
    assert!(why[1].starts_with("old.xls: it is a spreadsheet"));
    let headless = b"<udid><devices></devices></udid>";
    let (_, why) = reasons("x.xml", headless);
    assert_eq!(why, ["x.xml: its header states no number of records; it has 0"]);
}

#[test]
fn archives_that_unpack_to_much_more_than_they_are_end_with_an_error() {
    let bomb = archive(&[("PART1.xml", vec![b' '; 64 << 20])]);
    let (_, why) = reasons("bomb.zip", &bomb);
    assert!(why[0].contains("packed too tightly"), "{why:?}");
    let mut nested = archive(&[("PART1.xml", xml(&[&device("a")]))]);
    for _ in 0..6 {
        nested = archive(&[("a.zip", nested)]);
    }
    let (_, why) = reasons("nested.zip", &nested);
    assert!(why[0].ends_with("archives are nested more than 5 deep"), "{why:?}");
}

#[test]
fn a_record_without_end_is_given_up() {
    let mut endless = b"<udid><devices><device><cpms>".to_vec();
    endless.extend(vec![b'x'; 9 << 20]);
    endless.extend(b"</cpms></device>");
    endless.extend(&xml(&[&device("b")])[..]);
    let (records, why) = read("x.xml", &endless);
    assert_eq!((keys(&records), why.len()), (vec!["b"], 1));
    let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
    let (records, why) = read("x.xml", &xml(&[&deep]));
    assert_eq!(records.len(), 0);
    assert!(why[0].reason.contains("nested more than 16 deep"), "{why:?}");
}

#[test]
fn no_change_of_a_byte_makes_reading_panic_or_drops_a_record_unseen() {
    let devices = [device("a"), device("b"), device("c")];
    let whole = xml(&[&devices[0], &devices[1], &devices[2]]);
    for (at, byte) in (0..whole.len()).flat_map(|at| [(at, 0), (at, b'<'), (at, b'>'), (at, b'&')])
    {
        let mut changed = whole.clone();
        changed[at] = byte;
        let (records, why) = read("x.xml", &changed);
        assert!(records.len() == 3 || !why.is_empty(), "{at} {byte}: {}", records.len());
    }
}
