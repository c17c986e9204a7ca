//! "Did you mean": the nearest known name.

/// The nearest of `known`, as a help line, unless the nearest is no likely slip of the pen.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let slips_allowed = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(slips, _)| *slips <= slips_allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, nearest)| format!("did you mean `{nearest}`?"))
}
