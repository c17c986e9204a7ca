//! A GS1 message in the making: adds elements, and completes it when all are there.

use super::identifier::Found;
use super::problem::{Problem, ProblemKind};
use super::{companions, lost_separator, value};
use crate::agency::Agency;
use crate::draft::{Draft, Fault, Name, Part, Reading};
use crate::error_kind::ErrorKind;
use crate::role::Role;
use crate::span::Span;

/// More elements fit in no symbol that is meant for one item.
pub(crate) const MAX_ELEMENTS: usize = 64;

/// Elements of most labels, so that the list seldom grows.
const USUAL_ELEMENTS: usize = 6;

pub(super) struct Message<'a> {
    text: &'a str,
    this_year: u16,
    draft: Draft,
}

impl<'a> Message<'a> {
    pub(super) fn new(text: &'a str, from: usize, this_year: u16) -> Self {
        let mut draft = Draft::new(Agency::Gs1, Span::new(from, text.len()));
        draft.parts.reserve(USUAL_ELEMENTS);
        Self { text, this_year, draft }
    }

    /// Adds an element whose identifier has its digits at `digits`.
    pub(super) fn add(&mut self, found: Found, digits: Span, value: Span) -> Reading<()> {
        let bytes = value.of(self.text).as_bytes();
        let date = value::check(found.entry, bytes, self.this_year)
            .map_err(|problem| describe(self.text, found, value, problem))?;
        let known = self.draft.parts.iter().find(|part| part.code() == Some(found.code));
        if known.is_some_and(|known| known.value.of(self.text) != value.of(self.text)) {
            let reason = format!("({:02}) is there twice, with different values", found.code);
            return Err(Fault::new(ErrorKind::Repeated, value, reason));
        }
        if self.draft.parts.len() == MAX_ELEMENTS {
            let reason = format!("more than {MAX_ELEMENTS} elements");
            return Err(Fault::new(ErrorKind::Malformed, digits, reason));
        }
        let name = Name::Gs1 { entry: found.entry, code: found.code, digits };
        self.draft.parts.push(Part { name, value, date });
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.draft.parts.is_empty()
    }

    /// Whether an element with a check digit is among those added: no text has one by chance alone.
    pub(super) fn has_key(&self) -> bool {
        self.draft.parts.iter().any(|part| match part.name {
            Name::Gs1 { entry, .. } => super::companions::is_key(entry),
            _ => false,
        })
    }

    /// The message as a whole, with its device identifier and what is odd about it.
    pub(super) fn finish(mut self) -> Draft {
        complete(&mut self.draft);
        lost_separator::note(self.text, self.this_year, &mut self.draft);
        self.draft
    }
}

/// A message of elements that have been checked.
pub(crate) fn draft_of(text: &str, parts: Vec<Part>) -> Draft {
    let start = parts.first().map_or(0, |part| part.value.start);
    let mut draft = Draft { parts, ..Draft::new(Agency::Gs1, Span::new(start, text.len())) };
    complete(&mut draft);
    draft
}

fn complete(draft: &mut Draft) {
    let is_di = |part: &&Part| part.name.role() == Role::DeviceIdentifier;
    // (01) before (03), which replaces it for made-to-order items.
    let item = draft.parts.iter().filter(is_di).min_by_key(|part| part.code());
    draft.di = item.map(|part| part.value);
    for index in 0..draft.parts.len() {
        let part = draft.parts[index];
        if let (Name::Gs1 { entry, .. }, Some(date)) = (part.name, part.date) {
            draft.note_day(entry.title, part.value, date);
        }
    }
    companions::note(draft);
}

/// The fault that a wrong value is.
fn describe(text: &str, found: Found, value: Span, problem: Problem) -> Fault {
    let (code, (min, max)) = (found.code, found.entry.lengths());
    let span = Span::new(value.start + problem.start, value.start + problem.end);
    let length = if min == max { format!("{min}") } else { format!("{min} to {max}") };
    let (kind, reason) = match problem.kind {
        ProblemKind::TooShort => {
            let reason = format!("({code:02}) ends too early: it has {length} characters");
            (ErrorKind::TooShort, reason)
        }
        ProblemKind::TooLong => {
            (ErrorKind::TooLong, format!("({code:02}) is too long: it has {length} characters"))
        }
        ProblemKind::Character => {
            return invalid_character(text, code, span);
        }
        ProblemKind::CheckDigit { given, computed } => {
            let [given, computed] = [given, computed].map(char::from);
            let reason = format!("({code:02}) has check digit {given}, computed {computed}");
            (ErrorKind::WrongCheckDigit, reason)
        }
        ProblemKind::CheckPair { computed } => {
            let [first, second] = computed.map(char::from);
            let reason = format!("({code:02}) has another check pair than {first}{second}");
            (ErrorKind::WrongCheckDigit, reason)
        }
        ProblemKind::Date => {
            (ErrorKind::InvalidDate, format!("({code:02}) is not a date: there is no such day"))
        }
        ProblemKind::Rule(reason) => (ErrorKind::InvalidValue, format!("({code:02}): {reason}")),
    };
    Fault::new(kind, span, reason)
}

/// Names the character as a whole, where the set is one of bytes.
fn invalid_character(text: &str, code: u16, span: Span) -> Fault {
    let character = text.get(span.start..).and_then(|rest| rest.chars().next());
    let span = Span::new(span.start, span.start + character.map_or(1, char::len_utf8));
    let shown = character.unwrap_or_default().escape_debug();
    let reason = format!("({code:02}) cannot contain `{shown}`");
    Fault::new(ErrorKind::InvalidCharacter, span, reason)
}
