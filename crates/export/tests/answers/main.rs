//! What the sandbox answers is what the exported schemas say: every endpoint of all protocols, every
//! return code; and what is not like that is noticed.

mod breaks;
mod cloudmfg;
mod dbhs;
mod documented;
mod idcode_refusals;
mod swap;
mod udid;

// The calls of all endpoints and codes that the tests of the client make, over the transport above.
#[path = "../../../idcode-client/tests/registry/codes.rs"]
mod idcode_codes;
#[path = "../../../idcode-client/tests/registry/endpoints.rs"]
mod idcode_endpoints;
#[path = "../../../idcode-client/tests/registry/world.rs"]
mod world;
