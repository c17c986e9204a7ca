//! The service, as its document describes it.

use client_core::{PlainHttp, Service};
use udid_types::{HOST_PRODUCTION, HOST_TEST};

/// The service, as its document describes it.
pub const SERVICE: Service = Service {
    name: "udid",
    test: Some(HOST_TEST),
    production: Some(HOST_PRODUCTION),
    plain_http: PlainHttp::Refused,
};
