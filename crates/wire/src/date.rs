//! Dates and times, whose formats the documents mostly leave open.

/// A date or time as it was sent, with a lenient reading behind the feature `dates`.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct DateText(String);

impl DateText {
    /// The date: `yyyy-MM-dd` (also with `/` or `.`) or `yyyyMMdd`, alone or before a time.
    ///
    /// ```
    /// use wire::DateText;
    ///
    /// let expected = jiff::civil::date(2019, 9, 12);
    /// for text in ["2019-09-12", "20190912", "2019/9/12", "2019-09-12 08:30:00", "20190912083000"] {
    ///     assert_eq!(DateText::from(text).date(), Some(expected), "{text}");
    /// }
    /// assert_eq!(DateText::from("2019-13-40").date(), None);
    /// assert_eq!(DateText::from("长期").date(), None);
    /// ```
    #[cfg(feature = "dates")]
    pub fn date(&self) -> Option<jiff::civil::Date> {
        let text = self.0.trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || "-/.".contains(c)));
        let date = &text[..end.unwrap_or(text.len())];
        if date.bytes().all(|byte| byte.is_ascii_digit()) {
            let digits = date.get(..8)?;
            return civil(&digits[..4], &digits[4..6], &digits[6..]);
        }
        let mut parts = date.split(['-', '/', '.']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        civil(year, month, day)
    }
}

#[cfg(feature = "dates")]
fn civil(year: &str, month: &str, day: &str) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

crate::text_value!(DateText);
