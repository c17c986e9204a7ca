//! `yima call`: every endpoint of every protocol.

use std::collections::BTreeMap;

use sandbox::Sandbox;
use serde_json::{Map, Value, json};
use wire::{EndpointInfo, Kind};

use crate::binary::{Outcome, Yima};
use test_support::invented::{day, records_of, sandbox, start};

const DAY: &str = "2026-08-10";

/// With addresses and credentials of all services of a sandbox.
pub fn of_all(sandbox: &Sandbox) -> Yima {
    Yima::of(sandbox)
        .with("YIMA_IDCODE_BASE_URL", sandbox.idcode_url())
        .with("YIMA_IDCODE_ACCESS_TOKEN", sandbox.idcode_access_token())
        .with("YIMA_IDCODE_AUTHORIZATION_CODE", sandbox.idcode_authorization_code())
        .with("YIMA_DBHS_BASE_URL", sandbox.dbhs_url())
        .with("YIMA_DBHS_APP_KEY", sandbox.dbhs_app_key())
        .with("YIMA_DBHS_SECRET_KEY", sandbox.dbhs_secret_key())
        .with("YIMA_CLOUDMFG_BASE_URL", sandbox.cloudmfg_url())
        .with("YIMA_CLOUDMFG_USER_ID", sandbox.cloudmfg_user_id())
        .with("YIMA_CLOUDMFG_ACCESS_TOKEN", sandbox.cloudmfg_access_token())
}

/// How often the sandbox was called at an endpoint.
pub type Calls = fn(&Sandbox, &str) -> u64;

pub const PROTOCOLS: [(&str, &[EndpointInfo], Calls); 4] = [
    ("udid", &udid_types::ENDPOINTS, |sandbox, id| sandbox.udid().calls(id)),
    ("idcode", &idcode_types::ENDPOINTS, |sandbox, id| sandbox.idcode().calls(id)),
    ("dbhs", &dbhs_types::ENDPOINTS, |sandbox, id| sandbox.dbhs().calls(id)),
    ("cloudmfg", &cloudmfg_types::ENDPOINTS, |sandbox, id| sandbox.cloudmfg().calls(id)),
];

/// Optional parameters without which a rule of the document is broken.
const NEEDED_TOGETHER: [(&str, &str, &str); 5] = [
    ("310", "gotourl", "https://a.cn"),
    ("602", "gotourl", "https://a.cn"),
    ("605", "category_id", "1"),
    ("605", "unit_logo", "R0lGODlh"),
    ("product/detail", "regNumber", "国械注准00000000000"),
];

/// What 402 takes as text.
const BATCH: &str = r#"{"company_idcode": "MA.156.1", "category_reg_list": [{
    "codeuse_id": "10", "industrycategory_id": 1, "category_code": "1", "model_number": "a",
    "model_number_code": "1", "code_pay_type": 2, "gotourl": "https://a.cn",
    "sample_url": "https://a.cn"
}]}"#;

/// Something for every parameter that an endpoint needs.
fn needed(endpoint: &EndpointInfo) -> BTreeMap<&'static str, String> {
    let fields = endpoint.request.fields.iter();
    let needed = fields.filter(|field| field.required && !field.filled_by_client);
    let values = needed.map(|field| {
        let value = match (field.wire, field.kind) {
            ("rangeValue", _) => DAY.to_owned(),
            ("dataSet", _) => r#"[{"deviceRecordKey": "no-such-key"}]"#.to_owned(),
            ("json_str", _) => BATCH.to_owned(),
            ("qrcode_size", _) => "400".to_owned(),
            ("code", Kind::Text) => "MA.156.1.1/10.1/1".to_owned(),
            (name, Kind::Text) if name.contains("url") => "https://a.cn".to_owned(),
            (_, Kind::Enum(list)) => list.values[0].wire.to_owned(),
            (_, Kind::Integer | Kind::Count) => "1".to_owned(),
            _ => "something".to_owned(),
        };
        (field.wire, value)
    });
    let together = NEEDED_TOGETHER.iter().filter(|(id, ..)| *id == endpoint.id);
    values.chain(together.map(|(_, wire, value)| (*wire, (*value).to_owned()))).collect()
}

/// A call with each parameter on its own.
pub fn with_arguments(protocol: &str, endpoint: &EndpointInfo) -> Vec<String> {
    let mut arguments = vec!["call".to_owned(), protocol.to_owned(), endpoint.id.to_owned()];
    for (wire, value) in needed(endpoint) {
        arguments.extend([format!("--{wire}"), value]);
    }
    if endpoint.takes_unlisted {
        arguments.extend(["--json", r#"{"devId": "285863325"}"#].map(str::to_owned));
    }
    with_files(endpoint, arguments)
}

/// The same call with one object.
fn with_object(protocol: &str, endpoint: &EndpointInfo) -> Vec<String> {
    let mut arguments = vec!["call".to_owned(), protocol.to_owned(), endpoint.name.to_owned()];
    let object: Map<String, Value> = needed(endpoint)
        .into_iter()
        .map(|(wire, value)| {
            let list = (wire == "dataSet").then(|| serde_json::from_str(&value).unwrap());
            (wire.to_owned(), list.unwrap_or(Value::from(value)))
        })
        .collect();
    if endpoint.takes_unlisted {
        arguments.extend(["--json", r#"{"devId": "285863325"}"#].map(str::to_owned));
    } else if !object.is_empty() {
        arguments.extend(["--json".to_owned(), Value::Object(object).to_string()]);
    }
    with_files(endpoint, arguments)
}

fn with_files(endpoint: &EndpointInfo, mut arguments: Vec<String>) -> Vec<String> {
    for file in endpoint.files.iter().filter(|file| file.required) {
        arguments.extend([format!("--{}", file.wire), "picture.gif".to_owned()]);
    }
    arguments
}

/// It is the endpoint's answer, or what the service says with a code.
#[track_caller]
fn assert_answered(outcome: &Outcome, endpoint: &EndpointInfo) {
    let id = endpoint.id;
    if outcome.code == Some(0) {
        let reply: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let keys: Vec<_> = reply.as_object().unwrap().keys().collect();
        let is_known = |key: &str| endpoint.reply.fields.iter().any(|field| field.is_named(key));
        assert!(keys.iter().all(|key| is_known(key)), "{id}: {keys:?}");
    } else {
        let begin = format!("error: {id}: ");
        assert!(outcome.stderr.starts_with(&begin), "{id}: {outcome:?}");
        assert_eq!(outcome.stdout, "");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_endpoint_of_every_protocol_is_called() {
    let sandbox = sandbox(3).await;
    let yima = of_all(&sandbox);
    std::fs::write(yima.home().join("picture.gif"), b"GIF89a").unwrap();
    for (protocol, endpoints, calls) in PROTOCOLS {
        for endpoint in endpoints {
            let forms = [with_arguments(protocol, endpoint), with_object(protocol, endpoint)];
            for (form, arguments) in forms.iter().enumerate() {
                let before = calls(&sandbox, endpoint.id);
                let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
                let outcome = yima.run(&arguments);
                if endpoint.is_page {
                    assert!(outcome.data().contains(endpoint.path), "{}", endpoint.id);
                    continue;
                }
                assert_answered(&outcome, endpoint);
                let now = calls(&sandbox, endpoint.id);
                assert_eq!(now, before + 1, "{} form {form}: {outcome:?}", endpoint.id);
            }
        }
    }
}

#[test]
fn help_says_what_each_protocol_is() {
    let help = Yima::new().run(&["call", "--help"]).data();
    for about in
        ["udid      NMPA UDID database", "idcode    IDcode registry", "dbhs      DBHS interface"]
    {
        assert!(help.contains(about), "{about}: {help}");
    }
    let help = Yima::new().run(&["call", "cloudmfg", "--help"]).data();
    assert!(help.starts_with("Cloud manufacturing platform"), "{help}");
}

#[test]
fn every_endpoint_has_a_command_by_name_and_id_with_its_parameters() {
    let yima = Yima::new();
    for (protocol, endpoints, _) in PROTOCOLS {
        for endpoint in endpoints {
            let help = |name| yima.run(&["call", protocol, name, "--help"]).data();
            let by_name = help(endpoint.name);
            assert_eq!(help(endpoint.id), by_name, "{}", endpoint.id);
            let (shown, hidden): (Vec<_>, Vec<_>) =
                endpoint.request.fields.iter().partition(|field| !field.filled_by_client);
            let texts = [endpoint.en, endpoint.zh].into_iter();
            let shown = shown.into_iter().chain(endpoint.files).map(|field| field.wire);
            for text in texts.chain(shown) {
                assert!(by_name.contains(text), "{}: {text} is not in\n{by_name}", endpoint.id);
            }
            for field in hidden {
                assert!(!by_name.contains(&format!("--{} ", field.wire)), "{}", field.wire);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn udid_answers_whole_pages() {
    let sandbox = sandbox(45).await;
    let yima = of_all(&sandbox);
    let record = &records_of(day(DAY), 45)[44].device;
    let reply = |arguments: &[&str]| {
        let outcome = yima.run(&[&["call", "udid"], arguments].concat());
        serde_json::from_str::<Value>(&outcome.data()).unwrap()
    };
    let period = ["--requestType", "1", "--rangeValue", DAY, "--currentPageNumber", "3"];
    let page = reply(&[&["D001"][..], &period].concat());
    assert_eq!(page["currentPageNumber"], "3");
    assert_eq!(page["dataSet"]["deviceInfo"].as_array().unwrap().len(), 5);
    // What is given on its own precedes the object, which may be in a file.
    let object = json!({"requestType": 1, "rangeValue": DAY, "currentPageNumber": 1});
    std::fs::write(yima.home().join("body.json"), object.to_string()).unwrap();
    let same = reply(&["list_devices", "--json", "@body.json", "--currentPageNumber", "3"]);
    assert_eq!(same, page);

    let device = reply(&["D003", "--primaryDeviceId", record.primary_di.as_deref().unwrap()]);
    let found = &device["dataSet"]["deviceInfo"][0];
    assert_eq!(found["deviceRecordKey"], record.device_record_key.as_deref().unwrap());
    assert_eq!(reply(&["P001"])["returnMsg"], "业务执行成功");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_shown_only_when_asked() {
    let sandbox = sandbox(1).await;
    let yima = of_all(&sandbox).with("YIMA_LOG", "trace");
    let token = |more: &[&str]| {
        let outcome = yima.run(&[&["call", "udid", "P002"], more].concat());
        let reply: Value = serde_json::from_str(&outcome.stdout).unwrap();
        (reply["accessToken"].as_str().unwrap().to_owned(), outcome)
    };
    let (revealed, outcome) = token(&["--reveal"]);
    assert_eq!(revealed.len(), 32, "{revealed}");
    assert!(!outcome.stderr.contains(&revealed), "{}", outcome.stderr);
    let (hidden, outcome) = token(&[]);
    assert_eq!(hidden, "(use --reveal to see it)");
    assert!(!format!("{outcome:?}").contains(&revealed));
    // An endpoint without one has no such argument.
    let outcome = yima.run(&["call", "dbhs", "product/list", "--reveal"]);
    assert_eq!(outcome.code, Some(2), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mistakes_name_parameter_and_endpoint_and_nothing_is_sent() {
    let sandbox = sandbox(3).await;
    let yima = of_all(&sandbox);
    let period = r#"{"requestType": 1, "rangeValue": "2026-08-10"}"#;
    for (arguments, reason) in [
        (&["udid", "D01"][..], "similar subcommands exist"),
        (&["udd", "D001"], "similar subcommand exists: 'udid'"),
        (&["udid", "D001", "--requestTyp", "1"], "similar argument exists: '--requestType'"),
        (&["udid", "D001", "--requestType", "1"], "--rangeValue <VALUE>"),
        (&["udid", "D001", "--accessToken", "x"], "unexpected argument '--accessToken'"),
        (&["udid", "D001", "--json", period], "D001: parameter currentPageNumber is required"),
        (&["udid", "D001", "--json", r#"{"page": 1}"#], r#"D001: there is no parameter "page""#),
        (&["udid", "D001", "--json", r#"{"accessToken": "x"}"#], "accessToken is filled in by"),
        (&["udid", "D001", "--json", "[]"], "D001: --json: not a JSON object"),
        (&["udid", "D001", "--json", "@none"], "D001: --json: none: No such file"),
        (
            &["udid", "D002", "--dataSet", "x", "--currentPageNumber", "1"],
            "D002: --dataSet: not JSON",
        ),
        (&["udid", "D002", "--dataSet", "[1]", "--currentPageNumber", "1"], "D002: .dataSet[0]: "),
        (&["cloudmfg", "A.2.7"], "--json <OBJECT>"),
        (&["dbhs", "product/detail"], "an id or a registration number (regNumber) is needed"),
        (&["dbhs", "get_product", "--env", "test"], "--env: dbhs has no environments"),
    ] {
        let outcome = yima.run(&[&["call"], arguments].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{outcome:?}");
        assert!(outcome.stderr.contains(reason), "{reason} is not in {}", outcome.stderr);
    }
    for (_, endpoints, calls) in PROTOCOLS {
        assert!(endpoints.iter().all(|endpoint| calls(&sandbox, endpoint.id) == 0));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sensitive_in_parameters_is_in_no_message() {
    let sandbox = start(sandbox::Settings::default()).await;
    let yima = of_all(&sandbox).with("YIMA_LOG", "trace");
    let object = r#"{"login_name": "nobody", "login_pswd": "m4rker-password"}"#;
    for arguments in [
        &["idcode", "601", "--login_name", "nobody", "--login_pswd", "m4rker-password"][..],
        &["idcode", "601", "--json", object],
        &["idcode", "601", "--json", &object[..object.len() - 1]],
        &["idcode", "302", "--phone_code", "m4rker-phone"],
        &["cloudmfg", "A.2.4", "--devId", "285863325", "--devSign", "m4rker-signature"],
        &["udid", "D001", "--json", r#"{"accessToken": "m4rker-token"}"#],
    ] {
        let outcome = yima.run(&[&["call"], arguments].concat());
        assert_ne!(outcome.code, Some(0), "{outcome:?}");
        assert!(!format!("{outcome:?}").contains("m4rker"), "{outcome:?}");
    }
}
