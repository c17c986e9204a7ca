//! Places in a source file.

/// A range of bytes in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A place as people and editors name it, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl Position {
    /// The position of a byte of `text`.
    pub fn of(text: &str, byte: usize) -> Self {
        Lines::of(text).position(text, byte)
    }
}

/// Where the lines of a text start, for those who ask for many positions.
#[derive(Clone, Debug)]
pub struct Lines(Box<[usize]>);

impl Lines {
    pub fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(newline, _)| newline + 1).collect())
    }

    /// The position of a byte of the same text.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let byte = if text.is_char_boundary(byte) { byte } else { text.len() };
        let above = self.0.partition_point(|start| *start <= byte);
        let line_start = above.checked_sub(1).map_or(0, |last| self.0[last]);
        Position { line: above + 1, column: text[line_start..byte].chars().count() + 1 }
    }
}
