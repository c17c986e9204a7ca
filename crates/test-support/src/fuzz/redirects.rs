//! Redirect addresses of IDcode.

use idcode_types::{ApplicationKind, Idcode, resolve_redirect};

use super::error_text::assert_short;

/// Used where an input has no code.
const ITEM: &str = "MA.156.101010.3/10.232324.11/20170323-3&x=%#?一";

/// The first line is an address, the second the code that is read.
pub fn redirect(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (address, code) = text.split_once('\n').unwrap_or((text, ITEM));
    let Ok(code) = code.parse::<Idcode>() else { return };
    for kind in [ApplicationKind::Registered, ApplicationKind::Filed] {
        match resolve_redirect(address, &code, kind) {
            Ok(url) if address.contains('{') => check_filled(address, &url),
            Ok(url) => check_appended(address, &code, kind, &url),
            Err(error) => {
                assert!(error.position <= address.chars().count(), "{error}");
                assert_short(&error);
            }
        }
    }
}

/// No placeholder is left, and nothing that was not in the address or a code.
fn check_filled(address: &str, url: &str) {
    assert!(!url.contains('{'), "{url}");
    assert!(is_one_word(url), "{url}");
    let head = address.split('{').next().unwrap_or_default();
    assert!(url.starts_with(head), "{url}");
    let tail = address.rsplit('}').next().unwrap_or_default();
    assert!(url.ends_with(tail), "{url}");
}

/// The address is all there, and a server reads from its query the very code that was appended.
fn check_appended(address: &str, code: &Idcode, kind: ApplicationKind, url: &str) {
    assert!(is_one_word(url), "{url}");
    let (before, fragment) = split_fragment(address);
    let (target, kept) = split_fragment(url);
    assert_eq!(kept, fragment);
    assert!(target.starts_with(before), "{url}");
    let (_, query) = target.split_once('?').expect("a query");
    let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let sent = match kind {
        ApplicationKind::Registered => code.as_str(),
        ApplicationKind::Filed => {
            let category = pairs.pop().expect("the category");
            let expected = code.category().expect("an item has a category").with_slash();
            assert_eq!(category, ("BaseCode".into(), expected.into()));
            code.item_code().expect("only an item is resolved")
        }
    };
    let (_, value) = pairs.pop().expect("the code");
    assert!(value.ends_with(sent), "{url}");
}

fn split_fragment(url: &str) -> (&str, Option<&str>) {
    url.split_once('#').map_or((url, None), |(before, fragment)| (before, Some(fragment)))
}

fn is_one_word(url: &str) -> bool {
    !url.contains(|c: char| c.is_whitespace() || c.is_control())
}
