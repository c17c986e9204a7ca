//! Who may call: key, time, signature, frequency.

use std::time::Duration;

use auth::{Secret, dbhs_sign};
use axum::http::HeaderMap;
use dbhs_types::ReturnCode;
use jiff::Timestamp;

use super::reply::Failure;
use crate::limits::Limiter;
use crate::{DbhsSettings, Limits};

/// The calls of each account.
#[derive(Default)]
pub struct Gate {
    limiter: Limiter,
}

impl Gate {
    /// Lets a request through, or says why not.
    pub fn admit(
        &mut self,
        settings: &DbhsSettings,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let app_key = header(headers, "appKey");
        let account = settings.accounts.iter().find(|account| Some(&*account.app_key) == app_key);
        let account =
            account.ok_or_else(|| Failure::new(ReturnCode::Unauthorized, "appKey is not known"))?;
        let timespan = header(headers, "timespan").unwrap_or_default();
        check_time(settings.time_tolerance, timespan, now)?;
        let secret_key = Secret::from(account.secret_key.as_str());
        let expected = dbhs_sign(&account.app_key, timespan, &secret_key);
        let sign = header(headers, "sign").unwrap_or_default();
        if Secret::from(expected) != Secret::from(sign) {
            return Err(bad_signature("sign does not match appKey, timespan and secret key"));
        }
        self.count(&account.app_key, settings.limits(), now)
    }

    /// Leaves no account a call on this day.
    pub fn use_up(&mut self, now: Timestamp) {
        self.limiter.use_up(now);
    }

    /// Calls that are not signed do not count: nobody uses up the calls of another.
    fn count(&mut self, app_key: &str, limits: Limits, now: Timestamp) -> Result<(), Failure> {
        let too_many = |most, time| {
            let detail = format!("more than {most} calls in a {time}");
            Failure::new(ReturnCode::TooFrequent, detail)
        };
        if self.limiter.is_used_up(now) {
            return Err(Failure::new(ReturnCode::TooFrequent, "no calls are left today"));
        }
        if !self.limiter.admit_in_second(limits, app_key, now) {
            return Err(too_many(limits.per_second, "second"));
        }
        if !self.limiter.admit_on_day(limits, app_key, now) {
            return Err(too_many(limits.per_day, "day"));
        }
        Ok(())
    }
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

/// A header as UTF-8, which is what is signed.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    std::str::from_utf8(headers.get(name)?.as_bytes()).ok()
}
