//! Dates on labels.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A date on a label.
///
/// Labels may leave out the day (`260400` of GS1, `0426` of HIBC). The date is then the last day of
/// the month, and [`day_is_given`](Self::day_is_given) is false.
///
/// ```
/// let label = udi_label::scan("(17)260400")?;
/// let date = label.expiry_date().unwrap();
/// assert_eq!(date.to_string(), "2026-04-30");
/// assert!(!date.day_is_given());
/// # Ok::<(), udi_label::ScanError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelDate {
    year: u16,
    month: u8,
    day: u8,
    day_is_given: bool,
}

impl LabelDate {
    /// A day of the Gregorian calendar, or `None` if it has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day, day_is_given: true })
    }

    /// The last day of a month, for a date without a day.
    pub fn end_of_month(year: u16, month: u8) -> Option<Self> {
        let last = Self::new(year, month, days_in_month(year, month))?;
        Some(Self { day_is_given: false, ..last })
    }

    /// A day of the year, counted from 1.
    pub fn from_day_of_year(year: u16, day_of_year: u16) -> Option<Self> {
        let mut rest = day_of_year;
        for month in 1..=12 {
            let days = days_in_month(year, month);
            if let Ok(day) = u8::try_from(rest)
                && day <= days
            {
                return Self::new(year, month, day);
            }
            rest = rest.checked_sub(u16::from(days))?;
        }
        None
    }

    /// The year, four digits.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day, 1 to 31; the last one of the month if the label does not give it.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Whether the label gives the day.
    pub fn day_is_given(self) -> bool {
        self.day_is_given
    }

    /// Reads `YYMMDD`; day 00 is a day that is not given.
    pub(crate) fn from_yymmdd(digits: &[u8], this_year: u16) -> Option<Self> {
        let [year, month, day] = [pair(digits, 0)?, pair(digits, 2)?, pair(digits, 4)?];
        Self::with_day_or_00(full_year(year, this_year), month, day)
    }

    /// Reads `YYYYMMDD`.
    pub(crate) fn from_yyyymmdd(digits: &[u8]) -> Option<Self> {
        let year = u16::from(pair(digits, 0)?) * 100 + u16::from(pair(digits, 2)?);
        Self::new(year, pair(digits, 4)?, pair(digits, 6)?)
    }

    pub(crate) fn with_day_or_00(year: u16, month: u8, day: u8) -> Option<Self> {
        if day == 0 { Self::end_of_month(year, month) } else { Self::new(year, month, day) }
    }
}

/// As ISO 8601 writes it: `2026-04-30`.
impl fmt::Display for LabelDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The year that two digits mean: the one from 49 years before to 50 years after `this_year`, as
/// section 7.12 of the GS1 General Specifications determines it.
///
/// ```
/// assert_eq!(udi_label::full_year(77, 2026), 1977);
/// assert_eq!(udi_label::full_year(76, 2026), 2076);
/// assert_eq!(udi_label::full_year(1, 2060), 2101);
/// ```
pub fn full_year(two_digits: u8, this_year: u16) -> u16 {
    let (two_digits, century) = (u16::from(two_digits % 100), this_year / 100 * 100);
    let difference = i32::from(two_digits) - i32::from(this_year % 100);
    match difference {
        51.. => (century + two_digits).saturating_sub(100),
        ..=-50 => (century + two_digits).saturating_add(100),
        _ => century + two_digits,
    }
}

/// The year in UTC by the clock of the system.
pub(crate) fn year_of_system_clock() -> u16 {
    let days =
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400);
    // Whole Gregorian cycles of 400 years, then by the average year: exact but for hours around New
    // Year, which a window of a hundred years does not notice.
    let year = 1970 + days * 400 / 146_097;
    u16::try_from(year).unwrap_or(9999).min(9999)
}

fn pair(digits: &[u8], at: usize) -> Option<u8> {
    match digits.get(at..at + 2)? {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}
