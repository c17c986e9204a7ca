//! When codes were uploaded.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::UploadBatch;

impl UploadBatch {
    /// The time of the upload (上传码时间), read as milliseconds since 1970 (decision I77).
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    ///
    /// let batch = idcode_types::UploadBatch::default().with_uploaded_at("1497587696789");
    /// assert_eq!(batch.upload_time(), Some(UNIX_EPOCH + Duration::from_millis(1_497_587_696_789)));
    /// ```
    pub fn upload_time(&self) -> Option<SystemTime> {
        UNIX_EPOCH.checked_add(Duration::from_millis(self.uploaded_at.as_ref()?.get()?))
    }
}
