//! What keyboards, input methods, cameras and printers make of labels.

use udi_label::{Agency, ErrorKind, Label, LabelPromise, ScanError, Scanner, WarningKind};

fn scan(text: &str) -> Label {
    Scanner::for_year(2026).scan(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn error(text: &str) -> ScanError {
    match Scanner::for_year(2026).scan(text) {
        Ok(label) => panic!("{text}: {label:?}"),
        Err(error) => error,
    }
}

/// The text as an input method in full width types it.
fn full_width(text: &str) -> String {
    let wide = |character: char| match character {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character),
        other => other,
    };
    text.chars().map(wide).collect()
}

const CLEAN: [&str; 6] = [
    "010693299210075517270331\x1d10ab/C\x1d21S-1",
    "(01)06932992100755(17)270331(10)ab/C",
    "6936260855798",
    "+E308T800206X0/$230513/14D20260413C",
    "MA.156.M0.100204.13351764",
    "https://id.gs1.org/01/06932992100755/10/ab%2FC?17=270331",
];

#[test]
fn full_width_everything() {
    for text in CLEAN {
        assert_eq!(scan(&full_width(text)), scan(text), "{text}");
    }
}

#[test]
fn blanks_line_ends_and_marks_around() {
    for text in CLEAN {
        for (before, after) in [
            (" ", " "),
            ("\t", "\r\n"),
            ("\u{FEFF}", "\n\n"),
            ("\u{3000}", "\u{A0}"),
            ("\u{200B}", "\0"),
            ("\x02", "\x03"),
        ] {
            let dirty = format!("{before}{text}{after}");
            let label = scan(&dirty);
            assert_eq!(label, scan(text), "{dirty:?}");
            assert_eq!(label.input(), dirty);
            let clean = scan(text);
            for (element, clean) in label.elements().zip(clean.elements()) {
                let shifted = clean.place().start + before.len()..clean.place().end + before.len();
                assert_eq!(element.place(), shifted, "{dirty:?}");
            }
        }
    }
}

#[test]
fn symbology_identifiers_of_other_data() {
    for prefix in ["]C0", "]d1", "]Q1", "]A0"] {
        assert_eq!(scan(&format!("{prefix}+EHWD3551419/$$900100F")).agency(), Agency::Hibc);
        let label = scan(&format!("{prefix}MA.156.M0.100204.13351764"));
        assert_eq!(label.agency(), Agency::Ma);
    }
    let label = scan("]d1010693299210075510A1");
    assert_eq!(label.lot_number(), Some("A1"));
    assert_eq!(label.warnings()[0].kind(), WarningKind::UnexpectedSymbology);
}

#[test]
fn symbols_of_gtins_alone() {
    for (text, di) in [
        ("]E06936260855798", "06936260855798"),
        ("]E0693626085579812", "06936260855798"),
        ("]E496385074", "00000096385074"),
        ("]I116936260855795", "16936260855795"),
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("16936260855795", "16936260855795"),
    ] {
        assert_eq!(scan(text).di(), Some(di), "{text}");
    }
    let error = error("6936260855799");
    assert_eq!((error.kind(), error.place()), (ErrorKind::WrongCheckDigit, 12..13));
}

#[test]
fn brackets_with_blanks_line_ends_and_brackets_in_values() {
    let label = scan("( 01 ) 06932992100755 \n(10) A(1)B(C) (17)270331");
    assert_eq!(label.bracketed().unwrap(), "(01)06932992100755(10)A\\(1)B\\(C)(17)270331");
    assert_eq!(scan(&label.bracketed().unwrap()), label);
    // An identifier that does not exist is not one.
    assert_eq!(scan("(01)06932992100755(10)A(999)").lot_number(), Some("A(999)"));
    let escaped = scan("(01)06932992100755(10)A\\(21)B");
    assert_eq!((escaped.lot_number(), escaped.serial_number()), (Some("A(21)B"), None));
    assert_eq!(scan("[01]06932992100755[10]A1").lot_number(), Some("A1"));
    assert_eq!(scan("(01)06932992100755(10)A1<GS>(21)B").lot_number(), Some("A1"));
}

#[test]
fn errors_name_place_and_kind() {
    for (text, kind, excerpt) in [
        ("", ErrorKind::Empty, ""),
        (" \r\n", ErrorKind::Empty, ""),
        ("]C1", ErrorKind::Empty, ""),
        ("LOT1234", ErrorKind::NotALabel, "LOT1234"),
        ("骨科钢板", ErrorKind::NotALabel, "骨科钢板"),
        ("20231234", ErrorKind::WrongCheckDigit, "4"),
        ("(999)1", ErrorKind::UnknownIdentifier, "999"),
        ("(1)1", ErrorKind::Malformed, "(1)1"),
        ("(01", ErrorKind::Malformed, "(01"),
        ("（01）06932992100754", ErrorKind::WrongCheckDigit, "4"),
        ("(01)06932992100755(17)261301", ErrorKind::InvalidDate, "261301"),
        ("(01)06932992100755(10)", ErrorKind::TooShort, ""),
        ("(01)06932992100755(10)批1", ErrorKind::InvalidCharacter, "批"),
        ("(01)06932992100755(10)A(10)B", ErrorKind::Repeated, "B"),
        ("(01)06932992100755(10)123456789012345678901", ErrorKind::TooLong, "1"),
        ("01069329921007", ErrorKind::WrongCheckDigit, "7"),
        ("0106932992100755XX", ErrorKind::UnknownIdentifier, "XX"),
        ("+E308T800206X0/$230513/14D20260413D", ErrorKind::WrongCheckDigit, "D"),
        ("+E308", ErrorKind::WrongCheckDigit, "8"),
        ("+", ErrorKind::TooShort, "+"),
        ("MA.156.101010.3/10.232324.11", ErrorKind::Unsupported, "101010"),
        ("i.86.101010.3/10.232324.11", ErrorKind::Unsupported, "101010"),
        ("MA.156.M0.12345.13351764", ErrorKind::Malformed, "12345"),
        ("MA.156.M0.100204", ErrorKind::Malformed, ""),
        ("MA.156.M0.100204.13351764.M211301", ErrorKind::InvalidDate, "211301"),
        ("MA.156.M0.100204.13351764..L1", ErrorKind::Malformed, ""),
        ("https://example.com/a?b=c", ErrorKind::NoCodeInAddress, "https://example.com/a?b=c"),
        ("https://id.gs1.org/01/06932992100754", ErrorKind::WrongCheckDigit, "4"),
        ("[)>\u{1e}06\u{1d}9N123\u{1e}\u{4}", ErrorKind::Unsupported, "[)>\u{1e}06"),
    ] {
        let error = error(text);
        assert_eq!((error.kind(), &text[error.place()]), (kind, excerpt), "{text}: {error}");
        assert_eq!(error.input(), text);
    }
}

#[test]
fn digital_link_addresses() {
    for (text, expected) in [
        ("https://id.gs1.org/01/06932992100755", "(01)06932992100755"),
        ("https://id.gs1.org/01/6932992100755/", "(01)06932992100755"),
        ("HTTPS://EXAMPLE.COM/x/01/06932992100755/10/A1/21/S1", "(01)06932992100755(10)A1(21)S1"),
        (
            "http://example.com/01/06932992100755/21/S%2F1?17=270331&linkType=all",
            "(01)06932992100755(21)S/1(17)270331",
        ),
        ("id.gs1.org/01/06932992100755?17=270331", "(01)06932992100755(17)270331"),
        ("https://example.com/00/106141412345678908", "(00)106141412345678908"),
        (
            "https://example.com/01/06932992100755?11=250101&15=260101#x",
            "(01)06932992100755(11)250101(15)260101",
        ),
    ] {
        assert_eq!(scan(text).bracketed().as_deref(), Some(expected), "{text}");
    }
    let label = scan("http://example.com/01/06932992100755/21/S%2F1");
    let place = label.elements().nth(1).expect("a serial number").place();
    assert_eq!(&label.input()[place], "S%2F1");
    for (text, kind) in [
        ("https://example.com/01/06932992100755/21/S/10/L", ErrorKind::UnknownIdentifier),
        ("https://example.com/01/06932992100755/235/T/10/L", ErrorKind::UnknownIdentifier),
        ("https://example.com/01/06932992100755/10", ErrorKind::TooShort),
        ("https://example.com/01/06932992100755?21=1", ErrorKind::UnknownIdentifier),
        ("https://id.gs1.org/ARFKk4XB0CDKWcnpq", ErrorKind::CompressedLink),
        ("https://dlnkd.tn.gg/DBHKVAdpQgqrCg", ErrorKind::CompressedLink),
    ] {
        assert_eq!(error(text).kind(), kind, "{text}");
    }
}

#[test]
fn envelopes() {
    let label = scan("[)>\u{1e}05\u{1d}010693299210075510A1\u{1e}\u{4}");
    assert_eq!((label.di(), label.lot_number()), (Some("06932992100755"), Some("A1")));
}

#[test]
fn hibc_as_printed_and_typed() {
    let clean = scan("+E308T800206X0/$230513/14D20260413C");
    assert_eq!(scan("*+E308T800206X0/$230513/14D20260413C*"), clean);
    let lower = scan("+e308t800206x0/$230513/14d20260413c");
    assert_eq!(lower, clean);
    assert_eq!(lower.warnings()[0].kind(), WarningKind::LowerCase);
    // The keys `/` and `$` of a Chinese keyboard.
    let typed = scan("+E308T800206X0、￥230513、14D20260413C");
    assert_eq!(typed, clean);
    assert_eq!(typed.warnings()[0].kind(), WarningKind::InputMethod);
    for text in ["E308T800206X0/$230513/14D20260413C", "*E308T800206X0/$230513/14D20260413C*"] {
        let error = error(text);
        assert_eq!(error.kind(), ErrorKind::NotALabel);
        assert_eq!(*error.candidates().only().expect("one").label(), clean);
    }
}

#[test]
fn hibc_check_character_that_is_a_blank() {
    // Python: the check of `+A123BJC5D1` with some last digit is a blank; see `others.py`.
    let text = (0..10)
        .flat_map(|a| (0..10).map(move |b| format!("+A123BJC5D{a}{b}")))
        .find(|text| udi_label::check_digit::hibc(text) == Some(' '))
        .expect("one of 100 texts");
    for dirty in [format!("{text} "), format!("{text}_"), format!(" {text} ")] {
        let label = scan(&dirty);
        assert_eq!(label.di(), Some(&text[1..]), "{dirty}");
        assert!(label.check().expect("a check character").is_right());
    }
}

#[test]
fn hibc_secondary_code_has_a_link_character() {
    let primary = scan("+A123BJC5D6E71G");
    let check = udi_label::check_digit::hibc("+$$52001510X3G").expect("a check");
    let secondary = scan(&format!("+$$52001510X3G{check}"));
    assert_eq!((secondary.di(), secondary.lot_number()), (None, Some("10X3")));
    assert_eq!(secondary.expiry_date().expect("a date").to_string(), "2020-01-15");
    assert_eq!(secondary.link_character(), primary.check().map(|check| check.given));
}

#[test]
fn ma_in_lower_case_and_with_odd_parts() {
    let label = scan("ma.156.m0.100204.13351764");
    assert_eq!(label.di(), Some("MA.156.M0.100204.13351764"));
    assert_eq!(label.warnings()[0].kind(), WarningKind::LowerCase);
    let label = scan("MA.156.M0.100204.13351764.LA-1_b.M20210628.X9");
    assert_eq!(label.lot_number(), Some("A-1_b"));
    assert_eq!(label.production_date().expect("a date").to_string(), "2021-06-28");
    assert_eq!(label.warnings()[0].kind(), WarningKind::UnknownPart);
    let typed = scan("MA。156。M0。100204。13351764");
    assert_eq!(typed.di(), Some("MA.156.M0.100204.13351764"));
}

#[test]
fn ahm_parts_are_texts() {
    let label = scan("MF0123456789*BAL001*SN77*MD250101*ED20270101*PL5*ZZ1");
    assert_eq!((label.agency(), label.di()), (Agency::Ahm, Some("MF0123456789")));
    assert_eq!((label.lot_number(), label.serial_number()), (Some("L001"), Some("77")));
    assert_eq!(label.production_date().expect("a date").to_string(), "2025-01-01");
    assert_eq!(label.expiry_date().expect("a date").to_string(), "2027-01-01");
    assert_eq!(label.elements().len(), 7);
    assert_eq!(error("MF0123456789").kind(), ErrorKind::NotALabel);
}

#[test]
fn iccbba_is_recognized() {
    for text in ["=/A9997XYZ100T0944=,000025", "=A99971312345600", "&,1000000000000XYZ123"] {
        let label = scan(text);
        assert_eq!((label.agency(), label.di()), (Agency::Iccbba, None), "{text}");
        assert_eq!(label.warnings()[0].kind(), WarningKind::NotParsed);
    }
    assert_eq!(error("=SUM(A1)").kind(), ErrorKind::NotALabel);
}

#[test]
fn marks_in_place_of_separators_are_candidates_only() {
    for mark in ["|", "^", " ", "\n", "_"] {
        let text = format!("010693299210075510ABCDEFGHIJKLMNOPQRST{mark}21S1");
        let error = error(&text);
        let candidates = error.candidates();
        let label = candidates.best().expect("one ahead").label();
        assert_eq!(label.lot_number(), Some("ABCDEFGHIJKLMNOPQRST"), "{mark:?}");
        assert_eq!(label.serial_number(), Some("S1"), "{mark:?}");
    }
    let printed = error("6 936260 855798").candidates();
    assert_eq!(printed.only().expect("one").label().di(), Some("06936260855798"));
    let error = error("01 06932992100755 17 270331 10 ABC");
    let candidates = error.candidates();
    let label = candidates.best().expect("one ahead").label();
    assert_eq!(label.bracketed().unwrap(), "(01)06932992100755(17)270331(10)ABC");
    for element in label.elements() {
        assert_eq!(&error.input()[element.place()], element.value());
    }
}

#[test]
fn number_of_candidates() {
    let none = error("0106932992100755880XX");
    assert_eq!((none.candidates().len(), none.candidates().bound_was_hit()), (0, false));
    let many = format!("010693299210075521{}", "90919293949596979899".repeat(5));
    let many = error(&many).candidates();
    assert!(many.is_empty() && many.bound_was_hit());
    let promise = LabelPromise { lot_number: Some(true), ..LabelPromise::default() };
    let long = error(&format!("010693299210075510{}", "9".repeat(1_000)));
    assert!(long.candidates_given(promise).bound_was_hit());
}

#[test]
fn texts_that_are_too_long() {
    let text = "1".repeat(udi_label::MAX_LENGTH + 1);
    assert_eq!(error(&text).kind(), ErrorKind::TextTooLong);
    // Fuzzing: the error repeated the whole segment.
    let text = format!("https://example.com/00/106141412345678908/{}/1", "9".repeat(5_000));
    assert!(error(&text).to_string().len() < 500);
    let text = "(".repeat(udi_label::MAX_LENGTH);
    assert_eq!(error(&text).kind(), ErrorKind::Malformed);
}
