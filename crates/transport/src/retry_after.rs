//! Reads the delay that a response asks for.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// Longest delay that is reported: longer ones are of no use, and sums of times stay far from
/// overflow.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// How long a service asks to wait before the next try (`Retry-After`), at most a day.
///
/// It says so in seconds or as a date; a date is held against the response's own `Date`, so that the
/// clocks need not agree, or else against `now`. What is neither counts as not said.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// let mut headers = http::HeaderMap::new();
/// headers.insert("retry-after", "120".parse()?);
/// let wait = transport::retry_after(&headers, SystemTime::now());
/// assert_eq!(wait, Some(Duration::from_secs(120)));
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let said = text(RETRY_AFTER).filter(|said| !said.is_empty())?;
    if said.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number has are a long time.
        let seconds = said.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let until = httpdate::parse_http_date(said).ok()?;
    let sent = text(DATE).and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or(now);
    Some(until.duration_since(sent).unwrap_or_default().min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-08-10T08:00:00Z; from `date -u -d 2026-08-10T08:00:00Z +%s`.
    const NOW: u64 = 1_786_348_800;

    fn wait(retry_after: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
        if let Some(date) = date {
            headers.insert(DATE, date.parse().unwrap());
        }
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
        super::retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(wait("0", None), Some(0));
        assert_eq!(wait(" 120 ", None), Some(120));
        assert_eq!(wait("Mon, 10 Aug 2026 08:00:30 GMT", None), Some(30));
        assert_eq!(wait("Monday, 10-Aug-26 08:01:00 GMT", None), Some(60));
    }

    /// The service's clock is an hour ahead, and it asks for ten seconds.
    #[test]
    fn a_date_counts_from_the_date_of_the_answer() {
        let sent = Some("Mon, 10 Aug 2026 09:00:00 GMT");
        assert_eq!(wait("Mon, 10 Aug 2026 09:00:10 GMT", sent), Some(10));
        assert_eq!(wait("Mon, 10 Aug 2026 09:00:10 GMT", Some("now")), Some(3610));
    }

    #[test]
    fn what_is_past_is_now_and_a_day_is_the_most() {
        assert_eq!(wait("Mon, 10 Aug 2026 07:00:00 GMT", None), Some(0));
        assert_eq!(wait("Tue, 10 Aug 2027 08:00:00 GMT", None), Some(24 * 3600));
        for said in ["1000000000000000000", "99999999999999999999999999"] {
            assert_eq!(wait(said, None), Some(24 * 3600));
        }
        assert_eq!(wait("Fri, 31 Dec 9999 23:59:59 GMT", None), Some(24 * 3600));
    }

    #[test]
    fn anything_else_is_not_said() {
        for said in ["", "soon", "-1", "1.5", "2026-08-10T08:00:30Z"] {
            assert_eq!(wait(said, None), None, "{said}");
        }
        assert_eq!(super::retry_after(&HeaderMap::new(), SystemTime::now()), None);
    }
}
