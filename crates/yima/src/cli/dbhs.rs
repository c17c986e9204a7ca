//! `yima dbhs`.

use clap::{Args, Subcommand};

use super::connection::hide_foreign;
use super::{Connection, Format};
use crate::config::settings::DBHS;
use crate::endpoint::Call;
use crate::protocol::Dbhs;

/// Arguments of all `dbhs` commands.
#[derive(Args)]
#[command(after_long_help = DBHS.credentials_help(), mut_args(|argument| hide_foreign(&DBHS, argument)))]
pub struct DbhsArguments {
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub command: DbhsCommand,
}

/// Commands of the DBHS interface.
#[derive(Subcommand)]
pub enum DbhsCommand {
    /// What the business register has on an enterprise (getOrganizationByName).
    Org {
        /// Its name, unified social credit code or business registration number.
        key: String,
        /// How it is written.
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    /// All products with a registration or filing number (product/list).
    Products {
        /// The number (注册证号/备案号).
        registration_number: String,
        /// How they are written.
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    /// The product with a registration or filing number (product/detail).
    Product {
        /// The number (注册证号/备案号).
        registration_number: String,
        /// How it is written.
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    #[command(flatten)]
    Call(Call<Dbhs>),
}
