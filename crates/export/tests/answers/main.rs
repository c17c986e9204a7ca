//! What the sandbox answers is what the exported schemas say: every endpoint of all protocols, every
//! return code; and what is not like that is noticed.

mod breaks;
mod cloudmfg;
mod dbhs;
mod documented;
mod idcode;
mod idcode_refusals;
mod udid;
