spec_macros::client!("specs/toys.yaml");

fn main() {}
