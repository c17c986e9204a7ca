//! `yima sandbox`.

use std::io::Write;
use std::sync::Arc;

use ::sandbox::{JournalEntry, RateLimits, ReleaseSettings, Sandbox};
use udid_sync::ReleaseAddresses;

use crate::cli::{FaultArguments, SandboxCommand};
use crate::wiring::sandbox::{Account, account, start};
use crate::wiring::{BASE_URL, CommandError, PROTOCOLS, RELEASE_FEED, RELEASE_PAGE, UDID};

pub async fn run(command: SandboxCommand) -> Result<(), CommandError> {
    let SandboxCommand::Serve { port, records_grow, releases, release_fault, settings, faults } =
        command;
    let mut settings = settings.settings();
    settings.udid.records_grow = records_grow;
    settings.udid.releases = releases.map(|days| {
        let mut releases = ReleaseSettings::with_days(days);
        releases.faults = release_fault;
        releases
    });
    let has_releases = settings.udid.releases.is_some();
    settings.has_admin = faults.admin;
    settings.observer =
        Some(Arc::new(|entry: &JournalEntry| _ = writeln!(std::io::stderr(), "{entry}")));
    let sandbox = start(settings, port).await?;
    apply(&sandbox, &faults)?;
    // Serves even if nothing reads the variables.
    _ = std::io::stdout().write_all(variables(&sandbox, has_releases)?.as_bytes());
    _ = writeln!(
        std::io::stderr(),
        "the sandbox listens on {}; stop it with Ctrl-C",
        sandbox.address()
    );
    Ok(sandbox.join().await?)
}

/// Variables that configure a client of the sandbox, for a shell: `yima sandbox serve > file &`, then
/// `. ./file`.
fn variables(sandbox: &Sandbox, has_releases: bool) -> Result<String, CommandError> {
    let mut lines = Vec::new();
    for protocol in PROTOCOLS {
        let Account { base_url, credentials } = account(sandbox, protocol.name())?;
        for (key, value) in [(BASE_URL, base_url)].into_iter().chain(credentials) {
            lines.push(format!("{}={value}\n", protocol.variable(key)));
        }
    }
    if has_releases {
        let addresses = ReleaseAddresses::at(&format!("http://{}", sandbox.address()));
        for (key, value) in [(RELEASE_FEED, addresses.feed), (RELEASE_PAGE, addresses.page)] {
            lines.push(format!("{}={value}\n", UDID.variable(key)));
        }
    }
    Ok(lines.concat())
}

/// Sets the clock first: the duration of a fault begins when the fault is set.
fn apply(sandbox: &Sandbox, arguments: &FaultArguments) -> Result<(), CommandError> {
    sandbox.clock().stand_still(arguments.clock_stands);
    if let Some(now) = arguments.clock {
        sandbox.clock().set(now);
    }
    for service in sandbox.services().iter() {
        let controls = service.controls();
        let limits = controls.rate_limits();
        controls.set_rate_limits(RateLimits {
            per_second: arguments.limit_per_second.unwrap_or(limits.per_second),
            per_day: arguments.limit_per_day.unwrap_or(limits.per_day),
        });
    }
    if let Some(profiles) = &arguments.fault {
        let added = sandbox.faults().add_profiles(profiles);
        added.map_err(|unknown| CommandError::usage(format!("--fault: {unknown}")))?;
    }
    Ok(())
}
