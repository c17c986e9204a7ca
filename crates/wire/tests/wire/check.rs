//! Requests are checked before they leave, and the error names parameter and rule, not the value.

use wire::{Count, OpenEnum, Refusal, Rule, check, check_value};

use crate::toy::{Colour, Order, order};

/// The rule that an order breaks, with its parameter.
fn broken(change: impl FnOnce(&mut Order)) -> Option<(&'static str, Rule)> {
    let mut order = order();
    change(&mut order);
    check(&order).err().map(|refusal| (refusal.parameter, refusal.rule))
}

#[test]
fn an_order_that_keeps_the_rules_may_leave() {
    assert_eq!(check(&order()), Ok(()));
    let everything = |order: &mut Order| {
        order.colour = Some(Colour::Red);
        order.colours = Some("1,2".into());
        order.copies = Some(Count::from(2));
    };
    assert_eq!(broken(everything), None);
}

#[test]
fn each_broken_rule_is_named_with_its_parameter() {
    type Change = fn(&mut Order);
    let listed = Rule::Listed(Colour::INFO);
    let cases: [(&str, Change, &str, Rule); 14] = [
        ("required text is missing", |it| it.buyer = None, "MF", Rule::Required),
        ("required text is empty", |it| it.buyer = Some(String::new()), "MF", Rule::Required),
        ("required text is blank", |it| it.buyer = Some(" \t".into()), "MF", Rule::Required),
        ("required number is missing", |it| it.page = None, "YM", Rule::Required),
        ("required list is empty", |it| it.items.clear(), "WPLB", Rule::Required),
        ("value is not listed", |it| it.colour = Some("3".into()), "YS", listed.clone()),
        ("one value, not two", |it| it.colour = Some("1,2".into()), "YS", listed.clone()),
        ("a part is not listed", |it| it.colours = Some("1,3".into()), "YSLB", listed.clone()),
        ("a blank in a part", |it| it.colours = Some("1, 2".into()), "YSLB", listed.clone()),
        ("an empty part", |it| it.colours = Some("1,,2".into()), "YSLB", listed),
        ("number is too small", |it| it.page = Some(0), "YM", Rule::AtLeast(1)),
        ("counter is too small", |it| it.copies = Some(1.into()), "FS", Rule::AtLeast(2)),
        ("counter is no number", |it| it.copies = Some("x".into()), "FS", Rule::WholeNumber),
        ("counter is negative", |it| it.copies = Some("-5".into()), "FS", Rule::WholeNumber),
    ];
    for (name, change, parameter, rule) in cases {
        assert_eq!(broken(change), Some((parameter, rule)), "{name}");
    }
}

#[test]
fn an_optional_parameter_may_be_empty() {
    assert_eq!(broken(|order| order.colour = Some("".into())), None);
    assert_eq!(broken(|order| order.copies = Some(" ".into())), None);
}

#[test]
fn a_value_is_checked_alone_as_well() {
    let field = |wire| <Order as wire::Model>::INFO.fields.iter().find(|f| f.wire == wire).unwrap();
    for (wire, text, expected) in [
        ("YM", "7", Ok(())),
        ("YM", "7.5", Err(Rule::WholeNumber)),
        ("YM", "", Err(Rule::Required)),
        ("YS", "2", Ok(())),
        ("YS", "", Ok(())),
        ("YS", "blue", Err(Rule::Listed(Colour::INFO))),
        ("MF", "anything", Ok(())),
    ] {
        assert_eq!(check_value(field(wire), text), expected, "{wire} {text:?}");
    }
}

#[test]
fn a_refusal_says_what_to_do() {
    let refusal = |rule| Refusal { endpoint: "T1", parameter: "YM", rule }.to_string();
    for (rule, expected) in [
        (Rule::Required, "T1: parameter YM is required and must not be empty"),
        (Rule::Listed(Colour::INFO), "T1: parameter YM must be one of 1 (红) 2 (蓝)"),
        (Rule::WholeNumber, "T1: parameter YM must be a whole number"),
        (Rule::AtLeast(1), "T1: parameter YM must be at least 1"),
        (Rule::AtMost(9), "T1: parameter YM must be at most 9"),
        (Rule::AtLeastCharacters(6), "T1: parameter YM must have at least 6 characters"),
        (Rule::AtMostCharacters(16), "T1: parameter YM must have at most 16 characters"),
    ] {
        assert_eq!(refusal(rule), expected);
    }
}

#[test]
fn a_refusal_does_not_show_the_value() {
    let mut order = order();
    order.copies = Some("planted-value".into());
    let refusal = check(&order).unwrap_err();
    assert!(!format!("{refusal} {refusal:?}").contains("planted"), "{refusal:?}");
}
