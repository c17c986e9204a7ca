//! What the log says of a call: one span with where it went and what came of it.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use client_core::{
    Attempt, Call, FailedAttempt, OutgoingRequest, Pipeline, PipelineSettings, Redactor,
};
use http::{Request, Response};
use tracing_subscriber::fmt::format::FmtSpan;
use transport::{
    AttemptFailure, FailureKind, RateLimit, RetryPolicy, RuntimeTiming, Transport, TransportError,
};

/// Responds after three seconds.
struct Slow;

#[async_trait]
impl Transport for Slow {
    async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok(Response::new(Bytes::new()))
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_is_one_span() {
    let log = Log::default();
    let sink = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || sink.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let timing = Arc::new(RuntimeTiming::default());
    let retry = RetryPolicy::default().max_attempts(2);
    let rate_limit = RateLimit::unlimited();
    let settings = PipelineSettings { retry, rate_limit, timing };
    let pipeline = Pipeline::new("toys", Arc::new(Slow), settings);
    let call = Call { endpoint: "101", is_idempotent: true };
    for succeeds_at in [2, 3] {
        let mut prepare = || {
            let request = OutgoingRequest::Buffered(Request::new(Bytes::new()));
            Ok(Attempt { request, redactor: Redactor::default() })
        };
        let mut attempt = 0;
        let mut receive = |_: Result<_, _>, _: &Redactor| {
            attempt += 1;
            if attempt == succeeds_at { Ok(()) } else { Err(cut()) }
        };
        let outcome = pipeline.run(call, &mut prepare, &mut receive).await;
        assert_eq!(outcome.is_ok(), succeeds_at == 2);
    }

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let closed: Vec<_> = log.lines().filter(|line| line.contains(": close ")).collect();
    let [success, failure] = closed[..] else { panic!("{log}") };
    let place = r#"call{service="toys" endpoint="101" attempts=2"#;
    assert!(success.contains(&format!(r#"{place} outcome="success" duration=6."#)), "{success}");
    assert!(
        failure.contains(&format!(r#"{place} outcome="interrupted" duration=6."#)),
        "{failure}"
    );
    let again = r#"retrying service="toys" endpoint="101" attempt=1 failure="interrupted""#;
    assert_eq!(log.matches(again).count(), 2, "{log}");
    assert_eq!(log.matches(r#"reason="no attempts left""#).count(), 1, "{log}");
    assert!(!log.contains("the error"), "{log}");
}

fn cut() -> FailedAttempt<&'static str> {
    let failure = AttemptFailure {
        kind: FailureKind::Interrupted,
        may_have_arrived: true,
        status: None,
        retry_after: None,
    };
    FailedAttempt { error: "the error", failure }
}
