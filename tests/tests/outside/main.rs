//! Programs outside of the workspace that depend on one of its crates, as users have them.

mod calls;
mod models;
mod packages;
mod project;
mod text;
