//! CSV on standard output, harmless in a spreadsheet.

use std::io;

/// Writes a heading and rows.
pub fn csv(heading: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(io::stdout().lock());
    writer.write_record(heading)?;
    for row in rows {
        writer.write_record(row.into_iter().map(inert))?;
    }
    writer.flush()
}

/// Writes a row.
pub fn csv_row(row: impl IntoIterator<Item = String>) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(io::stdout().lock());
    writer.write_record(row.into_iter().map(inert))?;
    writer.flush()
}

/// A text that a spreadsheet would evaluate, behind the mark that makes it a text.
fn inert(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts() {
        assert_eq!(inert("=HYPERLINK(1)".to_owned()), "'=HYPERLINK(1)");
        assert_eq!(inert("+E203".to_owned()), "'+E203");
        assert_eq!(inert("06901234567892".to_owned()), "06901234567892");
    }
}
