//! `yima idcode`.

use clap::{Args, Subcommand};

use super::Connection;
use super::connection::hide_foreign;
use crate::config::settings::IDCODE;
use crate::endpoint::Call;
use crate::protocol::Idcode;

/// Arguments of all `idcode` commands.
#[derive(Args)]
#[command(after_long_help = IDCODE.credentials_help(), mut_args(|argument| hide_foreign(&IDCODE, argument)))]
pub struct IdcodeArguments {
    #[command(flatten)]
    pub connection: Connection,
    #[command(subcommand)]
    pub command: IdcodeCommand,
}

/// Commands of the IDcode registry.
#[derive(Subcommand)]
pub enum IdcodeCommand {
    /// Take a code number apart.
    Parse {
        /// Code number, or content of a picture.
        code: String,
    },
    /// Tell where a phone is sent that reads a code (section 十三).
    Resolve {
        /// Registered redirect address.
        address: String,
        /// Code number, or content of a picture.
        code: String,
        /// The code was filed (备案), not registered.
        #[arg(long)]
        filed: bool,
    },
    #[command(flatten)]
    Call(Call<Idcode>),
}
