//! The verdicts on changes of a spec, held against what is generated from both revisions: what
//! callers could write before, they can still write after whatever does not break source.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use spec::diff::{DiffRule, Side};
use spec::{Diff, Spec, Verdict};
use syn::{Fields, ImplItem, Item, Visibility};
use test_support::diff_cases::{BASE, CASES};

/// What is generated from a spec.
struct Generated {
    spec: Spec,
    /// Path and text of every file, without the header, which holds a hash.
    files: Vec<(String, String)>,
    /// What callers can write: a line for each public type, field, variant, constant and function,
    /// with its type.
    interface: BTreeSet<String>,
    /// Names of types that stand for others.
    aliases: BTreeMap<String, String>,
}

fn generate(text: &str) -> Generated {
    let spec = spec::load_as_is("toy.yaml", text).unwrap_or_else(|report| panic!("{report}"));
    let client = codegen::generate_client(&spec, "toy.yaml").into_iter();
    let files = codegen::generate(&spec, "toy.yaml", "").into_iter().chain(client);
    let files: Vec<_> = files.map(|file| (file.path, file.text)).collect();
    let (mut interface, mut aliases) = (BTreeSet::new(), BTreeMap::new());
    for (path, text) in &files {
        for item in syn::parse_file(text).expect(path).items {
            if let Item::Type(alias) = &item {
                aliases.insert(alias.ident.to_string(), shown(&alias.ty));
            }
            interface.extend(lines(&item));
        }
    }
    Generated { spec, files, interface, aliases }
}

/// The same under the names that aliases of either revision stand for.
fn unaliased(lines: &BTreeSet<String>, aliases: &BTreeMap<String, String>) -> BTreeSet<String> {
    let unaliased = |line: &String| {
        let words = line.split(' ').map(|word| aliases.get(word).map_or(word, String::as_str));
        let is_name = line.starts_with("type ");
        if is_name { line.clone() } else { words.collect::<Vec<_>>().join(" ") }
    };
    lines.iter().map(unaliased).collect()
}

fn shown(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn lines(item: &Item) -> Vec<String> {
    match item {
        Item::Struct(item) => {
            let fields = match &item.fields {
                Fields::Named(fields) => fields.named.iter().collect(),
                _ => Vec::new(),
            };
            let fields = fields.into_iter().map(|field| {
                let name = field.ident.as_ref().expect("a name");
                format!("{} . {name} : {}", item.ident, shown(&field.ty))
            });
            [format!("type {}", item.ident)].into_iter().chain(fields).collect()
        }
        Item::Type(item) => vec![format!("type {}", item.ident)],
        Item::Enum(item) => {
            let variants = item.variants.iter();
            let variants = variants.map(|variant| format!("{} :: {}", item.ident, variant.ident));
            [format!("type {}", item.ident)].into_iter().chain(variants).collect()
        }
        Item::Const(item) if matches!(item.vis, Visibility::Public(_)) => {
            vec![format!("const {} : {}", item.ident, shown(&item.ty))]
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let of = shown(&item.self_ty);
            item.items.iter().filter_map(|item| member(&of, item)).collect()
        }
        // `impl wire::Code for …` and the reply of an endpoint, by which callers are generic.
        Item::Impl(item) => {
            let of = item.trait_.as_ref().map(|(path, ..)| shown(path)).unwrap_or_default();
            let types = item.items.iter().filter_map(|item| match item {
                ImplItem::Type(item) => Some(shown(&item.ty)),
                _ => None,
            });
            vec![format!("{} : {of} {}", shown(&item.self_ty), types.collect::<String>())]
        }
        _ => Vec::new(),
    }
}

fn member(of: &str, item: &ImplItem) -> Option<String> {
    match item {
        ImplItem::Const(item) => Some(format!("{of} :: {}", item.ident)),
        ImplItem::Fn(item) if matches!(item.vis, Visibility::Public(_)) => {
            let (name, output) = (&item.sig.ident, shown(&item.sig.output));
            let inputs = item.sig.inputs.iter().map(|input| match input {
                syn::FnArg::Receiver(receiver) => shown(receiver),
                syn::FnArg::Typed(input) => shown(&input.ty),
            });
            let inputs = inputs.collect::<Vec<_>>().join(" , ");
            Some(format!("{of} :: {name} ( {inputs} ) {output} {}", item.sig.asyncness.is_some()))
        }
        _ => None,
    }
}

/// Rules that judge what programs do, which their source need not tell.
const BEHAVIOUR: &[DiffRule] =
    &[DiffRule::EnvelopeCodeChanged, DiffRule::EnumCodeTableChanged, DiffRule::ValueClassChanged];

/// A client is written by hand for its style.
const BY_HAND: &[DiffRule] = &[DiffRule::EncodingStyleChanged];

/// What is wrong with the verdicts on an edit.
fn doubts(old: &Generated, new: &Generated) -> Vec<String> {
    let diff = Diff::between(&old.spec, &new.spec);
    let rules: Vec<_> = diff.changes().iter().map(|change| change.rule).collect();
    let any = |wanted: &dyn Fn(DiffRule) -> bool| {
        rules.iter().any(|rule| !BY_HAND.contains(rule) && wanted(*rule))
    };
    let mut aliases = old.aliases.clone();
    aliases.extend(new.aliases.clone());
    let (before, after) =
        (unaliased(&old.interface, &aliases), unaliased(&new.interface, &aliases));
    let lost: Vec<_> = before.difference(&after).collect();
    let gained: Vec<_> = after.difference(&before).collect();

    let touches = |rule: DiffRule| rule.sides().contains(&Side::Source);
    let breaks = |rule: DiffRule| rule.verdict() == Verdict::Major && touches(rule);
    let is_certain = |rule: DiffRule| !BEHAVIOUR.contains(&rule);
    let is_changed = !lost.is_empty() || !gained.is_empty();
    let is_same = old.files == new.files;
    let wrong = [
        ("generated alike or not", is_same == any(&|rule| rule.verdict() > Verdict::None)),
        ("breaks, but not so judged", !lost.is_empty() && !any(&breaks)),
        ("judged to break", lost.is_empty() && any(&|rule| breaks(rule) && is_certain(rule))),
        ("changes, but not so judged", is_changed && !any(&touches)),
        ("judged to change", !is_changed && any(&|rule| touches(rule) && is_certain(rule))),
    ];
    let wrong = wrong.into_iter().filter(|(_, is_wrong)| *is_wrong);
    wrong.map(|(what, _)| format!("{rules:?}: {what}: {lost:?} => {gained:?}")).collect()
}

#[test]
fn verdicts_say_what_happens_to_the_generated_code() {
    let (base, mut all) = (generate(BASE), Vec::new());
    for case in CASES {
        let edited = generate(&case.edited());
        all.extend(doubts(&base, &edited).into_iter().chain(doubts(&edited, &base)));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
