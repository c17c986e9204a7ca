//! A purchaser streams the devices of a day and looks up who registered them.
//!
//! `purchaser DAY` (the default is yesterday in Beijing). `UDID_URL`, `UDID_APP_ID`, `UDID_APP_SECRET`,
//! `UDID_CREDIT_CODE`, `DBHS_URL`, `DBHS_APP_KEY` and `DBHS_SECRET_KEY` name services and accounts.

use std::collections::BTreeMap;
use std::env::{args, var};
use std::error::Error;
use std::process::ExitCode;

use udid_client::Class;
use udid_client::types::Period;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(exit_code(&*error))
        }
    }
}

/// All that there is to the handling of errors: both clients have the same classes.
fn exit_code(error: &(dyn Error + 'static)) -> u8 {
    let udid = error.downcast_ref().map(udid_client::Error::class);
    match udid.or(error.downcast_ref().map(dbhs_client::Error::class)) {
        Some(Class::BadRequest | Class::NotFound) => 2,
        Some(Class::NotAllowed | Class::LogInAgain | Class::Misconfigured) => 3,
        Some(Class::RetryLater | Class::QuotaUsedUp | Class::Unreachable) => 4,
        _ => 1,
    }
}

async fn run() -> Result<()> {
    let day = args().nth(1).map_or_else(Period::yesterday, |day| day.parse())?;
    let setting = |name: &str| var(name).map_err(|_| format!("{name} is not set"));
    let udid = udid_client::Client::builder(setting("UDID_URL")?)
        .credentials(udid_client::Credentials::new(
            setting("UDID_APP_ID")?,
            setting("UDID_APP_SECRET")?,
            setting("UDID_CREDIT_CODE")?,
        ))
        .build()?;
    let dbhs = dbhs_client::Client::builder(setting("DBHS_URL")?)
        .credentials(dbhs_client::Credentials::new(
            setting("DBHS_APP_KEY")?,
            setting("DBHS_SECRET_KEY")?,
        ))
        .build()?;

    let mut devices: BTreeMap<String, u64> = BTreeMap::new();
    let mut walk = udid.walk(day);
    // The last item is an error if the service counts more records than it gave.
    while let Some(record) = walk.next_record().await? {
        let registrant = record.device.registrant_name.unwrap_or_default();
        *devices.entry(registrant).or_default() += 1;
    }
    for (registrant, count) in devices {
        let known = dbhs.find_organization(&registrant).await?;
        let legal_form = known.and_then(|organization| organization.nature);
        let legal_form = legal_form.map_or("not in DBHS".to_owned(), |nature| nature.to_string());
        println!("{registrant}\t{count}\t{legal_form}");
    }
    Ok(())
}
