//! `yima idcode`: codes, and every endpoint as a command.

use sandbox::Sandbox;
use serde_json::Value;

use crate::binary::{Outcome, Yima};

fn yima_of(sandbox: &Sandbox) -> Yima {
    Yima::new()
        .with("YIMA_IDCODE_BASE_URL", sandbox.idcode_url())
        .with("YIMA_IDCODE_ACCESS_TOKEN", sandbox.idcode_access_token())
        .with("YIMA_IDCODE_AUTHORIZATION_CODE", sandbox.idcode_authorization_code())
}

async fn run(yima: Yima, arguments: &'static [&'static str]) -> (Yima, Outcome) {
    tokio::task::spawn_blocking(move || {
        let outcome = yima.run(arguments);
        (yima, outcome)
    })
    .await
    .unwrap()
}

#[test]
fn codes_are_taken_apart_and_resolved() {
    let yima = Yima::new();
    let code = "i.86.101010.3/10.232324.11/201703233";
    let content = format!("http://s.idcode.org.cn/?code={code}");
    for text in [code, &content] {
        let parts: Value =
            serde_json::from_str(&yima.run(&["idcode", "parse", text]).data()).unwrap();
        assert_eq!(parts["unit"], "i.86.101010.3");
        assert_eq!(parts["item"], "201703233");
    }
    // The document's own examples (section 十三).
    let (address, code) =
        ("http://www.xxxx.com/xxxx.aspx?id=", "i.86.110108.52/91.12000000.1/xxxx");
    let registered = yima.run(&["idcode", "resolve", address, code]).data();
    assert_eq!(registered, format!("{address}{code}\n"));
    let filed = yima.run(&["idcode", "resolve", address, code, "--filed"]).data();
    assert_eq!(filed, format!("{address}xxxx&BaseCode=i.86.110108.52/91.12000000.1/\n"));

    let wrong = yima.run(&["idcode", "parse", "i.86.101010.3/10"]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(wrong.stderr.contains("at character 15"), "{wrong:?}");
}

#[test]
fn device_identifiers_are_not_taken_for_codes_of_units() {
    let yima = Yima::new();
    for text in [
        "MA.156.M0.100204.13351764",
        "http://s.idcode.org.cn/?code=MA.156.M0.100204.13351764",
        "https://trace.example.com/x?w=MA.156.M0.100204.13351764",
    ] {
        let parts: Value =
            serde_json::from_str(&yima.run(&["idcode", "parse", text]).data()).unwrap();
        assert_eq!((&parts["agency"], &parts["unit"]), (&"MA".into(), &Value::Null), "{text}");
        assert_eq!(parts["di"], "MA.156.M0.100204.13351764");
        assert_eq!(parts["check"]["right"], true);
    }
}

#[test]
fn codes_are_found_in_addresses_and_errors_count_in_the_code() {
    let yima = Yima::new();
    for address in [
        "http://s.idcode.org.cn/?code=i.86.101010.3%2F10.232324.11%2F201703233",
        "https://trace.example.com/t?a=1&w=i.86.101010.3/10.232324.11/201703233#x",
        "https://trace.example.com/i.86.101010.3/10.232324.11/201703233",
    ] {
        let parts: Value =
            serde_json::from_str(&yima.run(&["idcode", "parse", address]).data()).unwrap();
        assert_eq!(parts["unit"], "i.86.101010.3", "{address}");
        assert_eq!(parts["item"], "201703233");
    }
    let wrong = yima.run(&["idcode", "parse", "http://s.idcode.org.cn/?code=i.86.101010.3/10"]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(wrong.stderr.contains("inside the address"), "{wrong:?}");
    assert!(wrong.stderr.contains("at character 15"), "{wrong:?}");
}

#[tokio::test]
async fn answers_go_to_standard_output_as_json() {
    let sandbox = Sandbox::start().await.unwrap();
    let (yima, outcome) = run(yima_of(&sandbox), &["call", "idcode", "101"]).await;
    let regions: Value = serde_json::from_str(&outcome.data()).unwrap();
    assert_eq!(regions["result_code"], 1);
    assert_eq!(regions["address_list"][0]["address_name"], "北京市");
    assert_eq!(sandbox.idcode().calls("101"), 1);

    let (yima, page) =
        run(yima, &["call", "idcode", "open_login", "--callback_url", "https://a.cn"]).await;
    assert!(page.data().contains("callback_url=https%3A%2F%2Fa.cn&"), "a signed address");
    let (_, unknown) =
        run(yima, &["call", "idcode", "306", "--company_idcode", "MA.156.1.1"]).await;
    assert_eq!(unknown.code, Some(4), "{unknown:?}");
}

#[tokio::test]
async fn parameters_and_files_come_from_files_and_pictures_go_to_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let yima = yima_of(&sandbox);
    std::fs::write(yima.home().join("code"), "http://s.idcode.org.cn/?code=i.86.101010.3\n")
        .unwrap();
    let arguments = &[
        "call",
        "idcode",
        "604",
        "--code",
        "@code",
        "--is_margin",
        "0",
        "--qrcode_size",
        "500",
        "--color",
        "1",
        "--out",
        "code.png",
    ];
    let (yima, outcome) = run(yima, arguments).await;
    assert!(outcome.data().contains("written to code.png"));
    let picture = std::fs::read(yima.home().join("code.png")).unwrap();
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));

    let (yima, missing) =
        run(yima, &["call", "idcode", "306", "--company_idcode", "@nothing"]).await;
    assert_eq!(missing.code, Some(2), "{missing:?}");
    let arguments = &[
        "call",
        "idcode",
        "5011",
        "--company_idcode",
        "u",
        "--category_reg_id",
        "1",
        "--code_file",
        "no",
    ];
    let (_, missing) = run(yima, arguments).await;
    assert!(missing.code.is_some_and(|code| code != 0), "{missing:?}");
}

#[test]
fn a_sandbox_is_started_with_its_settings() {
    let yima = Yima::new();
    let call = ["call", "idcode", "101", "--sandbox"];
    let regions: Value = serde_json::from_str(&yima.run(&call).data()).unwrap();
    assert_eq!(regions["result_code"], 1);
    let begin = std::time::Instant::now();
    let slow = yima.run(&[&call[..], &["--latency", "700"]].concat()).data();
    assert!(begin.elapsed() >= std::time::Duration::from_millis(700));
    assert_eq!(serde_json::from_str::<Value>(&slow).unwrap(), regions);
    let both = yima.run(&[&call[..], &["--env", "test"]].concat());
    assert_eq!(both.code, Some(2), "{both:?}");
    assert!(both.stderr.contains("cannot be used with"), "{both:?}");
}

#[tokio::test]
async fn credentials_are_needed_and_never_shown() {
    let without = Yima::new().run(&["call", "idcode", "101"]);
    assert_eq!(without.code, Some(3), "{without:?}");
    assert!(without.stderr.contains("YIMA_IDCODE_ACCESS_TOKEN"), "{without:?}");
    let part = Yima::new().with("YIMA_IDCODE_ACCESS_TOKEN", "x").run(&["call", "idcode", "101"]);
    assert_eq!(part.code, Some(3), "{part:?}");
    assert!(part.stderr.contains("incomplete: YIMA_IDCODE_AUTHORIZATION_CODE (or"), "{part:?}");
    let as_flag = Yima::new().run(&["call", "idcode", "101", "--access_token", "x"]);
    assert_eq!(as_flag.code, Some(2), "{as_flag:?}");

    let sandbox = Sandbox::start().await.unwrap();
    let yima = Yima::new()
        .with("YIMA_IDCODE_BASE_URL", sandbox.idcode_url())
        .with("YIMA_IDCODE_ACCESS_TOKEN", "pl4nted-token")
        .with("YIMA_IDCODE_AUTHORIZATION_CODE", "pl4nted-code")
        .with("YIMA_LOG", "trace");
    let (_, refused) =
        run(yima, &["call", "idcode", "-vv", "306", "--company_idcode", "MA.156.1.1"]).await;
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert!(
        !refused.stdout.contains("pl4nted") && !refused.stderr.contains("pl4nted"),
        "{refused:?}"
    );
}
