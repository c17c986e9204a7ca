//! The scanned text beside the text that is read.

use std::ops::Range;

use crate::span::Span;

/// A scanned text, and what is read of it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    input: String,
    /// The text that is read where it differs from the input.
    folded: Option<Folded>,
}

/// A text whose bytes know where in the input they come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded {
    pub text: String,
    /// For each byte of the text, the place in the input that it stands for.
    origin: Vec<Span>,
}

impl Source {
    pub(crate) fn new(input: String, folded: Option<Folded>) -> Self {
        Self { input, folded }
    }

    /// The text as it was scanned.
    pub(crate) fn input(&self) -> &str {
        &self.input
    }

    /// The text that is read; spans refer to it.
    pub(crate) fn text(&self) -> &str {
        self.folded.as_ref().map_or(&self.input, |folded| &folded.text)
    }

    /// Reads another text from now on, which was made of the present one.
    pub(crate) fn replace(&mut self, folded: Folded) {
        self.folded = Some(folded);
    }

    /// The place in the input that a place in the read text stands for.
    pub(crate) fn place(&self, span: Span) -> Range<usize> {
        let Some(folded) = &self.folded else { return span.range() };
        let end_of_all = folded.origin.last().map_or(self.input.len(), |last| last.end);
        let start = folded.origin.get(span.start).map_or(end_of_all, |origin| origin.start);
        let last = span.end.checked_sub(1).filter(|last| *last >= span.start);
        let end = last.and_then(|last| folded.origin.get(last)).map_or(start, |last| last.end);
        start..end.max(start)
    }

    /// The origin of one byte of the read text.
    fn origin(&self, at: usize) -> Span {
        match &self.folded {
            Some(folded) => folded.origin.get(at).copied().unwrap_or_default(),
            None => Span::new(at, at + 1),
        }
    }
}

impl Folded {
    /// Appends a character that stands for this place in the input.
    pub(crate) fn push(&mut self, character: char, origin: Span) {
        self.text.push(character);
        self.origin.resize(self.text.len(), origin);
    }

    /// Appends a part of the text that a source has been read as until now.
    pub(crate) fn push_part(&mut self, source: &Source, part: Span) {
        for (at, character) in part.of(source.text()).char_indices() {
            let first = source.origin(part.start + at);
            let last = source.origin(part.start + at + character.len_utf8() - 1);
            self.push(character, Span::new(first.start, last.end));
        }
    }

    /// Appends text that has no place of its own, in front of `before` of the source.
    pub(crate) fn push_invented(&mut self, source: &Source, text: &str, before: usize) {
        let origin = source.origin(before);
        for character in text.chars() {
            self.push(character, Span::new(origin.start, origin.start));
        }
    }

    /// Appends a part of the source with its percent escapes decoded. Escapes that are not UTF-8, and
    /// those of control characters other than the separator, stay as they are.
    pub(crate) fn push_decoded(&mut self, source: &Source, part: Span) {
        let text = part.of(source.text());
        let mut at = 0;
        while let Some(character) = text[at..].chars().next() {
            let (decoded, length) = decode_escapes(&text[at..]).unwrap_or((character, 0));
            let length = if length == 0 { character.len_utf8() } else { length };
            let first = source.origin(part.start + at);
            let last = source.origin(part.start + at + length - 1);
            self.push(decoded, Span::new(first.start, last.end));
            at += length;
        }
    }

    /// The same text in capital letters.
    pub(crate) fn in_capitals(source: &Source, part: Span) -> Self {
        let mut folded = Self::default();
        folded.push_part(source, part);
        folded.text.make_ascii_uppercase();
        folded
    }
}

/// The character whose percent escapes begin a text, and the length of the escapes.
fn decode_escapes(text: &str) -> Option<(char, usize)> {
    let byte = |index: usize| {
        let escape = text.get(index * 3..index * 3 + 3)?.strip_prefix('%')?;
        let is_hex = escape.bytes().all(|byte| byte.is_ascii_hexdigit());
        u8::from_str_radix(escape, 16).ok().filter(|_| is_hex)
    };
    let first = byte(0)?;
    let count = match first {
        0..=0x7F => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = (0..count).map_while(byte).collect();
    let character = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let is_allowed = !character.is_control() || character == '\x1d';
    is_allowed.then_some((character, count * 3))
}
