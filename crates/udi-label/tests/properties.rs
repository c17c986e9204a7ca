//! Properties: what is written is read, no text panics, candidates end within a bound.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::string::string_regex;

use udi_label::{
    LabelPromise, Scanner, check_digit, normalize_di, scan, write_bracketed, write_element_string,
};

/// The 82 characters of element strings.
const TEXT: &str = "[!\"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]";

fn gtin() -> impl Strategy<Value = String> {
    "[0-9]{13}".prop_map(|digits| {
        let check = check_digit::gs1(&digits).expect("digits");
        format!("{digits}{check}")
    })
}

fn date() -> impl Strategy<Value = String> {
    (0..100, 1..13, 0..29).prop_map(|(year, month, day)| format!("{year:02}{month:02}{day:02}"))
}

/// Elements of a message, in any order.
fn elements() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let text =
        |length: u8| string_regex(&format!("{TEXT}{{1,{length}}}")).expect("a pattern").boxed();
    let all = vec![
        element("01", gtin().boxed()),
        element("10", text(20)),
        element("21", text(20)),
        element("240", text(30)),
        element("91", text(90)),
        element("11", date().boxed()),
        element("17", date().boxed()),
        element("30", "[0-9]{1,8}".boxed()),
        element("3103", "[0-9]{6}".boxed()),
    ];
    all.prop_flat_map(|all| subsequence(all, 1..=9)).prop_shuffle()
}

fn element(
    identifier: &'static str,
    value: BoxedStrategy<String>,
) -> impl Strategy<Value = (&'static str, String)> {
    value.prop_map(move |value| (identifier, value))
}

fn borrowed<'a>(elements: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    elements.iter().map(|(identifier, value)| (*identifier, value.as_str())).collect()
}

/// Pieces of labels, so that texts get further than their first characters.
fn pieces() -> impl Strategy<Value = String> {
    let known = select(vec![
        "(01)",
        "01",
        "06932992100755",
        "17",
        "270331",
        "270400",
        "10",
        "(10)",
        "21",
        "240",
        "\x1d",
        "<GS>",
        "]C1",
        "]d2",
        "(",
        ")",
        "\\(",
        "+",
        "E308",
        "/",
        "$",
        "$$",
        "$$8",
        "$$9",
        "14D",
        "MA.",
        "156.",
        "M0.",
        "100204.",
        "13351764",
        ".L",
        ".C",
        "https://",
        "id.gs1.org/",
        "?",
        "&",
        "=",
        "%",
        "%2F",
        "%E6",
        "MF",
        "*",
        "BA",
        "[)>\x1e05\x1d",
        "\x1e\x04",
        " ",
        "\n",
        "（",
        "０１",
        "、",
        "…",
        "——",
        "_",
        "|",
        "^",
        "é",
        "𝟘",
    ]);
    let piece = prop_oneof![
        8 => known.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[0-9A-Z]{1,6}".boxed(),
    ];
    vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// All accessors of a reading, or of an error.
fn look_at(text: &str) {
    match scan(text) {
        Ok(label) => {
            assert_eq!(label.input(), text);
            for element in label.elements() {
                assert!(text.get(element.place()).is_some(), "{element:?}");
                assert!(!element.title().is_empty());
            }
            for warning in label.warnings() {
                assert!(text.get(warning.place()).is_some(), "{warning:?}");
            }
            let _ = (label.di(), label.packaging_indicator(), label.normalized_di());
            let _ = (label.quantity(), label.check(), label.link_character(), format!("{label:?}"));
            let normalized = label.normalized();
            if label.agency() == udi_label::Agency::Gs1 {
                let again = scan(&format!("]C1{normalized}")).expect("what was normalized");
                assert_eq!(again, label);
                assert_eq!(scan(&label.bracketed().expect("GS1")).expect("bracketed"), label);
            } else {
                assert_eq!(scan(&normalized).expect("what was normalized"), label);
            }
            assert!(label.candidates().len() <= 256);
        }
        Err(error) => {
            assert_eq!(error.input(), text);
            assert!(text.get(error.place()).is_some(), "{error:?}");
            assert!(error.to_string().len() < 1_000);
            let promise = LabelPromise { lot_number: Some(true), ..LabelPromise::default() };
            for candidates in [error.candidates(), error.candidates_given(promise)] {
                assert!(candidates.len() <= 256);
                for candidate in &candidates {
                    assert_eq!(candidate.label().input(), text);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(elements in elements()) {
        let parts = borrowed(&elements);
        let scanner = Scanner::for_year(2026);
        let text = write_element_string(&parts).expect("valid parts");
        let label = scanner.scan(&format!("]d2{text}")).expect("an element string");
        let read: Vec<_> = label.elements().map(|e| (e.identifier(), e.value())).collect();
        prop_assert_eq!(&read, &parts);
        prop_assert_eq!(label.normalized(), text);

        let bracketed = write_bracketed(&parts).expect("valid parts");
        let printed = scanner.scan(&bracketed).expect("bracketed text");
        prop_assert_eq!(&printed, &label);
        prop_assert_eq!(printed.bracketed(), Some(bracketed));
    }

    #[test]
    fn a_lost_separator_leaves_the_reading_among_the_candidates(
        gtin in gtin(), serial in "[A-Z]{3}[0-9]{1,5}[A-Z]", lot in "[A-Z]{2}[0-9]{1,6}[A-Z]",
        expiry in date(),
    ) {
        let parts = [("01", &*gtin), ("21", &*serial), ("17", &*expiry), ("10", &*lot)];
        let text = write_element_string(&parts).expect("valid parts");
        let lost = text.replace('\x1d', "");
        let scanner = Scanner::for_year(2026);
        let expected = scanner.scan(&text).expect("a label");
        let candidates = match scanner.scan(&lost) {
            Ok(label) => label.candidates(),
            Err(error) => error.candidates(),
        };
        prop_assert!(!candidates.bound_was_hit());
        prop_assert!(candidates.iter().any(|candidate| *candidate.label() == expected), "{}", lost);
        for candidate in &candidates {
            // All parts of a candidate are valid: with separators it reads strictly.
            let text = format!("]C1{}", candidate.label().normalized());
            prop_assert_eq!(&scanner.scan(&text).expect("valid parts"), candidate.label());
        }
    }

    #[test]
    fn arbitrary_text_is_read_or_refused(text in any::<String>()) {
        look_at(&text);
    }

    #[test]
    fn pieces_of_labels_are_read_or_refused(text in pieces()) {
        look_at(&text);
    }

    #[test]
    fn leading_zeros_make_no_other_item(digits in "[0-9]{6,13}", zeros in 0..8_usize) {
        let check = check_digit::gs1(&digits).expect("digits");
        let item = format!("{digits}{check}");
        let longer = format!("{}{item}", "0".repeat(zeros.min(14 - item.len())));
        prop_assert_eq!(normalize_di(&item), normalize_di(&longer));
        let other = format!("{digits}{}", (check + 1) % 10);
        let normalized = normalize_di(&other);
        prop_assert_eq!(normalized.as_str(), &other);
    }
}
