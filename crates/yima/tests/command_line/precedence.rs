//! Flag before environment variable before profile before default, for every service.

use std::fs;
use std::net::TcpListener;

use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::binary::{Outcome, Yima};
use crate::config::write;
use test_support::invented::sandbox;

/// A service, a call that needs an address, and the variable and key of each of its settings.
struct Service {
    name: &'static str,
    call: &'static [&'static str],
    settings: &'static [(&'static str, &'static str)],
    secrets: &'static [&'static str],
    /// Of the test and of the production environment, as the documents print them.
    hosts: [&'static str; 2],
}

const SERVICES: [Service; 2] = [
    Service {
        name: "udid",
        call: &["udid", "test"],
        settings: &[
            ("YIMA_UDID_ENV", "env"),
            ("YIMA_UDID_BASE_URL", "base_url"),
            ("YIMA_UDID_APP_ID", "app_id"),
            ("YIMA_UDID_APP_SECRET", "app_secret"),
            ("YIMA_UDID_CREDIT_CODE", "credit_code"),
            ("YIMA_UDID_STORE", "store"),
            ("YIMA_UDID_DAILY_LIMIT", "daily_limit"),
            ("YIMA_UDID_ON_QUOTA", "on_quota"),
        ],
        secrets: &["app_id", "app_secret"],
        hosts: ["https://udid.nmpa.gov.cn/api/beta/v2", "https://udid.nmpa.gov.cn/api/v2"],
    },
    Service {
        name: "idcode",
        call: &["call", "idcode", "101"],
        settings: &[
            ("YIMA_IDCODE_ENV", "env"),
            ("YIMA_IDCODE_BASE_URL", "base_url"),
            ("YIMA_IDCODE_ACCESS_TOKEN", "access_token"),
            ("YIMA_IDCODE_AUTHORIZATION_CODE", "authorization_code"),
        ],
        secrets: &["access_token", "authorization_code"],
        hosts: ["https://apitest.idcode.org.cn", "https://api.idcode.org.cn"],
    },
];

/// With a profile `p` that holds these settings of a service.
fn with_profile(service: &Service, settings: &[(&str, &str)]) -> Yima {
    let lines = settings.iter().map(|(key, value)| format!("{key} = {value:?}\n"));
    let yima = Yima::new();
    let text = format!("[profiles.p.{}]\n{}", service.name, lines.collect::<String>());
    write(&yima, "yima.toml", &text, 0o600);
    yima.with("YIMA_CONFIG", "yima.toml").with("YIMA_PROFILE", "p")
}

/// What is said of a setting.
fn shown(yima: &Yima, service: &Service, key: &str) -> Value {
    let text = yima.run(&["config", "show", "--origin", "--output", "json"]).data();
    let shown: Value = serde_json::from_str(&text).unwrap();
    let settings = shown["settings"].as_array().unwrap().iter();
    let mut found =
        settings.filter(|setting| setting["service"] == service.name && setting["key"] == key);
    let setting = found.next().unwrap_or_else(|| panic!("no {key} in {shown}")).clone();
    assert!(found.next().is_none(), "{key} twice in {shown}");
    setting
}

#[test]
fn a_variable_goes_before_the_profile_and_that_before_the_default() {
    for service in &SERVICES {
        for (variable, key) in service.settings {
            let (stored, given) = match *key {
                "env" => ("test", "production"),
                "base_url" => ("http://a.example", "http://b.example"),
                "store" => ("/a", "off"),
                "daily_limit" => ("1", "2"),
                "on_quota" => ("wait", "fail"),
                _ => ("st0red", "g1ven"),
            };
            let visible = |value| {
                if service.secrets.contains(key) { Value::Null } else { json!(value) }
            };
            let profile = with_profile(service, &[(key, stored)]);
            let from_profile = shown(&profile, service, key);
            assert_eq!(from_profile["value"], visible(stored), "{variable}");
            assert_eq!(
                from_profile["origin"],
                json!({"kind": "profile", "name": "p", "file": "yima.toml", "line": 2})
            );
            assert_eq!(from_profile["variable"], *variable);

            let from_variable = shown(&profile.with(variable, given), service, key);
            assert_eq!(from_variable["value"], visible(given), "{variable}");
            assert_eq!(from_variable["origin"], json!({"kind": "variable", "name": variable}));

            // An empty variable and an empty value are none.
            let empty = with_profile(service, &[(key, stored)]).with(variable, "");
            assert_eq!(shown(&empty, service, key), from_profile);
            // In one home, where the folder of the store is the same.
            let empty = with_profile(service, &[(key, "")]);
            let from_nothing = shown(&empty, service, key);
            assert!(from_nothing["origin"]["kind"] != "profile", "{from_nothing}");
            fs::write(empty.home().join("yima.toml"), "[profiles.p]").unwrap();
            assert_eq!(from_nothing, shown(&empty, service, key), "{variable}");
        }
        let none = Yima::new();
        let env = shown(&none, service, "env");
        assert_eq!(
            (&env["value"], &env["origin"]["kind"]),
            (&json!("production"), &json!("default"))
        );
        assert_eq!(shown(&none, service, "base_url")["value"], service.hosts[1]);
        for key in service.secrets {
            let secret = shown(&none, service, key);
            assert_eq!((&secret["is_set"], &secret["origin"]), (&json!(false), &Value::Null));
        }
    }
}

fn url(service: &Service, sandbox: &Sandbox) -> String {
    if service.name == "udid" { sandbox.udid_url() } else { sandbox.idcode_url() }
}

fn calls(service: &Service, sandbox: &Sandbox) -> u64 {
    let (udid, idcode) = (sandbox.udid().calls("P001"), sandbox.idcode().calls("101"));
    if service.name == "udid" { udid } else { idcode }
}

/// Each of the places where an address can stand names another sandbox.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_address_that_holds_is_the_one_that_is_called() {
    for service in &SERVICES {
        for places in 1..8_u8 {
            let sandboxes = [sandbox(0).await, sandbox(0).await, sandbox(0).await];
            let [flag, variable, profile] = &sandboxes;
            let is_given = |place: usize| places & (1 << place) != 0;
            // The test of the UDID connection needs none.
            let mut stored = match service.name {
                "udid" => Vec::new(),
                _ => vec![
                    ("access_token", profile.idcode_access_token()),
                    ("authorization_code", profile.idcode_authorization_code()),
                ],
            };
            let stored_url = url(service, profile);
            if is_given(2) {
                stored.push(("base_url", &stored_url));
            }
            let mut yima = with_profile(service, &stored);
            if is_given(1) {
                yima = yima.with(service.settings[1].0, url(service, variable));
            }
            let mut arguments = service.call.to_vec();
            let flag_url = url(service, flag);
            if is_given(0) {
                arguments.extend(["--base-url", &flag_url]);
            }
            let outcome = yima.run(&arguments);
            assert_eq!(outcome.code, Some(0), "{places:03b}: {outcome:?}");
            let called = (0..3).find(|place| is_given(*place)).unwrap();
            for (place, sandbox) in sandboxes.iter().enumerate() {
                let expected = u64::from(place == called);
                assert_eq!(calls(service, sandbox), expected, "{} {places:03b}", service.name);
            }
        }
    }
}

/// Runs a call with a proxy that is not there, so that nothing leaves this machine.
fn log_of_call(service: &Service, yima: Yima, flags: &[&str]) -> Outcome {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut yima = yima.with("HTTPS_PROXY", format!("http://{closed}"));
    for (variable, key) in service.settings {
        if !["env", "base_url", "store", "daily_limit", "on_quota"].contains(key) {
            yima = yima.with(variable, "x");
        }
    }
    let outcome = yima.run(&[service.call, flags, &["-v"]].concat());
    assert_eq!(outcome.code, Some(6), "{outcome:?}");
    outcome
}

#[test]
fn an_environment_goes_before_an_address_of_a_later_place() {
    let own = "http://127.0.0.1:9";
    for service in &SERVICES {
        let [test, production] = service.hosts;
        let [(env, _), (base_url, _), ..] = service.settings else { panic!() };
        for (flags, variables, stored, expected) in [
            (&[][..], &[][..], &[][..], production),
            (&[], &[], &[("env", "test")], test),
            (&[], &[], &[("env", "test"), ("base_url", own)], own),
            (&[], &[(env, "production")], &[("env", "test"), ("base_url", own)], production),
            (&[], &[(env, "test")], &[], test),
            (&[], &[(env, "test"), (base_url, own)], &[], own),
            (&[], &[(base_url, own)], &[("env", "test")], own),
            (&["--env", "test"], &[(env, "production"), (base_url, own)], &[], test),
            (&["--env", "production"], &[(env, "test")], &[("base_url", own)], production),
            (&["--base-url", own], &[(env, "test")], &[("env", "test")], own),
        ] {
            let mut yima = with_profile(service, stored);
            for (name, value) in variables {
                yima = yima.with(name, *value);
            }
            let is_overridden = expected == own;
            if flags.is_empty() {
                let shown = |key| shown(&yima, service, key);
                assert_eq!(shown("base_url")["value"], expected);
                assert_eq!(shown("env")["is_overridden"], is_overridden, "{expected}");
            }
            let outcome = log_of_call(service, yima, flags);
            // The log is coloured only on a terminal.
            let said = format!("base_url={expected:?}");
            assert!(outcome.stderr.contains(&said), "{said}: {}", outcome.stderr);
        }
    }
}

#[test]
fn an_environment_that_is_not_known_is_refused_wherever_it_is_set() {
    for service in &SERVICES {
        let env = service.settings[0].0;
        let outcome = Yima::new().with(env, "st4ging").run(service.call);
        assert_eq!(outcome.code, Some(2), "{outcome:?}");
        let advice = format!("{env}: unknown environment; choose `test` or `production`");
        assert!(outcome.stderr.contains(&advice), "{}", outcome.stderr);
        let outcome = Yima::new().run(&[service.call, &["--env", "st4ging"]].concat());
        assert!(outcome.stderr.contains("[possible values: test, production]"), "{outcome:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let yima = Yima::new();
    let mut command = yima.command(&["config", "show"]);
    command.env("YIMA_UDID_APP_SECRET", OsStr::from_bytes(b"w0rd\xff"));
    let outcome = Outcome::from(command.output().unwrap());
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
    assert_eq!(outcome.stderr, "error: YIMA_UDID_APP_SECRET is not UTF-8\n");
}
