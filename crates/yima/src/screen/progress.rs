//! Progress on standard error: a bar on a terminal, else a line now and then.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressStyle};
use udid_sync::Progress;

use super::printable;

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(30);

/// A bar that counts items.
pub fn counting_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}, {eta} left");
    ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Progress of a copy or a download: records or bytes, rate, and time left.
pub struct PullBar {
    bar: ProgressBar,
    /// What is copied.
    name: String,
    /// What a batch is called.
    noun: &'static str,
    started: Instant,
    last_line: Instant,
    /// Units that were done before this run.
    before: Option<u64>,
}

impl PullBar {
    pub fn new(name: impl Into<String>, noun: &'static str) -> Self {
        let bar = ProgressBar::no_length();
        let style = ProgressStyle::with_template("{bar:30} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let started = Instant::now();
        Self { bar, name: name.into(), noun, started, last_line: started, before: None }
    }

    /// Shows records. Of a listing that states no total, the batches say how far it is.
    pub fn show(&mut self, progress: &Progress) {
        let Progress { records, total, batch, batches } = *progress;
        let before = *self.before.get_or_insert(records);
        let batches_text = batches.map_or_else(|| "?".to_owned(), |batches| batches.to_string());
        let rate = self.rate(records - before.min(records));
        let text = format!("{records} records, {} {batch}/{batches_text}, {rate}/s", self.noun);
        let (done, all) = if total.is_some() { (records, total) } else { (batch, batches) };
        self.tell(done, all, &text);
    }

    /// Shows bytes of a download.
    pub fn show_bytes(&mut self, bytes: u64, whole: Option<u64>) {
        let before = *self.before.get_or_insert(bytes);
        let rate = HumanBytes(self.rate(bytes - before.min(bytes)));
        let whole_text = whole.map_or_else(String::new, |whole| format!("/{}", HumanBytes(whole)));
        self.tell(bytes, whole, &format!("{}{whole_text}, {rate}/s", HumanBytes(bytes)));
    }

    /// Units a second.
    fn rate(&self, done: u64) -> u64 {
        let milliseconds = self.started.elapsed().as_millis().max(1);
        u64::try_from(u128::from(done) * 1000 / milliseconds).unwrap_or(u64::MAX)
    }

    fn tell(&mut self, done: u64, all: Option<u64>, text: &str) {
        if let Some(all) = all {
            self.bar.set_length(all);
        }
        self.bar.set_position(done);
        let left = all
            .filter(|all| *all >= done && done > 0)
            .map_or_else(String::new, |_| format!(", {} left", HumanDuration(self.bar.eta())));
        let text = format!("{text}{left}");
        if !self.bar.is_hidden() {
            self.bar.set_message(text);
        } else if self.last_line.elapsed() >= LINE_EVERY {
            self.last_line = Instant::now();
            eprintln!("{}: {text}", printable(&self.name));
        }
    }

    /// Removes the bar and returns the elapsed seconds.
    pub fn finish(self) -> f64 {
        self.bar.finish_and_clear();
        self.started.elapsed().as_secs_f64()
    }
}
