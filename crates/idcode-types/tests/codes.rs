//! Code numbers, code contents and redirects, with every example that the document prints.

use std::time::{Duration, Instant};

use idcode_types::{ApplicationKind, Environment, Idcode, Scheme, resolve_redirect};

/// Transcribed from section 十三.
const REDIRECTS: &str = include_str!("../../../tests/data/idcode/1/redirects.tsv");

#[test]
fn every_printed_redirect_is_found() {
    let rows: Vec<Vec<_>> =
        REDIRECTS.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.len(), 9, "the section prints nine examples");
    for row in rows {
        let [address, code, kind, expected, note] = row.as_slice() else { panic!("{row:?}") };
        let code: Idcode = code.parse().expect(note);
        // The examples with placeholders hold for both kinds.
        let kinds = match *kind {
            "register" => vec![ApplicationKind::Registered],
            "record" => vec![ApplicationKind::Filed],
            _ => vec![ApplicationKind::Registered, ApplicationKind::Filed],
        };
        for kind in kinds {
            assert_eq!(resolve_redirect(address, &code, kind).as_deref(), Ok(*expected), "{note}");
        }
    }
}

#[test]
fn what_the_section_leaves_open_follows_decision_i91() {
    let code: Idcode = "i.86.101010.3/10.232324.11/批次 1".replace(' ', "&").parse().unwrap();
    let encoded = "i.86.101010.3/10.232324.11/%E6%89%B9%E6%AC%A1%261";
    for (address, expected) in [
        ("http://a.cn/x?", format!("http://a.cn/x?code={encoded}")),
        ("http://a.cn/x?a=1&", format!("http://a.cn/x?a=1&code={encoded}")),
        ("https://a.cn/x#top", format!("https://a.cn/x?code={encoded}#top")),
        ("http://a.cn/?q={userCode}", "http://a.cn/?q=%E6%89%B9%E6%AC%A1%261".to_owned()),
        ("http://a.cn/{mainCode}?a=1", "http://a.cn/i.86.101010.3?a=1".to_owned()),
        ("http://{mainCode}", "http://i.86.101010.3".to_owned()),
    ] {
        let url = resolve_redirect(address, &code, ApplicationKind::Registered);
        assert_eq!(url, Ok(expected), "{address}");
    }
}

#[test]
fn addresses_that_cannot_be_say_what_is_wrong_and_where() {
    let category: Idcode = "i.86.101010.3/10.232324.11".parse().unwrap();
    for (address, position, reason) in [
        ("ftp://a.cn", 0, "neither http"),
        ("", 0, "neither http"),
        ("http://", 7, "host name"),
        ("https:///x", 8, "host name"),
        ("http://a.cn/a b", 13, "blanks"),
        ("http://a.cn/{userCode", 12, "no end"),
        ("http://公司.cn/{code}", 13, "only fullCode"),
        ("http://a.cn/{userCode}", 12, "does not have this part"),
    ] {
        let error = resolve_redirect(address, &category, ApplicationKind::Registered).unwrap_err();
        assert_eq!(error.position, position, "{address}: {error}");
        assert!(error.to_string().contains(reason), "{address}: {error}");
    }
    let error = resolve_redirect("http://a.cn", &category, ApplicationKind::Filed).unwrap_err();
    assert!(error.reason.contains("item"), "{error}");
}

#[test]
fn codes_are_taken_apart() {
    // The three examples of the note on code numbers and contents.
    for (text, category, item) in [
        ("i.86.101010.3", None, None),
        ("i.86.101010.3/10.232324.11", Some("10.232324.11"), None),
        ("i.86.101010.3/10.232324.11/201703233", Some("10.232324.11"), Some("201703233")),
    ] {
        for text in [text.to_owned(), text.replace("i.86.", "MA.156."), format!("{text}/")] {
            let code: Idcode = text.parse().expect(&text);
            let unit = text.trim_end_matches('/').split('/').next();
            assert_eq!(Some(code.unit_code()), unit, "{text}");
            assert_eq!((code.category_code(), code.item_code()), (category, item), "{text}");
            assert_eq!(code.to_string(), text.trim_end_matches('/'));
            let scheme = if text.starts_with('i') { Scheme::I86 } else { Scheme::Ma156 };
            assert_eq!(code.scheme(), scheme, "{text}");
        }
    }
    let code: Idcode = "i.86.110108.52/91.12000000.1/x.y".parse().unwrap();
    assert_eq!(code.category_parts(), Some(("91", "12000000", "1")));
    assert_eq!(code.item_code(), Some("x.y"));
    let category = code.category().unwrap();
    assert_eq!(category.as_str(), "i.86.110108.52/91.12000000.1");
    assert_eq!(category.item_code(), None);
    assert_eq!(category.item("x.y"), Ok(code));
    for item in ["", "x/", "x y"] {
        assert!(category.item(item).is_err(), "{item}");
    }
}

#[test]
fn what_is_no_code_says_what_is_wrong_and_where() {
    for (text, position, reason) in [
        ("", 0, "begins with neither"),
        ("I.86.1.2", 0, "begins with neither"),
        ("MA.157.1.2", 0, "begins with neither"),
        ("i.86.", 5, "missing"),
        ("i.86.101010", 5, "a region and a number"),
        ("i.86.101010.", 12, "missing"),
        ("i.86..3", 5, "nothing before the dot"),
        ("i.86.101010.3-4", 13, "letters and digits"),
        ("i.86.1010１0.3", 9, "letters and digits"),
        ("i.86.101010.3//x", 14, "<use>.<category>.<model>"),
        ("i.86.101010.3/10.232324", 14, "<use>.<category>.<model>"),
        ("i.86.101010.3/10.23a324.11", 19, "digits"),
        ("i.86.101010.3/10.232324.1 1", 25, "letters, digits"),
        ("i.86.101010.3/10.232324.11/a b", 28, "no blanks"),
        ("i.86.101010.3/10.232324.11/a/b", 28, "no blanks"),
        ("i.86.101010.3/10.232324.11//", 27, "missing"),
    ] {
        let error = text.parse::<Idcode>().unwrap_err();
        assert_eq!(error.position, position, "{text}: {error}");
        assert!(error.to_string().contains(reason), "{text}: {error}");
    }
    // 512 bytes are the longest; of the Chinese letters behind the 15 bytes 165 have a place there.
    for (text, position) in [
        (format!("i.86.1.{}", "2".repeat(600)), 512),
        (format!("i.86.1.2/1.1.1/{}", "一".repeat(300)), 15 + 165),
    ] {
        let error = text.parse::<Idcode>().unwrap_err();
        assert_eq!((error.position, error.reason), (position, "too long"));
    }
}

/// A position counted for each of them would take minutes.
#[test]
fn a_great_many_placeholders_take_no_longer_than_they_must() {
    let code: Idcode = "i.86.101010.3/10.232324.11/1".parse().unwrap();
    let address = format!("http://a.cn/{}", "{userCode}".repeat(1_000_000));
    let start = Instant::now();
    let url = resolve_redirect(&address, &code, ApplicationKind::Registered).unwrap();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(url, format!("http://a.cn/{}", "1".repeat(1_000_000)));
}

#[test]
fn contents_of_both_environments_are_read_and_written() {
    // The six examples of the note on code numbers and contents.
    for (environment, resolver) in [
        (Environment::Production, "http://s.idcode.org.cn/?code="),
        (Environment::Test, "http://stest.idcode.org.cn/?code="),
    ] {
        for code in
            ["i.86.101010.3", "i.86.101010.3/10.232324.11", "i.86.101010.3/10.232324.11/201703233"]
        {
            let code: Idcode = code.parse().unwrap();
            let content = code.content(environment);
            assert_eq!(content, format!("{resolver}{code}"));
            assert_eq!(Idcode::parse_content(&content), Ok((environment, code)));
        }
    }
    for content in ["", "i.86.101010.3", "http://example.com/?code=i.86.101010.3"] {
        let error = Idcode::parse_content(content).unwrap_err();
        assert!(error.to_string().contains("http://s.idcode.org.cn"), "{error}");
    }
    let error = Idcode::parse_content("https://s.idcode.org.cn/?code=x").unwrap_err();
    assert!(error.to_string().contains("at character 1"), "{error}");
}

mod hostile {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_panics_and_what_parses_is_written_back(text in "(i\\.86\\.|MA\\.156\\.)?[0-9a-z./{}?&=#码 ]{0,40}") {
            if let Ok(code) = text.parse::<Idcode>() {
                prop_assert_eq!(code.as_str(), text.strip_suffix('/').unwrap_or(&text));
            }
            let code: Idcode = "i.86.101010.3/10.232324.11/1".parse().unwrap();
            for kind in [ApplicationKind::Registered, ApplicationKind::Filed] {
                let _ = resolve_redirect(&format!("http://{text}"), &code, kind);
            }
            let _ = Idcode::parse_content(&format!("http://s.idcode.org.cn/?code={text}"));
        }
    }
}
