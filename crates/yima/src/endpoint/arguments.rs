//! What can be typed behind the name of a protocol, made from the descriptions of its endpoints.

use std::marker::PhantomData;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, Error, FromArgMatches, Subcommand, value_parser};
use serde_json::Value;
use wire::{EndpointInfo, FieldInfo, Kind};

use super::{body, tokens};
use crate::protocol::Protocol;

/// Names of our own arguments, in a spelling that no parameter has.
const JSON: &str = "json";
const OUT: &str = "out";
const REVEAL: &str = "reveal";

/// An endpoint with what was given for it.
pub struct EndpointCall {
    pub endpoint: &'static EndpointInfo,
    /// A JSON object.
    pub parameters: Value,
    pub file: Option<PathBuf>,
    /// Where the picture of the answer goes.
    pub out: Option<PathBuf>,
    /// Whether a token in the answer is shown.
    pub reveal: bool,
}

/// The endpoints of a protocol as commands: by name, or by the document's id.
pub struct Call<P>(Box<EndpointCall>, PhantomData<P>);

impl<P> Call<P> {
    pub fn into_inner(self) -> EndpointCall {
        *self.0
    }
}

impl<P: Protocol> Subcommand for Call<P> {
    fn augment_subcommands(command: Command) -> Command {
        command
            .subcommand_required(true)
            .subcommands(P::ENDPOINTS.iter().map(endpoint_command::<P>))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        find::<P>(name).is_some()
    }
}

impl<P: Protocol> FromArgMatches for Call<P> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let given = matches.subcommand();
        let found = given.and_then(|(name, matches)| Some((find::<P>(name)?, matches)));
        let (endpoint, matches) = found.ok_or_else(|| Error::new(ErrorKind::MissingSubcommand))?;
        Ok(Self(Box::new(endpoint_call::<P>(endpoint, matches)?), PhantomData))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn find<P: Protocol>(name: &str) -> Option<&'static EndpointInfo> {
    P::ENDPOINTS.iter().find(|endpoint| endpoint.name == name)
}

/// The parameters that are for the caller to give: credentials are none.
fn parameters(endpoint: &'static EndpointInfo) -> impl Iterator<Item = &'static FieldInfo> {
    endpoint.request.fields.iter().filter(|field| !field.filled_by_client)
}

fn endpoint_command<P: Protocol>(endpoint: &'static EndpointInfo) -> Command {
    let restricted = if endpoint.is_restricted { " Not open to everyone." } else { "" };
    let page = if endpoint.is_page { " Gives the address to open in a browser." } else { "" };
    let with_file = |field| {
        let file = argument(field).value_name("FILE").value_parser(value_parser!(PathBuf));
        file.required(field.required)
    };
    let unless_json =
        |field| argument(field).required_unless_present_any(field.required.then_some(JSON));
    let command = Command::new(endpoint.name)
        .visible_alias(endpoint.id)
        .about(format!("{} ({}).{restricted}{page}", endpoint.en, endpoint.zh))
        .after_help("A value that begins with @ is the name of a file that holds it.")
        .args(parameters(endpoint).map(unless_json))
        .args(endpoint.files.iter().map(with_file));
    own_arguments::<P>(endpoint, command)
}

fn argument(field: &'static FieldInfo) -> Arg {
    let values = match field.kind {
        Kind::Enum(list) => {
            let values = list.values.iter().map(|value| format!("{} {}", value.wire, value.en));
            format!(" [{}]", values.collect::<Vec<_>>().join("; "))
        }
        Kind::Json(_) => " (JSON text)".to_owned(),
        Kind::List(_) | Kind::ListText => " (JSON list)".to_owned(),
        Kind::Model(_) => " (JSON object)".to_owned(),
        _ => String::new(),
    };
    Arg::new(field.wire)
        .long(field.wire)
        .value_name("VALUE")
        .help(format!("{}: {}{values}", field.en, field.zh))
}

/// The arguments that are no parameters, as far as they are good for something.
fn own_arguments<P: Protocol>(endpoint: &'static EndpointInfo, command: Command) -> Command {
    let takes_json = endpoint.takes_unlisted || parameters(endpoint).next().is_some();
    let json =
        takes_json.then(|| {
            Arg::new(JSON).long(JSON).value_name("OBJECT").required(endpoint.takes_unlisted).help(
                "All parameters as a JSON object; parameters given beside it replace those in it",
            )
        });
    let out = (P::HAS_PICTURES && !endpoint.is_page).then(|| {
        Arg::new(OUT)
            .long(OUT)
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Write the picture of the answer to this file")
    });
    let reveal = tokens(P::ENDPOINTS, endpoint).next().map(|_| {
        let reveal = Arg::new(REVEAL).long(REVEAL).action(ArgAction::SetTrue);
        reveal.help("Show the token in the answer, if there is one")
    });
    let own = [json, out, reveal].into_iter().flatten();
    command.args(own.map(|argument| argument.display_order(800)))
}

fn endpoint_call<P: Protocol>(
    endpoint: &'static EndpointInfo,
    matches: &ArgMatches,
) -> Result<EndpointCall, Error> {
    // Which of our own arguments an endpoint has differs: one that it has not was not given.
    let text = |name: &str| matches.try_get_one::<String>(name).ok().flatten();
    let path = |name: &str| matches.try_get_one::<PathBuf>(name).ok().flatten().cloned();
    let reveal = matches.try_get_one::<bool>(REVEAL).ok().flatten();
    let given = parameters(endpoint).filter_map(|field| Some((field, text(field.wire)?.as_str())));
    let parameters = body::parameters(endpoint, text(JSON).map(String::as_str), given);
    let parameters = parameters.map_err(|mistake| {
        let message = format!("{}: {mistake}\n", endpoint.id);
        Error::raw(ErrorKind::ValueValidation, message)
    })?;
    let file = endpoint.files.first().and_then(|field| path(field.wire));
    Ok(EndpointCall {
        endpoint,
        parameters,
        file,
        out: path(OUT),
        reveal: reveal.copied().unwrap_or_default(),
    })
}
