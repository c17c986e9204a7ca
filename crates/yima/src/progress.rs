//! How far long work has come, on standard error.

use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use yima::Progress;

/// A bar with pages, records, rate and time left. Shows nothing where nobody looks.
pub struct PullBar {
    bar: ProgressBar,
    started: Instant,
    had_before: Option<u64>,
}

impl PullBar {
    pub fn new() -> Self {
        let bar = ProgressBar::no_length();
        let style = ProgressStyle::with_template(
            "{bar:30} {pos}/{len} records, {msg}, {per_sec}, {eta} left",
        );
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, started: Instant::now(), had_before: None }
    }

    pub fn show(&mut self, progress: &Progress) {
        if self.had_before.is_none() {
            self.had_before = Some(progress.records);
            // The rate is that of this run.
            self.bar.set_position(progress.records);
            self.bar.reset_eta();
        }
        if let Some(total) = progress.total {
            self.bar.set_length(total);
        }
        let pages = progress.total_pages.map_or_else(|| "?".to_owned(), |pages| pages.to_string());
        self.bar.set_message(format!("page {}/{pages}", progress.page));
        self.bar.set_position(progress.records);
    }

    /// Takes the bar away and gives the seconds that the work took.
    pub fn finish(self) -> f64 {
        self.bar.finish_and_clear();
        self.started.elapsed().as_secs_f64()
    }
}
