//! What a service answers to a call.

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

/// A service's answer to a call, before faults are applied.
pub struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) content: Content,
}

wire::opaque_debug!(Reply);

pub(crate) enum Content {
    Json {
        body: Vec<u8>,
        code: String,
    },
    /// A page for people. Faults that change a body leave it as it is.
    Page(Response),
}

impl Reply {
    /// JSON with HTTP status 200. `code` is the return code in it, for the journal.
    pub fn json(code: impl Into<String>, body: Vec<u8>) -> Self {
        Self { status: StatusCode::OK, content: Content::Json { body, code: code.into() } }
    }

    /// A model serialized to JSON, with HTTP status 200. `code` is the return code in it.
    pub fn serialize(code: impl Into<String>, model: &impl Serialize) -> Self {
        // Models of texts, numbers and lists always serialize.
        Self::json(code, serde_json::to_vec(model).unwrap_or_default())
    }

    /// A page for people, or any other response that has no return code.
    pub fn page(response: Response) -> Self {
        Self { status: response.status(), content: Content::Page(response) }
    }

    /// The same JSON with another HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}
