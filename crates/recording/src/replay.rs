//! A transport that responds from a folder of captured exchanges.

use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use transport::{BodySource, Transport, TransportError};

use crate::capture::HEAD_BYTES;
use crate::{Exchange, ExchangeRedactor, RecordedRequest, RecordedResponse, read_exchanges};

/// A transport that responds as a [captured](crate::Capture) service did, without network.
///
/// A request gets the response that the same method, path and redacted parameters got. If they were
/// sent several times, the responses come in the order in which they were captured, and the last
/// one from then on. What was redacted in the capture is redacted in the response.
pub struct Replay {
    redactor: Box<dyn ExchangeRedactor>,
    /// Each with whether it was replayed already.
    exchanges: Mutex<Vec<(Exchange, bool)>>,
}

wire::opaque_debug!(Replay);

impl Replay {
    /// Reads a folder. The redactor must hide what that of the capture hid.
    ///
    /// # Errors
    /// Those of [`read_exchanges`].
    pub fn open(folder: &Path, redactor: impl ExchangeRedactor + 'static) -> io::Result<Self> {
        let exchanges = read_exchanges(folder)?.into_iter().map(|exchange| (exchange, false));
        Ok(Self { redactor: Box::new(redactor), exchanges: Mutex::new(exchanges.collect()) })
    }

    fn respond(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let RecordedRequest { path, parameters } = self.redactor.request(request);
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |(exchange, _): &&mut (Exchange, bool)| {
            exchange.method == request.method().as_str()
                && exchange.path == path
                && exchange.parameters == parameters
        };
        let mut last = None;
        for (exchange, replayed) in exchanges.iter_mut().filter(is_same) {
            last = Some(&*exchange);
            if !std::mem::replace(replayed, true) {
                break;
            }
        }
        let missing = "it was not captured: no exchange has its method, path and parameters";
        response(last.ok_or_else(|| invalid(missing.to_owned()))?)
    }
}

fn invalid(reason: String) -> TransportError {
    TransportError::InvalidRequest { reason }
}

fn response(exchange: &Exchange) -> Result<Response<Bytes>, TransportError> {
    let body = match &exchange.response {
        RecordedResponse::Json(response) => response.to_string(),
        RecordedResponse::Excerpt(excerpt) => excerpt.clone(),
    };
    let mut head = Response::builder().status(exchange.status);
    if let Some(kind) = &exchange.content_type {
        head = head.header(CONTENT_TYPE, kind);
    }
    head.body(Bytes::from(body))
        .map_err(|error| invalid(format!("captured exchange {}: {error}", exchange.number)))
}

#[async_trait]
impl Transport for Replay {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.respond(&request)
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let head = head_of(body).await?;
        self.respond(&Request::from_parts(parts, head))
    }
}

/// The beginning of a body, as a capture keeps it.
async fn head_of(mut body: BodySource) -> Result<Bytes, TransportError> {
    let mut stream = body.open().ok_or_else(|| invalid("its body was read before".to_owned()))?;
    let mut head = BytesMut::new();
    while head.len() < HEAD_BYTES
        && let Some(chunk) = stream.next().await
    {
        let chunk = chunk.map_err(|error| invalid(format!("its body cannot be read: {error}")))?;
        head.extend_from_slice(&chunk[..chunk.len().min(HEAD_BYTES - head.len())]);
    }
    Ok(head.freeze())
}
