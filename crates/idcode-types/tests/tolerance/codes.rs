//! The return code and its text under all their names (I5), and responses that are not JSON.

use idcode_types::{AcknowledgementReply, CategoryIdcodeReply, ResultCode, UnitReply};
use wire::{Class, Code, DecodeError, Reply, from_slice};

use crate::checks::{decode, encode};

#[test]
fn the_code_is_read_under_both_names_as_number_or_text() {
    for (code, message) in [
        ("result_code", "result_msg"),
        ("ResultCode", "ResultMsg"),
        ("RESULT_CODE", "RESULT_MSG"),
        ("resultcode", "resultmsg"),
        ("RESULTCODE", "RESULTMSG"),
        ("Result_Code", "Result_Msg"),
        (" result_code ", " result_msg"),
        (" ResultCode", "ResultMsg "),
    ] {
        for number in ["10006", r#""10006""#] {
            let json = format!(r#"{{"{code}": {number}, "{message}": "未查到"}}"#);
            for (reply, message) in [
                read::<AcknowledgementReply>(&json),
                read::<UnitReply>(&json),
                read::<CategoryIdcodeReply>(&json),
            ] {
                assert_eq!(reply, Some(ResultCode::NoMatch), "{json}");
                assert_eq!(message.as_deref(), Some("未查到"), "{json}");
            }
            let reply: AcknowledgementReply = decode(&json);
            assert_eq!(encode(&reply), r#"{"result_code":10006,"result_msg":"未查到"}"#);
        }
    }
}

fn read<R: Reply<Code = ResultCode> + serde::de::DeserializeOwned>(
    json: &str,
) -> (Option<ResultCode>, Option<String>) {
    let reply: R = decode(json);
    assert!(reply.unknown_fields().is_empty(), "{json}");
    (reply.code().cloned(), reply.message().map(str::to_owned))
}

#[test]
fn both_codes_of_a_duplicate_name_say_the_same() {
    for code in ["2", "10007"] {
        let code = ResultCode::from(code);
        assert_eq!(code.zh(), Some("已存在该组织单位名称，不可再添加！"));
        assert_eq!(code.class(), Class::AlreadyExists);
    }
    assert_eq!(ResultCode::from("-1").class(), Class::RetryLater);
    assert_eq!(ResultCode::from("70000").class(), Class::Failed, "not listed");
}

#[test]
fn every_listed_code_comes_back_as_a_code() {
    for value in <ResultCode as wire::OpenEnum>::INFO.values {
        for sent in [value.wire.to_owned(), format!("{:?}", value.wire)] {
            let reply: AcknowledgementReply = decode(&format!(r#"{{"result_code": {sent}}}"#));
            let code = reply.result_code.as_ref().expect("a code");
            assert_eq!((code.as_str(), code.zh()), (value.wire, Some(value.zh)));
            assert_eq!(decode::<AcknowledgementReply>(&encode(&reply)), reply);
        }
    }
}

#[test]
fn a_page_of_html_is_not_json_and_is_not_quoted() {
    for body in [
        "<!DOCTYPE html><html><body>404 planted-31415926</body></html>",
        "\r\n\r\n\r\n<html>planted-31415926</html>",
        "\u{feff}<html>planted-31415926",
        "planted-31415926",
        r#"{"result_code": 1, "result_msg": "planted-31415926"#,
        "",
    ] {
        let error = from_slice::<UnitReply>(body.as_bytes()).expect_err(body);
        assert!(matches!(error, DecodeError::NotJson { .. }), "{body}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("31415926"), "{error}");
    }
}
