//! The steps on the way to any service.

use std::env;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::fmt::rfc2822::DateTimeParser;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use transport::TransportError;

use super::probe::Probe;
use super::step::{Action, Outcome, Step};
use crate::wiring::CommandError;

/// Of a name look-up, and of a connection.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Tolerated difference of clocks in seconds. No document states what a service tolerates.
const TOLERANCE: i64 = 60;

/// The steps on the way to any service.
pub fn steps() -> Vec<Step> {
    vec![
        Step {
            name: "address",
            needs: vec![],
            action: Action::Check(|probe| async { address(probe) }.boxed_local()),
            advice: "correct base_url; `yima config show --origin` shows where it comes from",
        },
        Step {
            name: "name",
            needs: vec!["address"],
            action: Action::Check(|probe| name(probe).boxed_local()),
            advice: "check the host in base_url, and that this network resolves names",
        },
        Step {
            name: "connection",
            needs: vec!["name"],
            action: Action::Check(|probe| connection(probe).boxed_local()),
            advice: "check the port in base_url and the firewall; the service may be down",
        },
        Step {
            name: "TLS",
            needs: vec!["connection"],
            action: Action::Check(|probe| tls(probe).boxed_local()),
            advice: "check that it is an HTTPS address, its certificate, and proxies that intercept \
                     TLS",
        },
        Step {
            name: "clock",
            needs: vec!["TLS"],
            action: Action::Check(|probe| clock(probe).boxed_local()),
            advice: "synchronize the clock of this computer; signatures and tokens depend on it",
        },
    ]
}

fn address(probe: &Probe) -> Outcome {
    Outcome::Passed(format!("{} ({})", probe.base_url, probe.origin))
}

async fn name(probe: &Probe) -> Outcome {
    if let Some(variable) = proxy(probe) {
        return Outcome::Skipped(format!("{variable} names a proxy, which resolves it"));
    }
    match addresses(probe).await {
        Ok(addresses) => {
            let found: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
            Outcome::Passed(found.join(", "))
        }
        Err(reason) => unreachable(format!("{} is not found: {reason}", probe.host)),
    }
}

async fn connection(probe: &Probe) -> Outcome {
    if let Some(variable) = proxy(probe) {
        return Outcome::Skipped(format!("{variable} names a proxy, which connects"));
    }
    let port = probe.port;
    let addresses = addresses(probe).await.unwrap_or_default();
    match timeout(TIMEOUT, TcpStream::connect(addresses.as_slice())).await {
        Ok(Ok(_)) => Outcome::Passed(format!("port {port} is open")),
        Ok(Err(error)) => unreachable(format!("port {port}: {error}")),
        Err(_) => unreachable(format!("port {port}: no response within {TIMEOUT:?}")),
    }
}

async fn tls(probe: &mut Probe) -> Outcome {
    if !probe.is_https {
        return Outcome::Skipped("the address is plain HTTP".to_owned());
    }
    match probe.first_response().await {
        Err(
            error @ (TransportError::Connect { .. }
            | TransportError::Tls { .. }
            | TransportError::Setup { .. }
            | TransportError::Timeout { connecting: true, .. }),
        ) => Outcome::Failed(CommandError::unreachable(error)),
        // Whatever failed later, the connection was secure.
        _ => Outcome::Passed("the connection is secure".to_owned()),
    }
}

async fn clock(probe: &mut Probe) -> Outcome {
    let response = match probe.first_response().await {
        Ok(response) => response,
        Err(error) => return Outcome::Skipped(format!("no response that tells the time: {error}")),
    };
    let date = response.date.as_deref().unwrap_or_default();
    let Ok(theirs) = DateTimeParser::new().parse_timestamp(date) else {
        return Outcome::Skipped("the response does not tell the time".to_owned());
    };
    let seconds = response.received.as_second() - theirs.as_second();
    let said = apart(seconds);
    if seconds.abs() <= TOLERANCE {
        return Outcome::Passed(said);
    }
    // A signature with a wrong time is rejected like wrong credentials.
    Outcome::Failed(CommandError::credentials(said))
}

/// How far this computer's clock is ahead, in whole seconds.
pub fn apart(seconds: i64) -> String {
    match seconds {
        -1..=1 => "as the service's".to_owned(),
        2.. => format!("{seconds} s ahead of the service's"),
        _ => format!("{} s behind the service's", -seconds),
    }
}

async fn addresses(probe: &Probe) -> Result<Vec<SocketAddr>, String> {
    let look_up = lookup_host((probe.host.as_str(), probe.port));
    let found = timeout(TIMEOUT, look_up).await.map_err(|_| "no response".to_owned())?;
    Ok(found.map_err(|error| error.to_string())?.collect())
}

/// The variable that names a proxy for this service. This computer is reached without one.
fn proxy(probe: &Probe) -> Option<&'static str> {
    let for_https: &[_] = &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let for_http: &[_] = &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let names = if probe.is_https { for_https } else { for_http };
    let is_set = |name: &&&str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let name = names.iter().find(is_set).copied();
    name.filter(|_| !transport::is_loopback(&probe.base_url))
}

fn unreachable(message: String) -> Outcome {
    Outcome::Failed(CommandError::unreachable_because(message))
}
