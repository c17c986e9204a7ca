//! Differences between a response as it was sent and as it was read.

use std::cell::RefCell;
use std::fmt;

/// Findings kept of one response; whatever is sent, a report stays readable.
pub(crate) const MOST: usize = 1000;

/// A place of a response that was not read exactly as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// JSON path, like `.dataSet.deviceInfo[3].CPMS`; empty for the response as a whole.
    pub path: String,
    /// What was done there.
    pub kind: FindingKind,
}

/// What was done at a place of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FindingKind {
    /// Bytes that are not text, half of a surrogate pair, control characters or unknown escapes:
    /// replaced by U+FFFD, or escaped where nothing is lost.
    RepairedText,
    /// A comment after the response, or control characters between values: removed.
    RemovedText,
    /// An object or a list where a text belongs: read as the only text in it, or as its JSON.
    NestedText,
    /// A documented key that comes more than once with different values: the last one counts.
    RepeatedKey,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the response" } else { &self.path };
        let done = match self.kind {
            FindingKind::RepairedText => "characters that are not valid text were replaced",
            FindingKind::RemovedText => "characters that are not JSON were removed",
            FindingKind::NestedText => "an object or a list was read as a text",
            FindingKind::RepeatedKey => {
                "the key is repeated with another value; the last one counts"
            }
        };
        write!(f, "{path}: {done}")
    }
}

/// A decoded response, and what was not read exactly as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<T> {
    /// The response.
    pub value: T,
    /// At most 1,000 findings, in no particular order.
    pub findings: Vec<Finding>,
}

thread_local! {
    static MET: RefCell<Vec<Finding>> = const { RefCell::new(Vec::new()) };
}

/// Collects what is found on this thread while values are read, as long as it lives.
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub fn collect() -> Self {
        Self(MET.take())
    }

    /// What was found since the last call.
    pub fn take() -> Vec<Finding> {
        MET.take()
    }
}

impl Drop for Findings {
    fn drop(&mut self) {
        MET.set(std::mem::take(&mut self.0));
    }
}

/// How much was found so far.
pub(crate) fn so_far() -> usize {
    MET.with_borrow(Vec::len)
}

/// Notes a finding about the value that is read.
pub(crate) fn note(kind: FindingKind) {
    MET.with_borrow_mut(|findings| {
        if findings.len() < MOST {
            findings.push(Finding { path: String::new(), kind });
        }
    });
}

/// Puts a step in front of the paths of what was found since there were `before` findings.
pub(crate) fn prefix(before: usize, step: impl Fn() -> String) {
    MET.with_borrow_mut(|findings| {
        for finding in findings.iter_mut().skip(before) {
            finding.path.insert_str(0, &step());
        }
    });
}
