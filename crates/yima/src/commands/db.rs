//! `yima db`.

use std::path::Path;

use udid_sqlite::TABLES;

use crate::cli::DbCommand;
use crate::screen;
use crate::wiring::CommandError;

pub async fn run(command: DbCommand) -> Result<(), CommandError> {
    match command {
        DbCommand::Schema => schema(),
        DbCommand::Check { db } => check(&db).await,
        DbCommand::Backup { db, copy } => {
            udid_sqlite::back_up(&db, &copy).await?;
            eprintln!("{} is a copy of {}", copy.display(), db.display());
            Ok(())
        }
    }
}

fn schema() -> Result<(), CommandError> {
    let rows = TABLES.iter().map(|table| {
        let readers = if table.is_for_readers { "readers" } else { "storage" };
        vec![table.name.to_owned(), readers.to_owned(), table.row.to_owned()]
    });
    Ok(screen::rows(&["table", "for", "a row is"], rows)?)
}

async fn check(db: &Path) -> Result<(), CommandError> {
    let problems = udid_sqlite::check(db).await?;
    if problems.is_empty() {
        eprintln!("{} is sound", db.display());
        return Ok(());
    }
    Err(CommandError::file(format!("{} is damaged:\n{}", db.display(), problems.join("\n"))))
}
