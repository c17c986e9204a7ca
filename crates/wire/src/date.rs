//! Dates and times, whose formats the documents mostly leave open.

/// A date or time as it was sent, with a lenient reading behind the feature `dates`.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct DateText(String);

impl DateText {
    /// Year, month and day: `yyyy-MM-dd` (also with `/` or `.`), `yyyyMMdd` or `yyyy年M月d日`, alone
    /// or before a time. `None` for anything that is not a day of the calendar.
    ///
    /// ```
    /// use wire::DateText;
    ///
    /// for text in [
    ///     "2019-09-12", "20190912", "2019/9/12", "2019-09-12 08:30:00.123", "2019-09-12T08:30:00Z",
    ///     "20190912083000", "2019年9月12日",
    /// ] {
    ///     assert_eq!(DateText::from(text).year_month_day(), Some((2019, 9, 12)), "{text}");
    /// }
    /// assert_eq!(DateText::from("2019-02-29").year_month_day(), None);
    /// assert_eq!(DateText::from("长期").year_month_day(), None);
    /// ```
    pub fn year_month_day(&self) -> Option<(u16, u8, u8)> {
        let text = self.0.trim();
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(digits) = text.get(..8).filter(|digits| is_digits(digits)) {
            return day(&digits[..4], &digits[4..6], &digits[6..]);
        }
        let (year, rest) = text.split_once(['-', '/', '.', '年'])?;
        let (month, rest) = rest.split_once(['-', '/', '.', '月'])?;
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        // A fourth part belongs to something else, such as a version number.
        if year.len() != 4 || rest[end..].starts_with(['-', '/', '.']) {
            return None;
        }
        day(year, month, &rest[..end])
    }

    /// The same as a date of jiff.
    ///
    /// ```
    /// let text = wire::DateText::from("2019-09-12 08:30:00");
    /// assert_eq!(text.date(), Some(jiff::civil::date(2019, 9, 12)));
    /// ```
    #[cfg(feature = "dates")]
    pub fn date(&self) -> Option<jiff::civil::Date> {
        let (year, month, day) = self.year_month_day()?;
        let [month, day] = [month, day].map(i8::try_from);
        jiff::civil::Date::new(i16::try_from(year).ok()?, month.ok()?, day.ok()?).ok()
    }
}

/// A day of the calendar.
fn day(year: &str, month: &str, day: &str) -> Option<(u16, u8, u8)> {
    let [month, day] = [month, day].map(|part| part.parse::<u8>().ok());
    let (year, month, day) = (year.parse::<u16>().ok()?, month?, day?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day).then_some((year, month, day))
}

crate::text_value!(DateText);
