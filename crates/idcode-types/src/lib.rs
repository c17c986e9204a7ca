//! Object identifiers of the IDcode (MA) registry (统一标识代码).
//!
//! An [`Idcode`] names a unit, one of its categories, or one thing:
//!
//! ```
//! use idcode_types::{ApplicationKind, Environment, Idcode, resolve_redirect};
//!
//! let code: Idcode = "i.86.101010.3/10.232324.11/201703233".parse()?;
//! assert_eq!(code.unit_code(), "i.86.101010.3");
//! assert_eq!(code.category_code(), Some("10.232324.11"));
//! assert_eq!(code.item_code(), Some("201703233"));
//!
//! // What a code picture holds:
//! let content = code.content(Environment::Production);
//! assert_eq!(content, "http://s.idcode.org.cn/?code=i.86.101010.3/10.232324.11/201703233");
//!
//! // Where a phone is sent that reads it:
//! let address = "http://example.com/trace/{userCode}.html";
//! let url = resolve_redirect(address, &code, ApplicationKind::Registered)?;
//! assert_eq!(url, "http://example.com/trace/201703233.html");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod code;
// Generated code imports its siblings with `*`, has one row for each code of a table and field of a
// model, even if there is only one or none, has constructors with all required parameters, and is
// formatted by the generator.
#[allow(
    clippy::match_same_arms,
    clippy::match_single_binding,
    clippy::too_many_arguments,
    clippy::wildcard_imports
)]
#[rustfmt::skip]
mod generated;
mod review;
mod upload_time;

pub use generated::*;

pub use code::{
    ApplicationKind, Idcode, InvalidAddress, InvalidContent, InvalidIdcode, Scheme,
    resolve_redirect, resolver,
};
