//! Makes JSON of a response that is JSON but for some characters.
//!
//! Only a response that cannot be read as it is comes here.

use crate::finding::{Finding, FindingKind, MOST};

/// A text with what was changed in it.
pub(crate) struct Repaired {
    pub json: String,
    pub findings: Vec<Finding>,
}

/// Replaces what cannot be read and removes what is not JSON. What is broken in another way stays
/// broken.
pub(crate) fn repair(bytes: &[u8]) -> Repaired {
    let (text, broken) = lossy(bytes);
    let mut scanner = Scanner {
        text: &text,
        position: 0,
        broken: &broken,
        json: String::with_capacity(text.len()),
        steps: Vec::new(),
        findings: Vec::new(),
    };
    scanner.value();
    scanner.rest();
    Repaired { json: scanner.json, findings: scanner.findings }
}

/// The text with U+FFFD for bytes that are not UTF-8, and the positions of these.
fn lossy(bytes: &[u8]) -> (String, Vec<usize>) {
    let (mut text, mut broken) = (String::with_capacity(bytes.len()), Vec::new());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            broken.push(text.len());
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text, broken)
}

/// A step of the path to the value that is read.
enum Step {
    /// In an object: its last key, and whether a key comes next.
    Key { key: String, is_next: bool },
    /// In a list: the place in it.
    Index(usize),
}

struct Scanner<'a> {
    text: &'a str,
    position: usize,
    broken: &'a [usize],
    json: String,
    steps: Vec<Step>,
    findings: Vec<Finding>,
}

impl Scanner<'_> {
    /// Reads to the end of the first value.
    fn value(&mut self) {
        while let Some(next) = self.next() {
            match next {
                '"' => self.string(),
                '{' => self.steps.push(Step::Key { key: String::new(), is_next: true }),
                '[' => self.steps.push(Step::Index(0)),
                '}' | ']' => drop(self.steps.pop()),
                ':' => {
                    if let Some(Step::Key { is_next, .. }) = self.steps.last_mut() {
                        *is_next = false;
                    }
                }
                ',' => match self.steps.last_mut() {
                    Some(Step::Key { is_next, .. }) => *is_next = true,
                    Some(Step::Index(index)) => *index += 1,
                    None => {}
                },
                '\t' | '\n' | '\r' => {}
                control if control < ' ' => {
                    self.find(FindingKind::RemovedText);
                    continue;
                }
                _ => {}
            }
            if next != '"' {
                self.json.push(next);
            }
            if matches!(next, '"' | '}' | ']') && self.steps.is_empty() {
                return;
            }
        }
    }

    /// Reads what comes after the value: a comment or control characters go, anything else stays.
    fn rest(&mut self) {
        let rest = &self.text[self.position..];
        let is_blank = |c: char| c.is_whitespace() || c.is_control();
        let visible = rest.trim_start_matches(is_blank);
        if visible.is_empty() || ["//", "/*", "<!--"].iter().any(|start| visible.starts_with(start))
        {
            if !rest.trim().is_empty() {
                self.find(FindingKind::RemovedText);
            }
        } else {
            self.json.push_str(rest);
        }
    }

    fn next(&mut self) -> Option<char> {
        let next = self.text[self.position..].chars().next()?;
        self.position += next.len_utf8();
        Some(next)
    }

    /// Reads a string behind its first quote.
    fn string(&mut self) {
        let (start, mut is_repaired) = (self.json.len(), false);
        self.json.push('"');
        while let Some(next) = self.next() {
            match next {
                '"' => {
                    self.json.push('"');
                    break;
                }
                '\\' => is_repaired |= self.escape(),
                '\t' => is_repaired |= self.replace("\\t"),
                '\n' => is_repaired |= self.replace("\\n"),
                '\r' => is_repaired |= self.replace("\\r"),
                control if control < ' ' => is_repaired |= self.replace("\u{fffd}"),
                other => {
                    is_repaired |= self.is_broken(self.position - other.len_utf8());
                    self.json.push(other);
                }
            }
        }
        if let Some(Step::Key { key, is_next: true }) = self.steps.last_mut() {
            self.json[start..].trim_matches('"').clone_into(key);
        }
        if is_repaired {
            self.find(FindingKind::RepairedText);
        }
    }

    fn replace(&mut self, by: &str) -> bool {
        self.json.push_str(by);
        true
    }

    fn is_broken(&self, position: usize) -> bool {
        self.broken.binary_search(&position).is_ok()
    }

    /// Reads an escape behind its backslash. Whether it was repaired.
    fn escape(&mut self) -> bool {
        let rest = &self.text[self.position..];
        match rest.chars().next() {
            Some('u') => {}
            Some(legal @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {
                self.json.extend(['\\', legal]);
                self.position += 1;
                return false;
            }
            // The backslash is meant as one.
            _ => return self.replace("\\\\"),
        }
        let Some(unit) = code_unit(rest) else { return self.replace("\\\\") };
        let length = match unit {
            0xD800..=0xDBFF => {
                let low = rest[5..].strip_prefix('\\').and_then(code_unit);
                let is_pair = low.is_some_and(|low| (0xDC00..=0xDFFF).contains(&low));
                if is_pair { 11 } else { 0 }
            }
            0xDC00..=0xDFFF => 0,
            _ => 5,
        };
        if length == 0 {
            self.position += 5;
            return self.replace("\u{fffd}");
        }
        self.json.push('\\');
        self.json.push_str(&rest[..length]);
        self.position += length;
        false
    }

    fn find(&mut self, kind: FindingKind) {
        if self.findings.len() < MOST {
            let finding = Finding { path: self.path(), kind };
            if self.findings.last() != Some(&finding) {
                self.findings.push(finding);
            }
        }
    }

    fn path(&self) -> String {
        let steps = self.steps.iter().map(|step| match step {
            Step::Key { key, .. } => format!(".{key}"),
            Step::Index(index) => format!("[{index}]"),
        });
        steps.collect()
    }
}

/// The number of `u` and four hexadecimal digits.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('u')?.get(..4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex { u32::from_str_radix(digits, 16).ok() } else { None }
}
