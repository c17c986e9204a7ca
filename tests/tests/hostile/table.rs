//! The table: what is sent, and what has to become of it.

use crate::clients::{Sent, Subject};

pub enum Expected {
    /// The reply is read, with this text in its message.
    Right(&'static str),
    /// An error of one of these kinds.
    Kinds(&'static [&'static str]),
}

pub struct Case {
    pub name: String,
    pub sent: Sent,
    pub expected: Expected,
    /// Whether a read is repeated.
    pub is_transient: bool,
    /// Whether the service cannot have carried it out, so that a write is repeated as well.
    pub is_turned_away: bool,
}

const SERVICE: &[&str] = &["service"];
const STATUS: &[&str] = &["status"];
const NOT_JSON: &[&str] = &["not json"];
const DECODE: &[&str] = &["decode"];

struct Table<'a> {
    subject: &'a Subject,
    cases: Vec<Case>,
}

pub fn table(subject: &Subject) -> Vec<Case> {
    let mut table = Table { subject, cases: Vec::new() };
    table.broken_text();
    table.around();
    table.charsets();
    table.codes();
    table.repeated_codes();
    table.statuses();
    table.shapes();
    table.cut();
    table.network();
    table.cases
}

impl Table<'_> {
    fn add(&mut self, name: String, sent: Sent, expected: Expected) {
        let case = Case { name, sent, expected, is_transient: false, is_turned_away: false };
        self.cases.push(case);
    }

    fn add_transient(&mut self, name: String, sent: Sent, kinds: &'static [&'static str]) {
        self.add(name, sent, Expected::Kinds(kinds));
        let last = self.cases.len() - 1;
        self.cases[last].is_transient = true;
    }

    /// A successful response with this message, as it stands between the quotes.
    fn body(&self, message: &[u8]) -> Vec<u8> {
        let Subject { code_key, success, message_key, .. } = self.subject;
        let head = format!("{{\"{code_key}\": {success}, \"{message_key}\": \"");
        [head.as_bytes(), message, b"\"}"].concat()
    }

    fn broken_text(&mut self) {
        let cases: [(&[u8], &str); 18] = [
            (b"a\xff", "a\u{fffd}"),
            (b"a\xc0\xaf", "a\u{fffd}\u{fffd}"),
            (b"a\xe6\x94", "a\u{fffd}"),
            (b"a\xed\xa0\x80b", "a\u{fffd}\u{fffd}\u{fffd}b"),
            (b"a\xf4\x90\x80\x80", "a\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            (b"\x80", "\u{fffd}"),
            (br"a\ud800", "a\u{fffd}"),
            (br"a\udfffb", "a\u{fffd}b"),
            (br"\ud83d\ud83d\ude00", "\u{fffd}\u{1f600}"),
            (b"a\x00b", "a\u{fffd}b"),
            (b"a\x1b[31mb", "a\u{fffd}[31mb"),
            (b"a\x1f", "a\u{fffd}"),
            (b"a\nb", "a\nb"),
            (b"a\tb\r", "a\tb\r"),
            (br"C:\x", r"C:\x"),
            (br"\u00", r"\u00"),
            (b"\xef\xbf\xbd", "\u{fffd}"),
            (b"\xe6\x94\xaf\xe6\x9e\xb6", "支架"),
        ];
        for (message, text) in cases {
            let body = self.body(message);
            let name = format!("message {:?}", String::from_utf8_lossy(message));
            self.add(name, Sent::ok(body), Expected::Right(text));
        }
    }

    fn around(&mut self) {
        let plain = self.body(b"text");
        for (before, after) in [
            (&b"\xef\xbb\xbf"[..], &b""[..]),
            (b"\n\n \t", b"\r\n"),
            (b"", b"<!-- node 7 -->"),
            (b"", b" // generated in 12 ms"),
            (b"", b"/* a */"),
            (b"", b"\n<!-- never closed"),
            (b"", b"\0\0\0"),
            (b"", b"<!-- \xff -->"),
        ] {
            let name = format!("{before:?} before, {:?} after", String::from_utf8_lossy(after));
            let body = [before, &plain, after].concat();
            self.add(name, Sent::ok(body), Expected::Right("text"));
        }
        for after in [&b"x"[..], b"{}", b"}", b",", b"null", b"<html>", b"\xff"] {
            let name = format!("{:?} after", String::from_utf8_lossy(after));
            self.add_transient(name, Sent::ok([&plain, after].concat()), NOT_JSON);
        }
        let text = String::from_utf8(plain).unwrap();
        let quoted = serde_json::to_string(&text).unwrap();
        self.add("JSON in a string".to_owned(), Sent::ok(&quoted), Expected::Right("text"));
        let twice = serde_json::to_string(&quoted).unwrap();
        let name = "JSON in a string in a string".to_owned();
        self.add(name, Sent::ok(twice), Expected::Right("text"));
    }

    fn charsets(&mut self) {
        let gbk = self.body(b"\xd6\xa7\xbc\xdc");
        for charset in ["GBK", "gb2312", "GB18030", "\"gbk\""] {
            let sent = Sent::ok(&gbk).of_type(&format!("application/json; charset={charset}"));
            self.add(format!("charset {charset}"), sent, Expected::Right("支架"));
        }
        let utf8 = self.body("支架".as_bytes());
        for content_type in [
            "application/json",
            "text/html",
            "text/plain;charset=ISO-8859-1",
            "application/json;charset=UTF-8",
            "application/json; charset=unheard-of",
            "\u{7f}",
        ] {
            let sent = Sent::ok(&utf8).of_type(content_type);
            self.add(format!("content type {content_type:?}"), sent, Expected::Right("支架"));
        }
        let sent = Sent::ok(self.body(b"a\xff")).of_type("application/json; charset=gbk");
        self.add("broken GBK".to_owned(), sent, Expected::Right("a\u{fffd}"));
    }

    fn codes(&mut self) {
        let Subject { code_key, success, message_key, .. } = self.subject;
        let spellings = [
            (*success).to_owned(),
            format!("\"{success}\""),
            format!("\"{success} \""),
            format!("\"0{success}\""),
            format!("{success}.0"),
            format!("{success}.00"),
            format!("\"{success}.0\""),
        ];
        for code in spellings {
            let body = format!("{{\"{code_key}\": {code}, \"{message_key}\": \"text\"}}");
            self.add(format!("code {code}"), Sent::ok(body), Expected::Right("text"));
        }
        for code in [
            "null",
            "\"\"",
            "\"abc\"",
            "-999",
            "987654321",
            "98765432109876543210",
            "1e400",
            "true",
            "\"1\\u0000\"",
            "\"\\u001b[31m\"",
        ] {
            let body = format!("{{\"{code_key}\": {code}, \"{message_key}\": \"text\"}}");
            self.add(format!("code {code}"), Sent::ok(body), Expected::Kinds(SERVICE));
        }
        for code in ["{}", "[]", "[1]", "{\"a\": 1}"] {
            let body = format!("{{\"{code_key}\": {code}, \"{message_key}\": \"text\"}}");
            let kinds = &["service", "decode"];
            self.add(format!("code {code}"), Sent::ok(body), Expected::Kinds(kinds));
        }
        for body in ["{}", "{\"other\": 1}"] {
            self.add(format!("{body} without code"), Sent::ok(body), Expected::Kinds(SERVICE));
        }
    }

    fn repeated_codes(&mut self) {
        let Subject { code_key, success, failure, message_key, .. } = self.subject;
        let upper = code_key.to_uppercase();
        for (first, second) in [(success, failure), (failure, success), (failure, &"-999")] {
            for key in [*code_key, &*upper] {
                let body = format!("{{\"{code_key}\": {first}, \"{key}\": {second}}}");
                self.add(format!("repeated {body}"), Sent::ok(body), Expected::Kinds(DECODE));
            }
        }
        let same = format!(
            "{{\"{code_key}\": {success}, \"{upper}\": \"{success}\", \"{message_key}\": \"text\"}}"
        );
        self.add("the same code twice".to_owned(), Sent::ok(same), Expected::Right("text"));
        let data = format!(
            "{{\"{code_key}\": {success}, \"{message_key}\": \"a\", \"{message_key}\": \"b\"}}"
        );
        self.add("a text twice".to_owned(), Sent::ok(data), Expected::Right("b"));
    }

    fn statuses(&mut self) {
        let success = self.body(b"text");
        for status in [
            300, 304, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 414, 415, 418, 422,
            429, 431, 451, 500, 501, 502, 503, 504, 505, 511, 520, 599,
        ] {
            let framework = format!(
                "{{\"timestamp\": \"2026-12-01T00:00:00Z\", \"status\": {status}, \
                 \"error\": \"text\", \"path\": \"/a\"}}"
            );
            let bodies = [
                (&b""[..], "nothing"),
                (b"<html><body>text</body></html>", "a page"),
                (framework.as_bytes(), "the body of a framework"),
                (&success, "a code of success"),
                (b"{\"error\": \"text\"}", "another object"),
            ];
            for (body, what) in bodies {
                let name = format!("status {status} with {what}");
                let sent = Sent { status, ..Sent::ok(body) };
                self.add(name, sent, Expected::Kinds(STATUS));
                let last = self.cases.len() - 1;
                self.cases[last].is_transient = [408, 429, 500, 502, 503, 504].contains(&status);
                self.cases[last].is_turned_away = status == 429;
            }
        }
        let Subject { code_key, failure, .. } = self.subject;
        for status in [400, 500, 503] {
            let body = format!("{{\"{code_key}\": {failure}}}");
            let sent = Sent { status, ..Sent::ok(body) };
            let name = format!("status {status} with a code of failure");
            self.add(name, sent, Expected::Kinds(SERVICE));
        }
    }

    fn shapes(&mut self) {
        for body in ["7", "true", "[1]", "[{}, {}]", "\"text\"", "[[[]]]"] {
            let kinds = &["decode", "not json", "service"];
            self.add(format!("body {body}"), Sent::ok(body), Expected::Kinds(kinds));
        }
        for body in
            ["", " ", "null ", "[]", "\"\"", "{\"a\": 1,}", "{'a': 1}", "OK", "NaN", "\u{fffd}"]
        {
            let kinds = &["decode", "not json", "service"];
            self.add(format!("body {body:?}"), Sent::ok(body), Expected::Kinds(kinds));
        }
        for depth in [200, 100_000] {
            let deep = "[".repeat(depth);
            let kinds = &["decode", "not json"];
            self.add(format!("{depth} lists"), Sent::ok(deep), Expected::Kinds(kinds));
            let deep = "{\"a\":".repeat(depth);
            self.add(format!("{depth} objects"), Sent::ok(deep), Expected::Kinds(kinds));
        }
    }

    /// Cut at every byte of a short response.
    fn cut(&mut self) {
        let whole = self.body(b"text");
        for length in 1..whole.len() {
            let sent = Sent::ok(&whole[..length]);
            self.add_transient(format!("cut after {length} bytes"), sent, NOT_JSON);
        }
    }

    fn network(&mut self) {
        for (name, is_transient, is_turned_away) in [
            ("connect", true, true),
            ("connect timeout", true, true),
            ("timeout", true, false),
            ("reset", true, false),
            ("tls", false, false),
            ("redirect", false, false),
            ("redirect to page", false, false),
            ("too large", false, false),
        ] {
            let sent = Sent { failure: Some(name), ..Sent::ok("") };
            self.add(name.to_owned(), sent, Expected::Kinds(&["transport"]));
            let last = self.cases.len() - 1;
            self.cases[last].is_transient = is_transient;
            self.cases[last].is_turned_away = is_turned_away;
        }
    }
}
