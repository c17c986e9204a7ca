//! A file of codes as it arrives: UTF-8, one code per line, in bounded memory.

/// Maximum bytes of a form, and of a file of codes.
pub const MAX_BYTES: usize = 64 << 20;

/// The codes of a file.
#[derive(Default)]
pub struct CodeFile {
    lines: String,
    /// A line that continues in the next chunk.
    begun: Vec<u8>,
    is_damaged: bool,
}

wire::opaque_debug!(CodeFile);

impl CodeFile {
    /// The next part of it, which may end in the middle of a line or of a character.
    pub fn push(&mut self, chunk: &[u8]) {
        let length = self.lines.len() + self.begun.len() + chunk.len();
        self.is_damaged |= length > MAX_BYTES;
        if self.is_damaged {
            return;
        }
        let mut lines = chunk.split(|byte| *byte == b'\n');
        let last = lines.next_back().unwrap_or_default();
        for line in lines {
            self.begun.extend_from_slice(line);
            self.end_line();
        }
        self.begun.extend_from_slice(last);
    }

    /// The end of it; the last line needs no line feed.
    pub fn finish(&mut self) {
        self.end_line();
    }

    fn end_line(&mut self) {
        let bytes = std::mem::take(&mut self.begun);
        let Ok(line) = str::from_utf8(&bytes) else {
            self.is_damaged = true;
            return;
        };
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = if self.lines.is_empty() { line.trim_start_matches('\u{feff}') } else { line };
        self.lines.push_str(line);
        self.lines.push('\n');
    }

    /// The lines but for empty ones at the end; none if the file is empty or cannot be read.
    pub fn lines(&self) -> Option<impl Iterator<Item = &str>> {
        let lines = self.lines.trim_end_matches('\n');
        (!self.is_damaged && !lines.is_empty()).then(|| lines.split('\n'))
    }
}

#[cfg(test)]
mod tests {
    use super::CodeFile;

    fn read(bytes: &[u8], chunk: usize) -> Option<Vec<String>> {
        let mut file = CodeFile::default();
        bytes.chunks(chunk).for_each(|chunk| file.push(chunk));
        file.finish();
        file.lines().map(|lines| lines.map(str::to_owned).collect())
    }

    #[test]
    fn lines_are_the_same_however_they_come() {
        let text = "\u{feff}A001\r\n码2\nA003\n\n";
        for chunk in 1..=text.len() {
            assert_eq!(read(text.as_bytes(), chunk).unwrap(), ["A001", "码2", "A003"], "{chunk}");
        }
        assert_eq!(read(b"A\n\nB", 2).unwrap(), ["A", "", "B"]);
        assert_eq!(read(b"\n\n", 1), None);
        assert_eq!(read(b"", 1), None);
        assert_eq!(read(b"A\n\xff\n", 2), None);
    }

    #[test]
    fn a_file_beyond_the_bound_is_not_kept() {
        let piece = vec![b'1'; 1 << 20];
        let mut file = CodeFile::default();
        (0..80).for_each(|_| file.push(&piece));
        assert!(file.begun.len() <= super::MAX_BYTES);
        file.finish();
        assert!(file.lines().is_none());
    }
}
