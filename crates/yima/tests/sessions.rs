//! The sessions in `sessions/`, run as they stand there. With `TRYCMD=overwrite` in the environment
//! they are written anew, with what the program now says.

#![cfg(unix)]

#[test]
fn the_sessions_are_as_they_are_written() {
    let sessions = trycmd::TestCases::new();
    sessions.env("COLUMNS", "100").env("HOME", "/home/user").case("tests/sessions/*.md");
    // An empty variable is none.
    for name in ["APP_ID", "APP_SECRET", "CREDIT_CODE", "ENV", "BASE_URL"] {
        sessions.env(format!("YIMA_UDID_{name}"), "");
    }
    for name in ["YIMA_CONFIG", "YIMA_LOG", "XDG_CONFIG_HOME"] {
        sessions.env(name, "");
    }
}
