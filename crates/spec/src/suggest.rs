//! "Did you mean": the nearest known name.

/// Longer texts are no slips of the pen, and would take long to compare.
const LONGEST: usize = 100;

/// The nearest of `known`, as a help line, unless the nearest is no likely slip of the pen.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let is_short = |text: &str| text.chars().nth(LONGEST).is_none();
    if !is_short(name) {
        return None;
    }
    let slips_allowed = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .filter(|candidate| is_short(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(slips, _)| *slips <= slips_allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, nearest)| format!("did you mean `{nearest}`?"))
}
