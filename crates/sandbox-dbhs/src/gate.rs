//! Admission of calls: key, time, signature, rate limits.

use std::time::Duration;

use auth::{Secret, dbhs_sign};
use dbhs_types::ReturnCode;
use http::HeaderMap;
use jiff::Timestamp;
use sandbox_core::Call;

use crate::reply::Failure;
use crate::settings::DbhsSettings;

/// Admits a request, or says why not.
pub fn admit(settings: &DbhsSettings, headers: &HeaderMap, call: Call<'_>) -> Result<(), Failure> {
    let app_key = header(headers, "appKey");
    let account = settings.accounts.iter().find(|account| Some(&*account.app_key) == app_key);
    let account =
        account.ok_or_else(|| Failure::new(ReturnCode::Unauthorized, "appKey is not known"))?;
    let timespan = header(headers, "timespan").unwrap_or_default();
    check_time(settings.time_tolerance, timespan, call.now)?;
    let secret_key = Secret::from(account.secret_key.as_str());
    let expected = dbhs_sign(&account.app_key, timespan, &secret_key);
    let sign = header(headers, "sign").unwrap_or_default();
    if Secret::from(expected) != Secret::from(sign) {
        return Err(bad_signature("sign does not match appKey, timespan and secret key"));
    }
    // Only signed calls count: a caller cannot exhaust the quota of another.
    count(&account.app_key, call)
}

fn count(app_key: &str, call: Call<'_>) -> Result<(), Failure> {
    let (limiter, now) = (call.rate_limiter, call.now);
    let limits = limiter.limits();
    let too_many = |limit, time| {
        let detail = format!("more than {limit} calls in a {time}");
        Failure::new(ReturnCode::TooFrequent, detail)
    };
    if limiter.is_exhausted(now) {
        return Err(Failure::new(ReturnCode::TooFrequent, "no calls are left today"));
    }
    if !limiter.admit_in_second(app_key, now) {
        return Err(too_many(limits.per_second, "second"));
    }
    if !limiter.admit_on_day(app_key, now) {
        return Err(too_many(limits.per_day, "day"));
    }
    Ok(())
}

fn check_time(tolerance: Duration, timespan: &str, now: Timestamp) -> Result<(), Failure> {
    let sent = timespan.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let sent = sent.ok_or_else(|| bad_signature("timespan is not a number of seconds"))?;
    if sent.duration_since(now).unsigned_abs() > tolerance {
        let tolerance = tolerance.as_secs();
        return Err(bad_signature(&format!("timespan is off by more than {tolerance} s")));
    }
    Ok(())
}

fn bad_signature(detail: &str) -> Failure {
    Failure::new(ReturnCode::BadSignature, detail)
}

/// A header as UTF-8, which is what signatures cover.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    std::str::from_utf8(headers.get(name)?.as_bytes()).ok()
}
