//! Shows URLs without the secrets in them.

/// A URL without user, password, query and fragment, whether it can be used or not. `<hidden>` stands
/// for them.
///
/// ```
/// use client_core::without_secrets;
///
/// let url = without_secrets("https://user:word@api.example.cn/v2?key=word");
/// assert_eq!(url, "https://<hidden>@api.example.cn/v2?<hidden>");
/// ```
pub fn without_secrets(url: &str) -> String {
    const HIDDEN: &str = "<hidden>";
    let is_scheme = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let parts = url.split_once("://").filter(|(scheme, _)| is_scheme(scheme));
    let (scheme, rest) =
        parts.map_or((String::new(), url), |(scheme, rest)| (format!("{scheme}://"), rest));
    let (user, place) = match rest.rsplit_once('@') {
        // A password with a question mark, or a query with an at sign: ambiguous.
        Some((user, _)) if user.contains(['?', '#']) => return format!("{scheme}{HIDDEN}"),
        Some((_, place)) => (format!("{HIDDEN}@"), place),
        None => (String::new(), rest),
    };
    match place.find(['?', '#']) {
        Some(end) => format!("{scheme}{user}{}{HIDDEN}", &place[..=end]),
        None => format!("{scheme}{user}{place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn a_url_is_shown_without_what_is_secret_in_it() {
        for (url, shown) in [
            ("https://api.example.cn/api/v2", "https://api.example.cn/api/v2"),
            ("https://user:word@api.example.cn/v2", "https://<hidden>@api.example.cn/v2"),
            ("https://user:wo/r@d@api.example.cn/v2", "https://<hidden>@api.example.cn/v2"),
            ("https://user:wo?rd@api.example.cn/v2", "https://<hidden>"),
            ("https://user:wo#rd@api.example.cn/v2", "https://<hidden>"),
            ("https://api.example.cn/v2?key=wo@rd", "https://<hidden>"),
            ("https://api.example.cn/v2?key=word#word", "https://api.example.cn/v2?<hidden>"),
            ("https://api.example.cn#word", "https://api.example.cn#<hidden>"),
            ("https://user:word@api.example.cn?word", "https://<hidden>@api.example.cn?<hidden>"),
            ("user:word@api.example.cn", "<hidden>@api.example.cn"),
            ("user:word@api.example.cn://x", "<hidden>@api.example.cn://x"),
            ("", ""),
        ] {
            assert_eq!(without_secrets(url), shown);
        }
    }
}
