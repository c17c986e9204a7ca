//! What can be typed behind `yima idcode`: made from the descriptions of the endpoints.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches, Subcommand, value_parser};
use idcode_types::ENDPOINTS;
use serde_json::{Map, Value};
use wire::{EndpointInfo, FieldInfo, Kind};

use crate::cli::Connection;
use crate::config::settings::IDCODE;

fn help() -> String {
    let credentials = IDCODE.credentials_help();
    format!(
        "{credentials}\n\nA parameter's value that begins with @ is the name of a file that holds it."
    )
}

/// Arguments of all `idcode` commands.
#[derive(Args)]
#[command(after_long_help = help())]
pub struct IdcodeArguments {
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub command: IdcodeCommand,
}

/// Commands of the IDcode registry.
pub enum IdcodeCommand {
    /// Take a code number apart.
    Parse { code: String },
    /// Tell where a phone is sent that reads a code.
    Resolve { address: String, code: String, filed: bool },
    /// Call an endpoint.
    Call(Box<EndpointCall>),
}

/// An endpoint with what was given for it.
pub struct EndpointCall {
    pub endpoint: &'static EndpointInfo,
    pub parameters: Map<String, Value>,
    pub file: Option<PathBuf>,
    pub out: Option<PathBuf>,
}

impl Subcommand for IdcodeCommand {
    fn augment_subcommands(command: Command) -> Command {
        let code = || Arg::new("code").required(true).help("Code number, or content of a picture");
        let address = Arg::new("address").required(true).help("Registered redirect address");
        let filed = Arg::new("filed").long("filed").action(clap::ArgAction::SetTrue);
        let parse = Command::new("parse").about("Take a code number apart").arg(code());
        let resolve = Command::new("resolve")
            .about("Tell where a phone is sent that reads a code (section 十三)")
            .args([address, code(), filed.help("The code was filed (备案), not registered")]);
        command
            .subcommand_required(true)
            .subcommands([parse, resolve])
            .subcommands(ENDPOINTS.iter().map(endpoint_command))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        matches!(name, "parse" | "resolve") || find(name).is_some()
    }
}

impl FromArgMatches for IdcodeCommand {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let missing = || Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
        Ok(match name {
            "parse" => Self::Parse { code: text("code") },
            "resolve" => Self::Resolve {
                address: text("address"),
                code: text("code"),
                filed: matches.get_flag("filed"),
            },
            name => {
                let endpoint = find(name).ok_or_else(missing)?;
                Self::Call(Box::new(endpoint_call(endpoint, matches)?))
            }
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn find(name: &str) -> Option<&'static EndpointInfo> {
    ENDPOINTS.iter().find(|endpoint| endpoint.name == name)
}

fn endpoint_command(endpoint: &'static EndpointInfo) -> Command {
    let restricted = if endpoint.is_restricted { " Not open to everyone." } else { "" };
    let page = if endpoint.is_page { " Gives the address to open in a browser." } else { "" };
    let out = Arg::new("out").long("out").value_name("FILE").value_parser(value_parser!(PathBuf));
    Command::new(endpoint.name)
        .visible_alias(endpoint.id)
        .about(format!("{} ({}).{restricted}{page}", endpoint.en, endpoint.zh))
        .args(endpoint.request.fields.iter().map(parameter))
        .args(
            endpoint.files.iter().map(|field| {
                parameter(field).value_name("FILE").value_parser(value_parser!(PathBuf))
            }),
        )
        .arg(out.help("Write the picture of the answer to this file").display_order(800))
}

fn parameter(field: &'static FieldInfo) -> Arg {
    let values = match field.kind {
        Kind::Enum(list) => {
            let values = list.values.iter().map(|value| format!("{} {}", value.wire, value.en));
            format!(" [{}]", values.collect::<Vec<_>>().join("; "))
        }
        Kind::Json(_) => " (JSON text)".to_owned(),
        _ => String::new(),
    };
    Arg::new(field.wire)
        .long(field.wire)
        .value_name("VALUE")
        .required(field.required && !field.filled_by_client)
        .help(format!("{}: {}{values}", field.en, field.zh))
}

fn endpoint_call(
    endpoint: &'static EndpointInfo,
    matches: &ArgMatches,
) -> Result<EndpointCall, Error> {
    let mut parameters = Map::new();
    for field in endpoint.request.fields {
        if let Some(given) = matches.get_one::<String>(field.wire) {
            parameters.insert(field.wire.to_owned(), value_of(field, given)?.into());
        }
    }
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let file = endpoint.files.first().and_then(|field| path(field.wire));
    Ok(EndpointCall { endpoint, parameters, file, out: path("out") })
}

/// The value, or what is in the file that it names.
fn value_of(field: &FieldInfo, given: &str) -> Result<String, Error> {
    let Some(path) = given.strip_prefix('@') else { return Ok(given.to_owned()) };
    std::fs::read_to_string(path).map(|text| text.trim_end().to_owned()).map_err(|error| {
        let message = format!("--{}: {path}: {error}\n", field.wire);
        Error::raw(clap::error::ErrorKind::ValueValidation, message)
    })
}
