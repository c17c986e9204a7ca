//! Environments of a service.

/// An environment of a service. Not every service documents both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// The test environment (测试环境).
    Test,
    /// The production environment (正式环境).
    Production,
}
