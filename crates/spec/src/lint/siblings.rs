//! A spec among the other revisions of its protocol.

use super::examples::toy;
use super::{Context, Level, Rule};
use crate::model::{Spanned, Spec};
use crate::suggest::did_you_mean;

pub const RULES: &[Rule] = &[
    Rule {
        id: "file-name",
        level: Level::Warning,
        reason: "A file is named after its revision, and its folder after the protocol.",
        bad: "revision: \"1.1\"\n",
        good: "revision: \"1\"\n",
        check: file_name,
    },
    Rule {
        id: "revision-form",
        level: Level::Warning,
        reason: "The newest revision is found by the numbers in its name.",
        bad: "revision: 1-draft\n",
        good: "revision: \"1\"\n",
        check: revision_form,
    },
    Rule {
        id: "earlier-name-unknown",
        level: Level::Warning,
        reason: "An earlier name is one that an earlier revision has, or callers get no alias.",
        bad: toy!("{wire: jg, name: price, was: list_pricee, en: Price, zh: 价格, type: text}"),
        good: toy!("{wire: jg, name: price, en: Price, zh: 价格, type: text}"),
        check: earlier_name_unknown,
    },
];

/// Where a spec stands.
pub struct Siblings<'a> {
    /// Name of its file, without the extension.
    pub stem: &'a str,
    /// Name of its folder.
    pub folder: &'a str,
    /// The earlier revisions.
    pub earlier: &'a [Spec],
}

fn file_name(ctx: &Context) {
    let Some(siblings) = ctx.siblings else { return };
    let say = |name: &Spanned<String>, what: &str, is: &str| {
        if name.value != is {
            let message = format!("the {what} is called `{is}`, not `{}`", name.value);
            ctx.add(what, name.span, message);
        }
    };
    say(&ctx.spec.revision, "file", siblings.stem);
    say(&ctx.spec.protocol, "folder", siblings.folder);
}

fn revision_form(ctx: &Context) {
    let revision = &ctx.spec.revision;
    let Some(series) = series(&revision.value) else {
        let help = "dotted numbers like `2.1`, or a standard's name and numbers like `gbt-1-2024`";
        let message = format!("`{}` cannot be ordered among revisions", revision.value);
        ctx.add_with_help("revision", revision.span, message, Some(help.to_owned()));
        return;
    };
    let earlier = ctx.siblings.map_or(&[][..], |siblings| siblings.earlier);
    let others = earlier.iter().map(|spec| &spec.revision.value);
    for other in others.filter(|other| self::series(other).is_some_and(|of| of != series)) {
        let message =
            format!("`{}` cannot be ordered beside the revision `{other}`", revision.value);
        ctx.add("revision", revision.span, message);
    }
}

/// What stands before the numbers of a revision, if only numbers follow: `gbt-` of `gbt-1-2024`.
fn series(revision: &str) -> Option<&str> {
    let at = revision.find(|c: char| c.is_ascii_digit())?;
    let (series, numbers) = revision.split_at(at);
    let is_name = series.is_empty()
        || (series.ends_with('-') && series.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    let mut numbers = numbers.split(['.', '-']);
    let is_number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u64>().is_ok();
    (is_name && numbers.all(is_number)).then_some(series)
}

/// A key by which revisions are ordered: 2.0.1 comes after 2.0, and 2.10 after 2.9.
pub fn order(revision: &str) -> Vec<u64> {
    let parts = revision.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().unwrap_or(u64::MAX)).collect()
}

fn earlier_name_unknown(ctx: &Context) {
    let earlier = ctx.siblings.map_or(&[][..], |siblings| siblings.earlier);
    if earlier.is_empty() {
        return;
    }
    for kind in [Names::types, Names::variants, Names::accessors, Names::methods] {
        let known: Vec<_> = earlier.iter().flat_map(|spec| kind(&Names { spec })).collect();
        let has = |name: &str| {
            known.iter().any(|had| had.now == name || had.was.iter().any(|was| was.value == name))
        };
        let here = Names { spec: ctx.spec };
        for (named, was) in
            kind(&here).iter().flat_map(|named| named.was.iter().map(move |was| (named, was)))
        {
            if !has(&was.value) {
                let message = format!("no earlier revision has the name `{}`", was.value);
                let help = did_you_mean(&was.value, known.iter().map(|had| had.now));
                ctx.add_with_help(&named.at, was.span, message, help);
            }
        }
    }
}

/// A name of a thing and its earlier ones.
struct Named<'a> {
    at: String,
    now: &'a str,
    was: &'a [Spanned<String>],
}

/// The names of a spec, by kind.
struct Names<'a> {
    spec: &'a Spec,
}

impl<'a> Names<'a> {
    fn types(&self) -> Vec<Named<'a>> {
        let spec = self.spec;
        let newtypes = spec.newtypes.iter().map(|def| (&def.name, &def.was));
        let enums = spec.enums.iter().map(|def| (&def.name, &def.was));
        let types = spec.types.iter().chain(&spec.replies).map(|def| (&def.name, &def.was));
        let requests = spec.endpoints.iter().map(|def| (&def.request, &def.request_was));
        let all = newtypes.chain(enums).chain(types).chain(requests);
        all.map(|(name, was)| Named { at: name.value.clone(), now: &name.value, was }).collect()
    }

    fn variants(&self) -> Vec<Named<'a>> {
        let values = super::things::values(self.spec);
        let named = values.map(|(def, value)| Named {
            at: format!("{}.{}", def.name.value, value.name.value),
            now: &value.name.value,
            was: &value.was,
        });
        named.collect()
    }

    fn accessors(&self) -> Vec<Named<'a>> {
        let fields = super::things::fields(self.spec).into_iter();
        let named =
            fields.map(|at| Named { at: at.at(), now: &at.field.name.value, was: &at.field.was });
        named.collect()
    }

    fn methods(&self) -> Vec<Named<'a>> {
        let named = self.spec.endpoints.iter().map(|def| Named {
            at: def.id.value.clone(),
            now: &def.name.value,
            was: &def.was,
        });
        named.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{order, series};

    #[test]
    fn revisions_are_ordered_by_their_numbers() {
        assert!(order("2.0") < order("2.0.1") && order("2.9") < order("2.10"));
        assert!(order("gbt-43960-2024") < order("gbt-43960-2027"));
        assert_eq!(series("gbt-43960-2024"), Some("gbt-"));
        assert_eq!(series("2.0.1"), Some(""));
        for odd in ["draft", "2.1-draft", "2.x", "", "2..1", "2.0 ", "v2"] {
            assert_eq!(series(odd), None, "{odd}");
        }
    }
}
