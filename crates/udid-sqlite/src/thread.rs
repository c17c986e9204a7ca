//! A connection on a thread of its own: SQLite blocks, its callers must not.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tokio::sync::oneshot;
use udid_store::StoreError;

use crate::error::Error;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// How a connection is opened.
pub type Open = fn(&Path) -> Result<Connection, Error>;

/// Runs jobs on a connection, one after another.
pub struct ConnectionThread {
    path: PathBuf,
    /// `None` once it is dropped.
    jobs: Option<Sender<Job>>,
    /// Jobs that were sent and have not ended.
    pending: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

impl ConnectionThread {
    /// Opens a connection on a new thread.
    pub async fn start(path: &Path, open: Open) -> Result<Self, StoreError> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let (opened, result) = oneshot::channel();
        let file = path.to_owned();
        let thread = thread::spawn(move || match open(&file) {
            Ok(mut connection) => {
                _ = opened.send(Ok(()));
                for job in waiting {
                    job(&mut connection);
                }
            }
            Err(error) => _ = opened.send(Err(error.at(&file))),
        });
        result.await.unwrap_or_else(|_| panic!("{}: the thread has panicked", path.display()))?;
        let pending = Arc::default();
        Ok(Self { path: path.to_owned(), jobs: Some(jobs), pending, thread: Some(thread) })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs a job and waits for its result. A job that was begun ends even if nothing waits for it.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (done, result) = oneshot::channel();
        let pending = self.pending.clone();
        pending.fetch_add(1, Ordering::Release);
        let job: Job = Box::new(move |connection| {
            let result = job(connection);
            pending.fetch_sub(1, Ordering::Release);
            _ = done.send(result);
        });
        let jobs = self.jobs.as_ref().expect("it is there until it is dropped");
        // A job that cannot be sent is dropped, and its result with it.
        _ = jobs.send(job);
        let result = result.await;
        let result =
            result.unwrap_or_else(|_| panic!("{}: the thread has panicked", self.path.display()));
        result.map_err(|error| error.at(&self.path))
    }
}

impl Drop for ConnectionThread {
    /// Waits until the file is closed. A job that still runs is left to its thread: it may wait for
    /// the lock of another process, and would delay the end of the program.
    fn drop(&mut self) {
        self.jobs = None;
        let is_idle = self.pending.load(Ordering::Acquire) == 0;
        if let Some(thread) = self.thread.take().filter(|_| is_idle) {
            // A panic was reported by the job that it happened in.
            _ = thread.join();
        }
    }
}
