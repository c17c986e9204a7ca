//! The file of codes that 504 points to: a ZIP archive with one text, one code a line.

use std::io::Write;
use std::sync::Arc;

use zip::result::ZipResult;
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::batch::Batch;
use super::codes::Codes;
use super::registration::Registration;
use super::short_code::ShortCodes;

/// A file that can be downloaded; it is packed when it is.
#[derive(Clone)]
pub struct Download {
    batch_id: String,
    codes: Arc<Codes>,
    /// Code of the category, which the items' parts follow.
    category: String,
    /// None for whole codes.
    short_codes: Option<ShortCodes>,
    password: Option<String>,
}

impl Download {
    /// The whole or the short codes of a batch, behind a password if there is one.
    pub fn new(
        batch: &Batch,
        registration: &Registration,
        is_short: bool,
        password: Option<String>,
    ) -> Self {
        Self {
            batch_id: batch.id.clone(),
            codes: Arc::clone(&batch.codes),
            category: registration.complete_code(),
            short_codes: batch.short_codes.filter(|_| is_short),
            password,
        }
    }

    /// The archive. Its encryption is the traditional one, which every unpacker reads (decision
    /// I80); it takes seconds for millions of codes.
    pub fn pack(&self) -> ZipResult<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1));
        let options = match &self.password {
            Some(password) => options.with_deprecated_encryption(password.as_bytes())?,
            None => options,
        };
        let mut archive = ZipWriter::new_stream(Vec::new());
        archive.start_file(format!("{}.txt", self.batch_id), options)?;
        self.write_lines(&mut archive)?;
        Ok(archive.finish()?.into_inner())
    }

    fn write_lines(&self, archive: &mut impl Write) -> std::io::Result<()> {
        let mut lines = std::io::BufWriter::new(archive);
        if let Some(short) = self.short_codes {
            (0..self.codes.count()).try_for_each(|place| writeln!(lines, "{}", short.at(place)))?;
        } else {
            let mut items = self.codes.iter();
            items.try_for_each(|item| writeln!(lines, "{}/{item}", self.category))?;
        }
        lines.flush()
    }
}
