//! Reads the configuration file: profiles and settings with their lines.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::wiring::protocol::Protocol;
use crate::wiring::protocols::{PROTOCOLS, UDID};
use crate::wiring::setting::{Accepts, OFF, RELEASE_PREFIX, RELEASES, Setting};
use crate::wiring::words::listed;

/// Name of the profile at the top of the file.
pub const DEFAULT_PROFILE: &str = "default";

const PROFILES: &str = "profiles";

/// The settings of a profile.
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
    pub protocol: &'static str,
    pub key: &'static str,
    pub value: String,
    pub line: usize,
    /// Whether the value is secret.
    pub is_hidden: bool,
}

/// Reads the text of a file: its profiles, the default one first. Messages name the line and never
/// quote the text, where any word may be a misplaced secret.
pub fn parse(text: &str) -> Result<Vec<Section>, String> {
    let reader = Reader { text };
    let document = DeTable::parse(text).map_err(|error| {
        // The parser's full message would quote the line.
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
                let advice = "the profile `default` is the part outside [profiles]; write [udid] \
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

    /// Settings of a protocol.
    fn section(
        &self,
        key: &Key<'_>,
        value: &Value<'_>,
        other: &str,
    ) -> Result<Vec<Stored>, String> {
        let is_releases = key.get_ref() == RELEASES;
        let (name, prefix) =
            if is_releases { (UDID.name(), RELEASE_PREFIX) } else { (&**key.get_ref(), "") };
        let protocol = PROTOCOLS.into_iter().find(|protocol| protocol.name() == name);
        let protocol = protocol.ok_or_else(|| {
            let names = PROTOCOLS.iter().map(|protocol| format!("[{}]", protocol.name()));
            let names = names.chain((!other.is_empty()).then(|| other.to_owned()));
            let known = listed(&names.collect::<Vec<_>>());
            self.mistake(key.span().start, &format!("unknown section; choose one of {known}"))
        })?;
        let settings = self.table(key, value)?.iter();
        settings.map(|(key, value)| self.setting(protocol, prefix, key, value)).collect()
    }

    fn setting(
        &self,
        protocol: &'static Protocol,
        prefix: &str,
        key: &Key<'_>,
        value: &Value<'_>,
    ) -> Result<Stored, String> {
        let mistake = |advice: &str| self.mistake(key.span().start, advice);
        let setting = protocol.setting(&format!("{prefix}{}", key.get_ref())).ok_or_else(|| {
            // Those of another section stand there.
            let is_here = |key: &&str| !prefix.is_empty() || !key.starts_with(RELEASE_PREFIX);
            let keys = protocol.settings.iter().map(|setting| setting.key).filter(is_here);
            let keys = keys.filter_map(|key| key.strip_prefix(prefix));
            let section = if prefix.is_empty() { protocol.name() } else { RELEASES };
            mistake(&format!("unknown key; [{section}] has {}", listed(&keys.collect::<Vec<_>>())))
        })?;
        let text = match (value.get_ref(), &setting.accepts) {
            (DeValue::String(text), _) => text.to_string(),
            (DeValue::Integer(number), Accepts::Number) => number.to_string(),
            _ => {
                return Err(mistake(&format!("{} is not a text; put it into quotes", setting.key)));
            }
        };
        let advice = setting.mistake(&text).or_else(|| not_absolute(setting, &text));
        if let Some(advice) = advice.filter(|_| !text.is_empty()) {
            return Err(mistake(advice));
        }
        Ok(Stored {
            protocol: protocol.name(),
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
        let advice = "not a section; write one like [udid] or [profiles.NAME.udid]";
        value.get_ref().as_table().ok_or_else(|| self.mistake(key.span().start, advice))
    }

    fn mistake(&self, at: usize, message: &str) -> String {
        format!("line {}: {message}", self.line(at))
    }

    fn line(&self, at: usize) -> usize {
        self.text.get(..at).map_or(0, |before| before.matches('\n').count()) + 1
    }
}

/// What is wrong with a relative path in a file: commands run in any folder.
fn not_absolute(setting: &Setting, value: &str) -> Option<&'static str> {
    let is_absolute = value == OFF || Path::new(value).is_absolute();
    let is_wrong = matches!(setting.accepts, Accepts::Folder) && !is_absolute;
    is_wrong.then_some("not an absolute path; write one, or `off`")
}
