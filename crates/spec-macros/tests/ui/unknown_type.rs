spec_macros::protocol!("specs/unknown_type.yaml");

fn main() {}
