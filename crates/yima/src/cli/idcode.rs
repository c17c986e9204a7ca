//! `yima idcode`.

use clap::Subcommand;

/// Commands of the IDcode registry that need no call.
#[derive(Subcommand)]
pub enum IdcodeCommand {
    /// Split a code number into its parts
    Parse {
        /// Code number, or content of a code picture
        code: String,
    },
    /// Print the address that a phone opens when it reads a code (section 十三)
    Resolve {
        /// Registered redirect address
        address: String,
        /// Code number, or content of a code picture
        code: String,
        /// Treat the code as filed (备案), not registered
        #[arg(long)]
        filed: bool,
    },
}
