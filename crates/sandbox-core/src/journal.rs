//! A journal of all requests and what became of them.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use auth::{Clock, in_beijing};
use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::clock::VirtualClock;

/// Entries that are kept; older ones are forgotten.
const MAX_ENTRIES: usize = 10_000;

/// Called with every request when it has been answered.
pub type Observer = Arc<dyn Fn(&JournalEntry) + Send + Sync>;

/// A request and what became of it. Displays as one line, and contains nothing of what a caller sent
/// but method and path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct JournalEntry {
    /// Its number, counted from 1 in the order in which requests end.
    pub number: u64,
    /// When it arrived, on the sandbox's clock.
    #[serde(serialize_with = "with_offset")]
    pub time: Timestamp,
    /// Method and the first 200 characters of the path; `-` for a connection that was closed at once.
    pub request: String,
    /// Name of the service; none for a path that is not an endpoint.
    pub service: Option<&'static str>,
    /// Id of the endpoint, as in its document.
    pub endpoint: Option<&'static str>,
    /// Return code of the reply, or the one that it would have had without a fault.
    pub code: Option<String>,
    /// HTTP status; none if none was sent.
    pub status: Option<u16>,
    /// Names of the faults that applied.
    pub faults: Vec<String>,
}

/// What became of a call: an extension of its response.
#[derive(Clone)]
pub struct CallRecord {
    pub service: &'static str,
    pub endpoint: &'static str,
    /// Return code of the reply, or the one that it would have had without a fault; none for a page.
    pub code: Option<String>,
    pub faults: Vec<String>,
}

/// The requests of a sandbox. Clones share them.
#[derive(Clone)]
pub struct Journal {
    inner: Arc<Inner>,
}

wire::opaque_debug!(Journal);

struct Inner {
    clock: Arc<VirtualClock>,
    observer: Option<Observer>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    count: u64,
    entries: VecDeque<JournalEntry>,
}

impl Journal {
    pub(crate) fn new(clock: Arc<VirtualClock>, observer: Option<Observer>) -> Self {
        Self { inner: Arc::new(Inner { clock, observer, kept: Mutex::default() }) }
    }

    /// The requests after the one of this number, oldest first, of the last 10,000.
    pub fn after(&self, number: u64) -> Vec<JournalEntry> {
        let kept = self.inner.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entries.iter().filter(|entry| entry.number > number).cloned().collect()
    }

    /// Records a request that arrived at this time.
    pub(crate) fn record(
        &self,
        time: Timestamp,
        request: String,
        status: Option<u16>,
        call: Option<CallRecord>,
    ) {
        let mut entry = JournalEntry {
            number: 0,
            time,
            request,
            service: None,
            endpoint: None,
            code: None,
            status,
            faults: Vec::new(),
        };
        if let Some(call) = call {
            (entry.service, entry.endpoint) = (Some(call.service), Some(call.endpoint));
            (entry.code, entry.faults) = (call.code, call.faults);
        }
        self.keep(entry);
    }

    /// Records a connection that a fault ended before it was used.
    pub(crate) fn record_lost_connection(&self, fault: &str) {
        self.keep(JournalEntry {
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

    fn keep(&self, mut entry: JournalEntry) {
        {
            let mut kept = self.inner.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.count += 1;
            entry.number = kept.count;
            if kept.entries.len() == MAX_ENTRIES {
                kept.entries.pop_front();
            }
            kept.entries.push_back(entry.clone());
        }
        if let Some(observer) = &self.inner.observer {
            observer(&entry);
        }
    }
}

impl fmt::Display for JournalEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", time_text(self.time))?;
        match (self.service, self.endpoint) {
            (Some(service), Some(endpoint)) => write!(f, " {service} {endpoint}")?,
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

/// A time with Beijing's offset and milliseconds, as the services write times.
pub fn time_text(time: Timestamp) -> String {
    in_beijing(time).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

fn with_offset<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&time_text(*time))
}
