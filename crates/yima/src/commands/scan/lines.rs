//! The lines of standard input, one label each.

use std::io::{self, BufRead, BufReader, Read, Stdin};

/// A longer line is not a label, and must not fill the memory.
const LONGEST_LINE: u64 = 64 * 1024;

/// Reads line by line, blank lines left out.
pub struct Lines {
    input: BufReader<Stdin>,
}

impl Lines {
    /// The lines of standard input.
    pub fn of_stdin() -> Self {
        Self { input: BufReader::new(io::stdin()) }
    }

    /// The next line without its end. What follows [`LONGEST_LINE`] bytes of a line is dropped: the
    /// reader refuses such a text as too long.
    pub fn next(&mut self) -> io::Result<Option<String>> {
        loop {
            let mut line = Vec::new();
            let read = self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(None);
            }
            if !line.ends_with(b"\n") {
                self.input.skip_until(b'\n')?;
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\r', '\n']);
            if !line.trim().is_empty() {
                return Ok(Some(line.to_owned()));
            }
        }
    }
}
