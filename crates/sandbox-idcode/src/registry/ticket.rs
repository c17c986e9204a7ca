//! Pages that were shown and wait to be submitted.

use idcode_types::ApplicationType;

use crate::settings::IdcodeAccount;

/// A page that was shown, and what it is for.
#[derive(Clone)]
pub struct Ticket {
    pub endpoint: &'static wire::EndpointInfo,
    pub account: IdcodeAccount,
    pub callback_url: String,
    /// None for the page of 607.
    pub purpose: Option<Purpose>,
}

/// A category to be registered or filed.
#[derive(Clone)]
pub struct Purpose {
    pub unit_code: String,
    pub kind: ApplicationType,
    pub resolution_url: String,
    pub sample_url: Option<String>,
    /// The category, when the call says which.
    pub category_id: Option<u64>,
}
