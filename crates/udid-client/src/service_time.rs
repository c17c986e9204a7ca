//! The service's time of day, which it writes in several ways.

use jiff::civil::DateTime;
use jiff::tz::{self, TimeZone};
use jiff::{SignedDuration, Timestamp};
use udid_types::TokenReply;

/// Beijing's offset from UTC, in hours: the service's day and its times without a zone are Beijing's.
const BEIJING: i8 = 8;

/// A moment: ISO 8601 with or without a zone, `yyyy-MM-dd HH:mm:ss` or `yyyyMMddHHmmss`. A date
/// alone is none.
pub fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let is_digits = text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit());
    let local: DateTime = if is_digits {
        format!("{}T{}", &text[..8], &text[8..]).parse().ok()?
    } else if text.contains(':') {
        text.parse().ok()?
    } else {
        return None;
    };
    local.to_zoned(TimeZone::fixed(tz::offset(BEIJING))).ok().map(|zoned| zoned.timestamp())
}

/// Shortest time for which we believe in a token: a new one is refused with code 9 while the old
/// one has more than five minutes left.
pub const SHORTEST: SignedDuration = SignedDuration::from_mins(5);

/// Longest time for which we believe in a token.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// Used when the service does not say.
const UNSTATED: SignedDuration = SignedDuration::from_mins(30);

/// Numbers above a week of seconds are milliseconds.
const SURELY_MILLISECONDS: i64 = 7 * 24 * 3600;

/// How long to believe in a token. The unit of `expiresIn` is not stated: the shortest reading
/// that makes sense counts, and codes 2 and 4 correct it.
pub fn lifetime(reply: &TokenReply, now: Timestamp) -> SignedDuration {
    let stated = reply.expires_in.as_ref().map(wire::Count::as_str).unwrap_or_default();
    let lifetime = match (stated.trim().parse::<i64>(), moment(stated)) {
        (_, Some(end)) => end.duration_since(now),
        (Ok(number), None) if number > SURELY_MILLISECONDS => SignedDuration::from_millis(number),
        (Ok(number), None) => SignedDuration::from_secs(number),
        (Err(_), None) => UNSTATED,
    };
    lifetime.clamp(SHORTEST, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_every_form_seen() {
        let expected: Timestamp = "2026-08-10T01:02:03Z".parse().unwrap();
        for text in [
            "2026-08-10T09:02:03",
            "2026-08-10 09:02:03",
            "20260810090203",
            "2026-08-10T09:02:03+08:00",
            "2026-08-10T01:02:03Z",
            " 2026-08-10T09:02:03.000 ",
        ] {
            let seconds = moment(text).map(Timestamp::as_second);
            assert_eq!(seconds, Some(expected.as_second()), "{text}");
        }
        for text in ["", "20260810", "2026-08-10", "now", "99999999999999", "2026-13-01T00:00:00"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn the_unit_of_a_lifetime_is_not_trusted() {
        let now: Timestamp = "2026-08-10T00:00:00Z".parse().unwrap();
        for (text, minutes) in [
            ("7200", 120),
            ("7200000", 120),
            ("5", 5),
            ("-3", 5),
            ("999999", 16),
            ("99999999999999", 24 * 60),
            ("2026-08-10T02:00:00Z", 120),
            ("9223372036854775807", 24 * 60),
            ("-9223372036854775808", 5),
            ("18446744073709551616", 30),
            ("1e400", 30),
            ("NaN", 30),
            ("9999-12-30T00:00:00Z", 24 * 60),
            ("-009998-01-02T00:00:00Z", 5),
            ("soon", 30),
            ("", 30),
        ] {
            let mut reply = TokenReply::default();
            reply.expires_in = Some(text.into());
            assert_eq!(lifetime(&reply, now).as_mins(), minutes, "{text}");
        }
    }
}
