//! Reading of bracketed text: `(01)06932992100755(10)181011`.

use super::identifier::{Found, find_exact};
use super::message::Message;
use crate::draft::{Draft, Fault, Reading};
use crate::error_kind::ErrorKind;
use crate::fold::SEPARATOR;
use crate::source::{Folded, Source};
use crate::span::Span;

/// An identifier in brackets.
struct Heading {
    found: Found,
    digits: Span,
    /// The brackets included.
    whole: Span,
}

/// Reads the text from `from` on, where an opening bracket is.
pub(crate) fn read(source: &mut Source, from: usize, year: u16) -> Reading<Draft> {
    let literal = unescape(source, from);
    let text = source.text();
    let mut message = Message::new(text, from, year);
    let mut heading = first_heading(text, from)?;
    loop {
        let next = next_heading(text, heading.whole.end, &literal);
        let end = next.as_ref().map_or(text.len(), |next| next.whole.start);
        let value = trimmed(text, Span::new(heading.whole.end, end));
        message.add(heading.found, heading.digits, value)?;
        match next {
            Some(next) => heading = next,
            None => return Ok(message.finish()),
        }
    }
}

/// Drops backslashes before brackets, and returns where the brackets are that they protected.
fn unescape(source: &mut Source, from: usize) -> Vec<usize> {
    let text = source.text();
    if !text.contains("\\(") {
        return Vec::new();
    }
    let (mut folded, mut literal) = (Folded::default(), Vec::new());
    let mut start = 0;
    for (at, _) in text.match_indices("\\(").filter(|(at, _)| *at >= from) {
        folded.push_part(source, Span::new(start, at));
        literal.push(folded.text.len());
        start = at + 1;
    }
    folded.push_part(source, Span::new(start, text.len()));
    source.replace(folded);
    literal
}

/// The heading at the beginning, which must be one.
fn first_heading(text: &str, from: usize) -> Reading<Heading> {
    let (digits, whole) = brackets_at(text, from).ok_or_else(|| {
        let reason = "no application identifier of 2 to 4 digits in the brackets";
        Fault::new(ErrorKind::Malformed, Span::new(from, text.len()), reason)
    })?;
    let found = find_exact(digits.of(text)).ok_or_else(|| {
        let reason = format!("there is no application identifier ({})", digits.of(text));
        Fault::new(ErrorKind::UnknownIdentifier, digits, reason)
    })?;
    Ok(Heading { found, digits, whole })
}

/// The next heading. Brackets around anything but an application identifier belong to the value:
/// they are among the characters that it may have.
fn next_heading(text: &str, from: usize, literal: &[usize]) -> Option<Heading> {
    let openings = text[from..].match_indices(['(', '[']).map(|(at, _)| from + at);
    let mut openings = openings.filter(|at| !literal.contains(at));
    openings.find_map(|at| {
        let (digits, whole) = brackets_at(text, at)?;
        Some(Heading { found: find_exact(digits.of(text))?, digits, whole })
    })
}

/// The digits in the brackets that open at `at`, and the brackets with them.
fn brackets_at(text: &str, at: usize) -> Option<(Span, Span)> {
    let closing = match text.as_bytes().get(at)? {
        b'(' => ')',
        b'[' => ']',
        _ => return None,
    };
    // Bounded, so that a text of opening brackets does not take time with its square.
    let window = text.as_bytes().get(at..text.len().min(at + LONGEST_HEADING))?;
    let end = at + window.iter().position(|byte| char::from(*byte) == closing)?;
    let digits = trimmed(text, Span::new(at + 1, end));
    let content = digits.of(text);
    let is_identifier =
        (2..=4).contains(&content.len()) && content.bytes().all(|byte| byte.is_ascii_digit());
    is_identifier.then_some((digits, Span::new(at, end + 1)))
}

/// Brackets, four digits and some blanks between them.
const LONGEST_HEADING: usize = 12;

/// A span without the blanks, line ends and separators around it.
fn trimmed(text: &str, span: Span) -> Span {
    let is_around = |character: char| character.is_whitespace() || character == SEPARATOR;
    let inner = span.of(text);
    let start = span.start + (inner.len() - inner.trim_start_matches(is_around).len());
    Span::new(start, start + inner.trim_matches(is_around).len())
}
