//! What happens around every request: it is kept in the journal, and faults of its connection are
//! carried out.

use std::sync::Arc;

use auth::Clock;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::LOCATION;
use http::{HeaderValue, StatusCode};

use crate::clock::VirtualClock;
use crate::fault::{Faults, RedirectTo, Verdict, Wired};
use crate::front::Link;
use crate::journal::Journal;

/// What is needed for it.
#[derive(Clone)]
pub struct Around {
    pub clock: Arc<VirtualClock>,
    pub faults: Faults,
    pub journal: Journal,
}

/// Answers a request of one of the services.
pub async fn observe(
    State(around): State<Around>,
    ConnectInfo(link): ConnectInfo<Link>,
    request: Request,
    next: Next,
) -> Response {
    let time = around.clock.now();
    if around.faults.refuses_connections() {
        // The connection was there before.
        link.send(Wired::reset());
        around.journal.record_lost_connection("refuse");
        return Response::default();
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let label = format!("{} {}", request.method(), request.uri().path());
    let mut response = next.run(request).await;
    if let Some(RedirectTo(host)) = response.extensions_mut().remove() {
        let location = host.map_or_else(|| path.clone(), |host| format!("http://{host}{path}"));
        let location = HeaderValue::try_from(location).ok();
        response.headers_mut().extend(location.map(|location| (LOCATION, location)));
    }
    let verdict: Option<Verdict> = response.extensions_mut().remove();
    let status = match response.extensions_mut().remove::<Wired>() {
        None => Some(response.status()),
        Some(wired) => {
            let status = wired.status;
            link.send(wired);
            status
        }
    };
    around.journal.record(time, label, status.as_ref().map(StatusCode::as_u16), verdict);
    response
}
