//! Uploads that break off lose nothing and store nothing twice, and what was stored can be found.

#[path = "../../examples/register_category.rs"]
#[allow(dead_code)]
mod register_category;

mod cut;
mod proxy;
mod truncated;
mod world;
