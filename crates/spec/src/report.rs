//! What is wrong with a spec, and where.

use std::cell::RefCell;
use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::source::{Position, Span};

/// Everything found in one file.
#[derive(Debug)]
pub struct Report {
    path: String,
    text: String,
    findings: RefCell<Vec<Finding>>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Short name of the rule, like `unknown-key`.
    pub id: &'static str,
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Report {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), findings: RefCell::default() }
    }

    pub(crate) fn add(&self, id: &'static str, span: Span, message: impl Into<String>) {
        self.add_with_help(id, span, message, None);
    }

    pub(crate) fn add_with_help(
        &self,
        id: &'static str,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let finding = Finding { id, span, message: message.into(), help };
        let mut findings = self.findings.borrow_mut();
        // The envelope is part of every reply; once is enough.
        if !findings.contains(&finding) {
            findings.push(finding);
        }
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

    /// Line and column of a finding.
    pub fn position(&self, finding: &Finding) -> Position {
        Position::of(&self.text, finding.span.start)
    }

    fn render(&self, finding: &Finding) -> String {
        let end = finding.span.end.clamp(finding.span.start, self.text.len());
        let start = finding.span.start.min(end);
        let snippet = Snippet::source(self.text.as_str())
            .path(self.path.as_str())
            .annotation(AnnotationKind::Primary.span(start..end));
        let mut group =
            Level::ERROR.primary_title(finding.message.as_str()).id(finding.id).element(snippet);
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(help.as_str()));
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
