//! A hospital reads saved responses of the UDID service: `hospital FILE...` prints each device with
//! its packages, and reports on standard error what is new in the data.

use std::error::Error;
use std::ffi::OsString;
use std::process::ExitCode;

use udid_types::{Class, Code, DevicePage, from_slice};

fn main() -> ExitCode {
    let mut exit_code = ExitCode::SUCCESS;
    for path in std::env::args_os().skip(1) {
        if let Err(error) = print_records(&path) {
            eprintln!("{}: {error}", path.display());
            exit_code = ExitCode::FAILURE;
        }
    }
    exit_code
}

fn print_records(path: &OsString) -> Result<(), Box<dyn Error>> {
    // Not `serde_json::from_slice`: identifiers may come as numbers of any length.
    let page: DevicePage = from_slice(&std::fs::read(path)?)?;
    if page.return_code.as_ref().map(Code::class) != Some(Class::Success) {
        let message = page.return_message.unwrap_or_default();
        return Err(format!("a saved error: {message}").into());
    }
    let records = page.data_set.unwrap_or_default().into_records();
    for record in &records.records {
        let device = &record.device;
        let di = device.primary_di.as_deref().unwrap_or("(no DI)");
        let sterile = device.is_sterile.as_ref().map(ToString::to_string).unwrap_or_default();
        println!("{di}\t{}\t{sterile}", device.product_name.as_deref().unwrap_or_default());
        for package in &record.packages {
            println!("\tpackage {}", package.package_di.as_deref().unwrap_or("(no DI)"));
        }
        for unlisted in record.unlisted() {
            eprintln!("{}: {di}: {unlisted}", path.display());
        }
    }
    match records.orphans.len() {
        0 => Ok(()),
        orphans => Err(format!("{orphans} rows belong to no device of the page").into()),
    }
}
