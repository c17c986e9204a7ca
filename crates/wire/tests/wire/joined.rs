//! Several values in one string: kept as sent, typed when read.

use wire::Joined;

use crate::toy::{Colour, Order};

#[test]
fn the_parts_are_typed_and_the_text_stays() {
    use Colour::{Blue, Red};
    let cases: [(&str, Vec<Colour>); 8] = [
        ("1,2", vec![Red, Blue]),
        ("2", vec![Blue]),
        ("1， 2", vec![Red, Blue]),
        (" 1 ,2 ", vec![Red, Blue]),
        ("红,蓝", vec![Red, Blue]),
        ("1,9", vec![Red, "9".into()]),
        ("1,,2,", vec![Red, Blue]),
        ("", vec![]),
    ];
    for (text, expected) in cases {
        let joined = Joined::<Colour>::from(text);
        assert_eq!(joined.to_vec(), expected, "{text:?}");
        assert_eq!(joined.as_str(), text);
        assert_eq!(serde_json::to_value(&joined).unwrap(), text, "written as it was sent");
    }
}

#[test]
fn parts_are_put_together_with_an_english_comma() {
    let joined: Joined<Colour> = [Colour::Red, Colour::from("9")].into_iter().collect();
    assert_eq!(joined.as_str(), "1,9");
    let none: Joined<String> = [].into_iter().collect();
    assert_eq!(none, Joined::default());
}

#[test]
fn a_single_part_may_come_as_a_number() {
    let order: Order = wire::from_slice(br#"{"YSLB": 2}"#).unwrap();
    assert_eq!(order.colours.unwrap().to_vec(), [Colour::Blue]);
}
