//! `yima dbhs`.

use clap::{Args, Subcommand};

use super::connection::{ConnectionArguments, hide_foreign};
use crate::screen::Format;
use crate::wiring::DBHS;

/// Arguments of all `dbhs` commands.
#[derive(Args)]
#[command(after_long_help = DBHS.credentials_help(), mut_args(|argument| hide_foreign(&DBHS, argument)))]
pub struct DbhsArguments {
    #[command(flatten)]
    pub connection: ConnectionArguments,
    #[command(subcommand)]
    pub command: DbhsCommand,
}

/// Commands of the DBHS interface.
#[derive(Subcommand)]
pub enum DbhsCommand {
    /// Look up an enterprise in the business register (getOrganizationByName)
    Org {
        /// Name, unified social credit code or business registration number
        key: String,
        /// Output format
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    /// List all products with a registration or filing number (product/list)
    Products {
        /// Registration or filing number (注册证号/备案号)
        registration_number: String,
        /// Output format
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
    /// Show the product with a registration or filing number (product/detail)
    Product {
        /// Registration or filing number (注册证号/备案号)
        registration_number: String,
        /// Output format
        #[arg(long, value_enum, default_value_t)]
        output: Format,
    },
}
