//! Archives, their members and their order.

use udid_release::udid_store::ReleaseKind;
use udid_release::{Release, ReleaseError, Start};

use crate::files::{archive, device, file, keys, read, xml};

fn day(key: &str) -> Vec<u8> {
    let name = format!("UDID_INCREMENTAL_DOWNLOAD_PART1_Of_1_{key}.xml");
    archive(&[(&name, xml(&[&device(key)]))])
}

#[test]
fn a_full_release_holds_xml_and_its_parts_come_in_the_order_of_their_numbers() {
    let part = |number: u32| {
        let name = format!("UDID_FULL_DOWNLOAD_PART{number}_Of_11_2026-05-01.xml");
        (name, xml(&[&device(&format!("{number:02}"))]))
    };
    let parts: Vec<_> = (1..=11).rev().map(part).collect();
    let members: Vec<_> = parts.iter().map(|(name, xml)| (name.as_str(), xml.clone())).collect();
    let (records, incomplete) = read("UDID_FULL_RELEASE_20260501.zip", &archive(&members));
    assert_eq!(incomplete, []);
    let expected: Vec<_> = (1..=11).map(|number| format!("{number:02}")).collect();
    assert_eq!(keys(&records), expected);
}

#[test]
fn a_day_may_have_two_parts() {
    let name = |part| format!("UDID_INCREMENTAL_DOWNLOAD_PART{part}_Of_2_2026-09-16.xml");
    let two = archive(&[(&name(2), xml(&[&device("b")])), (&name(1), xml(&[&device("a")]))]);
    let (records, incomplete) = read("UDID_DAY_UPDATE_20260916.zip", &two);
    assert_eq!((keys(&records), incomplete.len()), (vec!["a", "b"], 0));
}

#[test]
fn months_hold_weeks_hold_days() {
    let week = archive(&[
        ("UDID_DAY_UPDATE_20260803.zip", day("2026-08-03")),
        ("UDID_DAY_UPDATE_20260804.zip", day("2026-08-04")),
    ]);
    let month = archive(&[
        ("UDID_WEEKLY_UPDATE_20260803_20260809.zip", week),
        ("UDID_DAY_UPDATE_20260801.zip", day("2026-08-01")),
        ("__MACOSX/._x.xml", b"junk".to_vec()),
        ("readme.txt", b"note".to_vec()),
    ]);
    let (_folder, path) = file("UDID_MONTH_UPDATE_202608.zip", &month);
    let release = Release::open(&path).unwrap();
    assert_eq!(release.name().unwrap().kind, ReleaseKind::Month);
    let members: Vec<_> = release.members().collect();
    let nested = "UDID_WEEKLY_UPDATE_20260803_20260809.zip/UDID_DAY_UPDATE_20260803.zip/\
                  UDID_INCREMENTAL_DOWNLOAD_PART1_Of_1_2026-08-03.xml";
    assert_eq!((members.len(), members[1]), (3, nested));
    let records: Vec<_> = release.records().map(Result::unwrap).collect();
    assert_eq!(keys(&records), ["2026-08-01", "2026-08-03", "2026-08-04"]);
}

#[test]
fn a_file_without_xml_is_an_error() {
    let reason = |name: &str, content: &[u8]| {
        let (_folder, path) = file(name, content);
        match Release::open(path) {
            Err(ReleaseError::NotARelease { reason, .. }) => reason,
            other => panic!("{name}: {other:?}"),
        }
    };
    assert_eq!(reason("UDID_DAY_UPDATE_20260916.zip", &archive(&[])), "there is no XML in it");
    let note = archive(&[("readme.txt", b"x".to_vec())]);
    assert_eq!(reason("UDID_DAY_UPDATE_20260916.zip", &note), "there is no XML in it");
    let whole = day("2026-09-16");
    assert!(!reason("UDID_DAY_UPDATE_20260916.zip", &whole[..whole.len() - 30]).is_empty());
}

#[test]
fn reading_begins_where_it_is_told() {
    let three = xml(&[&device("a"), &device("b"), &device("c")]);
    let both = archive(&[("PART1.xml", three.clone()), ("PART2.xml", three)]);
    let (_folder, path) = file("x.zip", &both);
    let mut read = Vec::new();
    Release::open(path).unwrap().read(Start { member: 1, record: 2 }, |piece| {
        read.push((
            piece.member,
            piece.next_record,
            piece.records.len(),
            piece.end.clone().unwrap(),
        ));
        std::ops::ControlFlow::Continue(())
    });
    assert_eq!(read.len(), 1);
    let (member, next, records, end) = &read[0];
    assert_eq!((*member, *next, *records, end.stated), (1, 3, 1, Some(3)));
}
