//! YAML as a tree of values with line numbers.

use saphyr_parser::{Event, Parser};

/// A value and the line on which it begins.
#[derive(Debug)]
pub struct Node {
    pub line: usize,
    pub value: Value,
}

#[derive(Debug)]
pub enum Value {
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// Bounds the nesting of a file, and with it the recursion of those who walk the tree.
const MAX_DEPTH: usize = 16;

impl Node {
    pub fn text(&self) -> Result<&str, String> {
        match &self.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.error("expected a text")),
        }
    }

    pub fn list(&self) -> Result<&[Node], String> {
        match &self.value {
            Value::List(list) => Ok(list),
            _ => Err(self.error("expected a list")),
        }
    }

    /// The values of these keys, in their order; other keys are an error.
    pub fn fields<const N: usize>(&self, keys: [&str; N]) -> Result<[Option<&Node>; N], String> {
        let Value::Map(entries) = &self.value else {
            return Err(self.error("expected a mapping"));
        };
        let mut fields = [None; N];
        for (key, value) in entries {
            let name = key.text()?;
            let index = keys.iter().position(|known| *known == name);
            let index = index.ok_or_else(|| key.error(&format!("unknown key `{name}`")))?;
            if fields[index].replace(value).is_some() {
                return Err(key.error(&format!("`{name}` is given twice")));
            }
        }
        Ok(fields)
    }

    /// A message that names the line.
    pub fn error(&self, message: &str) -> String {
        format!("line {}: {message}", self.line)
    }
}

/// A container whose end has not been reached.
struct Open {
    line: usize,
    is_map: bool,
    nodes: Vec<Node>,
}

/// Reads one document.
pub fn parse(text: &str) -> Result<Node, String> {
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| error.to_string())?;
        let line = span.start.line();
        let node = match event {
            Event::Scalar(text, ..) => Node { line, value: Value::Text(text.into_owned()) },
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() == MAX_DEPTH => {
                return Err(format!("line {line}: nested too deeply"));
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let is_map = matches!(event, Event::MappingStart(..));
                open.push(Open { line, is_map, nodes: Vec::new() });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(container) => container.close(),
                None => continue,
            },
            Event::Alias(_) => return Err(format!("line {line}: aliases are not supported")),
            _ => continue,
        };
        match open.last_mut() {
            Some(container) => container.nodes.push(node),
            None => root = Some(node),
        }
    }
    root.ok_or_else(|| "the file is empty".to_owned())
}

impl Open {
    fn close(self) -> Node {
        if !self.is_map {
            return Node { line: self.line, value: Value::List(self.nodes) };
        }
        let (mut entries, mut nodes) = (Vec::new(), self.nodes.into_iter());
        while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
            entries.push((key, value));
        }
        Node { line: self.line, value: Value::Map(entries) }
    }
}
