//! Loads of release files that are killed again and again at any moment end with the same database as an
//! undisturbed one.

use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use std::time::Instant;

use jiff::civil::date;
use test_support::database::Content;
use udid_synthetic::archive::{write_archives, write_parts};
use udid_synthetic::{Catalog, RecordId};

use crate::binary::Yima;
use crate::random::Random;
use crate::{kill_until_it_ends, kills};

/// Records of a day.
const RECORDS: u32 = 100;

/// A week of seven days, each an archive in the archive.
fn write_week(folder: &Path) {
    let day = |number: i8| {
        let day = date(2026, 8, number);
        let mut out = Cursor::new(Vec::new());
        let records = (0..RECORDS).map(|index| Catalog::new(3).record(RecordId { day, index }));
        let names = ("UDID_INCREMENTAL_DOWNLOAD", &*day.to_string());
        let keep = &mut |_, xml: String| xml.into_bytes();
        write_parts(&mut out, names, records, RECORDS as usize, "tests", keep).unwrap();
        (format!("UDID_DAY_UPDATE_{}.zip", day.strftime("%Y%m%d")), out.into_inner())
    };
    let days: Vec<_> = (3..=9).map(day).collect();
    let file = File::create(folder.join("UDID_WEEKLY_UPDATE_20260803_20260809.zip")).unwrap();
    write_archives(file, days.iter().map(|(name, day)| (name.clone(), day.as_slice()))).unwrap();
}

#[test]
fn killed_loads_lose_nothing() {
    let yima = Yima::new();
    let releases = yima.home().join("releases");
    std::fs::create_dir(&releases).unwrap();
    write_week(&releases);
    let began = Instant::now();
    let whole = yima.run(&["udid", "import", "releases", "--db", "whole.sqlite"]);
    let longest = began.elapsed();
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let expected = Content::of(&yima.home().join("whole.sqlite"));
    assert_eq!(expected.count("device"), 7 * RECORDS as usize);

    let (kills, mut killed, mut files) = (kills(), 0, 0);
    let mut random = Random::new();
    while killed < kills {
        files += 1;
        let name = format!("{files}.sqlite");
        let import = ["udid", "import", "releases", "--db", &name];
        killed += kill_until_it_ends(&yima, &import, &mut random, longest);
        let last = yima.run(&import);
        assert_eq!(last.code, Some(0), "{last:?}");
        Content::of(&yima.home().join(&name)).assert_same(&expected);
        let verified = yima.run(&["udid", "verify", "--db", &name, "--output", "ndjson"]);
        assert!(verified.stdout.contains(r#""records":700"#), "{verified:?}");
    }
    assert!(files <= 10 * kills, "{files} databases");
}
