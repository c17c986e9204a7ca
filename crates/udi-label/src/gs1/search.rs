//! Every way in which a text divides into valid elements, if separators may be missing anywhere.

use super::identifier::{Found, find};
use super::message::MAX_ELEMENTS;
use super::{any_is_excluded, lacks_companion, value};
use crate::draft::{Name, Part};
use crate::fold::SEPARATOR;
use crate::role::Role;
use crate::span::Span;

/// Longer texts are not searched.
const LONGEST_TEXT: usize = 512;
/// More readings are no help: none is returned.
const MAX_READINGS: usize = 256;
/// Bounds the work on texts of digits, which divide in very many ways.
const MAX_STEPS: usize = 20_000;
const MAX_EDGES: usize = 8_000;

/// One way to divide the text.
pub(crate) struct Division {
    pub parts: Vec<Part>,
    /// Where separators are assumed that are not there.
    pub lost: Vec<usize>,
}

/// All divisions, or none if there are too many.
pub(crate) enum Divisions {
    All(Vec<Division>),
    TooMany,
}

/// An element, and where the next one would begin.
struct Edge {
    part: Part,
    to: usize,
    is_lost: bool,
}

/// Divides the text from `from` on. `is_allowed` judges the roles of single elements, `is_wanted` whole
/// divisions; what is not wanted does not count against the bound.
pub(crate) fn divide(
    text: &str,
    from: usize,
    this_year: u16,
    is_allowed: impl Fn(Role) -> bool,
    is_wanted: impl Fn(&[Part]) -> bool,
) -> Divisions {
    if text.len().saturating_sub(from) > LONGEST_TEXT {
        return Divisions::TooMany;
    }
    let start = skip_marks(text.as_bytes(), from);
    match Graph::new(text, start, this_year, is_allowed) {
        Some(graph) => graph.walk(text.len(), start, is_wanted),
        None => Divisions::TooMany,
    }
}

/// What may stand in the place of a separator: itself, and what people type for it.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'|' | b'_' | b'^' | b' ' | b'\t' | b'\r' | b'\n') || byte == SEPARATOR as u8
}

fn skip_marks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| is_mark(**byte)).count()
}

/// The elements that may begin at each position.
struct Graph {
    /// The edges of a position are at `first[position - start]..first[position - start + 1]`.
    first: Vec<usize>,
    edges: Vec<Edge>,
    /// Whether an edge leads to the end of the text.
    leads_on: Vec<bool>,
}

impl Graph {
    fn new(
        text: &str,
        start: usize,
        this_year: u16,
        is_allowed: impl Fn(Role) -> bool,
    ) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut is_reached = vec![false; bytes.len() - start + 1];
        is_reached[0] = true;
        let (mut first, mut edges) = (Vec::with_capacity(is_reached.len()), Vec::new());
        for at in start..bytes.len() {
            first.push(edges.len());
            if is_reached[at - start]
                && let Some(found) = find(&bytes[at..]).filter(|found| is_allowed(found.entry.role))
            {
                add_edges(bytes, at, found, this_year, &mut edges);
                let new = &edges[first[at - start]..];
                for edge in new {
                    is_reached[edge.to - start] = true;
                }
            }
            if edges.len() > MAX_EDGES {
                return None;
            }
        }
        first.push(edges.len());
        let mut reaches_end = vec![false; first.len()];
        reaches_end[first.len() - 1] = true;
        let mut leads_on = vec![false; edges.len()];
        for at in (0..first.len() - 1).rev() {
            for index in first[at]..first[at + 1] {
                leads_on[index] = reaches_end[edges[index].to - start];
                reaches_end[at] |= leads_on[index];
            }
        }
        Some(Self { first, edges, leads_on })
    }

    /// Walks all paths to the end, depth first, without recursion.
    fn walk(&self, end: usize, start: usize, is_wanted: impl Fn(&[Part]) -> bool) -> Divisions {
        let mut divisions = Vec::new();
        let (mut path, mut parts): (Vec<usize>, Vec<Part>) = (Vec::new(), Vec::new());
        let mut next = self.edges_from(0).start;
        let mut limit = self.edges_from(0).end;
        for _ in 0..MAX_STEPS {
            if next == limit {
                let Some(edge) = path.pop() else { return Divisions::All(divisions) };
                parts.pop();
                let before = path.last().map_or(start, |edge| self.edges[*edge].to);
                (next, limit) = (edge + 1, self.edges_from(before - start).end);
                continue;
            }
            let edge = &self.edges[next];
            if !self.leads_on[next] || !fits(&edge.part, &parts) || parts.len() == MAX_ELEMENTS {
                next += 1;
                continue;
            }
            path.push(next);
            parts.push(edge.part);
            let range = if edge.to == end { 0..0 } else { self.edges_from(edge.to - start) };
            (next, limit) = (range.start, range.end);
            if edge.to == end && is_complete(&parts) && is_wanted(&parts) {
                if divisions.len() == MAX_READINGS {
                    return Divisions::TooMany;
                }
                divisions.push(self.division(&path, &parts));
            }
        }
        Divisions::TooMany
    }

    fn edges_from(&self, position: usize) -> std::ops::Range<usize> {
        match (self.first.get(position), self.first.get(position + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    fn division(&self, path: &[usize], parts: &[Part]) -> Division {
        let lost = path.iter().map(|edge| &self.edges[*edge]).filter(|edge| edge.is_lost);
        Division { parts: parts.to_vec(), lost: lost.map(|edge| edge.to).collect() }
    }
}

/// Adds an edge for each length that the value may have.
fn add_edges(bytes: &[u8], at: usize, found: Found, this_year: u16, edges: &mut Vec<Edge>) {
    let start = at + found.digits;
    let (min, max) = found.entry.lengths();
    let plain = match found.entry.components {
        [component] if component.checks.is_empty() => Some(component.set),
        _ => None,
    };
    for end in start + 1..=bytes.len().min(start + max) {
        let last = bytes[end - 1];
        if last == SEPARATOR as u8 || plain.is_some_and(|set| !set.has(last)) {
            return;
        }
        let to = skip_marks(bytes, end);
        // Most lengths fail here: the rest does not begin with an identifier.
        if end - start < min || (to < bytes.len() && find(&bytes[to..]).is_none()) {
            continue;
        }
        let date = match plain {
            Some(_) => None,
            None => match value::check(found.entry, &bytes[start..end], this_year) {
                Ok(date) => date,
                Err(_) => continue,
            },
        };
        let digits = Span::new(at, start);
        let name = Name::Gs1 { entry: found.entry, code: found.code, digits };
        let part = Part { name, value: Span::new(start, end), date };
        let is_lost = found.entry.separator && to == end && end < bytes.len();
        edges.push(Edge { part, to, is_lost });
    }
}

/// Whether an element may follow those before it.
fn fits(part: &Part, before: &[Part]) -> bool {
    let Name::Gs1 { code, .. } = part.name else { return false };
    let is_new = |other: &Part| !matches!(other.name, Name::Gs1 { code: o, .. } if o == code);
    before.iter().all(is_new)
        && !any_is_excluded(part, before)
        && before.iter().all(|other| !any_is_excluded(other, std::slice::from_ref(part)))
}

/// Whether a text with a device identifier has all that its elements require.
fn is_complete(parts: &[Part]) -> bool {
    let codes = || {
        parts.iter().filter_map(|part| match part.name {
            Name::Gs1 { code, .. } => Some(code),
            _ => None,
        })
    };
    let has_di = parts.iter().any(|part| part.name.role() == Role::DeviceIdentifier);
    !has_di
        || parts.iter().all(|part| match part.name {
            Name::Gs1 { entry, .. } => !lacks_companion(entry, &codes()),
            _ => false,
        })
}
