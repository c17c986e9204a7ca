//! Hashes beside downloaded files, in the form that `sha256sum --check` reads.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use udid_release::Hashes;

/// Bytes of a note that are read at most.
const LONGEST_NOTE: u64 = 4096;

/// The file with the hash of a file.
fn sum_file(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".sha256");
    name.into()
}

/// Writes the hash of a file beside it, in the form that `sha256sum --check` reads.
///
/// # Errors
/// If it cannot be written.
pub fn note_hash(file: &Path, hashes: &Hashes) -> io::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    fs::write(sum_file(file), format!("{}  {name}\n", hashes.sha256))
}

/// The hash that was noted beside a file, in the form of `sha256sum`; `None` if none was.
///
/// # Errors
/// If the note cannot be read, or is longer than one is.
pub fn noted_hash(file: &Path) -> io::Result<Option<String>> {
    let mut noted = String::new();
    match File::open(sum_file(file)) {
        Ok(note) => note.take(LONGEST_NOTE).read_to_string(&mut noted)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(noted.split_whitespace().next().unwrap_or_default().to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_of_sha256sum_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.zip");
        fs::write(&file, "abc").unwrap();
        assert_eq!(noted_hash(&file).unwrap(), None);
        // sha256sum of "abc"
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        fs::write(sum_file(&file), format!("{sum}  a.zip\n")).unwrap();
        assert_eq!(noted_hash(&file).unwrap().as_deref(), Some(sum));
    }
}
