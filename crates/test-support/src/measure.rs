//! How long a command takes and what it uses.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a run took.
#[derive(Clone, Copy)]
pub struct Figures {
    /// Wall-clock time.
    pub seconds: f64,
    /// Processor time of user and system.
    pub cpu_seconds: f64,
    /// Peak resident memory.
    pub peak_mib: f64,
}

/// Begins a command that measures the one that its further arguments are.
pub fn measuring(python: &Path) -> Command {
    let mut command = Command::new(python);
    command.args(["-c", include_str!("measure.py")]);
    command
}

impl Figures {
    /// Runs a measuring command.
    pub fn of(measuring: &mut Command) -> Result<Self, Box<dyn std::error::Error>> {
        let output = measuring.output()?;
        let figures: Value = serde_json::from_slice(&output.stdout)?;
        if figures["ok"] != true {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let number = |name: &str| figures[name].as_f64().ok_or("a figure is missing");
        Ok(Self {
            seconds: number("seconds")?,
            cpu_seconds: number("cpu_seconds")?,
            peak_mib: number("peak_mib")?,
        })
    }

    /// A line with the figures of a run over a number of things.
    pub fn print(&self, name: &str, count: u32, things: &str) {
        println!(
            "  {name:8} {:8.0} {things}/s, {:6.2} s processor time, {:5.1} MiB peak",
            f64::from(count) / self.seconds,
            self.cpu_seconds,
            self.peak_mib
        );
    }
}
