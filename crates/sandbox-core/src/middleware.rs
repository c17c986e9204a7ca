//! The middleware around every request: records it in the journal and carries out the faults of its
//! connection.

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
use crate::connection::ConnectionHandle;
use crate::fault::{Faults, RawResponse, RedirectTo};
use crate::idle::IDLE_TIMEOUT;
use crate::journal::{CallRecord, Journal};

/// Characters of a path that the journal keeps.
const MAX_PATH: usize = 200;

/// State of the middleware.
#[derive(Clone)]
pub struct Recorder {
    pub clock: Arc<VirtualClock>,
    pub faults: Faults,
    pub journal: Journal,
}

/// Responds to a request and records it.
pub async fn record(
    State(recorder): State<Recorder>,
    ConnectInfo(connection): ConnectInfo<ConnectionHandle>,
    request: Request,
    next: Next,
) -> Response {
    let time = recorder.clock.now();
    if recorder.faults.refuses_connections() {
        // The connection is older than the rule.
        connection.send(RawResponse::reset());
        recorder.journal.record_lost_connection("refuse");
        return Response::default();
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let shown: String = request.uri().path().chars().take(MAX_PATH).collect();
    let label = format!("{} {shown}", request.method());
    let answering = connection.answering();
    let mut response = next.run(request.map(with_idle_timeout)).await;
    drop(answering);
    if let Some(RedirectTo(host)) = response.extensions_mut().remove() {
        let location = host.map_or_else(|| path.clone(), |host| format!("http://{host}{path}"));
        let location = HeaderValue::try_from(location).ok();
        response.headers_mut().extend(location.map(|location| (LOCATION, location)));
    }
    let call: Option<CallRecord> = response.extensions_mut().remove();
    let status = match response.extensions_mut().remove::<RawResponse>() {
        None => Some(response.status()),
        Some(raw) => {
            let status = raw.status;
            connection.send(raw);
            status
        }
    };
    recorder.journal.record(time, label, status.as_ref().map(StatusCode::as_u16), call);
    response
}

/// A body that fails when no byte of it arrives for too long.
fn with_idle_timeout(body: Body) -> Body {
    Body::from_stream(stream::unfold(body.into_data_stream(), |mut body| async {
        let next = tokio::time::timeout(IDLE_TIMEOUT, body.next()).await;
        match next {
            Ok(None) => None,
            Ok(Some(chunk)) => Some((chunk.map_err(io::Error::other), body)),
            Err(late) => Some((Err(late.into()), body)),
        }
    }))
}
