//! Tests that cross crates. The examples of the README are compiled and run here.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
