//! One element of a label.

use std::fmt;
use std::ops::Range;

use crate::date::LabelDate;
use crate::draft::{Name, Part};
use crate::role::Role;
use crate::source::Source;

/// An element of a label, like `(10)` with its value.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    source: &'a Source,
    part: &'a Part,
}

impl<'a> Element<'a> {
    pub(crate) fn new(source: &'a Source, part: &'a Part) -> Self {
        Self { source, part }
    }

    /// The agency's identifier: digits of GS1 (`10`), the flag of HIBC (`$$3`, `14D`, `S`), the letter
    /// of MA, the key of AHM; `labeler`, `product`, `unit_of_measure`, `organization`, `level`, `item`
    /// for the parts of a device identifier.
    pub fn identifier(&self) -> &'a str {
        match self.part.name {
            Name::Gs1 { digits, .. } | Name::Unknown(digits) => digits.of(self.source.text()),
            Name::Field(field) => field.identifier,
        }
    }

    /// A short English title: GS1's data title (`BATCH/LOT`), or the name of the field.
    pub fn title(&self) -> &'static str {
        match self.part.name {
            Name::Gs1 { entry, .. } => entry.title,
            Name::Field(field) => field.title,
            Name::Unknown(_) => "unknown",
        }
    }

    /// What it says about the device.
    pub fn role(&self) -> Role {
        self.part.name.role()
    }

    /// The value, as on the label.
    pub fn value(&self) -> &'a str {
        self.part.value.of(self.source.text())
    }

    /// The date that the value is or begins with.
    pub fn date(&self) -> Option<LabelDate> {
        self.part.date
    }

    /// The place of the value in the input, in bytes.
    pub fn place(&self) -> Range<usize> {
        self.source.place(self.part.value)
    }
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element")
            .field("identifier", &self.identifier())
            .field("value", &self.value())
            .field("place", &self.place())
            .field("date", &self.date())
            .finish_non_exhaustive()
    }
}
