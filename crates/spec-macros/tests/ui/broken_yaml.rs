spec_macros::protocol!("specs/broken_yaml.yaml");

fn main() {}
