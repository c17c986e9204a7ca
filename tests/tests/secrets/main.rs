//! No log, no error, no `Debug`, no capture and no panic shows a credential, a token, a signature, a password or
//! a contact: every endpoint of every protocol, with success and with every fault.

use test_support::{every_log, fault_kinds, planted};

mod answers;
mod clients;
mod faults;
mod pages;
mod shown;
