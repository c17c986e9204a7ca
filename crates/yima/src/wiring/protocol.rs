//! What the program knows of a protocol.

use std::sync::Arc;

use client_core::{ConnectionSettings, Environment, Service};
use sandbox::{Context, HostedService};
use serde_json::Value;
use wire::{EndpointInfo, EnumInfo, FieldInfo};

use super::account_sharing::AccountSharing;
use super::client::ProtocolClient;
use super::error::CommandError;
use super::setting::Setting;
use super::words::listed;

/// A protocol: a row of [`PROTOCOLS`](super::PROTOCOLS). Configuration, `call`, `doctor`, `drift` and
/// the sandbox's variables follow from it.
pub struct Protocol {
    /// What the document says about the service. Its name is that of the command line's subcommand,
    /// of the section in the configuration file, and of the sandbox's service.
    pub service: Service,
    /// Noun phrase for the help text.
    pub about: &'static str,
    pub endpoints: &'static [EndpointInfo],
    /// Return codes.
    pub codes: &'static EnumInfo,
    pub settings: &'static [Setting],
    /// Names of the endpoints that work without credentials.
    pub public_endpoints: &'static [&'static str],
    /// Whether responses can hold pictures.
    pub has_pictures: bool,
    /// Whether the client follows the service's clock.
    pub follows_clock: bool,
    /// Builds a client.
    pub connect: fn(ClientParts) -> Result<Box<dyn ProtocolClient>, CommandError>,
    /// Hosts its service in sandboxes. `None` if the sandbox has it already.
    pub sandbox_service: Option<HostService>,
    /// Calls of `yima doctor`: they change nothing at the service.
    pub doctor: &'static [DoctorCall],
}

/// Hosts a simulated service.
pub type HostService = fn(&Context) -> Arc<dyn HostedService>;

/// What a client is built from.
pub struct ClientParts {
    pub base_url: String,
    /// The environment that was asked for, if one was.
    pub environment: Option<Environment>,
    /// Values of the settings that are credentials, by key. Without them only public endpoints work.
    pub credentials: Option<Vec<(&'static str, String)>>,
    pub connection: ConnectionSettings,
    pub sharing: AccountSharing,
}

impl ClientParts {
    /// The value of a credential; empty without credentials.
    pub fn credential(&self, key: &str) -> String {
        let found = self.credentials.iter().flatten().find(|(known, _)| *known == key);
        found.map_or_else(String::new, |(_, value)| value.clone())
    }
}

/// A call of `yima doctor`.
pub struct DoctorCall {
    /// Name of the endpoint.
    pub endpoint: &'static str,
    /// A JSON object.
    pub parameters: &'static str,
    /// What a response shows.
    pub passed: fn(&Value) -> String,
    /// What a failure without a reason shows, if the service has only one code for all failures.
    pub failed_without_reason: Option<&'static str>,
}

impl Protocol {
    pub fn name(&self) -> &'static str {
        self.service.name
    }

    /// The endpoint of a name.
    pub fn endpoint(&self, name: &str) -> Option<&'static EndpointInfo> {
        self.endpoints.iter().find(|endpoint| endpoint.name == name)
    }

    /// Whether an endpoint works without credentials.
    pub fn is_public(&self, endpoint: &EndpointInfo) -> bool {
        self.public_endpoints.contains(&endpoint.name)
    }

    pub fn setting(&self, key: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }

    /// Name of the environment variable of a setting.
    pub fn variable(&self, key: &str) -> String {
        format!("YIMA_{}_{key}", self.name()).to_uppercase()
    }

    /// Keys of the settings that are credentials.
    pub fn credential_keys(&self) -> Vec<&'static str> {
        let credentials = self.settings.iter().filter(|setting| setting.is_credential);
        credentials.map(|setting| setting.key).collect()
    }

    /// How to give credentials, for help texts.
    pub fn credentials_help(&self) -> String {
        let keys = self.credential_keys();
        let variables: Vec<_> = keys.iter().map(|key| self.variable(key)).collect();
        format!(
            "Credentials come from the environment ({}) or from {} under [{}] in the configuration \
             file, never from arguments, which other users can see. See `yima config --help`.",
            variables.join(", "),
            listed(&keys),
            self.name()
        )
    }

    /// Fields of a reply that hold what the client fills in to requests: tokens.
    pub fn token_fields(
        &self,
        endpoint: &EndpointInfo,
    ) -> impl Iterator<Item = &'static FieldInfo> + use<> {
        let endpoints = self.endpoints;
        let is_filled_in = move |token: &FieldInfo| {
            let parameters =
                endpoints.iter().flat_map(|one| one.request.fields.iter().chain(one.common));
            let mut filled_in =
                parameters.filter(|field| field.filled_by_client && field.sensitive);
            filled_in.any(|field| field.wire == token.wire)
        };
        endpoint.reply.fields.iter().filter(move |field| field.sensitive && is_filled_in(field))
    }
}
