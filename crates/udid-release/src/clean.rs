//! Bytes of an XML file as text that an XML parser takes: decoded, and without the characters that
//! XML 1.0 forbids. Each place where something was replaced or removed is remembered.

use std::collections::VecDeque;
use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

/// Bytes that are read at a time.
const CHUNK: usize = 128 << 10;

/// Places that are remembered at most, so that a file of rubbish stays bounded.
const MOST_PLACES: usize = 10_000;

/// Cleaned text of a reader, in pieces.
pub struct CleanText<R> {
    reader: R,
    /// `None` until the beginning of the file has said how it is encoded.
    decoder: Option<Decoder>,
    bytes: Vec<u8>,
    has_ended: bool,
    /// Length of all text given so far.
    length: u64,
    places: VecDeque<u64>,
}

impl<R: Read> CleanText<R> {
    pub fn new(reader: R) -> Self {
        let places = VecDeque::new();
        Self { reader, decoder: None, bytes: vec![0; CHUNK], has_ended: false, length: 0, places }
    }

    /// Appends the next piece of text; `false` at the end.
    pub fn read_into(&mut self, text: &mut String) -> io::Result<bool> {
        if self.has_ended {
            return Ok(false);
        }
        let filled = self.fill()?;
        self.has_ended = filled == 0;
        let bytes = self.bytes.get(..filled).unwrap_or_default();
        let decoder = self.decoder.get_or_insert_with(|| declared_encoding(bytes).new_decoder());
        text.reserve(decoder.max_utf8_buffer_length(filled).unwrap_or(filled.saturating_mul(3)));
        let before = text.len();
        let (result, _, had_errors) = decoder.decode_to_string(bytes, text, self.has_ended);
        debug_assert_eq!(result, CoderResult::InputEmpty);
        let piece = text.get(before..).unwrap_or_default();
        if had_errors || has_forbidden(piece) {
            let piece = text.split_off(before);
            self.append_cleaned(&piece, had_errors, text);
        } else {
            self.length += piece.len() as u64;
        }
        Ok(true)
    }

    /// Whether something was replaced or removed between the last call and this place of the text.
    /// The first such place from `start` on, if any.
    pub fn first_repair(&mut self, start: u64, end: u64) -> Option<u64> {
        let mut first = None;
        while let Some(&place) = self.places.front().filter(|place| **place < end) {
            self.places.pop_front();
            first = first.or((place >= start).then_some(place));
        }
        first
    }

    fn fill(&mut self) -> io::Result<usize> {
        let mut filled = 0;
        while let Some(rest) = self.bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.reader.read(rest) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    fn append_cleaned(&mut self, piece: &str, had_errors: bool, text: &mut String) {
        for letter in piece.chars() {
            let is_forbidden = is_forbidden(letter);
            let is_replaced = had_errors && letter == char::REPLACEMENT_CHARACTER;
            if (is_forbidden || is_replaced) && self.places.len() < MOST_PLACES {
                self.places.push_back(self.length);
            }
            if !is_forbidden {
                text.push(letter);
                self.length += letter.len_utf8() as u64;
            }
        }
    }
}

/// What XML 1.0 forbids and a text of Rust can hold. U+007F to U+009F are legal.
pub fn is_forbidden(letter: char) -> bool {
    matches!(letter, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

fn has_forbidden(text: &str) -> bool {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    text.as_bytes().iter().any(is_control)
        || memchr::memmem::find(text.as_bytes(), "\u{FFFE}".as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), "\u{FFFF}".as_bytes()).is_some()
}

/// The encoding that a byte order mark or the XML declaration names.
fn declared_encoding(beginning: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(beginning) {
        return encoding;
    }
    let beginning = beginning.get(..200).unwrap_or(beginning);
    let declaration = beginning.split(|byte| *byte == b'>').next().unwrap_or_default();
    let Some(at) = memchr::memmem::find(declaration, b"encoding") else { return UTF_8 };
    let value = declaration.get(at + b"encoding".len()..).unwrap_or_default();
    let mut parts = value.split(|byte| matches!(byte, b'"' | b'\''));
    let is_assignment = parts.next().is_some_and(|equals| equals.trim_ascii() == b"=");
    let label = parts.next().filter(|_| is_assignment).unwrap_or_default();
    Encoding::for_label(label).unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(bytes: &[u8]) -> (String, Option<u64>) {
        let mut clean = CleanText::new(bytes);
        let mut text = String::new();
        while clean.read_into(&mut text).unwrap() {}
        let first = clean.first_repair(0, u64::MAX);
        (text, first)
    }

    #[test]
    fn forbidden_characters_are_removed_and_legal_ones_stay() {
        assert_eq!(
            clean("a\u{1}b\u{FFFE}\u{85}\u{7F}\t\r\n".as_bytes()),
            ("ab\u{85}\u{7F}\t\r\n".to_owned(), Some(1))
        );
        assert_eq!(clean("一（b".as_bytes()), ("一（b".to_owned(), None));
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced_also_where_pieces_meet() {
        assert_eq!(clean(b"a\xFFb"), ("a\u{FFFD}b".to_owned(), Some(1)));
        let mut long = vec![b'a'; CHUNK - 1];
        long.extend("一".as_bytes());
        let (text, repaired) = clean(&long);
        assert!(text.ends_with("a一") && repaired.is_none());
        // A replacement character that was sent is a character like others.
        assert_eq!(clean("\u{FFFD}".as_bytes()), ("\u{FFFD}".to_owned(), None));
    }

    #[test]
    fn a_byte_order_mark_or_a_declaration_names_the_encoding() {
        assert_eq!(clean("\u{feff}<a/>".as_bytes()).0, "<a/>");
        // 支架 in GB18030, by Python's codec: b'\xd6\xa7\xbc\xdc'.
        let gbk = b"<?xml version=\"1.0\" encoding=\"GBK\"?><a>\xd6\xa7\xbc\xdc</a>";
        assert!(clean(gbk).0.ends_with("<a>支架</a>"));
        let unknown = "<?xml version='1.0' encoding='x'?><a>支架</a>";
        assert_eq!(clean(unknown.as_bytes()).0, unknown);
    }
}
