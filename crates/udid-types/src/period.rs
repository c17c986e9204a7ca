//! What a listing covers: a day or a month.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use wire::DateText;

use crate::{DeviceListRequest, RequestType};

/// A day or a month, the two values that D001 needs together (`requestType`, `rangeValue`).
///
/// ```
/// use udid_types::Period;
///
/// let day: Period = "2026-08-10".parse()?;
/// assert_eq!(day, Period::day(2026, 8, 10)?);
/// assert_eq!(Period::month(2026, 8)?.to_string(), "2026-08");
/// assert!("2026-02-30".parse::<Period>().is_err());
/// # Ok::<(), udid_types::InvalidPeriod>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    year: u16,
    month: u8,
    /// 0 is the whole month.
    day: u8,
}

/// A text that is neither a day (`yyyy-MM-dd`) nor a month (`yyyy-MM`) of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPeriod;

impl fmt::Display for InvalidPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day (yyyy-MM-dd) or month (yyyy-MM) of the calendar")
    }
}

impl std::error::Error for InvalidPeriod {}

impl Period {
    /// One day.
    pub fn day(year: u16, month: u8, day: u8) -> Result<Self, InvalidPeriod> {
        if day == 0 || day > days_in_month(year, month) {
            return Err(InvalidPeriod);
        }
        Self::month(year, month).map(|period| Self { day, ..period })
    }

    /// One month.
    pub fn month(year: u16, month: u8) -> Result<Self, InvalidPeriod> {
        let is_valid = (1..=12).contains(&month) && (1..=9999).contains(&year);
        is_valid.then_some(Self { year, month, day: 0 }).ok_or(InvalidPeriod)
    }

    /// The day of a moment in Beijing, where the register's days begin and end.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use udid_types::Period;
    ///
    /// // 2026-08-20 23:30 in London is the next day in Beijing.
    /// let moment = UNIX_EPOCH + Duration::from_secs(1_787_265_000);
    /// assert_eq!(Period::day_of(moment)?.to_string(), "2026-08-21");
    /// # Ok::<(), udid_types::InvalidPeriod>(())
    /// ```
    ///
    /// # Errors
    /// Before the year 1970 and after 9999.
    pub fn day_of(moment: SystemTime) -> Result<Self, InvalidPeriod> {
        let elapsed = moment.duration_since(UNIX_EPOCH).map_err(|_| InvalidPeriod)?;
        let days = elapsed.checked_add(BEIJING).ok_or(InvalidPeriod)?.as_secs() / SECONDS_OF_A_DAY;
        let (year, month, day) = calendar_day(days).ok_or(InvalidPeriod)?;
        Self::day(year, month, day)
    }

    /// Yesterday in Beijing, the newest day that is over, by the clock of this computer.
    ///
    /// # Errors
    /// If that clock is before the year 1970 or after 9999.
    pub fn yesterday() -> Result<Self, InvalidPeriod> {
        let day = Duration::from_secs(SECONDS_OF_A_DAY);
        Self::day_of(SystemTime::now().checked_sub(day).ok_or(InvalidPeriod)?)
    }

    /// A request for a page, from 1, of its records.
    ///
    /// ```
    /// let request = udid_types::Period::day(2026, 8, 10)?.page(2);
    /// assert_eq!(request.current_page, Some(2));
    /// # Ok::<(), udid_types::InvalidPeriod>(())
    /// ```
    pub fn page(self, number: u64) -> DeviceListRequest {
        DeviceListRequest::new(self.request_type(), self.to_string(), number)
    }

    /// The value of `requestType`.
    pub fn request_type(self) -> RequestType {
        if self.day == 0 { RequestType::Month } else { RequestType::Day }
    }

    /// The days that it covers, oldest first.
    pub fn days(self) -> impl Iterator<Item = Self> {
        let days = match self.day {
            0 => 1..=days_in_month(self.year, self.month),
            day => day..=day,
        };
        days.map(move |day| Self { day, ..self })
    }

    /// Year, month, and the day unless it is a whole month.
    pub fn parts(self) -> (u16, u8, Option<u8>) {
        (self.year, self.month, (self.day > 0).then_some(self.day))
    }
}

/// The day of a date or time, whatever its format.
impl TryFrom<&DateText> for Period {
    type Error = InvalidPeriod;

    fn try_from(date: &DateText) -> Result<Self, InvalidPeriod> {
        let (year, month, day) = date.year_month_day().ok_or(InvalidPeriod)?;
        Self::day(year, month, day)
    }
}

#[cfg(feature = "dates")]
impl TryFrom<jiff::civil::Date> for Period {
    type Error = InvalidPeriod;

    fn try_from(date: jiff::civil::Date) -> Result<Self, InvalidPeriod> {
        let year = u16::try_from(date.year()).map_err(|_| InvalidPeriod)?;
        Self::day(year, date.month().unsigned_abs(), date.day().unsigned_abs())
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// The value of `rangeValue`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        if self.day > 0 { write!(f, "-{:02}", self.day) } else { Ok(()) }
    }
}

impl FromStr for Period {
    type Err = InvalidPeriod;

    fn from_str(text: &str) -> Result<Self, InvalidPeriod> {
        let mut parts = text.split('-');
        let year = digits(parts.next(), 4)?;
        let month = narrow(digits(parts.next(), 2)?)?;
        match (parts.next(), parts.next()) {
            (None, _) => Self::month(year, month),
            (Some(day), None) => Self::day(year, month, narrow(digits(Some(day), 2)?)?),
            _ => Err(InvalidPeriod),
        }
    }
}

fn digits(part: Option<&str>, length: usize) -> Result<u16, InvalidPeriod> {
    let part = part.filter(|part| part.len() == length).ok_or(InvalidPeriod)?;
    let all_digits = part.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits { part.parse().map_err(|_| InvalidPeriod) } else { Err(InvalidPeriod) }
}

fn narrow(number: u16) -> Result<u8, InvalidPeriod> {
    u8::try_from(number).map_err(|_| InvalidPeriod)
}

const SECONDS_OF_A_DAY: u64 = 86_400;

/// How far Beijing is ahead of UTC.
const BEIJING: Duration = Duration::from_secs(8 * 3600);

/// Year, month and day of the calendar, from days since 1970-01-01. None after the year 9999.
fn calendar_day(mut days: u64) -> Option<(u16, u8, u8)> {
    for year in 1970..=9999 {
        for month in 1..=12 {
            let length = u64::from(days_in_month(year, month));
            if days < length {
                return Some((year, month, u8::try_from(days).ok()? + 1));
            }
            days -= length;
        }
    }
    None
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use wire::DateText;

    use super::{InvalidPeriod, Period};

    #[test]
    fn days_and_months_are_read_and_written() {
        for text in ["2026-08-10", "2024-02-29", "2000-02-29", "2026-12"] {
            assert_eq!(
                text.parse::<Period>().map(|period| period.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn what_is_not_in_the_calendar_is_refused() {
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-00",
            "2026-8",
            "2026-08-32",
            "2023-02-29",
            "1900-02-29",
            "2026-08-1",
            "2026-08-10-1",
            "+026-08",
            "2026-08-00",
            "二零二六-08",
            "20260810",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    /// Expected: `date -u -d @N +%F` eight hours later.
    #[test]
    fn a_moment_has_a_day_in_beijing() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (57_599, "1970-01-01"),
            (57_600, "1970-01-02"),
            (951_782_399, "2000-02-29"),
            (1_709_222_400, "2024-03-01"),
            (1_709_135_999, "2024-02-28"),
            (4_102_444_799, "2100-01-01"),
            (253_402_271_999, "9999-12-31"),
        ] {
            let moment = UNIX_EPOCH + Duration::from_secs(seconds);
            assert_eq!(Period::day_of(moment).map(|day| day.to_string()).as_deref(), Ok(day));
        }
        assert_eq!(
            Period::day_of(UNIX_EPOCH + Duration::from_secs(253_402_272_000)),
            Err(InvalidPeriod)
        );
        assert_eq!(Period::day_of(UNIX_EPOCH - Duration::from_secs(1)), Err(InvalidPeriod));
    }

    #[test]
    fn dates_are_days_and_periods_go_through_json() {
        let date = DateText::from("2026年8月9日 10:00");
        assert_eq!(Period::try_from(&date), Period::day(2026, 8, 9));
        assert_eq!(Period::try_from(&DateText::from("长期")), Err(InvalidPeriod));
        for text in [r#""2026-08""#, r#""2026-08-09""#] {
            let period: Period = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&period).unwrap(), text);
        }
        assert!(serde_json::from_str::<Period>(r#""2026-13""#).is_err());
    }

    #[test]
    fn a_month_has_its_days() {
        let february: Period = "2024-02".parse().unwrap();
        assert_eq!(february.days().count(), 29);
        assert_eq!(february.days().next().unwrap().to_string(), "2024-02-01");
        let day: Period = "2024-02-07".parse().unwrap();
        assert_eq!(day.days().collect::<Vec<_>>(), [day]);
    }
}
