//! `Debug` shows that a secret or a personal contact is there, never what it holds.

use std::collections::BTreeSet;

use idcode_types::{
    BatchRegistration, ENDPOINTS, GetCodeFileUrlRequest, RegisterCategoriesRequest,
    RegisterUnitRequest, SendVerificationCodeRequest, UnitRegistrationReply, UnitReply,
    UpdateUnitLogoRequest, VerificationCodeReply, VerifyLoginRequest,
};
use wire::{FieldInfo, Kind, ModelInfo};

use crate::checks::{PLANTED, assert_hidden, decode};

#[test]
fn passwords_are_hidden() {
    let mut login = VerifyLoginRequest::default();
    login.password = Some(PLANTED.to_owned());
    assert_hidden(&login, &["password: <hidden>"]);
    let mut unit = RegisterUnitRequest::default();
    unit.password = Some(PLANTED.to_owned());
    unit.contact_phone = Some(PLANTED.to_owned());
    unit.contact_name = Some(PLANTED.to_owned());
    unit.email = Some(PLANTED.to_owned());
    unit.verification_code = Some(PLANTED.to_owned());
    assert_hidden(&unit, &["password", "contact_phone", "email", "verification_code"]);
    let mut logo = UpdateUnitLogoRequest::default();
    logo.password = Some(PLANTED.to_owned());
    assert_hidden(&logo, &["password: <hidden>"]);
    let mut file = GetCodeFileUrlRequest::default();
    file.password = Some(PLANTED.to_owned());
    assert_hidden(&file, &["password: <hidden>"]);
}

#[test]
fn phones_and_verification_codes_are_hidden() {
    let phone: SendVerificationCodeRequest = decode(&format!(r#"{{"phone_code": "{PLANTED}"}}"#));
    assert_hidden(&phone, &["<hidden>"]);
    let code: VerificationCodeReply = decode(&format!(r#"{{"verify_code": "{PLANTED}"}}"#));
    assert_hidden(&code, &["verification_code: <hidden>"]);
    let unit: UnitReply = decode(&format!(
        r#"{{"linkman": "{PLANTED}", "linkphone": "{PLANTED}", "fax": "{PLANTED}",
            "email": "{PLANTED}", "author_key": "{PLANTED}", "author_code": "{PLANTED}"}}"#
    ));
    assert_hidden(&unit, &["contact_name", "contact_phone", "email", "author_key", "author_code"]);
    let refused: UnitRegistrationReply = decode(&format!(
        r#"{{"organunit_result_info": {{"linkman": "{PLANTED}", "linkphone": "{PLANTED}"}}}}"#
    ));
    assert_hidden(&refused, &["existing_unit", "contact_phone: <hidden>"]);
}

#[test]
fn the_token_inside_of_json_str_is_hidden() {
    let mut batch = BatchRegistration::default();
    batch.access_token = Some(PLANTED.to_owned());
    assert_hidden(&batch, &["access_token: <hidden>"]);
    let mut request = RegisterCategoriesRequest::default();
    request.registration = Some(batch.into());
    assert_hidden(&request, &["registration", "access_token: <hidden>"]);
}

#[test]
fn the_sensitive_fields_are_these() {
    fn collect(fields: &'static [FieldInfo], into: &mut BTreeSet<&'static str>) {
        for field in fields {
            if field.sensitive {
                into.insert(field.wire);
            }
            if let Kind::Model(inner) | Kind::List(inner) | Kind::Json(inner) = field.kind {
                let inner: &'static ModelInfo = inner;
                collect(inner.fields, into);
            }
        }
    }
    let mut found = BTreeSet::new();
    for endpoint in &ENDPOINTS {
        for fields in [endpoint.common, endpoint.request.fields, endpoint.reply.fields] {
            collect(fields, &mut found);
        }
    }
    let expected = [
        "access_token",
        "author_code",
        "author_key",
        "email",
        "fax",
        "hash",
        "linkman",
        "linkman_en",
        "linkphone",
        "login_password",
        "login_pswd",
        "login_pwd",
        "password",
        "phone_code",
        "sms_verify_code",
        "verify_code",
    ];
    assert_eq!(found, BTreeSet::from(expected));
}
