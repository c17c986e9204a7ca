//! The steps on the way to any service.

use std::env;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::fmt::rfc2822::DateTimeParser;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use transport::TransportError;

use super::probe::{Outcome, Probe, Step};
use crate::failure::Failure;

/// For a name, and for a connection.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// How far the clocks may be apart, in seconds. No document says what a service tolerates.
const TOLERANCE: i64 = 60;

impl<C> Step<C> {
    /// The steps that lead to any service.
    pub const ON_THE_WAY: [Self; 5] =
        [Self::ADDRESS, Self::NAME, Self::CONNECTION, Self::TLS, Self::CLOCK];

    const ADDRESS: Self = Self {
        name: "address",
        needs: &[],
        run: |probe| async { address(probe) }.boxed_local(),
        advice: "correct base_url: `yima config show --origin` tells where it is from",
    };

    const NAME: Self = Self {
        name: "name",
        needs: &["address"],
        run: |probe| name(probe).boxed_local(),
        advice: "check the host in base_url, and that this network resolves names",
    };

    const CONNECTION: Self = Self {
        name: "connection",
        needs: &["name"],
        run: |probe| connection(probe).boxed_local(),
        advice: "check the port in base_url and the firewall; the service may be down",
    };

    const TLS: Self = Self {
        name: "TLS",
        needs: &["connection"],
        run: |probe| tls(probe).boxed_local(),
        advice: "check that it is an address of HTTPS, its certificate, and what on the way reads \
                 along",
    };

    const CLOCK: Self = Self {
        name: "clock",
        needs: &["TLS"],
        run: |probe| clock(probe).boxed_local(),
        advice: "set the clock of this computer by the network: signatures and tokens depend on it",
    };

    pub const CREDENTIALS: Self = Self {
        name: "credentials",
        needs: &["address"],
        run: |probe| async { credentials(probe) }.boxed_local(),
        advice: "give all of them or none: `yima config show --origin` tells where they are from",
    };
}

fn address<C>(probe: &Probe<C>) -> Outcome {
    Outcome::Passed(format!("{} ({})", probe.base_url, probe.origin))
}

async fn name<C>(probe: &Probe<C>) -> Outcome {
    if let Some(variable) = proxy(probe) {
        return Outcome::Skipped(format!("{variable} names a proxy, which looks it up"));
    }
    match addresses(probe).await {
        Ok(addresses) => {
            let found: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
            Outcome::Passed(found.join(", "))
        }
        Err(reason) => unreachable(format!("{} is not found: {reason}", probe.host)),
    }
}

async fn connection<C>(probe: &Probe<C>) -> Outcome {
    if let Some(variable) = proxy(probe) {
        return Outcome::Skipped(format!("{variable} names a proxy, which connects"));
    }
    let port = probe.port;
    let addresses = addresses(probe).await.unwrap_or_default();
    match timeout(LONGEST_WAIT, TcpStream::connect(addresses.as_slice())).await {
        Ok(Ok(_)) => Outcome::Passed(format!("port {port} is open")),
        Ok(Err(error)) => unreachable(format!("port {port}: {error}")),
        Err(_) => unreachable(format!("port {port}: no answer in {LONGEST_WAIT:?}")),
    }
}

async fn tls<C>(probe: &mut Probe<C>) -> Outcome {
    if !probe.is_https {
        return Outcome::Skipped("the address is one of plain HTTP".to_owned());
    }
    match probe.first_answer().await {
        Err(
            error @ (TransportError::Connect { .. }
            | TransportError::Tls { .. }
            | TransportError::Setup { .. }
            | TransportError::Timeout { connecting: true, .. }),
        ) => Outcome::Failed(Failure::unreachable(error)),
        // Whatever went wrong after it, the connection was secure.
        _ => Outcome::Passed("the connection is secure".to_owned()),
    }
}

async fn clock<C>(probe: &mut Probe<C>) -> Outcome {
    let answer = match probe.first_answer().await {
        Ok(answer) => answer,
        Err(error) => return Outcome::Skipped(format!("no answer to tell the time: {error}")),
    };
    let date = answer.date.as_deref().unwrap_or_default();
    let Ok(theirs) = DateTimeParser::new().parse_timestamp(date) else {
        return Outcome::Skipped("the answer does not tell the time".to_owned());
    };
    let seconds = answer.received.as_second() - theirs.as_second();
    let said = apart(seconds);
    if seconds.abs() <= TOLERANCE {
        return Outcome::Passed(said);
    }
    // A signature with a wrong time is refused like a wrong one.
    Outcome::Failed(Failure::credentials(said))
}

/// How far this computer's clock is ahead. Services tell whole seconds.
pub fn apart(seconds: i64) -> String {
    match seconds {
        -1..=1 => "as the service's".to_owned(),
        2.. => format!("{seconds} s ahead of the service's"),
        _ => format!("{} s behind the service's", -seconds),
    }
}

fn credentials<C>(probe: &mut Probe<C>) -> Outcome {
    let keys = probe.keys.join(", ");
    probe.trouble.take().map_or(Outcome::Passed(format!("{keys} are set")), Outcome::Failed)
}

async fn addresses<C>(probe: &Probe<C>) -> Result<Vec<SocketAddr>, String> {
    let look_up = lookup_host((probe.host.as_str(), probe.port));
    let found = timeout(LONGEST_WAIT, look_up).await.map_err(|_| "no answer".to_owned())?;
    Ok(found.map_err(|error| error.to_string())?.collect())
}

/// The variable that names a proxy for this service. This machine is reached without one.
fn proxy<C>(probe: &Probe<C>) -> Option<&'static str> {
    let for_https: &[_] = &["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let for_http: &[_] = &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let names = if probe.is_https { for_https } else { for_http };
    let is_set = |name: &&&str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let name = names.iter().find(is_set).copied();
    name.filter(|_| !transport::is_loopback(&probe.base_url))
}

fn unreachable(message: String) -> Outcome {
    Outcome::Failed(Failure::unreachable_because(message))
}
