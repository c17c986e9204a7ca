//! How pulls ended.

use std::fmt::Write;
use std::ops::AddAssign;

/// Ends of pulls, and what must not be.
#[derive(Default)]
pub struct Tally {
    runs: u64,
    /// Ended well, with exactly the truth.
    pub whole: u64,
    /// Ended with an error that says what is missing, and with true records only.
    told: u64,
    /// Anything else.
    pub wrong: Vec<String>,
}

impl Tally {
    /// Counts a run, and what is wrong with it.
    pub fn count(&mut self, is_whole: bool, wrong: Option<String>) {
        self.runs += 1;
        match wrong {
            Some(wrong) => self.wrong.push(wrong),
            None if is_whole => self.whole += 1,
            None => self.told += 1,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.runs += other.runs;
        self.whole += other.whole;
        self.told += other.told;
        self.wrong.extend(other.wrong);
    }
}

/// Tallies by name.
pub struct Table {
    text: String,
    all: Tally,
}

impl Table {
    /// An empty table.
    pub fn new(title: &str) -> Self {
        let text = format!(
            "{title:<40} {:>5} {:>6} {:>6} {:>11}\n",
            "runs", "truth", "error", "silent gaps"
        );
        Self { text, all: Tally::default() }
    }

    /// Adds a row.
    pub fn add(&mut self, name: &str, tally: Tally) {
        self.row(name, &tally);
        self.all += tally;
    }

    fn row(&mut self, name: &str, tally: &Tally) {
        let Tally { runs, whole, told, wrong } = tally;
        let wrong = wrong.len();
        writeln!(self.text, "{name:<40} {runs:>5} {whole:>6} {told:>6} {wrong:>11}").unwrap();
    }

    /// Prints all, and fails if a pull ended in another way than it may.
    pub fn finish(mut self) {
        let all = std::mem::take(&mut self.all);
        self.row("all", &all);
        println!("{}", self.text);
        assert!(all.wrong.is_empty(), "{}", all.wrong.join("\n\n"));
        assert!(all.whole > 0 && all.runs == all.whole + all.told);
    }
}
