//! The reading of a label.

mod element;
mod write;

use std::fmt;
use std::sync::Arc;

use crate::agency::Agency;
use crate::check_result::CheckResult;
use crate::date::LabelDate;
use crate::di::{NormalizedDi, normalize_di};
use crate::draft::{Draft, Part};
use crate::role::Role;
use crate::source::Source;
use crate::span::Span;
use crate::warning::{Warning, WarningKind};

pub use element::Element;

/// What a label says: the only strict reading of a scanned text.
///
/// Texts of the elements are those of the label; places are byte ranges in the scanned text.
#[derive(Clone)]
pub struct Label {
    source: Arc<Source>,
    this_year: u16,
    agency: Agency,
    parts: Vec<Part>,
    di: Option<Span>,
    code: Span,
    check: Option<CheckResult>,
    production_check: Option<CheckResult>,
    link_character: Option<Span>,
    warnings: Vec<Warning>,
}

impl Label {
    pub(crate) fn new(source: Arc<Source>, this_year: u16, draft: Draft) -> Self {
        let mut warnings = Vec::with_capacity(draft.notes.len());
        for note in draft.notes {
            let place = source.place(note.span);
            warnings.push(Warning { kind: note.kind, place, message: note.message });
        }
        Self {
            source,
            this_year,
            agency: draft.agency,
            parts: draft.parts,
            di: draft.di,
            code: draft.code,
            check: draft.check,
            production_check: draft.production_check,
            link_character: draft.link_character,
            warnings,
        }
    }

    /// The text as it was scanned.
    pub fn input(&self) -> &str {
        self.source.input()
    }

    /// The agency whose rules the label follows.
    pub fn agency(&self) -> Agency {
        self.agency
    }

    /// The device identifier: a GTIN of 14 digits; HIBC's labeler, product and unit of measure; the
    /// whole `MA.156.M0.…` of MA. `None` for a second code that has production identifiers only.
    pub fn di(&self) -> Option<&str> {
        self.di.map(|di| di.of(self.source.text()))
    }

    /// The device identifier in the form in which look-ups compare it.
    pub fn normalized_di(&self) -> Option<NormalizedDi> {
        self.di().map(normalize_di)
    }

    /// The packaging level as the identifier encodes it: GS1's indicator digit, HIBC's unit of
    /// measure, MA's level digit.
    pub fn packaging_indicator(&self) -> Option<char> {
        let di = self.di()?;
        match self.agency {
            Agency::Gs1 => di.chars().next(),
            Agency::Hibc => di.chars().next_back(),
            Agency::Ma => di.split('.').nth(4)?.chars().next(),
            Agency::Iccbba | Agency::Ahm => None,
        }
    }

    /// The elements in the order of the text.
    pub fn elements(&self) -> impl ExactSizeIterator<Item = Element<'_>> + Clone {
        self.parts.iter().map(|part| Element::new(&self.source, part))
    }

    /// The first element with this role.
    pub fn element(&self, role: Role) -> Option<Element<'_>> {
        self.elements().find(|element| element.role() == role)
    }

    /// The lot or batch number.
    pub fn lot_number(&self) -> Option<&str> {
        self.element(Role::LotNumber).map(|element| element.value())
    }

    /// The serial number.
    pub fn serial_number(&self) -> Option<&str> {
        self.element(Role::SerialNumber).map(|element| element.value())
    }

    /// The production date.
    pub fn production_date(&self) -> Option<LabelDate> {
        self.element(Role::ProductionDate)?.date()
    }

    /// The expiry date.
    pub fn expiry_date(&self) -> Option<LabelDate> {
        self.element(Role::ExpiryDate)?.date()
    }

    /// The best before date.
    pub fn best_before_date(&self) -> Option<LabelDate> {
        self.element(Role::BestBeforeDate)?.date()
    }

    /// The number of items.
    pub fn quantity(&self) -> Option<u32> {
        self.element(Role::Quantity)?.value().parse().ok()
    }

    /// The check digit of the device identifier, or HIBC's check character. A strict reading has the
    /// right one, except for MA, whose check digits are advisory.
    pub fn check(&self) -> Option<CheckResult> {
        let of_gtin = |di: &str| {
            let digit = di.chars().next_back()?;
            Some(CheckResult { given: digit, computed: digit })
        };
        match self.agency {
            Agency::Gs1 => of_gtin(self.di()?),
            _ => self.check,
        }
    }

    /// The check digit of MA's production part.
    pub fn production_check(&self) -> Option<CheckResult> {
        self.production_check
    }

    /// The link character of a secondary HIBC code: the check character of its primary code.
    pub fn link_character(&self) -> Option<char> {
        self.link_character?.of(self.source.text()).chars().next()
    }

    /// What is odd about the label.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The folded text and the year that it was read in.
    pub(crate) fn source_and_year(&self) -> (&Arc<Source>, u16) {
        (&self.source, self.this_year)
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Notes that keys were recognized behind what an input method made of them.
    pub(crate) fn warn_of_input_method(&mut self, place: Span) {
        self.warnings.push(Warning {
            kind: WarningKind::InputMethod,
            place: place.range(),
            message: "typed through an input method: punctuation was read as its keys".to_owned(),
        });
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let elements: Vec<_> = self.elements().collect();
        f.debug_struct("Label")
            .field("input", &self.input())
            .field("agency", &self.agency)
            .field("di", &self.di())
            .field("elements", &elements)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// Labels are equal if they say the same, however it was written.
impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        let texts = |label: &Self| {
            let pairs = label.elements().map(|e| (e.identifier().to_owned(), e.value().to_owned()));
            pairs.collect::<Vec<_>>()
        };
        self.agency == other.agency && self.di() == other.di() && texts(self) == texts(other)
    }
}

impl Eq for Label {}
