//! Bodies in another encoding than UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The body as UTF-8, if its content type declares another charset, like GBK or GB18030; else as it
/// is. What is not valid in that charset becomes a byte that is not valid UTF-8 either, so that
/// decoding reports its place.
pub(crate) fn to_utf8<'a>(headers: &HeaderMap, body: &'a [u8]) -> Cow<'a, [u8]> {
    let Some(encoding) = declared(headers).filter(|encoding| *encoding != UTF_8) else {
        return Cow::Borrowed(body);
    };
    // Servlet containers declare ISO-8859-1, which is read as this, where nothing else was set.
    if encoding == WINDOWS_1252 {
        return Cow::Borrowed(body);
    }
    let (text, _, has_errors) = encoding.decode(body);
    if !has_errors {
        return Cow::Owned(text.into_owned().into_bytes());
    }
    let mut bytes = Vec::with_capacity(text.len());
    for (index, part) in text.split(char::REPLACEMENT_CHARACTER).enumerate() {
        bytes.extend_from_slice(if index == 0 { b"" } else { b"\xff" });
        bytes.extend_from_slice(part.as_bytes());
    }
    Cow::Owned(bytes)
}

fn declared(headers: &HeaderMap) -> Option<&'static Encoding> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let charset = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    Encoding::for_label(charset.trim().trim_matches(['"', '\'']).as_bytes())
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::CONTENT_TYPE;

    use super::to_utf8;

    fn read(content_type: &'static str, body: &[u8]) -> Vec<u8> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type.parse().unwrap())]);
        to_utf8(&headers, body).into_owned()
    }

    /// Expected: `"支架".encode("gbk")`, `"𠮷".encode("gb18030")`, `"支架".encode("big5")` of Python.
    #[test]
    fn a_declared_charset_is_read() {
        let gbk = b"\xd6\xa7\xbc\xdc";
        for content_type in [
            "application/json; charset=GBK",
            "application/json;CharSet=\"gb2312\"",
            "application/json; a=b; charset = gb18030 ; q=1",
        ] {
            assert_eq!(read(content_type, gbk), "支架".as_bytes(), "{content_type}");
        }
        assert_eq!(read("text/plain; charset=gb18030", b"\x95\x34\xb2\x35"), "𠮷".as_bytes());
        assert_eq!(read("text/plain; charset=big5", b"\xa4\xe4\xac\x5b"), "支架".as_bytes());
    }

    #[test]
    fn what_is_not_declared_or_not_known_stays_as_it_is() {
        let body = "支架".as_bytes();
        for content_type in [
            "application/json",
            "application/json; charset=utf-8",
            "application/json; charset=ISO-8859-1",
            "application/json; charset=klingon",
            "application/json; charset",
        ] {
            assert_eq!(read(content_type, body), body, "{content_type}");
        }
        assert_eq!(to_utf8(&HeaderMap::new(), b"\xff")[..], b"\xff"[..]);
    }

    #[test]
    fn what_is_not_valid_in_its_charset_is_not_valid_afterwards() {
        assert_eq!(read("text/plain; charset=gbk", b"a\xff\xd6\xa7"), b"a\xff\xe6\x94\xaf");
    }
}
