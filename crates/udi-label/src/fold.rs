//! Folds what keyboards, input methods and scanner settings do to a text.

use crate::source::Folded;
use crate::span::Span;

/// The separator of element strings (FNC1, group separator).
pub(crate) const SEPARATOR: char = '\x1d';

/// A folded text, and whether characters in it are what an input method makes of a key.
pub(crate) struct Outcome {
    pub folded: Option<Folded>,
    /// The first such character.
    pub typed: Option<Span>,
}

/// How software writes the separator as text, in capital letters.
const SPELLINGS: [&str; 14] = [
    "<GS>", "{GS}", "[GS]", "\\X1D", "\\U001D", "\\U{1D}", "\\035", "^]", "<0X1D>", "&#29;",
    "&#X1D;", "<FNC1>", "{FNC1}", "[FNC1]",
];

/// Folds a text: width, separators, invisible characters, blanks and line ends around it.
pub(crate) fn fold(input: &str) -> Outcome {
    if is_clean(input.as_bytes()) {
        return Outcome { folded: None, typed: None };
    }
    let (characters, typed) = fold_width(input);
    let is_blank = |(character, _): &(char, Span)| {
        *character != SEPARATOR && (character.is_whitespace() || character.is_control())
    };
    let start = characters.iter().position(|character| !is_blank(character));
    let end =
        characters.iter().rposition(|character| !is_blank(character)).map_or(0, |end| end + 1);
    let kept = characters.get(start.unwrap_or(0)..end).unwrap_or_default();
    Outcome { folded: Some(fold_separators(kept)), typed }
}

/// Whether there is nothing to fold: the case of nearly all scans.
fn is_clean(bytes: &[u8]) -> bool {
    let is_edge_clean = |byte: Option<&u8>| byte.is_none_or(|byte| *byte != b' ');
    bytes.iter().all(|byte| CLEAN[usize::from(*byte)])
        && is_edge_clean(bytes.first())
        && is_edge_clean(bytes.last())
}

const CLEAN: [bool; 256] = {
    let mut clean = [false; 256];
    let mut byte = 0x20;
    while byte < 0x7F {
        clean[byte] = true;
        byte += 1;
    }
    // These may begin the name of a separator.
    clean[b'<' as usize] = false;
    clean[b'{' as usize] = false;
    clean[b'\\' as usize] = false;
    clean[b'^' as usize] = false;
    clean[b'&' as usize] = false;
    clean[0x1D] = true;
    clean
};

/// The characters in half width, each with its place; invisible ones are dropped.
fn fold_width(input: &str) -> (Vec<(char, Span)>, Option<Span>) {
    let mut characters: Vec<(char, Span)> = Vec::with_capacity(input.len());
    let mut typed = None;
    let mut rest = input.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        let mut span = Span::new(start, start + character.len_utf8());
        if is_invisible(character) {
            continue;
        }
        if let Some(key) = key_of_pair(character)
            && let Some((second, _)) = rest.next_if(|(_, next)| *next == character)
        {
            span.end = second + character.len_utf8();
            typed = typed.or(Some(span));
            characters.push((key, span));
        } else if let Some(key) = key_of(character) {
            typed = typed.or(Some(span));
            characters.push((key, span));
        } else {
            characters.push((half_width(character), span));
        }
    }
    (characters, typed)
}

/// Marks that a text may carry without showing them.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{00AD}')
}

/// The key behind two of these characters: Chinese input methods type them at once.
fn key_of_pair(character: char) -> Option<char> {
    match character {
        '—' => Some('_'),
        '…' => Some('^'),
        _ => None,
    }
}

/// The key behind a character that a Chinese input method types for it.
fn key_of(character: char) -> Option<char> {
    Some(match character {
        '。' => '.',
        // The other key that types it, the backslash, is in no character set of a label.
        '、' => '/',
        '￥' | '¥' => '$',
        '《' => '<',
        '》' => '>',
        '【' => '[',
        '】' => ']',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => return None,
    })
}

/// The ASCII character of which another is a wide or typographic form.
fn half_width(character: char) -> char {
    match character {
        '\u{3000}' | '\u{00A0}' | '\u{202F}' | '\u{2000}'..='\u{200A}' => ' ',
        '〔' | '〖' | '﹙' => '(',
        '〕' | '〗' | '﹚' => ')',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
        '\u{241D}' => SEPARATOR,
        '\u{241E}' => '\x1e',
        '\u{2404}' => '\x04',
        other => ascii_of_full_width(other),
    }
}

fn ascii_of_full_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            u8::try_from(u32::from(character) - 0xFEE0).map_or(character, char::from)
        }
        other => other,
    }
}

/// Replaces the spellings of the separator.
fn fold_separators(characters: &[(char, Span)]) -> Folded {
    let mut folded = Folded::default();
    let mut at = 0;
    while let Some((character, span)) = characters.get(at) {
        let spelling = SPELLINGS.iter().find(|known| begins_with(&characters[at..], known));
        let (character, length) =
            spelling.map_or((*character, 1), |spelling| (SEPARATOR, spelling.len()));
        let last = characters[at + length - 1].1;
        folded.push(character, Span::new(span.start, last.end));
        at += length;
    }
    folded
}

fn begins_with(characters: &[(char, Span)], spelling: &str) -> bool {
    characters.len() >= spelling.len()
        && spelling
            .chars()
            .zip(characters)
            .all(|(known, (character, _))| known == character.to_ascii_uppercase())
}

/// Folds width and removes blanks and invisible characters, as look-ups compare identifiers.
pub(crate) fn fold_identifier(text: &str) -> String {
    let is_dropped = |character: &char| {
        character.is_whitespace() || character.is_control() || is_invisible(*character)
    };
    text.chars().filter(|character| !is_dropped(character)).map(ascii_of_full_width).collect()
}
