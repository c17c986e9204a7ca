//! The folder in which downloaded release files are kept, with their hashes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use udid_release::Hashes;

/// The file of a release. Titles come from outside: nothing in them leads out of the folder.
pub fn file_of(folder: &Path, title: &str) -> PathBuf {
    let is_harmless = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let name: String =
        title.chars().map(|letter| if is_harmless(letter) { letter } else { '_' }).collect();
    folder.join(format!("{name}.zip"))
}

/// The file with the hash of a file, in the form that `sha256sum --check` reads.
fn sum_file(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".sha256");
    name.into()
}

/// Writes the hash of a file beside it.
pub fn note_hash(file: &Path, hashes: &Hashes) -> io::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    fs::write(sum_file(file), format!("{}  {name}\n", hashes.sha256))
}

/// Compares a file with the hash that was noted beside it; `None` if none was.
///
/// # Errors
/// If one of the files cannot be read.
pub fn verify_archive(file: &Path) -> io::Result<Option<bool>> {
    let noted = match fs::read_to_string(sum_file(file)) {
        Ok(noted) => noted,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let noted = noted.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    Ok(Some(noted == Hashes::of(file)?.sha256))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_leads_nowhere_else() {
        let folder = Path::new("archive");
        let file = |title: &str| file_of(folder, title).display().to_string();
        assert_eq!(file("UDID_DAY_UPDATE_20260810"), "archive/UDID_DAY_UPDATE_20260810.zip");
        assert_eq!(file("../../etc/支"), "archive/______etc__.zip");
    }

    #[test]
    fn a_file_that_was_changed_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.zip");
        fs::write(&file, "abc").unwrap();
        assert_eq!(verify_archive(&file).unwrap(), None);
        // sha256sum of "abc"
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        fs::write(sum_file(&file), format!("{sum}  a.zip\n")).unwrap();
        assert_eq!(verify_archive(&file).unwrap(), Some(true));
        fs::write(&file, "abd").unwrap();
        assert_eq!(verify_archive(&file).unwrap(), Some(false));
    }
}
