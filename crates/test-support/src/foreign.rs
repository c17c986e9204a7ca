//! Files that are not databases of ours.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

/// A file of another program in a folder of its own.
pub struct Foreign {
    _folder: TempDir,
    /// The file.
    pub file: PathBuf,
}

impl Foreign {
    /// A file that `make` writes.
    pub fn new(make: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("theirs");
        make(&file);
        Self { _folder: folder, file }
    }

    /// Another program's database.
    pub fn database(settings: &str) -> Self {
        Self::new(|file| {
            let connection = Connection::open(file).unwrap();
            let sql =
                "CREATE TABLE device (id INTEGER PRIMARY KEY); INSERT INTO device VALUES (7);";
            connection.execute_batch(&format!("{settings} {sql}")).unwrap();
        })
    }

    /// Names and bytes of everything in the folder.
    pub fn bytes(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = fs::read_dir(self.file.parent().unwrap()).unwrap();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
    }
}
