//! 302 and 303: verification codes by text message.

use idcode_types::{AcknowledgementReply, ResultCode, VerificationCodeReply};

use crate::call::{AdmittedCall, Answer, Failure};
use crate::registry::{Registry, SentCode};

/// 302: the caller sends the code.
pub fn get_code(registry: &mut Registry, call: &AdmittedCall) -> Answer<VerificationCodeReply> {
    let mut reply = VerificationCodeReply::default();
    reply.verification_code = Some(make(registry, call)?);
    Ok(reply)
}

/// 303: the platform sends the code.
pub fn send_code(registry: &mut Registry, call: &AdmittedCall) -> Answer<AcknowledgementReply> {
    make(registry, call)?;
    Ok(AcknowledgementReply::default())
}

fn make(registry: &mut Registry, call: &AdmittedCall) -> Answer<String> {
    let phone = call.text("phone_code");
    if phone.len() != 11 || !phone.starts_with('1') || !phone.bytes().all(|b| b.is_ascii_digit()) {
        return Err(call.bad("phone_code", "is not a mobile phone number"));
    }
    let interval = call.settings.sms_interval;
    let is_soon = |sent: &SentCode| call.now.duration_since(sent.sent_at).unsigned_abs() < interval;
    if registry.sms.get(phone).is_some_and(is_soon) {
        return Err(ResultCode::VerificationCodeTooSoon.into());
    }
    let code = format!("{:06}", registry.draw() % 1_000_000);
    let sent = SentCode { code: code.clone(), sent_at: call.now };
    registry.sms.insert(phone.to_owned(), sent);
    Ok(code)
}

/// The code that the user typed for 301: the last one of the phone, still valid, used once.
pub fn check(registry: &mut Registry, call: &AdmittedCall) -> Answer<()> {
    let Some(typed) = call.given("sms_verify_code") else {
        let is_needed = call.settings.requires_sms_code;
        let failure = || call.bad("sms_verify_code", "is required on this platform");
        return if is_needed { Err(failure()) } else { Ok(()) };
    };
    let phone = call.text("linkphone");
    let sent = registry.sms.get(phone).filter(|sent| sent.code == typed);
    let sent = sent.ok_or(Failure::from(ResultCode::VerificationCodeWrong))?;
    if call.now.duration_since(sent.sent_at).unsigned_abs() > call.settings.sms_validity {
        return Err(ResultCode::VerificationCodeExpired.into());
    }
    registry.sms.remove(phone);
    Ok(())
}
