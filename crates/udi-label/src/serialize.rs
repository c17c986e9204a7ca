//! JSON of readings, with the keys of the command `yima scan`.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::candidates::{Candidate, Candidates};
use crate::check_result::CheckResult;
use crate::date::LabelDate;
use crate::error::ScanError;
use crate::label::{Element, Label};
use crate::warning::{Warning, WarningKind};

/// A list, each item by a function.
struct List<T, F>(T, F);

impl<T, I, F, S2> Serialize for List<T, F>
where
    T: Iterator<Item = I> + Clone,
    F: Fn(I) -> S2,
    S2: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for item in self.0.clone() {
            list.serialize_element(&self.1(item))?;
        }
        list.end()
    }
}

/// What a label says; the keys that candidates share with labels.
fn serialize_reading<M: SerializeMap>(label: &Label, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("agency", label.agency().as_str())?;
    map.serialize_entry("di", &label.di())?;
    map.serialize_entry("lot_number", &label.lot_number())?;
    map.serialize_entry("serial_number", &label.serial_number())?;
    map.serialize_entry("production_date", &label.production_date())?;
    map.serialize_entry("expiry_date", &label.expiry_date())?;
    map.serialize_entry("best_before_date", &label.best_before_date())?;
    map.serialize_entry("quantity", &label.quantity())?;
    map.serialize_entry("elements", &List(label.elements(), |element| element))?;
    map.serialize_entry("check", &label.check())
}

/// All keys. Candidates are searched only where a separator may have been lost.
impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("input", self.input())?;
        serialize_reading(self, &mut map)?;
        map.serialize_entry("warnings", self.warnings())?;
        let lost = WarningKind::PossiblyMissingSeparator;
        let is_suspected = self.warnings().iter().any(|warning| warning.kind() == lost);
        let candidates = if is_suspected { self.candidates() } else { Candidates::default() };
        map.serialize_entry("candidates", &candidates)?;
        map.serialize_entry("error", &None::<&str>)?;
        map.end()
    }
}

/// All keys, with nothing for what a reading would say.
impl Serialize for ScanError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const NOTHING: Option<&str> = None;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("input", self.input())?;
        map.serialize_entry("agency", &self.agency().map(crate::Agency::as_str))?;
        for key in ["di", "lot_number", "serial_number", "production_date", "expiry_date"] {
            map.serialize_entry(key, &NOTHING)?;
        }
        map.serialize_entry("best_before_date", &NOTHING)?;
        map.serialize_entry("quantity", &NOTHING)?;
        map.serialize_entry("elements", &[NOTHING; 0])?;
        map.serialize_entry("check", &NOTHING)?;
        map.serialize_entry("warnings", &[NOTHING; 0])?;
        map.serialize_entry("candidates", &self.candidates())?;
        map.serialize_entry("error", &ErrorParts(self))?;
        map.end()
    }
}

struct ErrorParts<'a>(&'a ScanError);

impl Serialize for ErrorParts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("message", &self.0.to_string())?;
        map.serialize_entry("reason", self.0.reason())?;
        map.serialize_entry("start", &self.0.place().start)?;
        map.serialize_entry("end", &self.0.place().end)?;
        map.end()
    }
}

impl Serialize for Candidates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        List(self.iter(), |candidate| candidate).serialize(serializer)
    }
}

impl Serialize for Candidate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        serialize_reading(self.label(), &mut map)?;
        map.serialize_entry("warnings", self.label().warnings())?;
        map.serialize_entry("lost_separators", self.lost_separators())?;
        map.end()
    }
}

impl Serialize for Element<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("identifier", self.identifier())?;
        map.serialize_entry("title", self.title())?;
        map.serialize_entry("value", self.value())?;
        map.serialize_entry("date", &self.date())?;
        map.serialize_entry("start", &self.place().start)?;
        map.serialize_entry("end", &self.place().end)?;
        map.end()
    }
}

impl Serialize for CheckResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("given", &self.given)?;
        map.serialize_entry("computed", &self.computed)?;
        map.serialize_entry("right", &self.is_right())?;
        map.end()
    }
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("message", self.message())?;
        map.serialize_entry("start", &self.place().start)?;
        map.serialize_entry("end", &self.place().end)?;
        map.end()
    }
}

impl Serialize for LabelDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
