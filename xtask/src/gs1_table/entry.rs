//! One application identifier of the spec, checked and written as Rust.

use std::fmt::Write;

use super::yaml::Node;

/// Names of the spec and their variants in `udi_label::gs1`.
const SETS: [(&str, &str); 4] =
    [("numeric", "Numeric"), ("text", "Text"), ("part", "Part"), ("base64url", "Base64Url")];

const ROLES: [(&str, &str); 7] = [
    ("device_identifier", "DeviceIdentifier"),
    ("lot_number", "LotNumber"),
    ("serial_number", "SerialNumber"),
    ("production_date", "ProductionDate"),
    ("expiry_date", "ExpiryDate"),
    ("best_before_date", "BestBeforeDate"),
    ("quantity", "Quantity"),
];

/// The longest value of an application identifier.
const MAX_LENGTH: u8 = 90;

/// The identifiers of an entry, and its Rust.
pub struct Entry {
    pub first: u16,
    pub last: u16,
    pub digits: u32,
    pub rust: String,
}

const KEYS: [&str; 10] = [
    "ai",
    "title",
    "en",
    "role",
    "data",
    "separator",
    "requires",
    "excludes",
    "link_key",
    "link_attribute",
];

impl Entry {
    pub fn read(node: &Node) -> Result<Self, String> {
        let [ai, title, en, role, data, separator, requires, excludes, key, attribute] =
            node.fields(KEYS)?;
        let needed = |field: Option<_>, name| {
            field.ok_or_else(|| node.error(&format!("`{name}` is missing")))
        };
        let (first, last, digits) = range(needed(ai, "ai")?)?;
        let role = role.map_or(Ok("Other"), |role| variant(role, &ROLES))?;
        let key = key.map(link_key).transpose()?;
        let mut rust = String::new();
        let _ = writeln!(rust, "    ApplicationIdentifier {{");
        let _ = writeln!(rust, "        range: ({first}, {last}),");
        let _ = writeln!(rust, "        title: {:?},", needed(title, "title")?.text()?);
        let _ = writeln!(rust, "        meaning: {:?},", needed(en, "en")?.text()?);
        let _ = writeln!(rust, "        role: Role::{role},");
        let _ = writeln!(rust, "        components: &[");
        for component in needed(data, "data")?.list()? {
            let _ = writeln!(rust, "            {},", read_component(component)?);
        }
        let _ = writeln!(rust, "        ],");
        let _ = writeln!(rust, "        separator: {},", flag(separator)?);
        let _ = writeln!(rust, "        requires: &[{}],", joined(requires, rule)?);
        let _ = writeln!(rust, "        excludes: &[{}],", joined(excludes, pattern)?);
        let key = key.map_or("None".to_owned(), |key| format!("Some(&[{key}])"));
        let _ = writeln!(rust, "        link_key: {key},");
        let _ = writeln!(rust, "        link_attribute: {},", flag(attribute)?);
        let _ = writeln!(rust, "    }},");
        Ok(Self { first, last, digits, rust })
    }
}

/// The items of a list that may be absent, each written by a function.
fn joined(
    list: Option<&Node>,
    write: impl Fn(&Node) -> Result<String, String>,
) -> Result<String, String> {
    let items = list.map_or(Ok(&[][..]), Node::list)?.iter().map(write);
    Ok(items.collect::<Result<Vec<_>, _>>()?.join(", "))
}

/// `"01"` or `"3100-3105"`: first, last, and how many digits they have.
fn range(node: &Node) -> Result<(u16, u16, u32), String> {
    let text = node.text()?;
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| {
        let is_number = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_number);
        number.ok_or_else(|| node.error(&format!("`{text}` is not an application identifier")))
    };
    let (from, to): (u16, u16) = (number(first)?, number(last)?);
    if from > to || first.len() != last.len() {
        return Err(node.error(&format!("`{text}` is not a range")));
    }
    let digits = match first.len() {
        2 => 2,
        3 => 3,
        _ => 4,
    };
    Ok((from, to, digits))
}

fn read_component(node: &Node) -> Result<String, String> {
    let [set, length, optional, check] = node.fields(["set", "length", "optional", "check"])?;
    let (Some(set), Some(length)) = (set, length) else {
        return Err(node.error("a component needs `set` and `length`"));
    };
    let set = variant(set, &SETS)?;
    let text = length.text()?;
    let (min, max) = text.split_once("..").unwrap_or((text, text));
    let number = |text: &str| match text.parse() {
        Ok(number @ 1..=MAX_LENGTH) => Ok(number),
        _ => Err(length.error(&format!("`{text}` is not a length from 1 to {MAX_LENGTH}"))),
    };
    let (min, max): (u8, u8) = (number(min)?, number(max)?);
    let checks = joined(check, |check| Ok(format!("ContentRule::{}", camel(check.text()?))))?;
    Ok(format!(
        "Component {{ set: CharacterSet::{set}, min: {min}, max: {max}, optional: {}, checks: \
         &[{checks}] }}",
        flag(optional)?
    ))
}

/// Alternatives, each of identifiers that have to be there together.
fn rule(node: &Node) -> Result<String, String> {
    let alternatives = node.list()?.iter().map(|alternative| {
        let parts = alternative.text()?.split('+');
        let parts = parts.map(|part| range_of_pattern(alternative, part));
        Ok(format!("&[{}]", parts.collect::<Result<Vec<_>, String>>()?.join(", ")))
    });
    Ok(format!("&[{}]", alternatives.collect::<Result<Vec<_>, String>>()?.join(", ")))
}

fn pattern(node: &Node) -> Result<String, String> {
    range_of_pattern(node, node.text()?)
}

/// `392n` as the range from 3920 to 3929.
fn range_of_pattern(node: &Node, text: &str) -> Result<String, String> {
    let ends = ["0", "9"].map(|digit| text.replace('n', digit).parse::<u16>());
    match ends {
        [Ok(first), Ok(last)] if (2..=4).contains(&text.len()) => Ok(format!("({first}, {last})")),
        _ => Err(node.error(&format!("`{text}` is not a pattern of application identifiers"))),
    }
}

fn link_key(node: &Node) -> Result<String, String> {
    let sequences = node.list()?.iter().map(|sequence| {
        let codes = sequence.list()?.iter().map(|code| Ok(range(code)?.0.to_string()));
        Ok(format!("&[{}]", codes.collect::<Result<Vec<_>, String>>()?.join(", ")))
    });
    Ok(sequences.collect::<Result<Vec<_>, String>>()?.join(", "))
}

fn variant(node: &Node, names: &[(&str, &'static str)]) -> Result<&'static str, String> {
    let text = node.text()?;
    let found = names.iter().find(|(name, _)| *name == text);
    found.map(|(_, variant)| *variant).ok_or_else(|| node.error(&format!("unknown `{text}`")))
}

fn flag(node: Option<&Node>) -> Result<bool, String> {
    match node.map(|node| (node, node.text())) {
        None | Some((_, Ok("false"))) => Ok(false),
        Some((_, Ok("true"))) => Ok(true),
        Some((node, _)) => Err(node.error("expected `true` or `false`")),
    }
}

/// `check_digit` as `CheckDigit`. The compiler knows the variants: an unknown rule does not build.
fn camel(snake: &str) -> String {
    let mut camel = String::new();
    for word in snake.split('_') {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}
