//! Open enums: listed values strictly, all others kept.

use wire::OpenEnum;

use crate::toy::{Colour, Order, Outcome};

#[test]
fn a_strict_parse_takes_listed_values_and_their_other_spellings() {
    for (text, expected) in [("1", Colour::Red), ("红", Colour::Red), ("2", Colour::Blue)] {
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }
}

#[test]
fn a_strict_parse_refuses_others_and_says_what_is_listed() {
    for text in ["3", "", "01", " 1", "red", "１"] {
        let error = text.parse::<Colour>().expect_err(text);
        assert_eq!((error.of, error.value.as_str()), (Colour::INFO, text));
        let shown = error.to_string();
        assert_eq!(
            shown,
            format!("{text:?} is not a value of Colour (某值); listed are 1 红 2 蓝")
        );
    }
}

#[test]
fn an_unlisted_value_is_kept_and_has_no_text_of_its_own() {
    let unlisted = Colour::from("9");
    assert_eq!((unlisted.as_str(), unlisted.zh(), unlisted.index()), ("9", None, None));
    assert_eq!(unlisted.to_string(), "9");
    assert_eq!((Colour::Blue.zh(), Colour::Blue.index()), (Some("蓝"), Some(1)));
}

#[test]
fn only_an_enum_of_numbers_is_written_as_a_number() {
    let json = |value| serde_json::to_string(&value).unwrap();
    // Codes below zero exist (the IDcode registry's -1 and -100) and are printed as numbers.
    for (colour, expected) in
        [(Colour::Red, "1"), ("77".into(), "77"), ("x".into(), r#""x""#), ("-1".into(), "-1")]
    {
        assert_eq!(json(colour), expected);
    }
    assert_eq!(serde_json::to_string(&Outcome::Done).unwrap(), r#""1""#);
}

/// `007` and `+7` parse as numbers; as numbers they would come back as 7.
#[test]
fn a_value_that_a_number_would_change_stays_text() {
    for text in ["007", "+7", "18446744073709551616"] {
        let json = serde_json::to_string(&Colour::from(text)).unwrap();
        assert_eq!(json, format!("{text:?}"));
        let back: Colour = serde_json::from_str(&json).unwrap();
        assert_eq!(back, Colour::from(text));
    }
}

#[test]
fn empty_is_no_value() {
    let order: Order = wire::from_slice(br#"{"YS": ""}"#).unwrap();
    assert_eq!(order.colour, None);
    assert!(serde_json::from_str::<Colour>("null").is_err(), "alone it must be a value");
}
