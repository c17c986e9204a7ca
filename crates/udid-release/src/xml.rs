//! The records of one XML file, one after another, in bounded memory.
//!
//! The text is read in pieces. A record is parsed when it is there as a whole; what follows it waits for
//! the next piece. A record that is no XML costs that record, not the file.

use std::borrow::Cow;
use std::io::{self, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use udid_types::DeviceRecord;

use crate::clean::{CleanText, is_forbidden};
use crate::record::{Header, record};
use crate::tree::{Element, Node};

/// Text of one record at most. The longest seen are a few thousand characters.
const MOST_TEXT: usize = 4 << 20;

/// Elements within elements at most; the format has four.
const MOST_DEPTH: usize = 16;

/// What comes next in a file.
#[derive(Debug)]
pub enum Item {
    /// A record, and the element in which characters were replaced or removed, if any were.
    Record(Box<DeviceRecord>, Option<String>),
    /// A record that cannot be read, and why.
    Unreadable(String),
}

/// Reads a file.
pub struct XmlReader<R> {
    clean: CleanText<R>,
    /// Text that is not consumed.
    text: String,
    /// Consumed bytes of it.
    at: usize,
    /// Place of the text in the file.
    offset: u64,
    has_all: bool,
    header: Option<Header>,
    has_root: bool,
    is_closed: bool,
}

/// What a look at the text found.
enum Scan {
    /// Nothing whole; `usize` bytes are of no use any more.
    More(usize),
    Item(Item, usize),
    Header(Header, usize),
    Opened(usize),
    Closed(usize),
    /// No XML from the first place on; reading goes on at the second.
    Broken(String, usize),
}

impl<R: Read> XmlReader<R> {
    pub fn new(reader: R) -> Self {
        Self {
            clean: CleanText::new(reader),
            text: String::new(),
            at: 0,
            offset: 0,
            has_all: false,
            header: None,
            has_root: false,
            is_closed: false,
        }
    }

    /// The header, once it was read.
    pub fn header(&self) -> Header {
        self.header.clone().unwrap_or_default()
    }

    /// Whether the file is XML at all: it has an element.
    pub fn has_root(&self) -> bool {
        self.has_root
    }

    /// Whether the end of the document was read.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// The next record; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Item>> {
        loop {
            let text = self.text.get(self.at..).unwrap_or_default();
            let place = self.offset + self.at as u64;
            match scan(text, place, self.has_all, &mut self.clean) {
                Scan::More(useless) => {
                    self.at += useless;
                    if self.has_all {
                        return Ok(None);
                    }
                    self.read_more()?;
                }
                Scan::Item(item, end) => {
                    self.at += end;
                    return Ok(Some(item));
                }
                Scan::Header(header, end) => {
                    self.header.get_or_insert(header);
                    self.at += end;
                }
                Scan::Opened(end) => {
                    self.has_root = true;
                    self.at += end;
                }
                Scan::Closed(end) => {
                    self.is_closed = true;
                    self.at += end;
                }
                Scan::Broken(why, end) => {
                    self.at += end;
                    return Ok(Some(Item::Unreadable(why)));
                }
            }
        }
    }

    fn read_more(&mut self) -> io::Result<()> {
        self.text.drain(..self.at);
        self.offset += self.at as u64;
        self.at = 0;
        self.has_all = !self.clean.read_into(&mut self.text)?;
        Ok(())
    }
}

/// Looks for the next item. `place` is that of the text in its file.
fn scan<R: Read>(text: &str, place: u64, has_all: bool, clean: &mut CleanText<R>) -> Scan {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    // The elements around the records were opened before this text.
    config.allow_unmatched_ends = true;
    loop {
        let before = position(&reader);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return stop(text, before, has_all, &error.into()),
        };
        let start = match event {
            Event::Eof => return Scan::More(position(&reader)),
            Event::End(end) if is_named(end.local_name().as_ref(), "udid") => {
                return Scan::Closed(position(&reader));
            }
            Event::Start(start) => start,
            _ => continue,
        };
        let (is_record, is_header) = {
            let name = start.local_name();
            (is_named(name.as_ref(), "device"), is_named(name.as_ref(), "header"))
        };
        if !is_record && !is_header {
            return Scan::Opened(position(&reader));
        }
        return match element(&mut reader, text, before, &start) {
            Ok(Parsed { nodes, .. }) if is_header => {
                Scan::Header(Header::of(Element::root(&nodes)), position(&reader))
            }
            Ok(parsed) => {
                let end = position(&reader);
                Scan::Item(item(&parsed, place, (before, end), clean), end)
            }
            Err(fault) => stop(text, before, has_all, &fault),
        };
    }
}

fn is_named(name: &str, wanted: &str) -> bool {
    name.eq_ignore_ascii_case(wanted)
}

/// Positions in a text fit its length.
fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// What follows from an error: more text is needed, or reading goes on at the next record. Of a file that
/// is cut in its last record, nothing more comes.
fn stop(text: &str, from: usize, has_all: bool, fault: &Fault) -> Scan {
    let is_cut = matches!(fault, Fault::Incomplete | Fault::Xml(quick_xml::Error::Syntax(_)));
    if is_cut && !has_all && text.len() - from < MOST_TEXT {
        return Scan::More(from);
    }
    let after = text.get(from + 1..).unwrap_or_default();
    let mut starts = memchr::memmem::find_iter(after.as_bytes(), b"<device");
    let is_tag = |at: &usize| {
        after.as_bytes().get(at + b"<device".len()).is_some_and(|byte| b" \t\r\n/>".contains(byte))
    };
    match starts.find(is_tag) {
        Some(next) => Scan::Broken(fault.to_string(), from + 1 + next),
        None if is_cut && has_all => Scan::More(text.len()),
        None if is_cut => Scan::Broken("it is too long".to_owned(), text.len()),
        None => Scan::Broken(fault.to_string(), text.len()),
    }
}

fn item<R: Read>(
    parsed: &Parsed<'_>,
    place: u64,
    (start, end): (usize, usize),
    clean: &mut CleanText<R>,
) -> Item {
    let repaired = clean.first_repair(place + start as u64, place + end as u64);
    let at = repaired.and_then(|at| usize::try_from(at - place).ok()).or(parsed.repaired);
    let innermost = |at: usize| {
        let holds = |node: &&Node<'_>| node.span.start <= at && at <= node.span.end;
        parsed.nodes.iter().rfind(holds).map_or_else(String::new, |node| node.name.to_owned())
    };
    match record(Element::root(&parsed.nodes)) {
        Ok(record) => Item::Record(Box::new(record), at.map(innermost)),
        Err(error) => Item::Unreadable(error.to_string()),
    }
}

/// Visits the elements of a name in a text that is small. What is no XML ends the visit.
pub fn elements_named(text: &str, name: &str, mut visit: impl FnMut(Element<'_, '_>)) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    loop {
        let before = position(&reader);
        let start = match reader.read_event() {
            Ok(Event::Start(start)) if is_named(start.local_name().as_ref(), name) => start,
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => continue,
        };
        match element(&mut reader, text, before, &start) {
            Ok(parsed) => visit(Element::root(&parsed.nodes)),
            Err(_) => return,
        }
    }
}

/// An element with all in it.
struct Parsed<'a> {
    nodes: Vec<Node<'a>>,
    /// Place of the first reference to a character that is forbidden.
    repaired: Option<usize>,
}

/// Why an element cannot be read.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("it is cut")]
    Incomplete,
    #[error(transparent)]
    Xml(#[from] quick_xml::Error),
    #[error("elements are nested more than {MOST_DEPTH} deep")]
    Depth,
}

/// Reads an element whose start tag was read.
fn element<'a>(
    reader: &mut Reader<&'a [u8]>,
    text: &'a str,
    start: usize,
    tag: &BytesStart<'_>,
) -> Result<Parsed<'a>, Fault> {
    let mut parsed = Parsed { nodes: Vec::with_capacity(80), repaired: None };
    let mut open = vec![parsed.push(text, start, tag)];
    while let Some(&innermost) = open.last() {
        let before = position(reader);
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                if open.len() >= MOST_DEPTH {
                    return Err(Fault::Depth);
                }
                open.push(parsed.push(text, before, &tag));
            }
            Ok(Event::Empty(tag)) => {
                let node = parsed.push(text, before, &tag);
                parsed.close(node, position(reader));
            }
            Ok(Event::End(_)) => {
                parsed.close(innermost, position(reader));
                open.pop();
            }
            Ok(Event::Text(piece)) => parsed.append(innermost, piece.xml10_content()),
            Ok(Event::CData(piece)) => parsed.append(innermost, piece.xml10_content()),
            Ok(Event::GeneralRef(reference)) => parsed.refer(innermost, &reference, before),
            Ok(Event::Eof) | Err(quick_xml::Error::Syntax(_)) => return Err(Fault::Incomplete),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(parsed)
}

impl<'a> Parsed<'a> {
    fn push(&mut self, text: &'a str, start: usize, tag: &BytesStart<'_>) -> usize {
        let (name, local) = (tag.name(), tag.local_name());
        // The same name, as a part of the text: the tag lives shorter.
        let (length, local) = (name.as_ref().len(), local.as_ref().len());
        let end = start + 1 + length;
        let name = text.get(end - local..end).unwrap_or_default();
        let at = self.nodes.len();
        self.nodes.push(Node { name, text: Cow::Borrowed(""), end: at + 1, span: start..end });
        at
    }

    fn close(&mut self, node: usize, place: usize) {
        let end = self.nodes.len();
        if let Some(node) = self.nodes.get_mut(node) {
            (node.end, node.span.end) = (end, place);
        }
    }

    fn append(&mut self, node: usize, piece: Cow<'a, str>) {
        let Some(node) = self.nodes.get_mut(node) else { return };
        if node.text.is_empty() {
            node.text = piece;
        } else {
            node.text.to_mut().push_str(&piece);
        }
    }

    /// The character that a reference names. One that XML forbids is left out; one that nobody has
    /// defined stays as it is written.
    fn refer(&mut self, node: usize, reference: &BytesRef<'a>, place: usize) {
        let name = reference.xml10_content();
        let text = match (&*name, reference.resolve_char_ref()) {
            (_, Ok(Some(letter))) if is_forbidden(letter) => {
                self.repaired = self.repaired.or(Some(place));
                return;
            }
            (_, Ok(Some(letter))) => Cow::Owned(letter.to_string()),
            ("amp", _) => Cow::Borrowed("&"),
            ("lt", _) => Cow::Borrowed("<"),
            ("gt", _) => Cow::Borrowed(">"),
            ("apos", _) => Cow::Borrowed("'"),
            ("quot", _) => Cow::Borrowed("\""),
            (name, Ok(None)) => Cow::Owned(format!("&{name};")),
            (_, Err(_)) => {
                self.repaired = self.repaired.or(Some(place));
                return;
            }
        };
        self.append(node, text);
    }
}
