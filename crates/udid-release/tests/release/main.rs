//! Release files as they are published, and as they should not be.

mod archives;
mod damage;
mod files;
mod values;
