//! What a model holds that no document lists.

use crate::toy::{Colour, Order};

#[test]
fn unlisted_values_and_fields_have_their_paths() {
    let json = r#"{
        "YS": "9", "YSLB": "1,8，蓝", "MF": "9", "new": [1],
        "WPLB": [{"BQ": "a"}, {"LJ": [{"x": null, "BQ": "1"}], "ZLJ": {"y": "z"}}]
    }"#;
    let order: Order = wire::from_slice(json.as_bytes()).unwrap();
    let found: Vec<_> = order.unlisted().iter().map(ToString::to_string).collect();
    let expected = [
        r#".YS: unlisted value "9""#,
        r#".YSLB: unlisted value "8""#,
        ".WPLB[1].LJ[0].x: unknown field, holds null",
        r#".WPLB[1].ZLJ.y: unknown field, holds "z""#,
        ".new: unknown field, holds [1]",
    ];
    assert_eq!(found, expected);
    assert!(crate::toy::order().unlisted().is_empty());
}

#[test]
fn a_value_is_printed_for_people() {
    let (listed, unlisted) = (Colour::from("1"), Colour::from("9"));
    assert_eq!((listed.en(), listed.zh()), (Some("red"), Some("红")));
    assert_eq!((unlisted.en(), unlisted.zh()), (None, None));
    assert_eq!(format!("{listed} {listed:#} {unlisted} {unlisted:#}"), "red 红 9 9");
    assert_eq!(format!("[{listed:>5}]"), "[  red]");
}
