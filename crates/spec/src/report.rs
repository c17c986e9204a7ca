//! What was found in a spec, and where.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level as Shown, Renderer, Snippet};

use crate::level::Level;
use crate::source::{Lines, Position, Span};

/// As many bytes are shown before, of and behind what a finding points at.
const NEAR: usize = 400;

/// Everything found in one file.
#[derive(Debug)]
pub struct Report {
    path: String,
    text: Box<str>,
    lines: Lines,
    findings: RefCell<Vec<Finding>>,
    /// The same again: a file may break a rule a great many times.
    seen: RefCell<BTreeSet<Finding>>,
}

/// One thing that a rule finds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Short name of the rule, like `unknown-key`.
    pub id: &'static str,
    /// Whether the spec can be used nevertheless.
    pub level: Level,
    /// The thing that it is about, as `allow` names it; empty where reading failed.
    pub at: String,
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Report {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.into(),
            lines: Lines::of(text),
            findings: RefCell::default(),
            seen: RefCell::default(),
        }
    }

    /// Something that keeps the file from being read.
    pub(crate) fn add(&self, id: &'static str, span: Span, message: impl Into<String>) {
        self.add_with_help(id, span, message, None);
    }

    /// The same, with a suggestion.
    pub(crate) fn add_with_help(
        &self,
        id: &'static str,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let (level, at, message) = (Level::Error, String::new(), message.into());
        self.push(Finding { id, level, at, span, message, help });
    }

    pub(crate) fn push(&self, finding: Finding) {
        // The envelope is part of every reply; once is enough.
        if self.seen.borrow_mut().insert(finding.clone()) {
            self.findings.borrow_mut().push(finding);
        }
    }

    pub(crate) fn retain(&self, keep: impl Fn(&Finding) -> bool) {
        self.findings.borrow_mut().retain(keep);
    }

    pub(crate) fn has(&self, wanted: impl Fn(&Finding) -> bool) -> bool {
        self.findings.borrow().iter().any(wanted)
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.borrow().is_empty()
    }

    /// What was found, in the order of the file.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = self.findings.borrow().clone();
        findings.sort_by_key(|finding| finding.span);
        findings
    }

    /// What findings call the file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Line and column of a finding.
    pub fn position(&self, finding: &Finding) -> Position {
        self.lines.position(&self.text, finding.span.start)
    }

    /// Line and column right behind what a finding points at.
    pub fn end(&self, finding: &Finding) -> Position {
        self.lines.position(&self.text, self.range(finding).end)
    }

    /// The line on which something stands.
    pub(crate) fn line(&self, span: Span) -> usize {
        self.lines.position(&self.text, span.start).line
    }

    /// The bytes that a finding points at, of which the text has all.
    fn range(&self, finding: &Finding) -> Range<usize> {
        let end =
            finding.span.end.clamp(finding.span.start, self.text.len().max(finding.span.start));
        finding.span.start.min(self.text.len())..end.min(self.text.len())
    }

    /// The lines of a range, and the range in them; of a line that is no line for people only what
    /// stands near.
    fn shown(&self, range: Range<usize>) -> (Range<usize>, Range<usize>) {
        let start = self.boundary(range.start);
        let end = self.boundary(range.end.min(start + NEAR)).max(start);
        let before = self.boundary(start.saturating_sub(NEAR));
        let behind = self.boundary(end + NEAR);
        let first = self.text[before..start].rfind('\n').map_or(before, |at| before + at + 1);
        let last = self.text[end..behind].find('\n').map_or(behind, |at| end + at);
        (first..last, start..end)
    }

    /// The last place at or before a byte where a character begins.
    fn boundary(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        (0..=byte).rev().find(|byte| self.text.is_char_boundary(*byte)).unwrap_or_default()
    }

    /// `file:line:column: level[id]: message`, then the lines themselves and what to do.
    pub fn render(&self, finding: &Finding) -> String {
        let (range, position) = (self.range(finding), self.position(finding));
        let (shown, range) = self.shown(range);
        let snippet =
            Snippet::source(&self.text[shown.clone()]).line_start(position.line).annotation(
                AnnotationKind::Primary.span(range.start - shown.start..range.end - shown.start),
            );
        let level = match finding.level {
            Level::Error => Shown::ERROR,
            Level::Warning => Shown::WARNING,
        };
        let Position { line, column } = position;
        let name = format!("{}:{line}:{column}: {}", self.path, finding.level);
        let title = level.with_name(name).primary_title(finding.message.as_str()).id(finding.id);
        let mut group = title.element(snippet);
        if let Some(help) = &finding.help {
            group = group.element(Shown::HELP.message(help.as_str()));
        }
        Renderer::plain().render(&[group])
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self.findings() {
            writeln!(f, "{}", self.render(&finding))?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
