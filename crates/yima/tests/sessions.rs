//! The sessions in `sessions/`, run unchanged. With `TRYCMD=overwrite` in the environment
//! they are written anew, with what the program now says.

#![cfg(unix)]

use trycmd::TestCases;

/// Sessions in an environment where only these variables hold something: an empty one is none.
fn sessions(variables: &[(&str, &str)]) -> TestCases {
    let sessions = TestCases::new();
    sessions.env("COLUMNS", "100").env("HOME", "/home/user");
    for name in [
        "YIMA_CONFIG",
        "YIMA_PROFILE",
        "YIMA_LOG",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "YIMA_UDID_ENV",
        "YIMA_UDID_BASE_URL",
        "YIMA_UDID_APP_ID",
        "YIMA_UDID_APP_SECRET",
        "YIMA_UDID_CREDIT_CODE",
        "YIMA_UDID_STORE",
        "YIMA_UDID_DAILY_LIMIT",
        "YIMA_UDID_ON_QUOTA",
        "YIMA_IDCODE_ENV",
        "YIMA_IDCODE_BASE_URL",
        "YIMA_IDCODE_ACCESS_TOKEN",
        "YIMA_IDCODE_AUTHORIZATION_CODE",
        "YIMA_DBHS_BASE_URL",
        "YIMA_DBHS_APP_KEY",
        "YIMA_DBHS_SECRET_KEY",
        "YIMA_CLOUDMFG_BASE_URL",
        "YIMA_CLOUDMFG_USER_ID",
        "YIMA_CLOUDMFG_ACCESS_TOKEN",
    ] {
        let held = variables.iter().find(|(variable, _)| *variable == name);
        sessions.env(name, held.map_or("", |(_, value)| value));
    }
    sessions
}

#[test]
fn the_sessions_are_as_they_are_written() {
    sessions(&[]).case("tests/sessions/*.md");
}

#[test]
fn the_sessions_with_a_configuration_are_as_they_are_written() {
    sessions(&[("YIMA_CONFIG", "sample.toml"), ("YIMA_UDID_APP_SECRET", "sesame")])
        .case("tests/sessions/configured/*.md");
}
