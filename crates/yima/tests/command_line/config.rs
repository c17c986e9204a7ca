//! The configuration file, and what goes before it.

use std::fs;
use std::path::PathBuf;

use sandbox::{Sandbox, Settings, UdidAccount, UdidSettings};

use crate::binary::{Outcome, Yima};
use test_support::invented::{sandbox, start};

const SECRET: &str = "0pen-sesame";

/// A service that one account with this secret may call.
async fn guarded() -> Sandbox {
    let account = UdidAccount { app_secret: SECRET.to_owned(), ..UdidAccount::default() };
    let udid = UdidSettings { accounts: vec![account], ..UdidSettings::default() };
    start(Settings { udid, ..Settings::default() }).await
}

fn complete(sandbox: &Sandbox) -> String {
    format!(
        "[udid]\napp_id = {:?}\napp_secret = {SECRET:?}\ncredit_code = {:?}\nbase_url = {:?}\n",
        sandbox.app_id(),
        sandbox.credit_code(),
        sandbox.udid_url()
    )
}

pub fn write(yima: &Yima, name: &str, text: &str, mode: u32) -> PathBuf {
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

#[test]
fn a_file_without_measure_is_not_read() {
    let outcome = with_config(&"#".repeat((1 << 20) + 1), 0o600);
    assert_refused(&outcome, "larger than 1048576 bytes");
    let outcome = with_config(&"#".repeat(1 << 20), 0o600);
    assert!(!outcome.stderr.contains("larger than"), "{}", outcome.stderr);
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
    assert_refused(&with_config(&text, 0o644), "run `chmod 600` on it");
    assert_eq!(with_config(&text.replace("app_id", "# app_id"), 0o644).code, Some(3));
    // Wherever the secret stands, and whichever it is.
    for text in [
        format!("[idcode]\naccess_token = {SECRET:?}\n"),
        format!("[idcode]\nauthorization_code = {SECRET:?}\n"),
        format!("[profiles.other.udid]\napp_secret = {SECRET:?}\n"),
        format!("[udid]\nbase_url = 'http://user:{SECRET}@127.0.0.1:9'\n"),
    ] {
        assert_refused(&with_config(&text, 0o644), "run `chmod 600` on it");
        let (yima, arguments) = (Yima::new(), ["config", "show", "-vv"]);
        write(&yima, "yima.toml", &text, 0o644);
        let shown = yima.with("YIMA_CONFIG", "yima.toml").run(&arguments);
        assert_refused(
            &shown,
            "it holds a secret and other users can read it; run `chmod 600` on it",
        );
    }
}

#[test]
fn mistakes_are_told_by_line_and_never_show_the_secret() {
    for (text, reason) in [
        (
            format!("[udid]\napp_secret = {SECRET:?}\napp_secert = 'x'\n"),
            "line 3: unknown key; [udid] has env, base_url, app_id, app_secret, \
             credit_code, store, daily_limit and on_quota",
        ),
        (
            format!("[udit]\napp_secret = {SECRET:?}\n"),
            "line 1: unknown section; choose one of [udid], [idcode], [dbhs], [cloudmfg] and \
             [profiles.NAME]",
        ),
        (
            format!("[profiles.a.udid]\n[profiles.a.udit]\napp_secret = {SECRET:?}\n"),
            "line 2: unknown section; choose one of [udid], [idcode], [dbhs] and [cloudmfg]",
        ),
        (
            format!("[profiles.a.idcode]\n\n\napp_secret = {SECRET:?}\n"),
            "line 4: unknown key; [idcode] has env, base_url, access_token and",
        ),
        (format!("\n[profiles]\na = {SECRET:?}\n"), "line 3: not a section"),
        (
            format!("[profiles.default.udid]\napp_secret = {SECRET:?}\n"),
            "line 1: the profile `default` is the part outside [profiles]",
        ),
        (format!("[[udid]]\napp_secret = {SECRET:?}\n"), "line 1: not a section"),
        (format!("[udid]\n'{SECRET}' = 'x'\n"), "line 2: unknown key"),
        (format!("[udid]\nenv = '{SECRET}'\n"), "line 2: unknown environment; choose `test` or"),
        (
            format!("[udid]\non_quota = '{SECRET}'\n"),
            "line 2: unknown value; choose `fail` or `wait`",
        ),
        (format!("[udid]\ndaily_limit = '{SECRET}'\n"), "line 2: not a whole number from 1"),
        ("[udid]\ndaily_limit = 0\n".to_owned(), "line 2: not a whole number from 1"),
        ("[udid]\ndaily_limit = -3\n".to_owned(), "line 2: not a whole number from 1"),
        ("[udid]\ndaily_limit = 1.5\n".to_owned(), "line 2: daily_limit is not a text"),
        (
            format!("[udid]\nstore = '{SECRET}'\n"),
            "line 2: not an absolute path; write one, or `off`",
        ),
        ("[udid]\nstore = '~/store'\n".to_owned(), "line 2: not an absolute path"),
        ("[udid]\nstore = 1\n".to_owned(), "line 2: store is not a text; put it into quotes"),
        (format!("[udid]\n\napp_secret = {SECRET}\n"), "line 3: "),
        (format!("[udid]\napp_secret {SECRET}\n"), "line 2: "),
        (format!("[udid]\napp_secret = \"{SECRET}\n"), "line 2: "),
        (format!("[udid]\napp_secret = '{SECRET}' '{SECRET}'\n"), "line 2: "),
        (format!("[udid]\napp_secret = '{SECRET}'\napp_secret = '{SECRET}'\n"), "line 3: "),
        (format!("[udid]\napp_secret = ['{SECRET}']\n"), "line 2: app_secret is not a text"),
        (format!("[udid]\napp_secret = {{ secret = '{SECRET}' }}\n"), "line 2: "),
        (format!("udid = '{SECRET}'\n"), "line 1: not a section"),
        (format!("[udid]\n'{SECRET}'\n"), "line 2: "),
        (format!("'{SECRET}'\n"), "line 1: "),
        (SECRET.to_owned(), "line 1: "),
    ] {
        assert_refused(&with_config(&text, 0o600), reason);
    }
    // A secret of digits, without the quotes that make it a text.
    for digits in ["8848443322", "2001-02-03", "88.48443322"] {
        let text = format!("[udid]\n# 密钥\napp_secret = {digits}\n");
        let outcome = with_config(&text, 0o600);
        assert_refused(&outcome, "line 3: app_secret is not a text; put it into quotes");
        assert!(!outcome.stderr.contains(digits), "{}", outcome.stderr);
    }
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
