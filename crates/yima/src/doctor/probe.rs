//! A service under examination, and how its steps are gone through.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use client_core::without_secrets;
use futures_util::future::LocalBoxFuture;
use http::header::DATE;
use http::{Request, Uri};
use jiff::Timestamp;
use transport::{HttpSettings, RetryPolicy, Transport, TransportError};

use crate::config::Origin;
use crate::connect::{Connect, Means, Sharing, Target};
use crate::failure::Failure;

/// A step of an examination.
pub struct Step<C> {
    pub name: &'static str,
    /// The steps that it cannot do without.
    pub needs: &'static [&'static str],
    pub run: Run<C>,
    /// What to do when it fails.
    pub advice: &'static str,
}

/// What a step does.
pub type Run<C> = for<'a> fn(&'a mut Probe<C>) -> LocalBoxFuture<'a, Outcome>;

/// What a step came to.
pub enum Outcome {
    Passed(String),
    Skipped(String),
    Failed(Failure),
}

/// A step that was gone through.
pub struct Finding {
    pub step: &'static str,
    pub outcome: Outcome,
    pub took: Duration,
    pub advice: &'static str,
}

/// A service under examination.
pub struct Probe<C> {
    /// Without what is secret in it.
    pub base_url: String,
    pub origin: Origin,
    pub host: String,
    pub port: u16,
    pub is_https: bool,
    pub client: C,
    /// The settings that hold the credentials.
    pub keys: &'static [&'static str],
    /// What is wrong with the credentials; taken by the step that says so.
    pub trouble: Option<Failure>,
    /// Where token and count of calls are kept, or what is wrong with that.
    pub store: Result<String, Failure>,
    url: Uri,
    transport: Arc<dyn Transport>,
    answer: Option<Result<FirstAnswer, TransportError>>,
}

/// What there is to know of an answer that nobody reads.
pub struct FirstAnswer {
    /// The header.
    pub date: Option<String>,
    pub received: Timestamp,
}

impl<C> Probe<C> {
    /// A service at an address that can be used.
    pub fn new<const N: usize>(target: Target<N>) -> Result<Self, Failure>
    where
        C: Connect<N>,
    {
        let address = target.address?;
        let (credentials, trouble) = match target.credentials {
            Ok(credentials) => (Some(credentials), None),
            Err(trouble) => (None, Some(trouble)),
        };
        let sharing = match credentials {
            Some(_) => target.sharing.and_then(Sharing::usable),
            None => Ok(Sharing::default()),
        };
        let (sharing, store) = match sharing {
            Ok(sharing) => {
                let store = sharing.store.to_string();
                (sharing, Ok(store))
            }
            Err(failure) => (Sharing::default(), Err(failure)),
        };
        let base_url = address.value.clone();
        // The client knows best which address it can use, and says so. A failure that a second
        // attempt would hide is what is looked for.
        let retry = RetryPolicy::none();
        let client = C::new(Means { base_url, credentials, retry, transport: None, sharing })?;
        let unusable = |_| Failure::usage("the address names no host");
        let url: Uri = address.value.parse().map_err(unusable)?;
        let is_https = url.scheme_str() == Some("https");
        let host = url.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let transport = transport::default_transport(&address.value, &HttpSettings::default());
        Ok(Self {
            base_url: without_secrets(&address.value),
            origin: address.origin,
            host,
            port: url.port_u16().unwrap_or(if is_https { 443 } else { 80 }),
            is_https,
            client,
            keys: const { &C::KEYS },
            trouble,
            store,
            url,
            transport: transport.map_err(|error| Failure::unreachable(&error))?,
            answer: None,
        })
    }

    /// What comes for the base URL itself, whatever it is; asked for once.
    pub async fn first_answer(&mut self) -> &Result<FirstAnswer, TransportError> {
        let answer = match self.answer.take() {
            Some(answer) => answer,
            None => self.ask().await,
        };
        self.answer.insert(answer)
    }

    async fn ask(&self) -> Result<FirstAnswer, TransportError> {
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = self.url.clone();
        let answer = self.transport.send(request).await?;
        let received = Timestamp::now();
        let date = answer.headers().get(DATE).and_then(|date| date.to_str().ok());
        Ok(FirstAnswer { date: date.map(str::to_owned), received })
    }
}

/// Goes through the steps on the way to a service and its own; those that cannot do without one that failed are skipped.
pub async fn examine<C>(probe: Result<Probe<C>, Failure>, steps: &[Step<C>]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    // Each with the step whose failure it comes from.
    let mut failed: Vec<(&str, &str)> = Vec::new();
    let (mut probe, mut unusable) = match probe {
        Ok(probe) => (Some(probe), None),
        Err(failure) => (None, Some(failure)),
    };
    for step in Step::ON_THE_WAY.iter().chain(steps) {
        let started = Instant::now();
        let is_needed = |(name, _): &&(&str, &str)| step.needs.contains(name);
        let root = failed.iter().find(is_needed).map(|(_, root)| *root);
        let outcome = match (root, &mut probe, unusable.take()) {
            (Some(root), ..) => Outcome::Skipped(format!("because of {root}")),
            (None, _, Some(failure)) => Outcome::Failed(failure),
            (None, Some(probe), None) => (step.run)(probe).await,
            (None, None, None) => Outcome::Skipped("because of the address".to_owned()),
        };
        if let Some(root) = root.or(matches!(outcome, Outcome::Failed(_)).then_some(step.name)) {
            failed.push((step.name, root));
        }
        let took = started.elapsed();
        findings.push(Finding { step: step.name, outcome, took, advice: step.advice });
    }
    findings
}
