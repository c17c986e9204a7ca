//! Files of a folder of captured exchanges: private, numbered, written whole.

use std::io::{self, Read, Write};
use std::path::Path;
use std::{fs, io::ErrorKind};

/// Largest file that is read: a response of the usual limit, with every byte escaped and indented.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// Creates a folder that only its owner can read, or checks that an existing one is.
pub fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(folder)?.permissions());
        if mode & 0o077 != 0 {
            let folder = folder.display();
            let reason = format!("{folder}: other users can read it: chmod 700 {folder}");
            return Err(io::Error::new(ErrorKind::PermissionDenied, reason));
        }
    }
    Ok(())
}

/// Name of the file of an exchange.
pub fn file_name(number: u64) -> String {
    format!("{number:06}.json")
}

/// Numbers of the exchanges in a folder, in no order.
pub fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.file_name();
        let number = file.to_str().and_then(|name| name.strip_suffix(".json")?.parse().ok());
        numbers.extend(number.filter(|number| file.to_str() == Some(&*file_name(*number))));
    }
    Ok(numbers)
}

/// Writes a file whole or not at all, readable by its owner only.
pub fn write_whole(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let unfinished = folder.join(format!(".{name}.unfinished"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&unfinished).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        fs::rename(&unfinished, folder.join(name))
    });
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// Text of a file, unless it is larger than any exchange.
pub fn read_bounded(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = fs::File::open(file)?.take(MAX_FILE_BYTES + 1).read_to_string(&mut text)?;
    if u64::try_from(read).is_ok_and(|read| read <= MAX_FILE_BYTES) {
        return Ok(text);
    }
    Err(io::Error::new(ErrorKind::FileTooLarge, format!("it exceeds {MAX_FILE_BYTES} bytes")))
}
