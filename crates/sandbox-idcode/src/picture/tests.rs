//! Tests of drawn pictures, and of the checks of uploaded ones.

mod authentication;
mod data_matrix;
mod scan;
mod upload;
