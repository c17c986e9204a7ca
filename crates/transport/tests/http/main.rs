//! `HttpTransport` against servers that these tests write out byte by byte.
#![cfg(any(feature = "rustls", feature = "native-tls"))]

mod endless;
mod exchange;
mod failures;
mod limits;
mod redirects;
mod secrecy;
mod server;
