//! The kinds of faults that the sandbox knows.

use sandbox::Fault;

/// Names of all kinds: the sandbox lists them when it is given one that there is not.
pub fn names() -> Vec<String> {
    let unknown = serde_json::from_str::<Fault>(r#""?""#).unwrap_err().to_string();
    let (_, listed) = unknown.split_once("expected one of ").unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The kinds that are a name and no more.
pub fn plain() -> Vec<Fault> {
    names().into_iter().filter_map(|name| serde_json::from_value(name.into()).ok()).collect()
}
