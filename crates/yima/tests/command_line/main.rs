//! The program as a shell sees it: what it takes, what it writes where, and how it ends.

#[path = "../support/binary.rs"]
mod binary;
mod call;
mod commands;
mod config;
mod db;
mod dbhs;
mod doctor;
mod drift;
mod exit_codes;
mod idcode;
mod precedence;
mod profiles;
mod register;
mod scan;
mod secrets;
mod serve;
mod streams;
mod table;
