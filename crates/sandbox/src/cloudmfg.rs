//! A cloud manufacturing platform (云制造服务平台) with the open interfaces of GB/T 43960-2024.
//!
//! The fragment of the standard has examples of four interfaces and one failure, 100100: it is the
//! answer to an unknown user, a wrong token, data that is missing or wrong, and a device that the
//! platform does not have. Successes are the printed ones, blanks included. Methods, paths and the
//! answer of A.2.7 are our own (decisions G1 and G8).

mod call;
mod service;

pub use service::CloudmfgService;
