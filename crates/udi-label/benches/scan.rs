//! Strict readings and candidate searches per second of processor time, biip beside, and the time of
//! a clean `cargo check`.

#[path = "scan/labels.rs"]
mod labels;

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use udi_label::Scanner;

const ROUNDS: usize = 21;
/// Bars: readings per second, median of a search, own check.
const READINGS: f64 = 1_000_000.0;
const SEARCH: Duration = Duration::from_micros(50);
const CHECK: Duration = Duration::from_secs(1);

fn main() {
    let labels = labels::mixed();
    let scanner = Scanner::for_year(2026);
    for label in &labels {
        scanner.scan(label).unwrap_or_else(|error| panic!("{label}: {error}"));
    }
    // `cargo test --benches` comes without it.
    if env::args().any(|argument| argument == "--bench") {
        let rate = readings(scanner, &labels);
        searches(scanner);
        match biip(&labels) {
            Ok(other) => println!("biip: {other:.0} a second; ratio {:.0}", rate / other),
            Err(reason) => println!("biip: not measured ({reason})"),
        }
        check();
    }
}

/// Time that this process spent on a processor, or the time of the clock where that is not known.
fn processor_time(start: Instant) -> Duration {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn readings(scanner: Scanner, labels: &[String]) -> f64 {
    let start = Instant::now();
    let mut times: Vec<_> = (0..ROUNDS)
        .map(|_| {
            let before = processor_time(start);
            for label in labels {
                let _ = black_box(scanner.scan(black_box(label)));
            }
            processor_time(start).saturating_sub(before)
        })
        .collect();
    times.sort_unstable();
    let count = u32::try_from(labels.len()).map_or(0.0, f64::from);
    let [best, median] = [times[0], times[ROUNDS / 2]].map(|time| count / time.as_secs_f64());
    println!("strict readings: {median:.0} a second (best {best:.0}; bar {READINGS:.0})");
    median
}

fn searches(scanner: Scanner) {
    let (mut times, mut found) = (Vec::new(), Vec::new());
    for label in labels::without_separators() {
        let begin = Instant::now();
        let candidates = match black_box(scanner.scan(&label)) {
            Ok(label) => label.candidates(),
            Err(error) => error.candidates(),
        };
        times.push(begin.elapsed());
        found.push(candidates.len());
    }
    times.sort_unstable();
    found.sort_unstable();
    let (middle, last) = (times.len() / 2, times.len() - 1);
    println!(
        "candidate search: median {:.1?}, longest {:.1?}; candidates: median {}, most {} (bar {SEARCH:?})",
        times[middle], times[last], found[middle], found[last]
    );
}

/// The rate of biip on the element strings of the set: it reads nothing else.
fn biip(labels: &[String]) -> Result<f64, String> {
    let python = python_with_biip()?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/scan/read_with_biip.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let readable = labels.iter().filter_map(|label| {
        let text = label.trim_start_matches("]C1").trim_start_matches("]d2");
        let is_element_string = text.starts_with("01") && text.len() > 14;
        is_element_string.then(|| text.replace('\x1d', "<GS>"))
    });
    let lines: String = readable.flat_map(|line| [line, "\n".to_owned()]).collect();
    let mut input = child.stdin.take().ok_or("no standard input")?;
    input.write_all(lines.as_bytes()).map_err(|error| error.to_string())?;
    drop(input);
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    String::from_utf8_lossy(&output.stdout).trim().parse().map_err(|_| "no figure".to_owned())
}

/// A virtual environment below the target directory, made once.
fn python_with_biip() -> Result<PathBuf, String> {
    let folder = target().join("biip");
    let python = folder.join("bin/python");
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "biip==5.2.0"]))?;
    }
    Ok(python)
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).to_owned()
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command.stdout(Stdio::null()).status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed")) }
}

/// A clean check of the crate, which has no dependencies to check before.
fn check() {
    let folder = target().join("udi-label-check");
    let (mut times, mut processor_times) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let _ = fs::remove_dir_all(&folder);
        let (begin, before) = (Instant::now(), processor_time_of_children());
        let mut command = Command::new(env!("CARGO"));
        command
            .args(["check", "--quiet", "--offline", "-p", "udi-label", "--target-dir"])
            .arg(&folder);
        match run(&mut command) {
            Ok(()) => times.push(begin.elapsed()),
            Err(reason) => return println!("own check: not measured ({reason})"),
        }
        processor_times.push(processor_time_of_children().saturating_sub(before));
    }
    times.sort_unstable();
    processor_times.sort_unstable();
    println!(
        "own check: median {:.2?}, shortest {:.2?}, processor time {:.2?} (bar {CHECK:?})",
        times[2], times[0], processor_times[2]
    );
}

/// Processor time of children that have ended; zero where it is not known.
fn processor_time_of_children() -> Duration {
    /// The unit of these fields, which Linux has kept at a hundredth of a second.
    const TICK: Duration = Duration::from_millis(10);
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, which may hold blanks, ends in a bracket; two of its times follow.
    let fields = text.rsplit(')').next().unwrap_or_default().split_whitespace().skip(13).take(2);
    let ticks: u32 = fields.filter_map(|field| field.parse::<u32>().ok()).sum();
    TICK * ticks
}
