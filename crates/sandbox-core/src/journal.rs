//! Every request, for tests and for people.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use auth::Clock;
use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use serde::{Serialize, Serializer};

use crate::Service;
use crate::clock::VirtualClock;
use crate::fault::Verdict;

/// Requests that are kept; older ones are forgotten.
const KEPT: usize = 10_000;

/// Is told of every request.
pub type Observer = Arc<dyn Fn(&Seen) + Send + Sync>;

/// A request and what became of it. It shows as one line; nothing that a caller sent is in it but
/// method and path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Seen {
    /// Its number, counted from 1 in the order in which requests end.
    pub number: u64,
    /// When it came, on the sandbox's clock.
    #[serde(serialize_with = "in_beijing")]
    pub time: Timestamp,
    /// Method and path, of which the first 200 characters; `-` for a connection that was closed at once.
    pub request: String,
    /// The service; none for a path of no endpoint.
    pub service: Option<Service>,
    /// The endpoint, named as in its document.
    pub endpoint: Option<&'static str>,
    /// The code of the answer, or the one that it would have had without a fault.
    pub code: Option<String>,
    /// The HTTP status; none if none was sent.
    pub status: Option<u16>,
    /// Names of the faults that struck.
    pub faults: Vec<String>,
}

/// The requests of a sandbox. Clones are the same journal.
#[derive(Clone)]
pub struct Journal {
    inner: Arc<Inner>,
}

struct Inner {
    clock: Arc<VirtualClock>,
    observer: Option<Observer>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    count: u64,
    seen: VecDeque<Seen>,
}

impl Journal {
    pub(crate) fn new(clock: Arc<VirtualClock>, observer: Option<Observer>) -> Self {
        Self { inner: Arc::new(Inner { clock, observer, kept: Mutex::default() }) }
    }

    /// The requests after the one of this number, oldest first: as many of the last 10,000 as there
    /// are.
    pub fn after(&self, number: u64) -> Vec<Seen> {
        let kept = self.inner.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.seen.iter().filter(|seen| seen.number > number).cloned().collect()
    }

    /// Keeps a request that came at this time.
    pub(crate) fn record(
        &self,
        time: Timestamp,
        request: String,
        status: Option<u16>,
        verdict: Option<Verdict>,
    ) {
        let mut seen = Seen {
            number: 0,
            time,
            request,
            service: None,
            endpoint: None,
            code: None,
            status,
            faults: Vec::new(),
        };
        if let Some(verdict) = verdict {
            (seen.service, seen.endpoint) = (Some(verdict.service), Some(verdict.endpoint));
            (seen.code, seen.faults) = (verdict.code, verdict.faults);
        }
        self.keep(seen);
    }

    /// Keeps a connection that a fault ended before it was used.
    pub(crate) fn record_lost_connection(&self, fault: &str) {
        self.keep(Seen {
            number: 0,
            time: self.inner.clock.now(),
            request: "-".to_owned(),
            service: None,
            endpoint: None,
            code: None,
            status: None,
            faults: vec![fault.to_owned()],
        });
    }

    fn keep(&self, mut seen: Seen) {
        {
            let mut kept = self.inner.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.count += 1;
            seen.number = kept.count;
            if kept.seen.len() == KEPT {
                kept.seen.pop_front();
            }
            kept.seen.push_back(seen.clone());
        }
        if let Some(observer) = &self.inner.observer {
            observer(&seen);
        }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", beijing_time(self.time))?;
        match (self.service, self.endpoint) {
            (Some(service), Some(endpoint)) => write!(f, " {} {endpoint}", service.name())?,
            _ => write!(f, " {}", self.request)?,
        }
        if let Some(code) = &self.code {
            write!(f, " code {code}")?;
        }
        match self.status {
            Some(status) => write!(f, " http {status}")?,
            None => f.write_str(" no answer")?,
        }
        if !self.faults.is_empty() {
            write!(f, " fault {}", self.faults.join(", "))?;
        }
        Ok(())
    }
}

/// A time as the services show it, with its offset.
pub fn beijing_time(time: Timestamp) -> String {
    let zoned = time.to_zoned(TimeZone::fixed(tz::offset(8)));
    zoned.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

fn in_beijing<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&beijing_time(*time))
}
