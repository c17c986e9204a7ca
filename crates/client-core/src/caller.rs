//! Calls: made as fast as the limits allow, and again where a failed one may be repeated.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use auth::Redactor;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde::de::DeserializeOwned;
use transport::{
    AttemptFailure, BodySource, Call, Counts, FailedAttempt, FailureKind, Traffic, TrafficSettings,
    Transport, retry_after,
};
use wire::{Class, Effect, Endpoint, OpenEnum, Reply};

use crate::{Error, ReturnCodeError, accept, read};

/// A request as it goes out.
pub enum OutgoingRequest {
    /// One that is in memory.
    Buffered(Request<Bytes>),
    /// One whose body is read on the way, from something that is there for another attempt as well.
    Streamed(Request<BodySource>),
    /// One whose body is gone when it has been read: it is sent once.
    StreamedOnce(Request<BodySource>),
}

/// One attempt of a call: what goes out, and what no error may repeat of it.
pub struct Attempt {
    /// The request.
    pub request: OutgoingRequest,
    /// What is hidden in its errors.
    pub redactor: Redactor,
}

/// Makes the calls of one client and its clones.
pub struct Caller {
    service: &'static str,
    transport: Arc<dyn Transport>,
    traffic: Traffic,
    waits_long: &'static [&'static str],
}

impl Caller {
    /// For a service, as logs call it.
    pub fn new(
        service: &'static str,
        transport: Arc<dyn Transport>,
        settings: TrafficSettings,
    ) -> Self {
        Self { service, transport, traffic: Traffic::new(settings), waits_long: &[] }
    }

    /// Return codes that ask to come back later than anybody waits in a call: it is not repeated.
    #[must_use]
    pub fn waits_long(self, codes: &'static [&'static str]) -> Self {
        Self { waits_long: codes, ..self }
    }

    /// What was done so far.
    pub fn counts(&self) -> Counts {
        self.traffic.counts()
    }

    /// The reply to a call, if the service says that it worked. `prepare` makes one attempt, anew
    /// each time.
    ///
    /// # Errors
    /// Those of `prepare`, of [`read`] and [`accept`], and [`Error::Transport`].
    pub async fn call<E, S, O>(
        &self,
        prepare: impl FnMut() -> Result<Attempt, Error<S, O>>,
    ) -> Result<E::Reply, Error<S, O>>
    where
        E: Endpoint,
        S: ReturnCodeError,
        E::Reply: Reply<Code = S::Code> + DeserializeOwned,
    {
        self.exchange::<E, _, _, _>(prepare, |reply| accept(E::ENDPOINT.id, reply)).await
    }

    /// The same where more than the return code tells whether a call worked: `judge` looks at each
    /// reply.
    ///
    /// # Errors
    /// Those of `prepare`, of [`read`] and of `judge`, and [`Error::Transport`].
    pub async fn exchange<E, S, O, T>(
        &self,
        mut prepare: impl FnMut() -> Result<Attempt, Error<S, O>>,
        judge: impl Fn(E::Reply) -> Result<T, Error<S, O>>,
    ) -> Result<T, Error<S, O>>
    where
        E: Endpoint,
        S: ReturnCodeError,
        E::Reply: Reply + DeserializeOwned,
    {
        let endpoint = E::ENDPOINT;
        let (service, is_idempotent) = (self.service, endpoint.effect == Effect::Read);
        let call = Call { service, endpoint: endpoint.id, is_idempotent };
        let judge = &judge;
        let attempt = || {
            let Attempt { request, redactor } = prepare()?;
            let can_be_sent_again = !matches!(request, OutgoingRequest::StreamedOnce(_));
            Ok(async move {
                let answer = self.send(endpoint.id, request).await;
                let head = answer.as_ref().map_or_else(|_| Head::default(), Head::of);
                let outcome = answer.and_then(|answer| read::<E, _, _>(&answer)).and_then(judge);
                outcome.map_err(|error| {
                    let failure = self.failure(&error, head, can_be_sent_again);
                    FailedAttempt { error: error.redact(&redactor), failure }
                })
            })
        };
        self.traffic.run(call, attempt).await
    }

    async fn send<S, O>(
        &self,
        endpoint: &'static str,
        request: OutgoingRequest,
    ) -> Result<Response<Bytes>, Error<S, O>> {
        let answer = match request {
            OutgoingRequest::Buffered(request) => self.transport.send(request).await,
            OutgoingRequest::Streamed(request) | OutgoingRequest::StreamedOnce(request) => {
                self.transport.send_stream(request).await
            }
        };
        let answer = answer.map_err(|source| Error::Transport { endpoint, source })?;
        let (status, bytes) = (answer.status().as_u16(), answer.body().len());
        tracing::debug!(service = self.service, endpoint, status, bytes, "answer");
        Ok(answer)
    }

    /// What an error means for a repetition.
    fn failure<S: ReturnCodeError, O>(
        &self,
        error: &Error<S, O>,
        head: Head,
        can_be_sent_again: bool,
    ) -> AttemptFailure {
        let kind = match error {
            Error::Transport { source, .. } => source.into(),
            Error::Status { .. } => FailureKind::Status,
            Error::NotJson { .. } => FailureKind::Unreadable,
            Error::Service(complaint) => self.kind(&**complaint),
            _ => FailureKind::Permanent,
        };
        let Head { status, retry_after } = head;
        let may_have_arrived = error.may_have_arrived();
        AttemptFailure { kind, may_have_arrived, can_be_sent_again, status, retry_after }
    }

    fn kind<S: ReturnCodeError>(&self, complaint: &S) -> FailureKind {
        let waits_long =
            complaint.code().is_some_and(|code| self.waits_long.contains(&code.as_str()));
        match complaint.class() {
            Class::RetryLater if !waits_long => FailureKind::Busy,
            Class::Failed => FailureKind::Failed,
            _ => FailureKind::Refused,
        }
    }
}

/// What stands above an answer.
#[derive(Clone, Copy, Default)]
struct Head {
    status: Option<StatusCode>,
    retry_after: Option<Duration>,
}

impl Head {
    fn of(answer: &Response<Bytes>) -> Self {
        let retry_after = retry_after(answer.headers(), SystemTime::now());
        Self { status: Some(answer.status()), retry_after }
    }
}
