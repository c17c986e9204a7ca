//! What happens around every request: it is kept in the journal, and faults of its connection are
//! carried out.

use std::io;
use std::sync::Arc;

use auth::Clock;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{StreamExt, stream};
use http::header::LOCATION;
use http::{HeaderValue, StatusCode};

use crate::clock::VirtualClock;
use crate::fault::{Faults, RedirectTo, Verdict, Wired};
use crate::front::{Link, QUIET};
use crate::journal::Journal;

/// Most characters of a path that the journal keeps.
const LONGEST_PATH: usize = 200;

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
    let shown: String = request.uri().path().chars().take(LONGEST_PATH).collect();
    let label = format!("{} {shown}", request.method());
    let answering = link.answering();
    let mut response = next.run(request.map(impatient)).await;
    drop(answering);
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

/// A body that ends with an error when nothing of it comes for too long.
fn impatient(body: Body) -> Body {
    Body::from_stream(stream::unfold(body.into_data_stream(), |mut body| async {
        let next = tokio::time::timeout(QUIET, body.next()).await;
        match next {
            Ok(None) => None,
            Ok(Some(chunk)) => Some((chunk.map_err(io::Error::other), body)),
            Err(late) => Some((Err(late.into()), body)),
        }
    }))
}
