spec_macros::protocol!("specs/unknown_type.yaml");
spec_macros::client!("specs/unknown_type.yaml");

fn main() {}
