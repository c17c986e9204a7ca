//! When a period ends.

use crate::Period;

const HOUR: i64 = 60 * 60 * 1000;

impl Period {
    /// The moment at which its last day ends in Beijing, in milliseconds since 1970.
    ///
    /// ```
    /// let day = udid_types::Period::day(2026, 8, 10)?;
    /// assert_eq!(day.end_in_beijing(), 1_786_377_600_000); // 2026-08-10T16:00:00Z
    /// # Ok::<(), udid_types::InvalidPeriod>(())
    /// ```
    pub fn end_in_beijing(self) -> i64 {
        let last = self.days().last().unwrap_or(self);
        let (year, month, day) = last.parts();
        let days = days_since_1970(year, month, day.unwrap_or(1)) + 1;
        (days * 24 - 8) * HOUR
    }
}

/// Days of the Gregorian calendar, counted in years that begin in March: then leap days come last.
fn days_since_1970(year: u16, month: u8, day: u8) -> i64 {
    let month = i64::from(month);
    let year = i64::from(year) - i64::from(month <= 2);
    let since_march = (month + 9) % 12;
    let day_of_year = (153 * since_march + 2) / 5 + i64::from(day) - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use crate::Period;

    /// Computed by Python's `datetime(…, tzinfo=timezone(timedelta(hours=8))).timestamp()`.
    #[test]
    fn periods_end_at_midnight_in_beijing() {
        for (period, seconds) in [
            ("1970-01-01", 57_600),
            ("2024-02-28", 1_709_136_000),
            ("2024-02-29", 1_709_222_400),
            ("2024-02", 1_709_222_400),
            ("2026-12", 1_798_732_800),
            ("2000-02-29", 951_840_000),
            ("9999-12-31", 253_402_272_000),
        ] {
            let period: Period = period.parse().unwrap();
            assert_eq!(period.end_in_beijing(), seconds * 1000, "{period}");
        }
    }
}
