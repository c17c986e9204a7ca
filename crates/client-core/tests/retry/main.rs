//! When calls are repeated, after which pauses, and how fast they are made. Nothing here waits.

mod cases;
mod limits;
mod properties;
mod shared;
mod staged;
