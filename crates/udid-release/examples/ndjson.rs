//! Writes the records of release files as JSON, one a line: `cargo run -p udid-release --example ndjson --
//! UDID_DAY_UPDATE_20260810.zip`. Exit code 1 if a member is not complete.

use std::io::{self, Write};
use std::process::ExitCode;

use udid_release::Release;

fn main() -> io::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for file in std::env::args_os().skip(1) {
        let release = Release::open(file).map_err(io::Error::other)?;
        for record in release.records() {
            match record {
                Ok(record) => {
                    serde_json::to_writer(&mut out, &record)?;
                    out.write_all(b"\n")?;
                }
                Err(incomplete) => {
                    eprintln!("{incomplete}");
                    code = ExitCode::FAILURE;
                }
            }
        }
    }
    out.flush()?;
    Ok(code)
}
