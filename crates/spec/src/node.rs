//! YAML as a tree of nodes with spans.
//!
//! Built from the parser's events without recursion, so that no nesting exhausts the stack.
//! Anchors, aliases and tags are refused: a spec says everything where it stands, and an alias
//! could make a small file unfold without end.

use saphyr_parser::{Event, Parser, ScalarStyle, Span as YamlSpan};

use crate::report::Report;
use crate::source::Span;
use crate::yaml_cause::probable_cause;

#[derive(Clone, Debug)]
pub struct Node {
    pub span: Span,
    pub kind: Kind,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Null,
    /// A text, and whether it stands without quotes.
    Scalar(String, Style),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Quoted,
    /// Lines below the key; the last one ends.
    Block,
}

impl Style {
    fn of(style: ScalarStyle) -> Self {
        match style {
            ScalarStyle::Plain => Self::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Self::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Self::Block,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Key {
    pub span: Span,
    pub text: String,
}

impl Node {
    /// What the node is, for messages.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Scalar(..) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a mapping",
        }
    }
}

/// A file nested deeper than this is no spec.
const MAX_DEPTH: usize = 32;

/// Parses one document; what is wrong goes to the report.
pub fn parse(text: &str, report: &Report) -> Option<Node> {
    let bytes = ByteOffsets::of(text);
    let mut builder = Builder { report, open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.take(event, bytes.span(&span)).ok()?,
            Err(error) => {
                let at = bytes.at(error.marker().index());
                let help = probable_cause(text, at);
                builder.report.add_with_help(
                    "yaml",
                    Span { start: at, end: at },
                    error.info(),
                    help,
                );
                return None;
            }
        }
    }
    if builder.root.is_none() {
        builder.report.add("yaml", Span::default(), "the file holds no spec");
    }
    builder.root
}

/// The parser counts characters.
struct ByteOffsets(Vec<usize>);

impl ByteOffsets {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect())
    }

    fn at(&self, character: usize) -> usize {
        self.0.get(character).or(self.0.last()).copied().unwrap_or_default()
    }

    fn span(&self, span: &YamlSpan) -> Span {
        Span { start: self.at(span.start.index()), end: self.at(span.end.index()) }
    }
}

enum Open {
    List(Span, Vec<Node>),
    Map { span: Span, entries: Vec<(Key, Node)>, key: Option<Key> },
}

struct Builder<'a> {
    report: &'a Report,
    open: Vec<Open>,
    root: Option<Node>,
}

/// The file cannot be read any further; the report says why.
struct Stop;

impl Builder<'_> {
    fn take(&mut self, event: Event, span: Span) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, 0, None) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let kind = if is_null {
                    Kind::Null
                } else {
                    Kind::Scalar(text.into_owned(), Style::of(style))
                };
                self.place(Node { span, kind })
            }
            Event::SequenceStart(0, None) => self.enter(Open::List(span, Vec::new())),
            Event::MappingStart(0, None) => {
                self.enter(Open::Map { span, entries: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(),
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(self.stop(span, "a spec is one document"))
            }
            Event::Alias(_)
            | Event::Scalar(..)
            | Event::SequenceStart(..)
            | Event::MappingStart(..) => {
                Err(self.stop(span, "anchors, aliases and tags are not part of the format"))
            }
            _ => Ok(()),
        }
    }

    fn stop(&self, span: Span, message: &str) -> Stop {
        self.report.add("yaml", span, message);
        Stop
    }

    fn enter(&mut self, container: Open) -> Result<(), Stop> {
        if self.open.len() == MAX_DEPTH {
            let (Open::List(span, _) | Open::Map { span, .. }) = container;
            return Err(self.stop(span, "nested too deeply for a spec"));
        }
        self.open.push(container);
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Stop> {
        match self.open.pop() {
            None => Ok(()),
            Some(Open::List(span, list)) => self.place(Node { span, kind: Kind::List(list) }),
            Some(Open::Map { span, entries, .. }) => {
                self.place(Node { span, kind: Kind::Map(entries) })
            }
        }
    }

    fn place(&mut self, node: Node) -> Result<(), Stop> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, list)) => list.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => match node.kind {
                    Kind::Scalar(text, _) => *key = Some(Key { span: node.span, text }),
                    _ => return Err(self.stop(node.span, "a key must be a text")),
                },
            },
        }
        Ok(())
    }
}
