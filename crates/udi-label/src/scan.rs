//! Decides which agency's reader gets a text.

use std::sync::Arc;

use crate::agency::Agency;
use crate::date::year_of_system_clock;
use crate::draft::{Draft, Fault, Note, Reading};
use crate::error::ScanError;
use crate::error_kind::ErrorKind;
use crate::fold::{SEPARATOR, fold};
use crate::label::Label;
use crate::source::{Folded, Source};
use crate::span::Span;
use crate::symbology::{Announced, Content, announced};
use crate::warning::WarningKind;
use crate::{address, ahm, gs1, hibc, iccbba, ma};

/// Longer texts, in bytes, are refused: no symbol on a device holds so many.
pub const MAX_LENGTH: usize = 8_192;

/// Reads labels; years of two digits are those around a year that can be set.
///
/// ```
/// let label = udi_label::Scanner::for_year(2026).scan("(17)260400")?;
/// assert_eq!(label.expiry_date().unwrap().to_string(), "2026-04-30");
/// # Ok::<(), udi_label::ScanError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Scanner {
    this_year: u16,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// Takes this year from the clock of the system.
    pub fn new() -> Self {
        Self { this_year: year_of_system_clock() }
    }

    /// Takes this for the present year.
    pub fn for_year(this_year: u16) -> Self {
        Self { this_year }
    }

    /// Reads a scanned text strictly.
    pub fn scan(&self, text: &str) -> Result<Label, ScanError> {
        if text.len() > MAX_LENGTH {
            let reason = format!("the text has more than {MAX_LENGTH} bytes");
            let fault = Fault::new(ErrorKind::TextTooLong, Span::new(0, 0), reason);
            let source = Source::new(text.to_owned(), None);
            return Err(ScanError::new(Arc::new(source), self.this_year, fault));
        }
        let outcome = fold(text);
        let mut source = Source::new(text.to_owned(), outcome.folded);
        match read(&mut source, self.this_year) {
            Ok(draft) => {
                let mut label = Label::new(Arc::new(source), self.this_year, draft);
                if let Some(place) = outcome.typed {
                    label.warn_of_input_method(place);
                }
                Ok(label)
            }
            Err(fault) => Err(ScanError::new(Arc::new(source), self.this_year, fault)),
        }
    }
}

/// Reads a scanned text strictly, with the year of the system's clock. See [`Scanner`].
pub fn scan(text: &str) -> Result<Label, ScanError> {
    Scanner::new().scan(text)
}

/// Reads the folded text of a source.
pub(crate) fn read(source: &mut Source, year: u16) -> Reading<Draft> {
    let announced = cut_envelope(source);
    let from = announced.start;
    let rest = &source.text()[from..];
    let mut draft = match rest.as_bytes().first() {
        None => {
            return Err(Fault::new(ErrorKind::Empty, Span::new(from, from), "the text is empty"));
        }
        Some(_) if announced.content == Content::OtherFormat => {
            let reason = "an envelope (ISO/IEC 15434) of another format than 05, which GS1 has";
            return Err(Fault::new(ErrorKind::Unsupported, Span::new(0, from), reason));
        }
        Some(b'(' | b'[') => of_gs1(gs1::read_bracketed(source, from, year))?,
        Some(b'0'..=b'9' | 0x1D) => read_digits(source, &announced, year)?,
        Some(_) if hibc::is_code(rest) => hibc::read(source, from, year)?,
        Some(_) if ma::is_code(rest) => ma::read(source, from, year)?,
        Some(_) if ahm::is_code(rest) => ahm::read(rest_of(source), from, year),
        Some(_) if iccbba::is_code(rest) => iccbba::read(rest_of(source), from),
        Some(_) if address::is_address(rest) => address::read(source, from, year)?,
        Some(_) => return Err(not_a_label(source, from)),
    };
    if draft.agency == Agency::Gs1 && announced.content == Content::Other {
        let message = "the symbology identifier does not announce GS1 data";
        let (kind, span) = (WarningKind::UnexpectedSymbology, Span::new(0, 0));
        draft.notes.push(Note { kind, span, message: message.to_owned() });
    }
    Ok(draft)
}

fn rest_of(source: &Source) -> &str {
    source.text()
}

/// Cuts off the end of an envelope, so that the data goes to the end of the text.
fn cut_envelope(source: &mut Source) -> Announced {
    let announced = announced(source.text());
    if announced.end < source.text().len() {
        let mut folded = Folded::default();
        folded.push_part(source, Span::new(0, announced.end));
        source.replace(folded);
    }
    announced
}

/// A bare GTIN, or element strings.
fn read_digits(source: &mut Source, announced: &Announced, year: u16) -> Reading<Draft> {
    let text = source.text();
    let code = Span::new(announced.start, text.len());
    let is_number = code.of(text).bytes().all(|byte| byte.is_ascii_digit());
    // An EAN-13 with a supplement of two or five digits is reported as one number.
    let gtin = match code.of(text).len() {
        15 | 18 if announced.content == Content::Gtin => Span::new(code.start, code.start + 13),
        _ => code,
    };
    let is_gtin = is_number && gs1::is_gtin_length(gtin.end - gtin.start);
    if is_gtin && announced.content != Content::ElementString {
        return of_gs1(gs1::read_gtin(source, gtin, year));
    }
    let is_announced = announced.content == Content::ElementString;
    let reading = gs1::read_element_string(text, code.start, is_announced, year);
    if is_announced || code.of(text).contains(SEPARATOR) || is_item(code.of(text)) {
        return of_gs1(reading);
    }
    // Without any sign of GS1 the fault of an element says less than that there is no label.
    reading.map_err(|fault| match fault.0.kind {
        ErrorKind::NoDeviceIdentifier => fault.of(Agency::Gs1),
        _ => not_a_label(source, code.start),
    })
}

/// Whether a text begins like a GTIN with its identifier.
fn is_item(text: &str) -> bool {
    const LENGTH: usize = 16;
    let front = text.get(..LENGTH).unwrap_or_default();
    matches!(front.get(..2), Some("01" | "02" | "03"))
        && front.bytes().all(|byte| byte.is_ascii_digit())
}

fn of_gs1(reading: Reading<Draft>) -> Reading<Draft> {
    reading.map_err(|fault| fault.of(Agency::Gs1))
}

fn not_a_label(source: &Source, from: usize) -> Fault {
    let reason =
        "not a label of GS1, HIBC, MA, AHM or ICCBBA: it may be a lot number scanned alone";
    Fault::new(ErrorKind::NotALabel, Span::new(from, source.text().len()), reason)
}
