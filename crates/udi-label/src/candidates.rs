//! Readings that a text would have if separators got lost.

mod rank;

use std::sync::Arc;

use crate::date::LabelDate;
use crate::draft::Part;
use crate::error::ScanError;
use crate::gs1::search::{Division, Divisions, divide};
use crate::gs1::{self};
use crate::label::Label;
use crate::role::Role;
use crate::scan;
use crate::source::{Folded, Source};
use crate::span::Span;
use crate::symbology::announced;

/// Which production identifiers are on a label according to the register; `None` where it does not
/// say. The register's fields are named `pi_has_lot_number` and so on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LabelPromise {
    /// Whether the label has a lot number.
    pub lot_number: Option<bool>,
    /// Whether the label has a serial number.
    pub serial_number: Option<bool>,
    /// Whether the label has a production date.
    pub production_date: Option<bool>,
    /// Whether the label has an expiry date.
    pub expiry_date: Option<bool>,
}

/// The candidates for the reading of a text, the best ones first: all of them or none.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    list: Vec<Candidate>,
    bound_was_hit: bool,
}

/// A reading that a text would have. It is a guess until a person or the register confirms it.
#[derive(Clone, Debug)]
pub struct Candidate {
    label: Label,
    lost_separators: Vec<usize>,
    score: i32,
}

impl Candidate {
    /// What the label would say.
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// Where in the input separators are assumed that are not there, in bytes.
    pub fn lost_separators(&self) -> &[usize] {
        &self.lost_separators
    }
}

impl Candidates {
    /// The candidates, the best ones first.
    pub fn iter(&self) -> std::slice::Iter<'_, Candidate> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The candidate, if there is exactly one.
    pub fn only(&self) -> Option<&Candidate> {
        if let [only] = &self.list[..] { Some(only) } else { None }
    }

    /// The first candidate, if the evidence for it is greater than for the second.
    pub fn best(&self) -> Option<&Candidate> {
        match &self.list[..] {
            [only] => Some(only),
            [first, second, ..] if first.score > second.score => Some(first),
            _ => None,
        }
    }

    /// Whether there would be too many candidates, or the text is too long to search. None is
    /// returned then.
    pub fn bound_was_hit(&self) -> bool {
        self.bound_was_hit
    }

    /// Leaves out a reading that is known.
    fn without(mut self, label: &Label) -> Self {
        self.list.retain(|candidate| candidate.label != *label);
        self
    }
}

impl<'a> IntoIterator for &'a Candidates {
    type Item = &'a Candidate;
    type IntoIter = std::slice::Iter<'a, Candidate>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl LabelPromise {
    fn of(self, role: Role) -> Option<bool> {
        match role {
            Role::LotNumber => self.lot_number,
            Role::SerialNumber => self.serial_number,
            Role::ProductionDate => self.production_date,
            Role::ExpiryDate => self.expiry_date,
            _ => None,
        }
    }

    /// Whether a label has exactly the production identifiers that the register promises. Where it has
    /// not, a separator may be lost, though the label reads strictly.
    pub fn agrees_with(self, label: &Label) -> bool {
        self.agrees(label.parts())
    }

    fn agrees(self, parts: &[Part]) -> bool {
        let has = |role| parts.iter().any(|part| part.name.role() == role);
        rank::PROMISED.into_iter().all(|role| self.of(role).is_none_or(|is| is == has(role)))
    }
}

impl ScanError {
    /// Every reading of the text in which all parts are valid, if separators are assumed to be lost
    /// or replaced by `|`, `_`, `^` or blanks; the best ones first. None of them is *the* reading:
    /// show them to a person, or use [`candidates_given`](Self::candidates_given).
    pub fn candidates(&self) -> Candidates {
        self.candidates_given(LabelPromise::default())
    }

    /// The same, given which production identifiers are on the label according to the register:
    /// contradicting candidates are left out if one agrees, and usually one is left.
    pub fn candidates_given(&self, promise: LabelPromise) -> Candidates {
        let (source, year) = self.source_and_year();
        search(source, year, promise)
    }
}

impl Label {
    /// Other readings of the same text, if separators are assumed to be lost; the best ones first.
    /// A lot that swallowed the serial number behind it is a valid lot to a strict reader.
    pub fn candidates(&self) -> Candidates {
        self.candidates_given(LabelPromise::default())
    }

    /// The same, given which production identifiers are on the label according to the register.
    pub fn candidates_given(&self, promise: LabelPromise) -> Candidates {
        let (source, year) = self.source_and_year();
        search(source, year, promise).without(self)
    }
}

/// Searches for the readings of a text.
fn search(source: &Arc<Source>, year: u16, promise: LabelPromise) -> Candidates {
    let found = search_elements(source, year, promise);
    if !found.is_empty() || found.bound_was_hit {
        return found;
    }
    // Printed text without brackets has blanks between identifiers and values as well.
    if let Some(joined) = without_blanks(source) {
        let strict = strict(joined.clone(), year);
        if !strict.is_empty() {
            return strict;
        }
        return search_elements(&Arc::new(joined), year, promise);
    }
    hibc_without_plus(source, year)
}

fn search_elements(source: &Arc<Source>, year: u16, promise: LabelPromise) -> Candidates {
    let from = announced(source.text()).start;
    let is_allowed = |role| promise.of(role) != Some(false);
    let is_wanted = |parts: &[Part]| promise.agrees(parts);
    let mut found = divide(source.text(), from, year, is_allowed, is_wanted);
    let has_promise = promise != LabelPromise::default();
    if has_promise && matches!(&found, Divisions::All(list) if list.is_empty()) {
        found = divide(source.text(), from, year, |_| true, |_| true);
    }
    match found {
        Divisions::TooMany => Candidates { list: Vec::new(), bound_was_hit: true },
        Divisions::All(divisions) => {
            let list = rank::rank(divisions, has_promise, year).into_iter();
            let list = list.map(|(score, division)| candidate(source, year, score, division));
            Candidates { list: list.collect(), bound_was_hit: false }
        }
    }
}

fn candidate(source: &Arc<Source>, year: u16, score: i32, division: Division) -> Candidate {
    let Division { parts, lost } = division;
    let lost_separators = lost.iter().map(|at| source.place(Span::new(*at, *at)).start).collect();
    let label = Label::new(Arc::clone(source), year, gs1::draft_of(source.text(), parts));
    Candidate { label, lost_separators, score }
}

fn without_blanks(source: &Source) -> Option<Source> {
    let text = source.text();
    let is_blank = |character: char| character.is_whitespace();
    if !text.contains(is_blank) {
        return None;
    }
    let mut folded = Folded::default();
    for (at, part) in text.match_indices(|character: char| !is_blank(character)) {
        folded.push_part(source, Span::new(at, at + part.len()));
    }
    let mut joined = source.clone();
    joined.replace(folded);
    Some(joined)
}

/// The strict reading of a text that is not the scanned one.
fn strict(mut source: Source, year: u16) -> Candidates {
    let list = match scan::read(&mut source, year) {
        Ok(draft) => {
            let label = Label::new(Arc::new(source), year, draft);
            vec![Candidate { label, lost_separators: Vec::new(), score: 0 }]
        }
        Err(_) => Vec::new(),
    };
    Candidates { list, bound_was_hit: false }
}

/// The `+` of HIBC is easily lost; the check character covers it.
fn hibc_without_plus(source: &Source, year: u16) -> Candidates {
    let text = source.text();
    let inner = text.strip_prefix('*').and_then(|inner| inner.strip_suffix('*')).unwrap_or(text);
    let start = usize::from(inner.len() < text.len());
    let mut folded = Folded::default();
    folded.push_invented(source, "+", start);
    folded.push_part(source, Span::new(start, start + inner.len()));
    let mut completed = source.clone();
    completed.replace(folded);
    strict(completed, year)
}

/// Whether two dates contradict: a device does not expire before it was made.
fn is_before(expiry: Option<LabelDate>, production: Option<LabelDate>) -> bool {
    matches!((expiry, production), (Some(expiry), Some(production)) if expiry < production)
}
