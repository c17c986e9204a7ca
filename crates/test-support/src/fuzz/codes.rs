//! Code numbers and code contents of IDcode.

use idcode_types::{Environment, Idcode, InvalidContent, InvalidIdcode};

use super::error_text::assert_short;

/// A text as a code number, alone and behind the address of a resolver, and as a code content.
pub fn code(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let parsed = text.parse::<Idcode>();
    match &parsed {
        Ok(code) => check_code(text, code),
        Err(error) => check_error(text, error),
    }
    for environment in [Environment::Test, Environment::Production] {
        let content = format!("{}{text}", idcode_types::resolver(environment));
        let expected = parsed.clone().map(|code| (environment, code));
        let expected = expected.map_err(InvalidContent::Code);
        assert_eq!(Idcode::parse_content(&content), expected);
        let over_https = content.replacen("http:", "https:", 1);
        assert_eq!(Idcode::parse_content(&over_https), expected);
    }
    check_content(text);
}

fn check_error(text: &str, error: &InvalidIdcode) {
    assert!(error.position <= text.chars().count(), "{error}");
    assert_short(error);
}

/// The code is the text, but for a slash at its end, and is made of its parts.
fn check_code(text: &str, code: &Idcode) {
    let kept = text.strip_suffix('/').unwrap_or(text);
    assert_eq!((code.as_str(), code.to_string().as_str()), (kept, kept));
    assert_eq!(kept.parse().as_ref(), Ok(code));
    assert_eq!(code.with_slash().parse().as_ref(), Ok(code));
    assert!(code.unit_code().starts_with(code.scheme().prefix()));
    let parts = [Some(code.unit_code()), code.category_code(), code.item_code()];
    assert_eq!(parts.into_iter().flatten().collect::<Vec<_>>().join("/"), kept);
    let category_code = code
        .category_parts()
        .map(|(code_use, category, model)| format!("{code_use}.{category}.{model}"));
    assert_eq!(category_code.as_deref(), code.category_code());
    match (code.category(), code.item_code()) {
        (Some(category), Some(item)) => assert_eq!(category.item(item).as_ref(), Ok(code)),
        (Some(category), None) => assert_eq!(category, *code),
        (None, item) => assert_eq!(item, None),
    }
}

fn check_content(text: &str) {
    match Idcode::parse_content(text) {
        Ok((environment, code)) => {
            let written = code.content(environment);
            let kept = text.strip_suffix('/').unwrap_or(text);
            let rest = |content| str::strip_prefix(content, "http://").map(str::to_owned);
            let over_https = kept.strip_prefix("https://").map(str::to_owned);
            assert_eq!(rest(&written), over_https.or_else(|| rest(kept)));
        }
        Err(InvalidContent::Code(error)) => check_error(text, &error),
        Err(error) => assert_short(&error),
    }
}
