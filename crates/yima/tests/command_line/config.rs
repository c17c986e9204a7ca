//! The configuration file, and what goes before it.

use std::fs;
use std::path::PathBuf;

use sandbox::{Account, Sandbox, Settings};

use crate::binary::{Outcome, Yima};
use crate::services::{sandbox, start};

const SECRET: &str = "0pen-sesame";

/// A service that one account with this secret may call.
async fn guarded() -> Sandbox {
    let account = Account { app_secret: SECRET.to_owned(), ..Account::default() };
    start(Settings { accounts: vec![account], ..Settings::default() }).await
}

fn complete(sandbox: &Sandbox) -> String {
    format!(
        "[udid]\napp_id = {:?}\napp_secret = {SECRET:?}\ncredit_code = {:?}\nbase_url = {:?}\n",
        sandbox.app_id(),
        sandbox.credit_code(),
        sandbox.udid_url()
    )
}

fn write(yima: &Yima, name: &str, text: &str, mode: u32) -> PathBuf {
    let path = yima.home().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    permit(&path, mode);
    path
}

#[cfg(unix)]
fn permit(path: &PathBuf, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn permit(_: &PathBuf, _: u32) {}

/// Runs a call that needs credentials with a configuration.
fn with_config(text: &str, mode: u32) -> Outcome {
    let yima = Yima::new();
    write(&yima, "yima.toml", text, mode);
    yima.with("YIMA_CONFIG", "yima.toml").run(&["udid", "token"])
}

#[track_caller]
fn assert_refused(outcome: &Outcome, reason: &str) {
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""), "{outcome:?}");
    assert!(outcome.stderr.contains("configuration yima.toml: "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains(SECRET), "{}", outcome.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_that_a_variable_names_is_read() {
    let sandbox = guarded().await;
    let outcome = with_config(&complete(&sandbox), 0o600);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_usual_file_is_read_if_it_is_there() {
    let sandbox = guarded().await;
    let at_home = Yima::new();
    write(&at_home, ".config/yima/config.toml", &complete(&sandbox), 0o600);
    assert_eq!(at_home.run(&["udid", "token"]).code, Some(0));
    let elsewhere = Yima::new();
    write(&elsewhere, "etc/yima/config.toml", &complete(&sandbox), 0o600);
    let folder = elsewhere.home().join("etc").display().to_string();
    assert_eq!(elsewhere.with("XDG_CONFIG_HOME", folder).run(&["udid", "token"]).code, Some(0));
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_that_others_may_read_is_refused() {
    let sandbox = guarded().await;
    for mode in [0o644, 0o640, 0o604, 0o620, 0o602] {
        assert_refused(&with_config(&complete(&sandbox), mode), "run `chmod 600` on it");
    }
    assert_eq!(with_config(&complete(&sandbox), 0o400).code, Some(0));
    // Without a secret it may be read by all: what is missing is only the rest.
    let text = complete(&sandbox).replace("app_secret", "# app_secret");
    assert_eq!(with_config(&text, 0o644).code, Some(3));
}

#[test]
fn mistakes_are_told_by_line_and_never_show_the_secret() {
    for (text, reason) in [
        (format!("[udid]\napp_secret = {SECRET:?}\napp_secert = 'x'\n"), "line 3: unknown field"),
        (format!("[udit]\napp_secret = {SECRET:?}\n"), "line 1: unknown field `udit`"),
        (format!("[udid]\n\napp_secret = {SECRET}\n"), "line 3: "),
        (format!("[udid]\napp_secret {SECRET}\n"), "line 2: "),
        (format!("[udid]\napp_secret = \"{SECRET}\n"), "line 2: "),
        (format!("[udid]\napp_secret = '{SECRET}' '{SECRET}'\n"), "line 2: "),
        (format!("[udid]\napp_secret = '{SECRET}'\napp_secret = '{SECRET}'\n"), "line 3: "),
        (format!("[udid]\napp_secret = ['{SECRET}']\n"), "line 2: invalid type: sequence"),
        (format!("[udid]\napp_secret = {{ secret = '{SECRET}' }}\n"), "line 2: "),
        (format!("udid = '{SECRET}'\n"), "line 1: invalid type: string"),
        (format!("[udid]\n'{SECRET}'\n"), "line 2: "),
        (format!("'{SECRET}'\n"), "line 1: "),
        (SECRET.to_owned(), "line 1: "),
    ] {
        assert_refused(&with_config(&text, 0o600), reason);
    }
    // A secret of digits, without the quotes that make it a text.
    let outcome = with_config("[udid]\n# 密钥\napp_secret = 8848443322\n", 0o600);
    assert_refused(&outcome, "line 3: invalid type: integer");
    assert!(!outcome.stderr.contains("8848443322"), "{}", outcome.stderr);
    let outcome = with_config("[udid]\napp_secret = 2001-02-03\n", 0o600);
    assert!(!outcome.stderr.contains("2001-02-03"), "{}", outcome.stderr);
    let outcome = with_config("[udid]\napp_secret = 88.48443322\n", 0o600);
    assert!(!outcome.stderr.contains("88.48443322"), "{}", outcome.stderr);
    let yima = Yima::new();
    fs::write(yima.home().join("yima.toml"), [b'[', 0xff, 0xfe]).unwrap();
    let outcome = yima.with("YIMA_CONFIG", "yima.toml").run(&["udid", "token"]);
    assert_refused(&outcome, "UTF-8");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_environment_goes_before_the_file() {
    let (sandbox, other) = (guarded().await, sandbox(1).await);
    let yima = Yima::new();
    write(&yima, "yima.toml", &complete(&sandbox), 0o600);
    let yima = yima.with("YIMA_CONFIG", "yima.toml");
    assert_eq!(yima.run(&["udid", "token"]).code, Some(0));
    assert_eq!(sandbox.udid().calls("P002"), 1);

    // An empty variable is none.
    let yima = yima.with("YIMA_UDID_APP_SECRET", "");
    assert_eq!(yima.run(&["udid", "token"]).code, Some(0));
    let yima = yima.with("YIMA_UDID_APP_SECRET", "wrong");
    assert_eq!(yima.run(&["udid", "token"]).code, Some(3));
    let yima = yima
        .with("YIMA_UDID_BASE_URL", other.udid_url())
        .with("YIMA_UDID_APP_SECRET", other.app_secret());
    assert_eq!(yima.run(&["udid", "token"]).code, Some(0));
    assert_eq!((sandbox.udid().calls("P002"), other.udid().calls("P002")), (3, 1));

    // And a flag before both.
    let flag = yima.run(&["udid", "--base-url", &sandbox.udid_url(), "test"]);
    assert_eq!((flag.code, sandbox.udid().calls("P001")), (Some(0), 1));
}

#[test]
fn an_environment_that_is_not_known_is_refused() {
    let outcome = with_config("[udid]\nenv = 'staging'\n", 0o600);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("`test` or `production` is needed"), "{}", outcome.stderr);
}
