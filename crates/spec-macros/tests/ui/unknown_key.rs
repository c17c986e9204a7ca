spec_macros::protocol!("specs/unknown_key.yaml");

fn main() {}
