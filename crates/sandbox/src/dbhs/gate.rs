//! Who may call: key, time, signature, frequency.

use std::collections::HashMap;
use std::time::Duration;

use auth::{Secret, dbhs_sign};
use axum::http::HeaderMap;
use dbhs_types::ReturnCode;
use jiff::Timestamp;

use super::reply::Failure;
use crate::DbhsSettings;

/// Calls of each account in its last second with any.
#[derive(Default)]
pub struct Gate {
    seconds: HashMap<String, (i64, u32)>,
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
        self.count(&account.app_key, settings.calls_per_second, now)
    }

    /// Calls that are not signed do not count: nobody uses up the calls of another.
    fn count(&mut self, app_key: &str, most: u32, now: Timestamp) -> Result<(), Failure> {
        let second = now.as_second();
        let counted = self.seconds.entry(app_key.to_owned()).or_insert((second, 0));
        if counted.0 != second {
            *counted = (second, 0);
        }
        if counted.1 >= most {
            let detail = format!("more than {most} calls in a second");
            return Err(Failure::new(ReturnCode::TooFrequent, detail));
        }
        counted.1 += 1;
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
