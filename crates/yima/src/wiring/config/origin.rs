//! Where a value comes from.

use std::fmt;

use serde::Serialize;

/// Where a value comes from.
#[derive(Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Origin {
    Flag {
        name: String,
    },
    Variable {
        name: String,
    },
    Profile {
        name: String,
        file: String,
        line: usize,
    },
    /// The host of the chosen environment.
    Environment {
        name: String,
    },
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag { name } => write!(f, "flag {name}"),
            Self::Variable { name } => write!(f, "environment variable {name}"),
            Self::Profile { name, file, line } => {
                write!(f, "profile {name} in {file} line {line}")
            }
            Self::Environment { name } => write!(f, "environment {name}"),
            Self::Default => f.write_str("default"),
        }
    }
}
