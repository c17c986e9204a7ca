//! The program against a sandbox whose reviews pass soon.

use std::process::{Command, Output};
use std::time::Duration;

use sandbox::{Fault, Sandbox, Settings};

/// The smallest picture that is one: a white dot.
const LICENCE: [&[u8]; 3] = [
    b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0",
    &[0; 24],
    &[0xff, 0xff, 0xff, 0],
];

async fn run(sandbox: &Sandbox, code: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let licence = folder.path().join("licence.bmp");
    std::fs::write(&licence, LICENCE.concat()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_service-provider"));
    command
        .env("IDCODE_URL", sandbox.idcode_url())
        .env("IDCODE_ACCESS_TOKEN", sandbox.idcode_access_token())
        .env("IDCODE_AUTHORIZATION_CODE", code)
        .env("LICENCE", licence);
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

async fn start() -> Sandbox {
    let mut settings = Settings::default();
    settings.idcode.examination_delay = Duration::from_millis(100);
    Sandbox::builder(settings).start().await.unwrap()
}

#[tokio::test]
async fn codes_are_uploaded_once_even_if_the_reply_is_lost() {
    for is_lost in [false, true] {
        let sandbox = start().await;
        if is_lost {
            sandbox.idcode().inject("5011", Fault::ResetInBody, 1);
        }
        let output = run(&sandbox, sandbox.idcode_authorization_code()).await;
        let said = String::from_utf8(output.stderr).unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{said}");
        assert!(printed.starts_with("uploaded as "), "{printed}");
        assert_eq!(sandbox.idcode().calls("5011"), 1);
    }
}

#[tokio::test]
async fn errors_end_the_program_by_their_class() {
    let sandbox = start().await;
    let output = run(&sandbox, sandbox.idcode_authorization_code()).await;
    assert_eq!(output.status.code(), Some(0));
    let again = run(&sandbox, sandbox.idcode_authorization_code()).await;
    let said = String::from_utf8(again.stderr).unwrap();
    assert_eq!(again.status.code(), Some(2), "registered before: {said}");
    let wrong = run(&sandbox, "wrong").await;
    assert_eq!(wrong.status.code(), Some(1), "the registry says no more than failed");
    assert!(!String::from_utf8(wrong.stderr).unwrap().contains("panicked"));
}
