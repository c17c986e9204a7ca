//! Symbology identifiers (ISO/IEC 15424) and envelopes (ISO/IEC 15434) before the data.

/// What the beginning of a text says about the data behind it.
pub(crate) struct Announced {
    /// Where the data begins.
    pub start: usize,
    /// Where the data ends; an envelope has an end of its own.
    pub end: usize,
    pub content: Content,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing is announced.
    Unknown,
    /// Element strings.
    ElementString,
    /// The digits of a GTIN.
    Gtin,
    /// A symbol that does not announce GS1 data.
    Other,
    /// An envelope of a format that is not supported.
    OtherFormat,
}

/// GS1-128, GS1 DataMatrix, GS1 QR, GS1 DataBar and composites, GS1 DotCode; the second forms are
/// FNC1 in first place as some scanners report it.
const ELEMENT_STRINGS: [&str; 8] = ["]C1", "]d2", "]Q3", "]e0", "]e1", "]e2", "]J1", "]Q4"];

/// EAN-13, UPC-A and UPC-E, EAN-8, ITF-14.
const GTINS: [&str; 5] = ["]E0", "]E3", "]E4", "]I0", "]I1"];

/// Looks at the beginning of a folded text.
pub(crate) fn announced(text: &str) -> Announced {
    if let Some(envelope) = envelope(text) {
        return envelope;
    }
    let is_identifier = |front: &str| {
        let front = front.as_bytes();
        front[0] == b']' && front[1].is_ascii_alphabetic() && front[2].is_ascii_alphanumeric()
    };
    let (start, content) = match text.get(..3).filter(|front| is_identifier(front)) {
        None => (0, Content::Unknown),
        Some(front) if ELEMENT_STRINGS.contains(&front) => (3, Content::ElementString),
        Some(front) if GTINS.contains(&front) => (3, Content::Gtin),
        Some(_) => (3, Content::Other),
    };
    Announced { start, end: text.len(), content }
}

/// `[)>`, RS, the number of the format, GS, the data, RS, EOT.
fn envelope(text: &str) -> Option<Announced> {
    let rest = text.strip_prefix("[)>\x1e")?;
    let content = match rest.get(..2)? {
        "05" => Content::ElementString,
        _ => Content::OtherFormat,
    };
    let start = text.len() - rest.len() + 2;
    let end = start + text[start..].trim_end_matches(['\x04', '\x1e']).len();
    Some(Announced { start, end, content })
}
