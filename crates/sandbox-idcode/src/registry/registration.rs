//! A registered or filed category of a unit.

use idcode_types::{ApplicationType, UnitId};

use super::review::Review;
use crate::data::categories;

/// A registered or filed category of a unit.
pub struct Registration {
    pub id: String,
    pub url_review_id: String,
    pub unit_code: String,
    pub unit_id: Option<UnitId>,
    pub code_use_id: u64,
    pub category_code: String,
    pub category_memo: Option<String>,
    pub model: String,
    pub model_code: String,
    pub model_en: Option<String>,
    pub introduction: Option<String>,
    pub kind: ApplicationType,
    pub resolution_url: String,
    pub sample_url: Option<String>,
    pub review: Review,
}

impl Registration {
    /// The code of the category (完整码号).
    pub fn complete_code(&self) -> String {
        format!("{}/{}", self.unit_code, self.category_part())
    }

    fn category_part(&self) -> String {
        format!("{}.{}.{}", self.code_use_id, self.category_code, self.model_code)
    }

    pub fn is_product(&self) -> bool {
        self.code_use_id == categories::PRODUCTS
    }

    /// Whether a text names it: whole code, with or without slash, the category's part of it, or
    /// the code of the category alone.
    pub fn is_named(&self, text: &str) -> bool {
        let text = text.strip_suffix('/').unwrap_or(text);
        text == self.complete_code() || text == self.category_part() || text == self.category_code
    }
}
