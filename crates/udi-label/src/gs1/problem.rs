//! What can be wrong with a value.

/// What is wrong with a value, and where in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub kind: ProblemKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProblemKind {
    TooShort,
    TooLong,
    Character,
    CheckDigit { given: u8, computed: u8 },
    CheckPair { computed: [u8; 2] },
    Date,
    Rule(&'static str),
}
