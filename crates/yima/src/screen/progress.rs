//! Progress bars on standard error. Hidden when it is not a terminal.

use std::fmt::Write;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use udid_sync::Progress;

/// A bar that counts items.
pub fn counting_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len}, {eta} left");
    ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// A bar with pages or members, records, rate and time left.
pub struct PullBar {
    bar: ProgressBar,
    /// What a batch is called.
    noun: &'static str,
    started: Instant,
    had_before: Option<u64>,
}

impl PullBar {
    pub fn new(noun: &'static str) -> Self {
        let bar = ProgressBar::no_length();
        let template = "{bar:30} {pos}/{len}, {msg}, {rate}, {eta} left";
        let style = ProgressStyle::with_template(template);
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
            // Writing to a string cannot fail.
            let _ = write!(out, "{:.0}/s", state.per_sec());
        }));
        Self { bar, noun, started: Instant::now(), had_before: None }
    }

    pub fn show(&mut self, progress: &Progress) {
        if self.had_before.is_none() {
            self.had_before = Some(progress.records);
            // Records of earlier runs do not count for the rate.
            self.bar.set_position(progress.records);
            self.bar.reset_eta();
        }
        if let Some(total) = progress.total {
            self.bar.set_length(total);
        }
        let pages = progress.batches.map_or_else(|| "?".to_owned(), |pages| pages.to_string());
        self.bar.set_message(format!("{} {}/{pages}", self.noun, progress.batch));
        self.bar.set_position(progress.records);
    }

    /// Shows bytes of a download.
    pub fn show_bytes(&mut self, bytes: u64, whole: Option<u64>) {
        if let Some(whole) = whole {
            self.bar.set_length(whole);
        }
        self.bar.set_message(self.noun);
        self.bar.set_position(bytes);
    }

    /// Removes the bar and returns the elapsed seconds.
    pub fn finish(self) -> f64 {
        self.bar.finish_and_clear();
        self.started.elapsed().as_secs_f64()
    }
}
