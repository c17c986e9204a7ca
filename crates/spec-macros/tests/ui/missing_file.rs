spec_macros::protocol!("specs/no_such.yaml");

fn main() {}
