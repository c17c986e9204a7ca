//! No log, no error, no `Debug`, no capture and no panic shows a credential, a token, a signature, a password or
//! a contact: every endpoint of every protocol, with success and with every fault.

#[path = "../../support/every_log.rs"]
mod every_log;
#[path = "../../support/fault_kinds.rs"]
mod fault_kinds;

mod answers;
mod clients;
mod faults;
mod pages;
mod planted;
mod shown;
