spec_macros::protocol!(specs/toys.yaml);

spec_macros::protocol!();

spec_macros::protocol!("specs/toys.yaml", client);

fn main() {}
