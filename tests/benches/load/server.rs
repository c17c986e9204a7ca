//! Servers in processes of their own: the sandbox, and a handler that gives the same bytes always.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use jiff::Timestamp;
use sandbox::{Sandbox, Settings, UdidSettings};
use tokio::net::TcpListener;

use crate::Result;

/// The first argument of a process that serves.
pub const SERVE: &str = "serve";

/// When the clocks of sandbox and clients begin.
pub const BEGIN: Timestamp = Timestamp::constant(1_787_198_400, 0);

pub const RECORDS_PER_DAY: u32 = 10_000;

/// Tokens are renewed several times in ten minutes: clients ask for a new one when less than four
/// minutes are left.
const TOKEN_LIFETIME: Duration = Duration::from_secs(6 * 60);

const TOKEN: &str = r#"{"returnCode":1,"accessToken":"the-same-always","expiresIn":7200}"#;

/// A server, which ends with this.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    /// The sandbox.
    pub fn sandbox() -> Result<Self> {
        Self::start(&["sandbox".as_ref()])
    }

    /// Pages of a UDID listing, all of these bytes.
    pub fn bare(page: &Path) -> Result<Self> {
        Self::start(&["bare".as_ref(), page])
    }

    fn start(arguments: &[&Path]) -> Result<Self> {
        let mut command = Command::new(env::current_exe()?);
        command.arg(SERVE).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let mut address = String::new();
        let stdout = process.stdout.take().ok_or("no output")?;
        BufReader::new(stdout).read_line(&mut address)?;
        Ok(Self { process, address: address.trim().to_owned() })
    }

    /// Resident memory.
    pub fn memory_mib(&self) -> Result<f64> {
        let mut command = Command::new("ps");
        command.args(["-o", "rss=", "-p", &self.process.id().to_string()]);
        let kib: f64 = String::from_utf8(command.output()?.stdout)?.trim().parse()?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a serving process does, until its input is closed.
pub async fn serve(arguments: &[String]) -> Result<()> {
    match arguments {
        [kind] if kind == "sandbox" => {
            let settings = Settings {
                udid: UdidSettings {
                    token_lifetime: TOKEN_LIFETIME,
                    ..UdidSettings::with_records_per_day(RECORDS_PER_DAY)
                },
                has_admin: true,
                ..Settings::default()
            };
            let sandbox = Sandbox::builder(settings).start().await?;
            sandbox.clock().stand_still(true);
            sandbox.clock().set(BEGIN);
            println!("{}", sandbox.address());
            until_left().await
        }
        [kind, page] if kind == "bare" => {
            let page = Bytes::from(std::fs::read(page)?);
            let json = || [(CONTENT_TYPE, "application/json;charset=UTF-8")];
            let token = move || async move { (json(), TOKEN) };
            let app = Router::new().route("/api/v2/token/get", post(token)).route(
                "/api/v2/sharing/get",
                // As the sandbox does, it reads what it is sent.
                post(move |_: Bytes| async move { (json(), page) }),
            );
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            println!("{}", listener.local_addr()?);
            tokio::select! {
                ended = axum::serve(listener, app) => Ok(ended?),
                left = until_left() => left,
            }
        }
        _ => Err("wrong arguments".into()),
    }
}

async fn until_left() -> Result<()> {
    let input = || std::io::stdin().read_to_end(&mut Vec::new());
    tokio::task::spawn_blocking(input).await??;
    Ok(())
}
