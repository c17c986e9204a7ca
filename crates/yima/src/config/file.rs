//! What stands in the configuration file, with its lines.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{OFF, SERVICES, Service, Setting, Takes};

/// Name of the profile that the sections at the top of the file are.
pub const DEFAULT_PROFILE: &str = "default";

const PROFILES: &str = "profiles";

/// Settings that belong together, of one account for each service.
pub struct Section {
    pub name: String,
    pub stored: Vec<Stored>,
}

impl Default for Section {
    fn default() -> Self {
        Self { name: DEFAULT_PROFILE.to_owned(), stored: Vec::new() }
    }
}

/// A setting in the file.
pub struct Stored {
    pub service: &'static str,
    pub key: &'static str,
    pub value: String,
    pub line: usize,
    /// Whether nobody may see the value.
    pub is_hidden: bool,
}

/// Reads the text of a file: its profiles, the default one first. Messages name the line and quote
/// nothing of the text, where any word may be a secret in the wrong place.
pub fn parse(text: &str) -> Result<Vec<Section>, String> {
    let reader = Reader { text };
    let document = DeTable::parse(text).map_err(|error| {
        // The parser's whole text would show the line.
        reader.mistake(error.span().map_or(0, |span| span.start), error.message())
    })?;
    let mut default = Section::default();
    let mut others = Vec::new();
    for (key, value) in document.get_ref() {
        if key.get_ref() == PROFILES {
            others = reader.profiles(reader.table(key, value)?)?;
        } else {
            default.stored.extend(reader.section(key, value, "[profiles.NAME]")?);
        }
    }
    others.insert(0, default);
    Ok(others)
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn profiles(&self, table: &DeTable<'_>) -> Result<Vec<Section>, String> {
        let profile = |(key, value): (&Key<'_>, &Value<'_>)| {
            if key.get_ref() == DEFAULT_PROFILE {
                let advice = "the profile `default` is what stands outside [profiles]: write [udid] \
                              instead of [profiles.default.udid]";
                return Err(self.mistake(key.span().start, advice));
            }
            let sections = self.table(key, value)?.iter();
            let stored = sections.map(|(key, value)| self.section(key, value, ""));
            let stored = stored.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            Ok(Section { name: key.get_ref().to_string(), stored })
        };
        table.iter().map(profile).collect()
    }

    /// Settings of a service.
    fn section(
        &self,
        key: &Key<'_>,
        value: &Value<'_>,
        other: &str,
    ) -> Result<Vec<Stored>, String> {
        let service = SERVICES.into_iter().find(|service| service.name == key.get_ref());
        let service = service.ok_or_else(|| {
            let names = SERVICES.iter().map(|service| format!("[{}]", service.name));
            let names = names.chain((!other.is_empty()).then(|| other.to_owned()));
            let known = listed(&names.collect::<Vec<_>>());
            self.mistake(key.span().start, &format!("unknown section: there are {known}"))
        })?;
        let settings = self.table(key, value)?.iter();
        settings.map(|(key, value)| self.setting(service, key, value)).collect()
    }

    fn setting(
        &self,
        service: &'static Service,
        key: &Key<'_>,
        value: &Value<'_>,
    ) -> Result<Stored, String> {
        let mistake = |advice: &str| self.mistake(key.span().start, advice);
        let setting = service.setting(key.get_ref()).ok_or_else(|| {
            let keys: Vec<_> = service.settings.iter().map(|setting| setting.key).collect();
            mistake(&format!("unknown key: [{}] takes {}", service.name, listed(&keys)))
        })?;
        let text = match (value.get_ref(), &setting.takes) {
            (DeValue::String(text), _) => text.to_string(),
            (DeValue::Integer(number), Takes::Number) => number.to_string(),
            _ => return Err(mistake(&format!("{} is no text: put it into quotes", setting.key))),
        };
        let advice = setting.mistake(&text).or_else(|| not_whole(setting, &text));
        if let Some(advice) = advice.filter(|_| !text.is_empty()) {
            return Err(mistake(advice));
        }
        Ok(Stored {
            service: service.name,
            key: setting.key,
            line: self.line(key.span().start),
            is_hidden: setting.hides(&text),
            value: text,
        })
    }

    fn table<'v, 'i>(
        &self,
        key: &Key<'_>,
        value: &'v Value<'i>,
    ) -> Result<&'v DeTable<'i>, String> {
        let advice = "a section is needed here, like [udid] or [profiles.NAME.udid]";
        value.get_ref().as_table().ok_or_else(|| self.mistake(key.span().start, advice))
    }

    fn mistake(&self, at: usize, message: &str) -> String {
        format!("line {}: {message}", self.line(at))
    }

    fn line(&self, at: usize) -> usize {
        self.text.get(..at).map_or(0, |before| before.matches('\n').count()) + 1
    }
}

/// What is wrong with a folder in a file: nobody knows from where it is looked at.
fn not_whole(setting: &Setting, value: &str) -> Option<&'static str> {
    let is_whole = value == OFF || Path::new(value).is_absolute();
    let is_wrong = matches!(setting.takes, Takes::Folder) && !is_whole;
    is_wrong.then_some("a folder with its whole path is needed, or `off`")
}

/// `a, b and c`.
pub fn listed(words: &[impl AsRef<str>]) -> String {
    let words: Vec<_> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.concat(),
    }
}
