//! JSON on standard output.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::PrettyFormatter;

/// Writes a JSON document.
pub fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut serializer =
        serde_json::Serializer::with_formatter(&mut out, PrettyFormatter::with_indent(b"  "));
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// Writes a JSON object on a line of its own.
pub fn json_line(value: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, value)?;
    writeln!(out)
}
