//! A registered unit.

use std::time::Duration;

use auth::in_beijing;
use idcode_types::{CertificateType, UnitCode, UnitReply, UnitStatus};
use jiff::Timestamp;

use super::review::{Review, Stage};

/// A registered unit.
pub struct Unit {
    /// As 306 shows it, but for what the review decides.
    pub data: idcode_types::Unit,
    pub login_name: String,
    pub password: String,
    /// Key of the account that registered it.
    pub registered_by: String,
    /// Whether 305 was called, so that it can be verified.
    pub is_complete: bool,
    pub review: Review,
    pub has_logo: bool,
}

/// Days that codes are resolved for, after the review.
const RESOLVED_DAYS: i64 = 365;

impl Unit {
    /// Its main code.
    pub fn code(&self) -> &str {
        self.data.unit_code.as_ref().map_or("", UnitCode::as_str)
    }

    pub fn name(&self) -> &str {
        self.data.name.as_deref().unwrap_or_default()
    }

    pub fn id(&self) -> Option<idcode_types::UnitId> {
        self.data.unit_id.clone()
    }

    /// As 306 shows it.
    pub fn shown(&self, now: Timestamp, delay: Duration) -> idcode_types::Unit {
        let mut unit = self.data.clone();
        let stage = self.review.stage(now, delay);
        unit.status = Some(match stage {
            Stage::NotSubmitted if !self.is_complete => UnitStatus::Incomplete,
            Stage::NotSubmitted | Stage::InProgress => UnitStatus::Pending,
            Stage::Passed(_) => UnitStatus::Active,
            Stage::Rejected(_) => UnitStatus::Rejected,
        });
        if let Stage::Passed(at) = stage {
            let time = in_beijing(at).strftime("%Y-%m-%d %H:%M:%S").to_string();
            unit.last_reviewed_on = Some(time.into());
        }
        unit.certificate_type = unit.certificate_type.or(Some(CertificateType::Other));
        unit
    }

    /// As the reply of 306, 601 and 607: the same fields.
    pub fn reply(&self, now: Timestamp, delay: Duration) -> UnitReply {
        let unit = serde_json::to_vec(&self.shown(now, delay)).unwrap_or_default();
        wire::from_slice(&unit).unwrap_or_default()
    }

    /// Days left in which its codes are resolved.
    pub fn days_left(&self, now: Timestamp, delay: Duration) -> u64 {
        let Stage::Passed(at) = self.review.stage(now, delay) else { return 0 };
        let used = now.duration_since(at).as_hours() / 24;
        u64::try_from(RESOLVED_DAYS - used).unwrap_or_default()
    }
}
