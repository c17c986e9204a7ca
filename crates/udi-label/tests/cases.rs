//! Labels from people who do this work, with what they say.

use udi_label::{Agency, ErrorKind, Label, LabelPromise, Scanner, WarningKind, normalize_di};

fn scan(text: &str) -> Label {
    Scanner::for_year(2026).scan(text).unwrap_or_else(|error| panic!("{error}"))
}

fn elements(label: &Label) -> Vec<(&str, &str)> {
    label.elements().map(|element| (element.identifier(), element.value())).collect()
}

fn kinds(label: &Label) -> Vec<WarningKind> {
    label.warnings().iter().map(udi_label::Warning::kind).collect()
}

fn date(date: Option<udi_label::LabelDate>) -> String {
    date.map_or("none".to_owned(), |date| date.to_string())
}

#[test]
fn full_width_brackets_read_as_brackets() {
    let text = "(01)06932992100755（10）181011（11）181012（17）211010（91）01A";
    let label = scan(text);
    assert_eq!((label.di(), label.lot_number()), (Some("06932992100755"), Some("181011")));
    assert_eq!(date(label.production_date()), "2018-10-12");
    assert_eq!(date(label.expiry_date()), "2021-10-10");
    assert_eq!(elements(&label)[4], ("91", "01A"));
    assert_eq!(label.input(), text);
    for element in label.elements() {
        assert_eq!(&text[element.place()], element.value());
    }
    assert_eq!(label.packaging_indicator(), Some('0'));
}

#[test]
fn symbology_identifiers_are_no_data() {
    let label = scan("]C190MPT000341\x1d10R20060043");
    assert_eq!(elements(&label), [("90", "MPT000341"), ("10", "R20060043")]);
    assert_eq!(label.di(), None);
    assert_eq!(kinds(&label), [WarningKind::MissingCompanion]);

    let label = scan("]C101080328254985802112345\x1d1109010117100101");
    assert_eq!((label.di(), label.serial_number()), (Some("08032825498580"), Some("12345")));
    assert_eq!(date(label.production_date()), "2009-01-01");
    assert_eq!(date(label.expiry_date()), "2010-01-01");
}

#[test]
fn element_string_with_one_separator() {
    let text = "0104062102661738112401241727072410S230091624\x1d2400523000302NNN003";
    let label = scan(text);
    assert_eq!(label.di(), Some("04062102661738"));
    assert_eq!(date(label.production_date()), "2024-01-24");
    assert_eq!(date(label.expiry_date()), "2027-07-24");
    assert_eq!(label.lot_number(), Some("S230091624"));
    assert_eq!(elements(&label)[4], ("240", "0523000302NNN003"));
    assert_eq!(label.normalized(), text);
    assert_eq!(label.warnings(), []);
}

#[test]
fn lost_separator_is_an_error_with_candidates() {
    let text = "0104150011164140211GTFG32DLF1723033110158993A";
    let error = Scanner::for_year(2026).scan(text).unwrap_err();
    assert_eq!((error.kind(), error.agency()), (ErrorKind::MissingSeparator, Some(Agency::Gs1)));
    assert!(error.reason().starts_with("no separator after (21)"), "{error}");
    assert_eq!(error.place(), 18..45);
    let candidates = error.candidates();
    assert!(!candidates.bound_was_hit());
    let best = candidates.best().expect("one is ahead of the others");
    let expected = "(01)04150011164140(21)1GTFG32DLF(17)230331(10)158993A";
    assert_eq!(best.label().bracketed().as_deref(), Some(expected));
    assert_eq!(best.lost_separators(), [28]);
    for candidate in &candidates {
        println!("{:?} {:?}", candidate.label().bracketed(), candidate.lost_separators());
    }
}

#[test]
fn promise_of_the_register_leaves_one_candidate() {
    let text = "0104150011164140211GTFG32DLF1723033110158993A";
    let error = Scanner::for_year(2026).scan(text).unwrap_err();
    let promise = LabelPromise {
        lot_number: Some(true),
        serial_number: Some(true),
        production_date: Some(false),
        expiry_date: Some(true),
    };
    let candidates = error.candidates_given(promise);
    let label = candidates.only().expect("one").label();
    assert_eq!(label.serial_number(), Some("1GTFG32DLF"));
    assert_eq!(label.lot_number(), Some("158993A"));
}

#[test]
fn swallowed_date_is_suspected() {
    let label = scan("010693299210075510ABC17271231");
    assert_eq!(label.lot_number(), Some("ABC17271231"));
    assert_eq!(kinds(&label), [WarningKind::PossiblyMissingSeparator]);
    let promise =
        LabelPromise { lot_number: Some(true), expiry_date: Some(true), ..LabelPromise::default() };
    assert!(!promise.agrees_with(&label));
    let promised = label.candidates_given(promise);
    assert!(promise.agrees_with(promised.only().expect("one").label()));
    let candidates = label.candidates();
    let best = candidates.best().expect("one").label();
    assert_eq!((best.lot_number(), date(best.expiry_date())), (Some("ABC"), "2027-12-31".into()));
}

#[test]
fn day_00_is_the_last_day_of_the_month() {
    for (text, expected) in
        [("(17)260400", "2026-04-30"), ("(17)130200", "2013-02-28"), ("(17)160200", "2016-02-29")]
    {
        let label = scan(text);
        assert_eq!(date(label.expiry_date()), expected);
        assert!(kinds(&label).contains(&WarningKind::DayNotGiven));
    }
    let label = scan("(11)190700");
    assert_eq!(date(label.production_date()), "2019-07-31");
    assert!(!label.production_date().expect("a date").day_is_given());
}

#[test]
fn lot_scanned_alone_is_not_a_label() {
    let error = Scanner::for_year(2026).scan("10D9T").unwrap_err();
    assert_eq!((error.kind(), error.input()), (ErrorKind::NoDeviceIdentifier, "10D9T"));
    let candidates = error.candidates();
    assert_eq!(candidates.only().expect("one").label().lot_number(), Some("D9T"));
}

#[test]
fn gtin_in_every_form_is_one_item() {
    let item = normalize_di("06936260855798");
    let texts = [
        "6936260855798",
        "06936260855798",
        "(01)06936260855798(17)260101",
        "]E06936260855798",
        "６９３６２６０８５５７９８",
    ];
    for text in texts {
        assert_eq!(scan(text).normalized_di(), Some(item.clone()), "{text}");
        assert_eq!(scan(text).di(), Some("06936260855798"), "{text}");
    }
    assert_eq!(normalize_di(" 06936260855798 "), item);
}

#[test]
fn separators_in_every_spelling() {
    let expected = scan("]d2010693299210075521S1\x1d10L1");
    let separators = [
        "\x1d",
        "<GS>",
        "{GS}",
        "<gs>",
        "\\x1d",
        "\\x1D",
        "\\u001d",
        "␝",
        "^]",
        "＜ＧＳ＞",
        "《GS》",
    ];
    for separator in separators {
        for prefix in
            ["", "]d2", "]C1", "]Q3", "]e0", "]J1", "\x1d", "]d2\x1d", "］Ｃ１", "\u{FEFF} "]
        {
            let text = format!("{prefix}010693299210075521S1{separator}10L1\r\n");
            assert_eq!(scan(&text), expected, "{text}");
        }
    }
}

#[test]
fn made_to_order_and_master_identifiers() {
    let label = scan("(03)06932992100755(21)A1");
    assert_eq!((label.di(), label.serial_number()), (Some("06932992100755"), Some("A1")));
    let label = scan("(01)06932992100755(8014)1987654Ad4X4bL5ttr2310c2K");
    assert_eq!(elements(&label)[1], ("8014", "1987654Ad4X4bL5ttr2310c2K"));
}

#[test]
fn hibc_with_lot_and_expiry_date() {
    let label = scan("+E308T800206X0/$230513/14D20260413C");
    assert_eq!((label.agency(), label.di()), (Agency::Hibc, Some("E308T800206X0")));
    let parts = [("labeler", "E308"), ("product", "T800206X"), ("unit_of_measure", "0")];
    assert_eq!(elements(&label)[..3], parts);
    assert_eq!(label.lot_number(), Some("230513"));
    assert_eq!(date(label.expiry_date()), "2026-04-13");
    assert_eq!(label.check().map(|check| (check.given, check.computed)), Some(('C', 'C')));
    assert_eq!(label.packaging_indicator(), Some('0'));
}

#[test]
fn hibc_with_quantity() {
    let label = scan("+E203PB414109/$$8243280112R00089525J");
    assert_eq!(label.di(), Some("E203PB414109"));
    assert_eq!((label.quantity(), label.lot_number()), (Some(24), Some("R00089525")));
    assert_eq!(date(label.expiry_date()), "2028-01-12");

    let label = scan("+EHWD3551419/$$900100F");
    assert_eq!((label.di(), label.quantity()), (Some("EHWD3551419"), Some(100)));
    assert_eq!((label.lot_number(), label.expiry_date()), (None, None));
}

#[test]
fn ma_device_identifier() {
    let label = scan("MA.156.M0.100204.13351764");
    assert_eq!((label.agency(), label.di()), (Agency::Ma, Some("MA.156.M0.100204.13351764")));
    assert_eq!(elements(&label), [("organization", "100204"), ("level", "1"), ("item", "335176")]);
    assert_eq!(label.packaging_indicator(), Some('1'));
    assert_eq!(label.warnings(), []);

    let label = scan("MA.156.M0.100204.13351765");
    let [warning] = label.warnings() else { panic!("one warning") };
    assert_eq!(warning.message(), "the check digit is 5, computed 4");
    assert_eq!(warning.place(), 24..25);
}

#[test]
fn ma_with_production_parts() {
    let text = "MA.156.M0.100350.01004YA10017.SLMSAGAAAC.M210628.LAY21062803.E220628.V220627.C3";
    let label = scan(text);
    assert_eq!(label.di(), Some("MA.156.M0.100350.01004YA10017"));
    assert_eq!(label.serial_number(), Some("LMSAGAAAC"));
    assert_eq!(label.lot_number(), Some("AY21062803"));
    assert_eq!(date(label.production_date()), "2021-06-28");
    assert_eq!(date(label.expiry_date()), "2022-06-28");
    let valid = label.elements().find(|element| element.identifier() == "V").expect("V");
    assert_eq!(date(valid.date()), "2022-06-27");
    assert!(label.production_check().expect("C").is_right());
    assert_eq!(label.warnings(), []);
}

#[test]
fn ma_inside_addresses() {
    for text in [
        "http://s.idcode.org.cn/?code=MA.156.M0.100204.13351764",
        "http://s.idcode.org.cn/?code=MA.156.M0.100204.13351764%2F",
        "https://example.com/a/b?x=1&w=MA%2E156.M0.100204.13351764#top",
        "http://s.idcode.org.cn/MA.156.M0.100204.13351764/",
    ] {
        assert_eq!(scan(text).di(), Some("MA.156.M0.100204.13351764"), "{text}");
    }
    let text = "http://s.idcode.org.cn/?code=MA.156.M0.10020X.13351764";
    let error = Scanner::for_year(2026).scan(text).unwrap_err();
    assert_eq!(&text[error.place()], "10020X");
    assert!(error.reason().contains("character 11 of the code"), "{error}");
}
