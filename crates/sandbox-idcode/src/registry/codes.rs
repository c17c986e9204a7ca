//! The codes of a batch: a list, or a range that is never written out in memory.

use std::borrow::Cow;

use idcode_types::Idcode;
use serde_json::{Value, json};

/// Items' parts of codes.
pub enum Codes {
    /// One on each line.
    Lines { text: String, count: u64 },
    /// A prefix and numbers, both ends included.
    Range { prefix: String, first: u64, last: u64, width: usize },
}

/// Whether a text can be the item's part of a code: not empty, and without a slash at its end too.
pub fn check_item(category: &Idcode, item: &str) -> Result<(), String> {
    let code = category.item(item).map_err(|error| error.to_string())?;
    let is_whole = code.item_code() == Some(item);
    if is_whole { Ok(()) } else { Err("an item's part is missing or ends in a slash".to_owned()) }
}

impl Codes {
    /// A list of codes; each is an item's part or a whole code of the category. Says which one is
    /// none, or comes twice, counted from 1.
    pub fn list<'a>(
        category: &Idcode,
        codes: impl Iterator<Item = &'a str>,
    ) -> Result<Self, String> {
        let whole = category.with_slash();
        let (mut text, mut count) = (String::new(), 0);
        for code in codes {
            count += 1;
            let item = code.strip_prefix(&whole).unwrap_or(code);
            check_item(category, item).map_err(|error| format!("code {count}: {error}"))?;
            text.push_str(item);
            text.push('\n');
        }
        let mut sorted: Vec<_> = text.lines().collect();
        sorted.sort_unstable();
        if let Some((twice, _)) = sorted.iter().zip(sorted.iter().skip(1)).find(|(a, b)| a == b) {
            return Err(format!("the code {twice} comes twice"));
        }
        Ok(Self::Lines { text, count })
    }

    pub fn count(&self) -> u64 {
        match self {
            Self::Lines { count, .. } => *count,
            Self::Range { first, last, .. } => last - first + 1,
        }
    }

    /// As it is kept: a list of items' parts, or the range.
    pub fn stored(&self) -> Value {
        match self {
            Self::Lines { text, .. } => text.lines().collect(),
            Self::Range { prefix, first, last, width } => {
                json!({"prefix": prefix, "first": first, "last": last, "width": width})
            }
        }
    }

    /// First and last serial number.
    pub fn serial_numbers(&self) -> (u64, u64) {
        match self {
            Self::Lines { count, .. } => (1, *count),
            Self::Range { first, last, .. } => (*first, *last),
        }
    }

    /// All items' parts.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Cow<'_, str>> + '_> {
        match self {
            Self::Lines { text, .. } => Box::new(text.lines().map(Cow::Borrowed)),
            Self::Range { prefix, first, last, width } => {
                Box::new((*first..=*last).map(move |number| {
                    Cow::Owned(format!("{prefix}{number:0width$}", width = *width))
                }))
            }
        }
    }

    /// The place of an item's part.
    pub fn position(&self, item: &str) -> Option<u64> {
        match self {
            Self::Lines { text, .. } => {
                text.lines().position(|line| line == item).map(|place| place as u64)
            }
            Self::Range { prefix, first, last, width } => {
                let number = item.strip_prefix(prefix.as_str())?.parse().ok()?;
                let is_same = item == format!("{prefix}{number:0width$}", width = *width);
                (is_same && (*first..=*last).contains(&number)).then(|| number - first)
            }
        }
    }
}
