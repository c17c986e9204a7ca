//! Code numbers (码号): `<unit>`, `<unit>/<category>` or `<unit>/<category>/<item>`.

mod content;
mod redirect;

use std::fmt;
use std::str::FromStr;

pub use content::{InvalidContent, resolver};
pub use redirect::{ApplicationKind, InvalidAddress, resolve_redirect};

/// Longer texts are not code numbers; a picture could not hold them.
const MAX_LENGTH: usize = 512;

/// A code number: of a unit (单位主码), of a category (品类码) or of one thing (一物一码).
///
/// Old codes begin with `i.86.`, new ones with `MA.156.`. The slash that some answers put at the
/// end is accepted and not kept.
///
/// ```
/// use idcode_types::{Idcode, Scheme};
///
/// let category: Idcode = "MA.156.101010.3/10.232324.11/".parse()?;
/// assert_eq!(category.scheme(), Scheme::Ma156);
/// assert_eq!(category.to_string(), "MA.156.101010.3/10.232324.11");
/// assert_eq!(category.with_slash(), "MA.156.101010.3/10.232324.11/");
///
/// let error = "i.86.101010.3/10.232324/x".parse::<Idcode>().unwrap_err();
/// assert_eq!(error.position, 14);
/// # Ok::<(), idcode_types::InvalidIdcode>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Idcode {
    text: String,
    scheme: Scheme,
    /// Where the unit's part ends.
    unit_end: usize,
    /// Where the category's part ends; the item's goes to the end.
    category_end: Option<usize>,
}

/// How a code number begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scheme {
    /// `i.86.`, the old beginning.
    I86,
    /// `MA.156.`, the new beginning.
    Ma156,
}

impl Scheme {
    const ALL: [Self; 2] = [Self::I86, Self::Ma156];

    /// The text with which codes begin.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::I86 => "i.86.",
            Self::Ma156 => "MA.156.",
        }
    }
}

/// Why a text is not a code number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidIdcode {
    /// Characters before the place where it goes wrong.
    pub position: usize,
    /// What is wrong there.
    pub reason: &'static str,
}

impl fmt::Display for InvalidIdcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no IDcode number: at character {}: {}", self.position + 1, self.reason)
    }
}

impl std::error::Error for InvalidIdcode {}

impl Idcode {
    /// How it begins.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The unit's main code (单位主码), like `i.86.101010.3`.
    pub fn unit_code(&self) -> &str {
        &self.text[..self.unit_end]
    }

    /// The category's part, like `10.232324.11`: use, category and model.
    pub fn category_code(&self) -> Option<&str> {
        self.category_end.map(|end| &self.text[self.unit_end + 1..end])
    }

    /// Use (用途), category (品类) and model (型号) of the category's part.
    pub fn category_parts(&self) -> Option<(&str, &str, &str)> {
        let mut parts = self.category_code()?.splitn(3, '.');
        Some((parts.next()?, parts.next()?, parts.next()?))
    }

    /// The item's part.
    pub fn item_code(&self) -> Option<&str> {
        let end = self.category_end?;
        self.text.get(end + 1..)
    }

    /// The code number of its category (品类码), like `i.86.101010.3/10.232324.11`.
    pub fn category(&self) -> Option<Self> {
        let end = self.category_end?;
        Some(Self { text: self.text[..end].to_owned(), ..self.clone() })
    }

    /// The code number of an item of this category.
    ///
    /// # Errors
    /// If this is not the code of a category, or the item's part cannot be one.
    pub fn item(&self, item: &str) -> Result<Self, InvalidIdcode> {
        // Checked by itself: a slash at the end of a whole code is dropped.
        check_item(item, self.text.chars().count() + 1)?;
        format!("{self}/{item}").parse()
    }

    /// The code number as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// With a slash at its end, as some answers have it.
    pub fn with_slash(&self) -> String {
        format!("{}/", self.text)
    }
}

impl fmt::Display for Idcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Idcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Idcode({})", self.text)
    }
}

impl FromStr for Idcode {
    type Err = InvalidIdcode;

    fn from_str(text: &str) -> Result<Self, InvalidIdcode> {
        let text = text.strip_suffix('/').unwrap_or(text);
        if text.len() > MAX_LENGTH {
            let is_within = |(start, c): &(usize, char)| start + c.len_utf8() <= MAX_LENGTH;
            let position = text.char_indices().take_while(is_within).count();
            return Err(InvalidIdcode { position, reason: "too long" });
        }
        let scheme = Scheme::ALL.into_iter().find(|scheme| text.starts_with(scheme.prefix()));
        let reason = "it begins with neither i.86. nor MA.156.";
        let scheme = scheme.ok_or(InvalidIdcode { position: 0, reason })?;

        let mut parts = text.splitn(3, '/');
        let unit = parts.next().unwrap_or_default();
        check_unit(scheme, unit)?;
        let category = parts.next();
        let category_start = unit.chars().count() + 1;
        category.map_or(Ok(()), |category| check_category(category, category_start))?;
        let category_end = category.map(|category| unit.len() + 1 + category.len());
        if let (Some(item), Some(end)) = (parts.next(), category_end) {
            check_item(item, text[..end].chars().count() + 1)?;
        }
        Ok(Self { text: text.to_owned(), scheme, unit_end: unit.len(), category_end })
    }
}

/// Region and number, or more parts: letters and digits between dots.
fn check_unit(scheme: Scheme, unit: &str) -> Result<(), InvalidIdcode> {
    let start = scheme.prefix().len();
    let rest = &unit[start..];
    check_characters(rest, start, |c| c.is_ascii_alphanumeric(), "letters and digits belong here")?;
    if rest.split('.').count() < 2 {
        let reason = "the unit's main code has a region and a number, with a dot between";
        return Err(InvalidIdcode { position: start, reason });
    }
    Ok(())
}

fn check_category(category: &str, start: usize) -> Result<(), InvalidIdcode> {
    let parts: Vec<_> = category.split('.').collect();
    let [code_use, code, model] = parts.as_slice() else {
        let reason = "the category's part is <use>.<category>.<model>";
        return Err(InvalidIdcode { position: start, reason });
    };
    let digits = "digits belong here";
    check_characters(code_use, start, |c| c.is_ascii_digit(), digits)?;
    let start = start + code_use.len() + 1;
    check_characters(code, start, |c| c.is_ascii_digit(), digits)?;
    let start = start + code.len() + 1;
    let is_model = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    check_characters(model, start, is_model, "letters, digits, - and _ belong here")
}

fn check_item(item: &str, start: usize) -> Result<(), InvalidIdcode> {
    let is_wrong = |c: char| c.is_whitespace() || c.is_control() || c == '/';
    let reason = "the item's part has no blanks, slashes or control characters";
    match item.chars().position(is_wrong) {
        Some(offset) => Err(InvalidIdcode { position: start + offset, reason }),
        None if item.is_empty() => {
            Err(InvalidIdcode { position: start, reason: "something is missing here" })
        }
        None => Ok(()),
    }
}

/// Each part between dots is not empty and has only the characters wanted.
fn check_characters(
    text: &str,
    start: usize,
    is_wanted: impl Fn(char) -> bool,
    reason: &'static str,
) -> Result<(), InvalidIdcode> {
    let mut after_separator = true;
    for (offset, character) in text.chars().enumerate() {
        let is_separator = character == '.';
        if is_separator && after_separator {
            return Err(InvalidIdcode {
                position: start + offset,
                reason: "nothing before the dot",
            });
        }
        if !is_separator && !is_wanted(character) {
            return Err(InvalidIdcode { position: start + offset, reason });
        }
        after_separator = is_separator;
    }
    if after_separator {
        let position = start + text.chars().count();
        return Err(InvalidIdcode { position, reason: "something is missing here" });
    }
    Ok(())
}
