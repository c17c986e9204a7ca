//! Redacts secrets that services echo back in their responses.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Shorter texts are parts of any other by chance.
const SHORTEST: usize = 4;

const HIDDEN: &str = "<hidden>";

/// Longer beginnings of a secret are not looked for: an excerpt is much shorter.
const LONGEST_HEAD: usize = 4096;

/// Replaces secrets in texts with `<hidden>`, in every spelling in which a service may echo them: as
/// sent, on one line, percent-encoded, in a form and in HTML, in any ASCII case.
///
/// ```
/// use auth::Redactor;
///
/// let mut text = "user/letmein not found".to_owned();
/// Redactor::new(["letmein"]).redact(&mut text);
/// assert_eq!(text, "user/<hidden> not found");
/// ```
#[derive(Clone, Default)]
pub struct Redactor {
    /// In lower case, sorted.
    spellings: Vec<String>,
    /// Finds all of them at once, however many there are; made when it is needed.
    finder: OnceLock<Option<AhoCorasick>>,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redactor").finish_non_exhaustive()
    }
}

impl Redactor {
    /// A redactor of these secrets. Those of less than four bytes are ignored: they occur in any text.
    pub fn new<T: AsRef<str>>(secrets: impl IntoIterator<Item = T>) -> Self {
        let spellings = secrets.into_iter().flat_map(|secret| spellings(secret.as_ref()));
        let mut spellings: Vec<_> = spellings.filter(|text| text.len() >= SHORTEST).collect();
        spellings.sort_unstable();
        spellings.dedup();
        Self { spellings, finder: OnceLock::new() }
    }

    /// Replaces the secrets in a text.
    pub fn redact(&self, text: &mut String) {
        if self.spellings.is_empty() || text.len() < SHORTEST {
            return;
        }
        let finder = self.finder.get_or_init(|| {
            let mut builder = AhoCorasick::builder();
            // Quickly made: few texts are looked through.
            builder.kind(Some(AhoCorasickKind::NoncontiguousNFA));
            // A secret may be a part of another.
            builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
            builder.build(&self.spellings).ok()
        });
        let Some(finder) = finder else {
            // More than a finder can hold: nothing is shown.
            HIDDEN.clone_into(text);
            return;
        };
        let mut shown = String::new();
        let mut rest = 0;
        for found in finder.find_iter(&*text) {
            shown.push_str(&text[rest..found.start()]);
            shown.push_str(HIDDEN);
            rest = found.end();
        }
        let rest = &text[rest..];
        match self.head_at_end(rest) {
            Some(start) => shown.extend([&rest[..start], HIDDEN]),
            None => shown.push_str(rest),
        }
        *text = shown;
    }

    /// Where the beginning of a secret starts that the text ends with: an excerpt may break off in
    /// the middle of one.
    fn head_at_end(&self, text: &str) -> Option<usize> {
        let lower = text.to_ascii_lowercase();
        let first = text.len().saturating_sub(LONGEST_HEAD);
        let starts = first..=text.len().checked_sub(SHORTEST)?;
        starts.filter(|start| text.is_char_boundary(*start)).find(|start| {
            let end = &lower[*start..];
            let next = self.spellings.partition_point(|secret| &**secret < end);
            self.spellings.get(next).is_some_and(|secret| secret.starts_with(end))
        })
    }
}

/// A secret as it is, on one line of a page, in an address, in a form and in HTML.
fn spellings(secret: &str) -> [String; 5] {
    let secret = secret.to_ascii_lowercase();
    let line = secret.split_whitespace().collect::<Vec<_>>().join(" ");
    let form = form_urlencoded::byte_serialize(secret.as_bytes()).collect::<String>();
    let form = form.to_ascii_lowercase();
    let address = form.replace('+', "%20");
    let html = secret.replace('&', "&amp;").replace('"', "&quot;");
    let html = html.replace('<', "&lt;").replace('>', "&gt;");
    [secret, line, form, address, html]
}

#[cfg(test)]
mod tests {
    use super::Redactor;

    fn hidden(text: &str, secrets: &[&str]) -> String {
        let mut text = text.to_owned();
        Redactor::new(secrets).redact(&mut text);
        text
    }

    #[test]
    fn secrets_are_hidden_wherever_they_stand() {
        let text = "app 授权码1 and 授权码1?";
        assert_eq!(hidden(text, &["授权码1"]), "app <hidden> and <hidden>?");
        assert_eq!(hidden("cut: 0123456", &["0123456789"]), "cut: <hidden>");
        assert_eq!(hidden("cut: 授权", &["授权码1"]), "cut: <hidden>");
        assert_eq!(hidden("nothing", &["0123456789"]), "nothing");
    }

    #[test]
    fn a_secret_within_another_does_not_uncover_it() {
        assert_eq!(hidden("12345678 or 1234", &["1234", "12345678"]), "<hidden> or <hidden>");
    }

    /// Expected: `urllib.parse.quote`, `urllib.parse.quote_plus` and `html.escape` of Python.
    #[test]
    fn other_spellings_are_hidden_as_well() {
        let secret = ["A b&张 三"];
        for spelling in [
            "A b&张 三",
            "a B&张 三",
            "A%20b%26%E5%BC%A0%20%E4%B8%89",
            "A%20b%26%e5%bc%a0%20%e4%b8%89",
            "A+b%26%E5%BC%A0+%E4%B8%89",
            "A b&amp;张 三",
        ] {
            assert_eq!(hidden(&format!("?x={spelling}&y"), &secret), "?x=<hidden>&y", "{spelling}");
        }
        assert_eq!(hidden("page: two words", &[" two\n words "]), "page: <hidden>");
        assert_eq!(hidden("&lt;&quot;&gt;", &["<\">"]), "<hidden>");
    }

    #[test]
    fn what_is_in_any_text_is_left() {
        assert_eq!(hidden("a page about apps", &["app"]), "a page about apps");
        assert_eq!(hidden("a page", &[""]), "a page");
    }
}
