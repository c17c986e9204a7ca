//! Check digits of labels.

/// A check digit or character of a label, beside the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CheckResult {
    /// The one on the label.
    pub given: char,
    /// The one that the rest of the text asks for.
    pub computed: char,
}

impl CheckResult {
    /// Whether both are the same.
    pub fn is_right(self) -> bool {
        self.given == self.computed
    }
}
