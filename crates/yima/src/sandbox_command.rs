//! `yima sandbox`.

use std::io::Write;
use std::sync::Arc;

use sandbox::{JournalEntry, RateLimits, Sandbox};

use crate::cli::{Misbehaviour, SandboxCommand};
use crate::connect::settings;
use crate::failure::Failure;

pub async fn run(command: SandboxCommand) -> Result<(), Failure> {
    let SandboxCommand::Serve { port, records_grow, settings: arguments, misbehaviour } = command;
    let mut settings = settings(arguments);
    settings.udid.records_grow = records_grow;
    settings.has_admin = misbehaviour.admin;
    settings.observer =
        Some(Arc::new(|entry: &JournalEntry| _ = writeln!(std::io::stderr(), "{entry}")));
    let sandbox = Sandbox::builder(settings).port(port).start().await?;
    apply(&sandbox, &misbehaviour)?;
    // Nobody may be reading: that is no reason not to answer.
    _ = std::io::stdout().write_all(variables(&sandbox).as_bytes());
    _ = writeln!(std::io::stderr(), "the sandbox listens on {}; Ctrl-C ends it", sandbox.address());
    Ok(sandbox.join().await?)
}

/// The variables of a client. A shell takes the lines as they are: `yima sandbox serve > file &`, then
/// `. ./file`.
fn variables(sandbox: &Sandbox) -> String {
    let variables = [
        ("UDID_BASE_URL", sandbox.udid_url()),
        ("UDID_APP_ID", sandbox.app_id().to_owned()),
        ("UDID_APP_SECRET", sandbox.app_secret().to_owned()),
        ("UDID_CREDIT_CODE", sandbox.credit_code().to_owned()),
        ("IDCODE_BASE_URL", sandbox.idcode_url()),
        ("IDCODE_ACCESS_TOKEN", sandbox.idcode_access_token().to_owned()),
        ("IDCODE_AUTHORIZATION_CODE", sandbox.idcode_authorization_code().to_owned()),
        ("DBHS_BASE_URL", sandbox.dbhs_url()),
        ("DBHS_APP_KEY", sandbox.dbhs_app_key().to_owned()),
        ("DBHS_SECRET_KEY", sandbox.dbhs_secret_key().to_owned()),
        ("CLOUDMFG_BASE_URL", sandbox.cloudmfg_url()),
        ("CLOUDMFG_USER_ID", sandbox.cloudmfg_user_id().to_owned()),
        ("CLOUDMFG_ACCESS_TOKEN", sandbox.cloudmfg_access_token().to_owned()),
    ];
    variables.map(|(name, value)| format!("YIMA_{name}={value}\n")).concat()
}

/// The clock comes first: faults that last a while begin when it is set.
fn apply(sandbox: &Sandbox, misbehaviour: &Misbehaviour) -> Result<(), Failure> {
    sandbox.clock().stand_still(misbehaviour.clock_stands);
    if let Some(now) = misbehaviour.clock {
        sandbox.clock().set(now);
    }
    let limited = |limits: RateLimits| RateLimits {
        per_second: misbehaviour.limit_per_second.unwrap_or(limits.per_second),
        per_day: misbehaviour.limit_per_day.unwrap_or(limits.per_day),
    };
    sandbox.udid().set_rate_limits(limited(sandbox.udid().rate_limits()));
    sandbox.idcode().set_rate_limits(limited(sandbox.idcode().rate_limits()));
    sandbox.dbhs().set_rate_limits(limited(sandbox.dbhs().rate_limits()));
    sandbox.cloudmfg().set_rate_limits(limited(sandbox.cloudmfg().rate_limits()));
    if let Some(profiles) = &misbehaviour.fault {
        let added = sandbox.faults().add_profiles(profiles);
        added.map_err(|unknown| Failure::usage(format!("--fault: {unknown}")))?;
    }
    Ok(())
}
