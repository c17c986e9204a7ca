//! When a review is over.

use crate::ReviewStatus;

impl ReviewStatus {
    /// Whether the review is over. Every value but 100 (审核通过) and -1 (审核不通过) means that it goes
    /// on, those that the document does not list as well; so does 0 (待审核), which the registry also
    /// gives where nothing was submitted.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Passed | Self::Rejected)
    }
}
