//! `yima sandbox`.

use std::io::Write;
use std::sync::Arc;

use sandbox::{Limits, Sandbox, Seen};

use crate::cli::{Misbehaviour, SandboxCommand};
use crate::connect::settings;
use crate::failure::Failure;

pub async fn run(command: SandboxCommand) -> Result<(), Failure> {
    let SandboxCommand::Serve { port, records_grow, settings: arguments, misbehaviour } = command;
    let mut settings = settings(arguments);
    settings.records_grow = records_grow;
    settings.has_admin = misbehaviour.admin;
    // Nobody may be reading: that is no reason not to answer.
    settings.observer = Some(Arc::new(|seen: &Seen| _ = writeln!(std::io::stderr(), "{seen}")));
    let sandbox = Sandbox::builder(settings).port(port).start().await?;
    apply(&sandbox, &misbehaviour)?;
    // A shell takes the lines as they are: `yima sandbox serve > file &`, then `. ./file`.
    println!("YIMA_UDID_BASE_URL={}", sandbox.udid_url());
    println!("YIMA_UDID_APP_ID={}", sandbox.app_id());
    println!("YIMA_UDID_APP_SECRET={}", sandbox.app_secret());
    println!("YIMA_UDID_CREDIT_CODE={}", sandbox.credit_code());
    println!("YIMA_IDCODE_BASE_URL={}", sandbox.idcode_url());
    println!("YIMA_IDCODE_ACCESS_TOKEN={}", sandbox.idcode_access_token());
    println!("YIMA_IDCODE_AUTHORIZATION_CODE={}", sandbox.idcode_authorization_code());
    println!("YIMA_DBHS_BASE_URL={}", sandbox.dbhs_url());
    println!("YIMA_DBHS_APP_KEY={}", sandbox.dbhs_app_key());
    println!("YIMA_DBHS_SECRET_KEY={}", sandbox.dbhs_secret_key());
    println!("YIMA_CLOUDMFG_BASE_URL={}", sandbox.cloudmfg_url());
    println!("YIMA_CLOUDMFG_USER_ID={}", sandbox.cloudmfg_user_id());
    println!("YIMA_CLOUDMFG_ACCESS_TOKEN={}", sandbox.cloudmfg_access_token());
    eprintln!("the sandbox listens on {}; Ctrl-C ends it", sandbox.address());
    Ok(sandbox.join().await?)
}

/// The clock comes first: faults that last a while begin when it is set.
fn apply(sandbox: &Sandbox, misbehaviour: &Misbehaviour) -> Result<(), Failure> {
    sandbox.clock().stand_still(misbehaviour.clock_stands);
    if let Some(now) = misbehaviour.clock {
        sandbox.clock().set(now);
    }
    let limited = |limits: Limits| Limits {
        per_second: misbehaviour.limit_per_second.unwrap_or(limits.per_second),
        per_day: misbehaviour.limit_per_day.unwrap_or(limits.per_day),
    };
    sandbox.udid().set_limits(limited(sandbox.udid().limits()));
    sandbox.idcode().set_limits(limited(sandbox.idcode().limits()));
    sandbox.dbhs().set_limits(limited(sandbox.dbhs().limits()));
    sandbox.cloudmfg().set_limits(limited(sandbox.cloudmfg().limits()));
    if let Some(profiles) = &misbehaviour.fault {
        let added = sandbox.faults().add_profiles(profiles);
        added.map_err(|unknown| Failure::usage(format!("--fault: {unknown}")))?;
    }
    Ok(())
}
