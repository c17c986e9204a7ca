//! `yima call`: a command for each endpoint of each protocol, built from their descriptions.

mod parameters;

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};
use wire::{EndpointInfo, FieldInfo, Kind};

use super::connection::{ConnectionArguments, hide_foreign};
use crate::wiring::{EndpointCall, PROTOCOLS, Protocol};

/// Names of our own arguments, in a spelling that no parameter has.
const JSON: &str = "json";
const OUT: &str = "out";
const FORCE: &str = "force";
const REVEAL: &str = "reveal";

/// The chosen endpoint with its parameters, and which service to call.
pub struct CallArguments(Box<ChosenCall>);

/// What was chosen.
pub struct ChosenCall {
    pub protocol: &'static Protocol,
    pub call: EndpointCall,
    /// File for the picture of the response.
    pub out: Option<PathBuf>,
    /// Whether that file may be replaced.
    pub force: bool,
    /// Whether a token in the response is shown.
    pub reveal: bool,
    pub connection: ConnectionArguments,
}

impl CallArguments {
    pub fn into_inner(self) -> ChosenCall {
        *self.0
    }
}

impl Args for CallArguments {
    fn augment_args(command: Command) -> Command {
        command
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand_value_name("PROTOCOL")
            .subcommands(PROTOCOLS.map(protocol_command))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for CallArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let missing = || Error::new(ErrorKind::MissingSubcommand);
        let (name, of_protocol) = matches.subcommand().ok_or_else(missing)?;
        let protocol = PROTOCOLS.into_iter().find(|protocol| protocol.name() == name);
        let protocol = protocol.ok_or_else(missing)?;
        let (name, matches) = of_protocol.subcommand().ok_or_else(missing)?;
        let endpoint = protocol.endpoint(name).ok_or_else(missing)?;
        // Global arguments may be given before and behind the endpoint; clap hands them down.
        let connection = ConnectionArguments::from_arg_matches(matches)?;
        Ok(Self(Box::new(chosen_call(protocol, endpoint, connection, matches)?)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn protocol_command(protocol: &'static Protocol) -> Command {
    let command = Command::new(protocol.name())
        .after_long_help(protocol.credentials_help())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_value_name("ENDPOINT")
        .subcommands(
            protocol.endpoints.iter().map(|endpoint| endpoint_command(protocol, endpoint)),
        );
    // The arguments bring a description of their own along.
    let command = ConnectionArguments::augment_args(command).about(protocol.about);
    command.mut_args(|argument| hide_foreign(protocol, argument))
}

/// The parameters that the caller gives: credentials are not among them.
fn parameters(endpoint: &'static EndpointInfo) -> impl Iterator<Item = &'static FieldInfo> {
    endpoint.request.fields.iter().filter(|field| !field.filled_by_client)
}

fn endpoint_command(protocol: &Protocol, endpoint: &'static EndpointInfo) -> Command {
    let restricted = if endpoint.is_restricted { ". Not open to everyone" } else { "" };
    let page = if endpoint.is_page { ". Prints the address to open in a browser" } else { "" };
    let with_file = |field| {
        let file = argument(field).value_name("FILE").value_parser(value_parser!(PathBuf));
        file.required(field.required)
    };
    let unless_json =
        |field| argument(field).required_unless_present_any(field.required.then_some(JSON));
    let command = Command::new(endpoint.name)
        .visible_alias(endpoint.id)
        .about(format!("{} ({}){restricted}{page}", endpoint.en, endpoint.zh))
        .after_help(
            "A value @FILE is read from the file, @- from standard input; @@ stands for an @ at the \
             beginning",
        )
        .args(parameters(endpoint).map(unless_json))
        .args(endpoint.files.iter().map(with_file));
    own_arguments(protocol, endpoint, command)
}

fn argument(field: &'static FieldInfo) -> Arg {
    let values = match field.kind {
        Kind::Enum(list) => {
            let values = list.values.iter().map(|value| format!("{} {}", value.wire, value.en));
            format!(" [{}]", values.collect::<Vec<_>>().join("; "))
        }
        Kind::Json(_) => " (JSON text)".to_owned(),
        Kind::List(_) | Kind::ListText | Kind::Scalars(_) => " (JSON list)".to_owned(),
        Kind::Model(_) | Kind::Map(_) => " (JSON object)".to_owned(),
        _ => String::new(),
    };
    Arg::new(field.wire)
        .long(field.wire)
        .value_name("VALUE")
        .help(format!("{}: {}{values}", field.en, field.zh))
}

/// The arguments that are not parameters, where they have a use.
fn own_arguments(
    protocol: &Protocol,
    endpoint: &'static EndpointInfo,
    command: Command,
) -> Command {
    let takes_json = endpoint.takes_unlisted || parameters(endpoint).next().is_some();
    let json = takes_json.then(|| {
        Arg::new(JSON)
            .long(JSON)
            .value_name("OBJECT")
            .required(endpoint.takes_unlisted)
            .help("All parameters as a JSON object; single parameters override those in it")
    });
    let out = (protocol.has_pictures && !endpoint.is_page).then(|| {
        Arg::new(OUT)
            .long(OUT)
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("File for the picture in the response")
    });
    let force = out.is_some().then(|| {
        let force = Arg::new(FORCE).long(FORCE).action(ArgAction::SetTrue).requires(OUT);
        force.help("Replace the file if it exists")
    });
    let reveal = protocol.token_fields(endpoint).next().map(|_| {
        let reveal = Arg::new(REVEAL).long(REVEAL).action(ArgAction::SetTrue);
        reveal.help("Show the token in the response")
    });
    let own = [json, out, force, reveal].into_iter().flatten();
    command.args(own.map(|argument| argument.display_order(800)))
}

fn chosen_call(
    protocol: &'static Protocol,
    endpoint: &'static EndpointInfo,
    connection: ConnectionArguments,
    matches: &ArgMatches,
) -> Result<ChosenCall, Error> {
    // Endpoints differ in which of our own arguments they have: one that is absent was not given.
    let text = |name: &str| matches.try_get_one::<String>(name).ok().flatten();
    let path = |name: &str| matches.try_get_one::<PathBuf>(name).ok().flatten().cloned();
    let flag = |name: &str| matches.try_get_one::<bool>(name).ok().flatten().copied();
    let given = parameters(endpoint).filter_map(|field| Some((field, text(field.wire)?.as_str())));
    let parameters = parameters::parameters(endpoint, text(JSON).map(String::as_str), given);
    let parameters = parameters.map_err(|mistake| {
        let message = format!("{}: {mistake}\n", endpoint.id);
        Error::raw(ErrorKind::ValueValidation, message)
    })?;
    let file = endpoint.files.first().and_then(|field| path(field.wire));
    Ok(ChosenCall {
        protocol,
        call: EndpointCall { endpoint, parameters, file },
        out: path(OUT),
        force: flag(FORCE).unwrap_or_default(),
        reveal: flag(REVEAL).unwrap_or_default(),
        connection,
    })
}
