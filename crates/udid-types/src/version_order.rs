//! Which of two versions of a record is newer.

use crate::Device;

/// A day of the calendar: year, month, day.
type Day = (u16, u8, u8);

/// The order of the versions of one record: the greater one is newer.
///
/// Version number first, then number of corrections, date of the version, date of the correction.
/// Corrections (纠错) keep the version number and raise the number of corrections. Numbers that are
/// missing or unreadable count as 0; dates compare by calendar day, and a missing one is the oldest.
/// `versionStatus` decides nothing: files and days arrive in any order.
///
/// ```
/// use udid_types::{Device, VersionOrder, from_slice};
///
/// let order = |json: &str| from_slice::<Device>(json.as_bytes()).map(|it| VersionOrder::of(&it));
/// let corrected = order(r#"{"versionNumber": 1, "correctionNumber": "1"}"#)?;
/// assert!(corrected > order(r#"{"versionNumber": "1", "versionTime": "2026-09-16"}"#)?);
/// assert!(corrected < order(r#"{"versionNumber": 2}"#)?);
/// # Ok::<(), udid_types::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionOrder {
    /// `versionNumber`, or 0.
    pub version_number: u64,
    /// `correctionNumber`, or 0.
    pub correction_number: u64,
    /// Day of `versionTime`.
    pub version_time: Option<Day>,
    /// Day of `correctionTime`.
    pub correction_time: Option<Day>,
}

impl VersionOrder {
    /// The place of a record among its versions.
    pub fn of(device: &Device) -> Self {
        let number = |count: &Option<wire::Count>| count.as_ref().and_then(wire::Count::get);
        let day = |time: &Option<wire::DateText>| time.as_ref()?.year_month_day();
        Self {
            version_number: number(&device.version_number).unwrap_or(0),
            correction_number: number(&device.correction_number).unwrap_or(0),
            version_time: day(&device.version_time),
            correction_time: day(&device.correction_time),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::VersionOrder;

    fn order(json: &str) -> VersionOrder {
        VersionOrder::of(&wire::from_slice(json.as_bytes()).unwrap())
    }

    #[test]
    fn versions_are_ordered_by_number_correction_and_days() {
        let ascending = [
            "{}",
            r#"{"versionTime": "2020-01-02"}"#,
            r#"{"versionTime": "2020-01-10 08:00:00"}"#,
            r#"{"versionNumber": "1"}"#,
            r#"{"versionNumber": 1, "correctionTime": "20200101"}"#,
            r#"{"versionNumber": 1, "versionTime": "2020/1/2", "correctionTime": "2020-01-02"}"#,
            r#"{"versionNumber": 1, "correctionNumber": 1}"#,
            r#"{"versionNumber": "2", "correctionNumber": "0"}"#,
            r#"{"versionNumber": "10"}"#,
        ];
        for pair in ascending.windows(2) {
            assert!(order(pair[0]) < order(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn unreadable_numbers_and_dates_count_as_missing() {
        let unreadable =
            r#"{"versionNumber": "v2", "correctionNumber": "", "versionTime": "长期"}"#;
        assert_eq!(order(unreadable), VersionOrder::default());
    }

    #[test]
    fn the_status_and_the_time_of_day_decide_nothing() {
        let morning = r#"{"versionNumber": 1, "versionTime": "2020-01-02 08:00:00", "versionStatus": "新增"}"#;
        let evening =
            r#"{"versionNumber": 1, "versionTime": "20200102203000", "versionStatus": "变更"}"#;
        assert_eq!(order(morning), order(evening));
    }
}
