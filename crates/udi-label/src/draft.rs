//! What the readers of the agencies produce: a label in the making, or a fault.

use crate::agency::Agency;
use crate::check_result::CheckResult;
use crate::date::LabelDate;
use crate::error_kind::ErrorKind;
use crate::gs1::identifier::ApplicationIdentifier;
use crate::role::Role;
use crate::span::Span;
use crate::warning::WarningKind;

/// A label whose places are still those of the folded text.
#[derive(Debug)]
pub(crate) struct Draft {
    pub agency: Agency,
    pub parts: Vec<Part>,
    pub di: Option<Span>,
    /// The text of the code itself, without an address or a symbology identifier.
    pub code: Span,
    pub check: Option<CheckResult>,
    pub production_check: Option<CheckResult>,
    pub link_character: Option<Span>,
    pub notes: Vec<Note>,
}

/// An element of a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub name: Name,
    pub value: Span,
    pub date: Option<LabelDate>,
}

/// How the element of a label is called.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Name {
    /// An application identifier, whose digits are at this place.
    Gs1 { entry: &'static ApplicationIdentifier, code: u16, digits: Span },
    /// A field of another agency.
    Field(&'static Field),
    /// A field that the agency does not define, with its name in the text.
    Unknown(Span),
}

/// A field of HIBC, MA or AHM.
#[derive(Debug)]
pub(crate) struct Field {
    pub identifier: &'static str,
    pub title: &'static str,
    pub role: Role,
}

/// A warning before its place is known.
#[derive(Debug)]
pub(crate) struct Note {
    pub kind: WarningKind,
    pub span: Span,
    pub message: String,
}

/// Why a text could not be read. Boxed, since nearly all texts can.
#[derive(Debug)]
pub(crate) struct Fault(pub Box<FaultParts>);

#[derive(Debug)]
pub(crate) struct FaultParts {
    pub kind: ErrorKind,
    pub agency: Option<Agency>,
    pub span: Span,
    pub reason: String,
}

/// Result of a reader.
pub(crate) type Reading<T> = Result<T, Fault>;

impl Draft {
    pub(crate) fn new(agency: Agency, code: Span) -> Self {
        Self {
            agency,
            parts: Vec::new(),
            di: None,
            code,
            check: None,
            production_check: None,
            link_character: None,
            notes: Vec::new(),
        }
    }

    pub(crate) fn note(&mut self, kind: WarningKind, span: Span, message: impl Into<String>) {
        self.notes.push(Note { kind, span, message: message.into() });
    }

    /// Adds a field without a date.
    pub(crate) fn add(&mut self, field: &'static Field, value: Span) {
        self.parts.push(Part { name: Name::Field(field), value, date: None });
    }

    /// Adds a field with a date, and a note if the date has no day.
    pub(crate) fn add_date(&mut self, field: &'static Field, value: Span, date: LabelDate) {
        self.parts.push(Part { name: Name::Field(field), value, date: Some(date) });
        self.note_day(field.title, value, date);
    }

    pub(crate) fn note_day(&mut self, title: &str, value: Span, date: LabelDate) {
        if !date.day_is_given() {
            let message = format!("{title}: the day is not given, read as {date}");
            self.note(WarningKind::DayNotGiven, value, message);
        }
    }
}

impl Fault {
    pub(crate) fn new(kind: ErrorKind, span: Span, reason: impl Into<String>) -> Self {
        Self(Box::new(FaultParts { kind, agency: None, span, reason: reason.into() }))
    }

    pub(crate) fn of(mut self, agency: Agency) -> Self {
        self.0.agency = self.0.agency.or(Some(agency));
        self
    }
}

impl Part {
    /// The application identifier of an element of GS1.
    pub(crate) fn code(&self) -> Option<u16> {
        match self.name {
            Name::Gs1 { code, .. } => Some(code),
            _ => None,
        }
    }
}

impl Name {
    pub(crate) fn role(&self) -> Role {
        match self {
            Self::Gs1 { entry, .. } => entry.role,
            Self::Field(field) => field.role,
            Self::Unknown(_) => Role::Other,
        }
    }
}
