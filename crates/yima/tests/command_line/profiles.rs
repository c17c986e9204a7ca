//! Profiles of the configuration file: each is used alone.

use sandbox::{Sandbox, Settings, UdidAccount, UdidSettings};
use serde_json::Value;

use crate::binary::{Outcome, Yima};
use crate::config::write;
use test_support::invented::start;

/// A service that one account with this secret may call.
async fn service_of(secret: &str) -> Sandbox {
    let account = UdidAccount {
        app_id: format!("id-{secret}"),
        app_secret: secret.to_owned(),
        ..UdidAccount::default()
    };
    let udid = UdidSettings { accounts: vec![account], ..UdidSettings::default() };
    start(Settings { udid, ..Settings::default() }).await
}

fn with_file(text: &str) -> Yima {
    let yima = Yima::new();
    write(&yima, "yima.toml", text, 0o600);
    yima.with("YIMA_CONFIG", "yima.toml")
}

#[track_caller]
fn assert_fails(outcome: &Outcome, code: i32, reason: &str) {
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(code), ""), "{outcome:?}");
    assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_flag_chooses_before_the_variable_and_that_before_the_default() {
    let (first, second, third) =
        (service_of("f1rst").await, service_of("sec0nd").await, service_of("th1rd").await);
    let section = |name: &str, sandbox: &Sandbox, secret: &str| {
        format!(
            "[{name}]\napp_id = 'id-{secret}'\napp_secret = '{secret}'\ncredit_code = {:?}\n\
             base_url = {:?}\n",
            sandbox.credit_code(),
            sandbox.udid_url()
        )
    };
    let text = section("udid", &first, "f1rst")
        + &section("profiles.work.udid", &second, "sec0nd")
        + &section("profiles.'zu Hause'.udid", &third, "th1rd");
    let calls = || [&first, &second, &third].map(|sandbox| sandbox.udid().calls("P002"));

    let yima = with_file(&text);
    yima.run(&["udid", "token"]).data();
    assert_eq!(calls(), [1, 0, 0]);
    let yima = yima.with("YIMA_PROFILE", "work");
    yima.run(&["udid", "token"]).data();
    assert_eq!(calls(), [1, 1, 0]);
    yima.run(&["udid", "token", "--profile", "zu Hause"]).data();
    yima.run(&["--profile", "zu Hause", "udid", "token"]).data();
    assert_eq!(calls(), [1, 1, 2]);
    yima.run(&["udid", "token", "--profile", "default"]).data();
    assert_eq!(calls(), [2, 1, 2]);
    yima.with("YIMA_PROFILE", "").run(&["udid", "token"]).data();
    assert_eq!(calls(), [3, 1, 2]);
}

/// A profile lacks one thing that the default profile, the other profile and its other service have.
#[test]
fn nothing_of_another_profile_is_taken() {
    let whole = [
        ("udid", "app_id"),
        ("udid", "app_secret"),
        ("udid", "credit_code"),
        ("idcode", "access_token"),
        ("idcode", "authorization_code"),
        ("dbhs", "app_key"),
        ("dbhs", "secret_key"),
        ("cloudmfg", "user_id"),
        ("cloudmfg", "access_token"),
    ];
    let section = |profile: &str, service: &str, without: &str| {
        let of_service = whole.iter().filter(|(of, key)| *of == service && *key != without);
        let lines = of_service.map(|(_, key)| format!("{key} = 'v4lue'\n"));
        let address = "base_url = 'http://127.0.0.1:9'\n";
        format!("[{profile}{service}]\n{address}{}", lines.collect::<String>())
    };
    let calls = [
        ("udid", &["udid", "token"][..]),
        ("idcode", &["call", "idcode", "101"]),
        ("dbhs", &["call", "dbhs", "list_products"]),
        ("cloudmfg", &["call", "cloudmfg", "query_device", "--devId", "1"]),
    ];
    for (service, lacking) in whole {
        let sections = calls.map(|(of, _)| {
            section("", of, "")
                + &section("profiles.other.", of, "")
                + &section("profiles.partial.", of, if of == service { lacking } else { "" })
        });
        let address = "[profiles.empty.cloudmfg]\nbase_url = 'http://127.0.0.1:9'\n";
        let text = sections.concat() + address;
        let (_, call) = calls.into_iter().find(|(of, _)| *of == service).unwrap();
        let yima = with_file(&text);
        let run = |profile| yima.run(&[call, &["--profile", profile]].concat());
        let variable = format!("YIMA_{service}_{lacking}").to_uppercase();
        assert_fails(
            &run("partial"),
            3,
            &format!(
                "credentials are incomplete: {variable} (or {lacking}) is missing; set it, or \
                 write it under [profiles.partial.{service}] in yima.toml"
            ),
        );
        let none = run("empty");
        assert_fails(&none, 3, "no credentials; set YIMA_");
        assert_fails(&none, 3, &format!("under [profiles.empty.{service}] in yima.toml"));

        let shown = yima.run(&["config", "show", "--output", "json", "--profile", "partial"]);
        let shown: Value = serde_json::from_str(&shown.data()).unwrap();
        let unset = shown["settings"].as_array().unwrap().iter();
        // A limit is none unless it is set, and release files are those of the NMPA.
        let is_unset = |setting: &&Value| {
            let key = setting["key"].as_str().unwrap();
            setting["is_set"] == false && key != "daily_limit" && !key.starts_with("release_")
        };
        let unset: Vec<_> = unset.filter(is_unset).collect();
        assert_eq!(unset.len(), 1, "{unset:?}");
        assert_eq!((&unset[0]["service"], &unset[0]["key"]), (&service.into(), &lacking.into()));
        assert_eq!(shown["profile"], "partial");
    }
    // Nor the address.
    let yima = with_file("[udid]\nbase_url = 'http://127.0.0.1:9'\n[profiles.empty]\n");
    let shown = yima.run(&["config", "show", "--profile", "empty"]).data();
    assert!(!shown.contains("127.0.0.1") && shown.contains("https://udid.nmpa.gov.cn/api/v2"));
}

#[test]
fn a_profile_that_is_not_there_is_told_with_those_that_are() {
    let yima = with_file("[profiles.work]\n[profiles.home]\n");
    for arguments in [&["udid", "token"][..], &["call", "idcode", "101"], &["config", "show"]] {
        let outcome = yima.run(&[arguments, &["--profile", "wrok"]].concat());
        let reason = "no profile `wrok` (--profile) in yima.toml: its profiles are default, home \
                      and work\n";
        assert_fails(&outcome, 2, reason);
    }
    let yima = yima.with("YIMA_PROFILE", "wrok");
    assert_fails(&yima.run(&["config", "show"]), 2, "no profile `wrok` (YIMA_PROFILE)");
    let without_file = Yima::new().run(&["config", "show", "--profile", "work"]);
    assert_fails(&without_file, 2, ".config/yima/config.toml: the file does not exist");
}

#[test]
fn secrets_are_never_shown_and_it_is_said_where_they_are() {
    let url = "http://u:s3cret-word@a.cn/v2?k=s3cret-key";
    let from_file = with_file(&format!(
        "[udid]\napp_id = 's3cret-1'\napp_secret = 's3cret-2'\nbase_url = '{url}'\n\
         [idcode]\naccess_token = 's3cret-3'\nauthorization_code = 's3cret-4'\n\
         [profiles.p.udid]\n"
    ));
    let from_variables = Yima::new()
        .with("YIMA_UDID_APP_ID", "s3cret-1")
        .with("YIMA_UDID_APP_SECRET", "s3cret-2")
        .with("YIMA_IDCODE_ACCESS_TOKEN", "s3cret-3")
        .with("YIMA_IDCODE_AUTHORIZATION_CODE", "s3cret-4")
        .with("YIMA_UDID_BASE_URL", url);
    for yima in [from_file, from_variables] {
        let yima = yima.with("YIMA_LOG", "trace");
        for arguments in [
            &["config", "show"][..],
            &["config", "show", "--origin"],
            &["config", "show", "--output", "json"],
            &["config", "show", "--origin", "--output", "json"],
            &["config", "show", "--profile", "nothing"],
            &["config", "show", "--output", "xml"],
            &["config", "path"],
            &["config", "--help"],
        ] {
            let outcome = yima.run(&[arguments, &["-vv"]].concat());
            // No part of one: they begin alike.
            let texts = [&outcome.stdout, &outcome.stderr];
            assert!(texts.iter().all(|text| !text.contains("s3cret")), "{outcome:?}");
        }
        let shown = yima.run(&["config", "show", "--origin"]).data();
        assert_eq!(shown.matches("(set, hidden)").count(), 4, "{shown}");
        assert!(shown.contains("http://<hidden>@a.cn/v2?<hidden> "), "{shown}");
    }
}

#[test]
fn the_path_is_where_the_file_is_looked_for() {
    let yima = Yima::new();
    let usual = yima.home().join(".config/yima/config.toml");
    let outcome = yima.run(&["config", "path"]);
    assert_eq!(outcome.stderr, "the file does not exist\n");
    assert_eq!(outcome.data(), format!("{}\n", usual.display()));
    write(&yima, ".config/yima/config.toml", "nothing that can be read", 0o600);
    let outcome = yima.run(&["config", "path"]);
    assert_eq!((outcome.stderr.as_str(), outcome.code), ("", Some(0)));
    let named = yima.with("YIMA_CONFIG", "other.toml").run(&["config", "path"]);
    assert_eq!(named.data(), "other.toml\n");
}
