//! The program against a sandbox.

use std::process::{Command, Output};

use sandbox::{Fault, Sandbox};

async fn run(sandbox: &Sandbox, day: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purchaser"));
    command
        .arg(day)
        .env("UDID_URL", sandbox.udid_url())
        .env("UDID_APP_ID", sandbox.app_id())
        .env("UDID_APP_SECRET", sandbox.app_secret())
        .env("UDID_CREDIT_CODE", sandbox.credit_code())
        .env("DBHS_URL", sandbox.dbhs_url())
        .env("DBHS_APP_KEY", sandbox.dbhs_app_key())
        .env("DBHS_SECRET_KEY", sandbox.dbhs_secret_key());
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

#[tokio::test]
async fn every_device_of_the_day_is_counted_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let output = run(&sandbox, "2026-08-10").await;
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let counts = printed.lines().map(|line| line.split('\t').nth(1).unwrap());
    let total: u64 = counts.map(|count| count.parse::<u64>().unwrap()).sum();
    assert!(total > 0, "{printed}");
    assert!(sandbox.dbhs().calls("getOrganizationByName") > 0);
}

#[tokio::test]
async fn errors_end_the_program_by_their_class() {
    let sandbox = Sandbox::start().await.unwrap();
    let output = run(&sandbox, "2026-02-30").await;
    assert_eq!(output.status.code(), Some(1));
    sandbox.udid().inject("P002", Fault::Unavailable { status: 503, retry_after: Some(3600) }, 1);
    let output = run(&sandbox, "2026-08-10").await;
    assert_eq!(output.status.code(), Some(4), "{output:?}");
}
