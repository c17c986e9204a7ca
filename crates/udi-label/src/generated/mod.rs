//! Tables that `cargo xtask codegen` writes from `specs/`.

pub mod gs1_table;
