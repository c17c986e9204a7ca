//! Credentials, tokens and contacts are never shown.

use std::fs;
use std::path::{Path, PathBuf};

use sandbox::{Fault, Sandbox, Settings, UdidAccount, UdidSettings};
use serde_json::Value;

use crate::binary::{Outcome, Yima};
use crate::call::{PROTOCOLS, of_all, with_arguments};
use test_support::invented::{day, records_of, start};
use test_support::pages;

const DAY: &str = "2026-08-10";
const APP_ID: &str = "m4rker-app-id-7f3a";
const APP_SECRET: &str = "m4rker-app-secret-9c1e";
const URL_PASSWORD: &str = "m4rker-url-password-55d0";

/// Begins the secrets above.
const MARKER: &str = "m4rker";

#[test]
fn credentials_are_no_arguments() {
    let yima = Yima::new();
    for flag in ["--app-id", "--app-secret", "--credit-code", "--token", "--password"] {
        for arguments in [
            &["udid", "test", flag, APP_SECRET][..],
            &["udid", flag, APP_SECRET, "test"],
            &["udid", "test", &format!("{flag}={APP_SECRET}")],
        ] {
            let outcome = yima.run(arguments);
            assert_eq!(outcome.code, Some(2), "{outcome:?}");
            assert!(outcome.stderr.contains("unexpected argument"), "{}", outcome.stderr);
            assert!(!outcome.stderr.contains(APP_SECRET), "{}", outcome.stderr);
        }
    }
}

async fn sandbox() -> Sandbox {
    let account = UdidAccount {
        app_id: APP_ID.to_owned(),
        app_secret: APP_SECRET.to_owned(),
        ..UdidAccount::default()
    };
    let accounts = vec![account];
    let udid = UdidSettings { accounts, ..UdidSettings::with_records_per_day(45) };
    start(Settings { udid, ..Settings::default() }).await
}

/// What must not be seen anywhere.
struct Planted {
    markers: Vec<String>,
    /// One of the markers; it is in the file through which commands share it.
    token: String,
    /// What data may show, but no message.
    contacts: Vec<String>,
    runs: usize,
}

impl Planted {
    fn new(token: String) -> Self {
        let markers = [APP_ID, APP_SECRET, URL_PASSWORD].map(str::to_owned);
        let records = records_of(day(DAY), 45);
        let contacts = records.iter().flat_map(|record| &record.device.contacts);
        let texts = contacts.flat_map(|contact| [contact.email.clone(), contact.phone.clone()]);
        let contacts = texts.flatten().filter(|text| !text.is_empty()).collect();
        let markers = [&markers[..], std::slice::from_ref(&token)].concat();
        Self { markers, token, contacts, runs: 0 }
    }

    #[track_caller]
    fn assert_hidden(&mut self, outcome: &Outcome) {
        for marker in &self.markers {
            assert!(!outcome.stdout.contains(marker), "{marker} in {}", outcome.stdout);
            assert!(!outcome.stderr.contains(marker), "{marker} in {}", outcome.stderr);
        }
        for contact in &self.contacts {
            assert!(!outcome.stderr.contains(contact), "{contact} in {}", outcome.stderr);
        }
        self.runs += 1;
    }
}

impl Planted {
    /// Nor in a file, or its name, in a folder or below it, but for the file of the token; gives the
    /// files.
    fn assert_not_in_files(&self, folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(self.assert_not_in_files(&path));
                continue;
            }
            let mut held = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            if path.extension().is_some_and(|kind| kind == "token") {
                assert_private(&path);
                held = held.replace(&self.token, "");
            }
            held.push_str(path.to_str().unwrap());
            let found = self.markers.iter().find(|marker| held.contains(marker.as_str()));
            assert_eq!(found, None, "{}", path.display());
            files.push(path);
        }
        files
    }
}

#[track_caller]
fn assert_private(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}

/// Every command with every reason to write something.
fn all_commands() -> Vec<Vec<String>> {
    let record = &records_of(day(DAY), 1)[0].device;
    let (di, key) = (record.primary_di.as_deref(), record.device_record_key.as_deref());
    let commands = [
        &["udid", "test"][..],
        &["udid", "token"],
        &["udid", "token", "--output", "json"],
        &["udid", "list", "--day", DAY],
        &["udid", "list", "--day", DAY, "--all", "--output", "ndjson"],
        &["udid", "history", key.unwrap()],
        &["udid", "device", di.unwrap()],
        &["udid", "device", "nothing"],
        &["udid", "device", ""],
        &["udid", "pull", "--day", DAY, "--db", "records.sqlite"],
        &["udid", "device", di.unwrap(), "--db", "records.sqlite"],
        &["udid", "pull", "--day", DAY, "--db", "nowhere/records.sqlite"],
        &["udid", "list", "--day", "wrong"],
        &["config", "show", "--origin"],
        &["config", "show", "--origin", "--output", "json"],
        &["config", "path"],
        &["--help"],
        &["udid", "--help"],
    ];
    commands.iter().map(|command| command.iter().map(|&word| word.to_owned()).collect()).collect()
}

fn run_all(planted: &mut Planted, yima: &Yima) {
    for mut arguments in all_commands() {
        arguments.push("-vv".to_owned());
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        planted.assert_hidden(&yima.run(&arguments));
    }
}

/// The token that the service gives to all that ask for one.
fn reveal(yima: &Yima) -> String {
    let shown = yima.run(&["udid", "token", "--reveal", "--output", "json", "-vv"]);
    assert!(!shown.stderr.contains(APP_ID) && !shown.stderr.contains(APP_SECRET));
    let reply: Value = serde_json::from_str(&shown.stdout).unwrap();
    let token = reply["accessToken"].as_str().unwrap().to_owned();
    assert!(token.len() == 32 && !shown.stderr.contains(&token), "{}", shown.stderr);
    token
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_secret_is_written_by_commands_that_work() {
    let sandbox = sandbox().await;
    for yima in [Yima::of(&sandbox), Yima::of(&sandbox).with("YIMA_LOG", "trace")] {
        let mut planted = Planted::new(reveal(&yima));
        assert!(planted.contacts.len() > 10);
        run_all(&mut planted, &yima);
        assert_eq!(planted.runs, 18);
        let files = planted.assert_not_in_files(yima.home());
        assert!(files.contains(&yima.home().join("records.sqlite")), "{files:?}");
    }
}

/// A sandbox whose accounts of all services are secrets that can be found again.
async fn sandbox_of_all() -> Sandbox {
    let mut settings =
        Settings { udid: UdidSettings::with_records_per_day(3), ..Settings::default() };
    let (udid, idcode) = (&mut settings.udid.accounts[0], &mut settings.idcode.accounts[0]);
    let (dbhs, cloudmfg) = (&mut settings.dbhs.accounts[0], &mut settings.cloudmfg.accounts[0]);
    for (account, secret) in [
        (&mut udid.app_id, APP_ID),
        (&mut udid.app_secret, APP_SECRET),
        (&mut idcode.access_token, "m4rkerIDCODETOKEN"),
        (&mut idcode.authorization_code, "m4rkerIDCODECODE"),
        (&mut dbhs.app_key, "m4rker-dbhs-key"),
        (&mut dbhs.secret_key, "m4rker-dbhs-secret"),
        (&mut cloudmfg.user_id, "m4rker-cloudmfg-user"),
        (&mut cloudmfg.access_token, "m4rker-cloudmfg-token"),
    ] {
        secret.clone_into(account);
    }
    start(settings).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_secret_of_any_endpoint_is_written() {
    let sandbox = sandbox_of_all().await;
    let yima = of_all(&sandbox).with("YIMA_LOG", "trace");
    fs::write(yima.home().join("picture.gif"), b"GIF89a").unwrap();
    let mut planted = Planted::new(reveal(&yima));
    planted.markers.push(MARKER.to_owned());
    for (protocol, endpoints, _) in PROTOCOLS {
        for endpoint in endpoints {
            let mut arguments = with_arguments(protocol, endpoint);
            arguments.extend(["--capture".to_owned(), format!("captures-{protocol}")]);
            let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            let mut outcome = yima.run(&arguments);
            if endpoint.is_page {
                // The address is for the browser.
                assert!(outcome.stdout.contains("m4rkerIDCODETOKEN"), "{outcome:?}");
                outcome.stdout.clear();
            }
            planted.assert_hidden(&outcome);
        }
    }
    assert_eq!(planted.runs, 59);
    let files = planted.assert_not_in_files(yima.home());
    let of_kind =
        |kind| files.iter().filter(move |file| file.extension().is_some_and(|end| end == kind));
    // One for each endpoint but pages; the token was there before.
    assert_eq!(of_kind("json").count(), 59 - 4, "{files:?}");
    assert_eq!((of_kind("token").count(), of_kind("gif").count()), (1, 1), "{files:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_secret_is_written_by_commands_that_fail() {
    let sandbox = sandbox().await;
    let yima = Yima::of(&sandbox).with("YIMA_LOG", "trace");
    let mut planted = Planted::new(reveal(&yima));
    for fault in [
        Fault::Html { status: 502 },
        Fault::Html { status: 200 },
        Fault::Cut,
        Fault::DoubleEncoded,
        Fault::LowerCaseKeys,
    ] {
        for endpoint in ["P002", "D001", "D003"] {
            let before = planted.runs;
            for arguments in [
                &["udid", "list", "--day", DAY][..],
                &["udid", "device", "nothing"],
                &["udid", "pull", "--day", DAY, "--db", "records.sqlite"],
                &["udid", "token"],
            ] {
                sandbox.udid().inject(endpoint, fault.clone(), 1);
                planted.assert_hidden(&yima.run(arguments));
            }
            assert_eq!(planted.runs, before + 4);
        }
    }
    let is_refused = Yima::of(&sandbox).with("YIMA_LOG", "trace");
    let is_refused = is_refused.with("YIMA_UDID_CREDIT_CODE", "m4rker-credit-code");
    let mut wider = planted;
    wider.markers.push("m4rker-credit-code".to_owned());
    wider.assert_hidden(&is_refused.run(&["udid", "list", "--day", DAY]));

    drop(sandbox);
    wider.assert_hidden(&yima.run(&["udid", "list", "--day", DAY]));
}

#[test]
fn nothing_secret_of_a_broken_answer_is_written() {
    let broken = [
        format!(r#"{{"returnCode":1,"accessToken":"{APP_SECRET}","dataSet":"{APP_SECRET}"}}"#),
        format!(r#"{{"returnCode":1,"dataSet":{{"deviceInfo":[["{APP_SECRET}"]]}}}}"#),
        format!(r#"{{"returnCode":1,"dataSet":{{"deviceInfo":[{{"CPMCTYMC":["{APP_SECRET}"]"#),
        format!(r#""{APP_SECRET}""#),
        APP_SECRET.to_owned(),
    ];
    for body in broken {
        let url = pages::serve(move |_| (200, body.clone()));
        let yima = Yima::new()
            .with("YIMA_UDID_BASE_URL", url)
            .with("YIMA_UDID_APP_ID", APP_ID)
            .with("YIMA_UDID_APP_SECRET", APP_SECRET)
            .with("YIMA_UDID_CREDIT_CODE", "91990000MA0TEXT00W")
            .with("YIMA_LOG", "trace");
        let outcome = yima.run(&["udid", "list", "--day", DAY]);
        assert_eq!(outcome.code, Some(5), "{outcome:?}");
        Planted::new("canned-token".to_owned()).assert_hidden(&outcome);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_password_in_an_address_is_not_written() {
    let sandbox = sandbox().await;
    let with_password = format!("http://user:{URL_PASSWORD}@{}/api/v2", sandbox.address());
    let yima = Yima::of(&sandbox).with("YIMA_LOG", "trace");
    let yima = yima.with("YIMA_UDID_BASE_URL", with_password);
    let mut planted = Planted::new("canned-token".to_owned());
    for arguments in [&["udid", "test"][..], &["config", "show"]] {
        let outcome = yima.run(arguments);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        planted.assert_hidden(&outcome);
    }
    sandbox.udid().inject("P001", Fault::Cut, 1);
    planted.assert_hidden(&yima.run(&["udid", "test"]));
}

#[test]
fn nothing_secret_of_the_configuration_is_written() {
    let text = format!(
        "[udid]\napp_id = '{APP_ID}'\napp_secret = '{APP_SECRET}'\ncredit_code = 'c'\n\
         base_url = 'http://127.0.0.1:9/api/v2'\n"
    );
    let yima = Yima::new();
    let file = yima.home().join("config.toml");
    let yima = yima.with("YIMA_CONFIG", "config.toml").with("YIMA_LOG", "trace");
    let mut planted = Planted::new("canned-token".to_owned());
    for mode in [0o600, 0o644] {
        for end in ["", "unknown = 1\n", "= broken", "app_secret = 'again'\n"] {
            fs::write(&file, format!("{text}{end}")).unwrap();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            }
            let outcome = yima.run(&["udid", "list", "--day", DAY]);
            assert_ne!(outcome.code, Some(0), "{mode:o}");
            planted.assert_hidden(&outcome);
            for arguments in [
                &["config", "show", "-vv"][..],
                &["config", "show", "--origin", "--output", "json", "-vv"],
                &["config", "show", "--profile", "other", "-vv"],
                &["config", "path", "-vv"],
            ] {
                planted.assert_hidden(&yima.run(arguments));
            }
        }
    }
}
