//! A simulated cloud manufacturing platform (云制造服务平台) with the open interfaces of
//! GB/T 43960-2024.
//!
//! The fragment of the standard shows four interfaces and one failure, status 100100. The platform
//! answers with it to an unknown user, a wrong token, missing or wrong data, and a device that it
//! does not have. Successes are as printed, blanks included. Methods, paths and the answer of A.2.7
//! are our own (decisions G1 and G8).

mod call;
mod service;
mod settings;

pub use service::CloudmfgService;
pub use settings::{CloudmfgAccount, CloudmfgDevice, CloudmfgSettings};
