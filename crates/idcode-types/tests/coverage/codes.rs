//! The return codes: those of each endpoint, with its texts, and the enum of them all.

use std::collections::{BTreeMap, BTreeSet};

use idcode_types::{ENDPOINTS, ResultCode};
use spec::{Endpoint, FieldSource, Spec};
use wire::OpenEnum;

use crate::document::{docs, squeeze};
use crate::{endpoint, enum_def, info, load, table};

/// Pages without a table of codes.
const WITHOUT_TABLE: [&str; 4] = ["401", "408", "405", "607"];

/// What they answer with: the general codes, as I49 names them.
const GENERAL: [&str; 7] = ["1", "0", "-1", "10000", "10001", "10002", "10003"];

/// A code with its text, blanks taken out.
type Code = (String, String);

/// The codes of each endpoint, as printed.
fn printed() -> BTreeMap<String, Vec<Code>> {
    let mut codes = BTreeMap::<_, Vec<Code>>::new();
    for [number, code, text] in table("codes", ["number", "code", "text"]) {
        codes.entry(number).or_default().push((code, squeeze(&text)));
    }
    codes
}

/// The codes of an endpoint in the spec, worded as there.
fn specified(spec: &Spec, endpoint: &Endpoint) -> Vec<Code> {
    let def = enum_def(spec, "ResultCode").expect("the codes");
    let text = |code: &str| {
        let here = endpoint.code_texts.iter().find(|(at, _)| at.value == code);
        let general = def.values.iter().find(|value| value.wire.value == code);
        let text = here.map(|(_, text)| &text.value).or(general.map(|value| &value.text.zh));
        squeeze(text.unwrap_or_else(|| panic!("{code} is not in the enum")))
    };
    endpoint.code_values.iter().map(|code| (code.value.clone(), text(&code.value))).collect()
}

#[test]
fn the_codes_of_each_endpoint_are_those_of_the_document_in_its_order() {
    let printed = printed();
    assert_eq!(printed.values().map(Vec::len).sum::<usize>(), 317);
    assert_eq!(printed.len(), 43);
    let spec = load();
    for endpoint in &spec.endpoints {
        let number = endpoint.id.value.as_str();
        let specified = specified(&spec, endpoint);
        match printed.get(number) {
            Some(codes) => assert_eq!(specified, *codes, "{number}"),
            None => assert!(WITHOUT_TABLE.contains(&number), "{number}"),
        }
    }
}

#[test]
fn each_code_of_each_endpoint_is_in_the_models() {
    let printed = printed();
    for endpoint in &ENDPOINTS {
        let codes = printed.get(endpoint.id);
        let codes = codes.map(|codes| codes.iter().map(|(code, _)| code.as_str()).collect());
        assert_eq!(endpoint.codes, codes.unwrap_or(GENERAL.to_vec()), "{}", endpoint.id);
    }
    assert_eq!(info("305").codes.len(), 10);
}

#[test]
fn pages_have_the_general_codes() {
    let spec = load();
    let i49 = spec.decisions.iter().find(|decision| decision.id.value == "I49").expect("I49");
    assert!(i49.decided.contains("(1, 0, -1, 10000..10003)"), "{}", i49.decided);
    for number in WITHOUT_TABLE {
        assert!(i49.open.contains(number), "{number}");
        let endpoint = endpoint(&spec, number);
        assert!(endpoint.is_page && endpoint.decisions.iter().any(|at| at.value == "I49"));
        assert!(endpoint.code_values.iter().map(|code| code.value.as_str()).eq(GENERAL));
        assert!(endpoint.code_texts.is_empty(), "{number}");
        assert_eq!(info(number).codes, GENERAL, "{number}");
    }
    let pages = ENDPOINTS.iter().filter(|endpoint| endpoint.is_page);
    assert_eq!(pages.count(), WITHOUT_TABLE.len());
}

#[test]
fn the_enum_has_the_codes_of_the_document_and_one_of_a_sample() {
    let printed = printed();
    let printed: BTreeSet<_> = printed.values().flatten().map(|(code, _)| code.as_str()).collect();
    assert_eq!(printed.len(), 34);
    let spec = load();
    let values = &enum_def(&spec, "ResultCode").expect("the codes").values;
    let of = |source: FieldSource| {
        let values = values.iter().filter(move |value| value.source == source);
        values.map(|value| value.wire.value.as_str()).collect::<BTreeSet<_>>()
    };
    assert_eq!(of(FieldSource::Document), printed);
    // I18: the sample of a failed registration.
    assert_eq!(of(FieldSource::Sample), BTreeSet::from(["2"]));
    assert_eq!(values.len(), 35);
    assert!(values.iter().all(|value| value.class.is_some()), "each has a class");
}

#[test]
fn each_code_is_in_the_enum_of_the_models() {
    let spec = load();
    let values = &enum_def(&spec, "ResultCode").expect("the codes").values;
    let docs = docs("crates/idcode-types/src/generated/enums/result_code.rs");
    assert_eq!(ResultCode::INFO.values.len(), 35);
    for value in values {
        let wire = value.wire.value.as_str();
        let info = ResultCode::INFO.values.iter().find(|info| info.wire == wire);
        let info = info.unwrap_or_else(|| panic!("{wire} is not in the models"));
        assert_eq!(info.zh, value.text.zh, "{wire}");
        let docs = &docs[info.name];
        assert!(docs.contains(&format!("{} (`{wire}`)", info.zh)), "{docs}");
    }
}

/// The texts that a code has elsewhere are in the spec, each at its endpoint, and no others.
#[test]
fn other_wordings_of_a_code_are_these() {
    let spec = load();
    let mut found = Vec::new();
    for at in &spec.endpoints {
        for (code, text) in &at.code_texts {
            found.push((at.id.value.as_str(), code.value.as_str(), text.value.as_str()));
        }
    }
    found.sort_unstable();
    let expected = [
        ("303", "20003", "短时间内不允许再次获得验证码"),
        ("306", "10006", "未查到相比配的数据"),
        ("309", "10007", "已存在该组织单位名称，不可再添加"),
        ("309", "10008", "已存在该用户名，不可再添加"),
        ("5011", "40003", "文件错误"),
        ("5012", "59999", "码号列表有错误"),
        ("604", "40005", "单位 logo 上传失败！"),
    ];
    assert_eq!(found, expected);
    assert_eq!(endpoint(&spec, "306").codes.len(), 1);
}
