//! Collects everything a program logs through `tracing` and `log`, at the finest level, on all threads.

use std::io::{self, Write};

use tracing_subscriber::fmt::format::FmtSpan;

/// Gives every line to `sink` from now on, as long as the program runs.
///
/// # Panics
/// When the log of the program goes elsewhere already.
pub fn every_log(sink: impl Fn(&str) + Clone + Send + Sync + 'static) {
    log::set_boxed_logger(Box::new(Sink(sink.clone()))).expect("the only logger");
    log::set_max_level(log::LevelFilter::Trace);
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        // What is recorded on the way stands at the end of a span.
        .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || Sink(sink.clone()))
        .init();
}

struct Sink<F>(F);

/// A line at a time.
impl<F: Fn(&str)> Write for Sink<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (self.0)(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<F: Fn(&str) + Send + Sync> log::Log for Sink<F> {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        (self.0)(&format!("{} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}
