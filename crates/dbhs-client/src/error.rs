//! What can go wrong.

use client_core::{Class, ClientErrorKind};
use dbhs_types::{GetProductRequest, ListProductsRequest, ReturnCode};
use wire::Endpoint;

/// Why a call failed.
pub type Error = client_core::Error<ServiceError, ClientError>;

/// A return code other than success.
pub type ServiceError = client_core::ServiceError<ReturnCode>;

/// Kinds that only this client has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// Neither id nor registration number was given for `product/detail` (decision D15); nothing was
    /// sent.
    #[error("not sent: product/detail: an id or a registration number (regNumber) is needed")]
    NoProductKey,

    /// `product/list` counts more products than it gives, and has no pages (decision D12).
    #[error(
        "product/list: {given} of {total} products came, and there are no pages: ask with further \
         parameters"
    )]
    MissingProducts {
        /// What `total` says.
        total: u64,
        /// Rows that came.
        given: u64,
    },

    /// `product/list` gives more products than it counts: some of them may have come twice. Rows have
    /// no id, and two products may be equal in all that a row has (decisions D13 and D15), so that
    /// it is unknown which.
    #[error(
        "product/list: {given} products came, and {total} are counted: some may be there twice"
    )]
    SurplusProducts {
        /// What `total` says.
        total: u64,
        /// Rows that came.
        given: u64,
    },

    /// The service responded with another enterprise, or with a product of another number, than was
    /// asked for.
    #[error("{endpoint}: asked for {asked:?}, and the response is about {given:?}")]
    OtherSubject {
        /// Id of the endpoint.
        endpoint: &'static str,
        /// Name, code or number in the request.
        asked: String,
        /// What the response is about.
        given: String,
    },
}

impl ClientErrorKind for ClientError {
    fn class(&self) -> Class {
        match self {
            Self::NoProductKey => Class::BadRequest,
            Self::MissingProducts { .. } | Self::SurplusProducts { .. } => Class::Failed,
            Self::OtherSubject { .. } => Class::NotFound,
        }
    }

    fn endpoint(&self) -> Option<&str> {
        Some(match self {
            Self::NoProductKey => GetProductRequest::ENDPOINT.id,
            Self::MissingProducts { .. } | Self::SurplusProducts { .. } => {
                ListProductsRequest::ENDPOINT.id
            }
            Self::OtherSubject { endpoint, .. } => endpoint,
        })
    }
}
