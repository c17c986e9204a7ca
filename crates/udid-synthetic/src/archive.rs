//! Invented release files: XML in archives, named as the official ones.

use std::io::{self, Seek, Write};

use udid_types::DeviceRecord;
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::release_xml;

/// Records of one XML file; that of the official releases.
pub const RECORDS_A_PART: usize = 5_000;

/// Writes an archive of XML files in parts, as a day or a full release is: as many of 5,000 records as `total`
/// needs. `beginning` is that of the names of the parts (`UDID_FULL_DOWNLOAD`), `date` their end
/// (`2026-08-01`). `change` may damage a part, from 1, for
/// tests. Returns the number of records.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_parts(
    out: impl Write + Seek,
    (beginning, date): (&str, &str),
    records: impl Iterator<Item = DeviceRecord>,
    total: usize,
    registry: &str,
    change: &mut dyn FnMut(usize, String) -> Vec<u8>,
) -> io::Result<u64> {
    let parts = total.div_ceil(RECORDS_A_PART).max(1);
    write_in_parts(out, (beginning, date), records, (parts, RECORDS_A_PART), registry, change)
}

/// Writes an archive as [`write_parts`] does, with a number of parts and of records in each.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_in_parts(
    out: impl Write + Seek,
    (beginning, date): (&str, &str),
    mut records: impl Iterator<Item = DeviceRecord>,
    (parts, in_each): (usize, usize),
    registry: &str,
    change: &mut dyn FnMut(usize, String) -> Vec<u8>,
) -> io::Result<u64> {
    let mut zip = ZipWriter::new(out);
    let mut written = 0;
    for part in 1..=parts {
        let chunk: Vec<_> = records.by_ref().take(in_each).collect();
        written += chunk.len() as u64;
        let name = format!("{beginning}_PART{part}_Of_{parts}_{date}.xml");
        zip.start_file(name, SimpleFileOptions::default()).map_err(io_error)?;
        zip.write_all(&change(part, release_xml(&chunk, chunk.len() as u64, registry)))?;
    }
    zip.finish().map_err(io_error)?;
    Ok(written)
}

/// Writes an archive of archives, as a week or a month is.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_archives<'a>(
    out: impl Write + Seek,
    members: impl Iterator<Item = (String, &'a [u8])>,
) -> io::Result<()> {
    let mut zip = ZipWriter::new(out);
    for (name, content) in members {
        zip.start_file(name, SimpleFileOptions::default()).map_err(io_error)?;
        zip.write_all(content)?;
    }
    zip.finish().map_err(io_error)?;
    Ok(())
}

fn io_error(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}
