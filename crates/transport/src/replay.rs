//! Answers from a folder of captured exchanges.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Request, Response};

use crate::capture::head_of;
use crate::captures::{Answered, Exchange, captures};
use crate::{Asked, BodySource, Scrub, Transport, TransportError};

/// Answers as a service did that was [captured](crate::Capture), without network.
///
/// A request gets the answer that the same method, path and scrubbed parameters got. Where they were
/// sent several times, the answers come in the order in which they were captured, and the last one
/// from then on. What was hidden in the capture is hidden in the answer.
pub struct Replay {
    scrub: Arc<dyn Scrub>,
    /// Each with whether it was given already.
    exchanges: Mutex<Vec<(Exchange, bool)>>,
}

impl Replay {
    /// From a folder, with a [`Scrub`] that hides what the one of the capture hid.
    ///
    /// # Errors
    /// Those of [`captures`].
    pub fn open(folder: &Path, scrub: Arc<dyn Scrub>) -> io::Result<Self> {
        let exchanges = captures(folder)?.into_iter().map(|exchange| (exchange, false));
        Ok(Self { scrub, exchanges: Mutex::new(exchanges.collect()) })
    }

    fn answer(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let Asked { path, parameters } = self.scrub.request(request);
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |(exchange, _): &&mut (Exchange, bool)| {
            exchange.method == request.method().as_str()
                && exchange.path == path
                && exchange.parameters == parameters
        };
        let mut last = None;
        for (exchange, given) in exchanges.iter_mut().filter(is_same) {
            last = Some(&*exchange);
            if !std::mem::replace(given, true) {
                break;
            }
        }
        let exchange = last.ok_or_else(not_captured)?;
        response(exchange)
    }
}

fn not_captured() -> TransportError {
    let reason = "it was not captured: no exchange has its method, path and parameters";
    TransportError::InvalidRequest { reason: reason.to_owned() }
}

fn response(exchange: &Exchange) -> Result<Response<Bytes>, TransportError> {
    let body = match &exchange.answer {
        Answered::Json(answer) => answer.to_string(),
        Answered::Excerpt(excerpt) => excerpt.clone(),
    };
    let mut head = Response::builder().status(exchange.status);
    if let Some(kind) = &exchange.content_type {
        head = head.header(CONTENT_TYPE, kind);
    }
    head.body(Bytes::from(body)).map_err(|error| {
        let reason = format!("captured exchange {}: {error}", exchange.number);
        TransportError::InvalidRequest { reason }
    })
}

#[async_trait]
impl Transport for Replay {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.answer(&request)
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let head = head_of(body).await?;
        self.answer(&Request::from_parts(parts, head))
    }
}
