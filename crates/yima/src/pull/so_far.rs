//! How far a pull has come that stopped.

use std::fmt;

use udid_types::Period;

use crate::store::PullState;

/// How far a pull had come when it stopped. Its text says what is stored and what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// The day or month.
    pub period: Period,
    /// What the database knows of it; nothing if it could not be asked.
    pub state: Option<PullState>,
}

impl fmt::Display for SoFar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.period)?;
        let Some(state) = self.state else {
            return f.write_str("records are missing, and the database does not say which");
        };
        let PullState { next_page, total, records, .. } = state;
        match total {
            Some(total) if records < total => {
                let missing = total - records;
                write!(f, "{records} of {total} records are stored, {missing} are missing")?;
            }
            // Some of them may have gone away, and stand for others that were not read.
            Some(total) => {
                write!(
                    f,
                    "{records} records are stored and the service counts {total}, but not all pages were read"
                )?;
            }
            None if records > 0 => {
                write!(f, "{records} records are stored, and those of later pages are missing")?;
            }
            None => return f.write_str("no page is stored, all of its records are missing"),
        }
        write!(f, "; the next page is {next_page}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(state: Option<(u64, Option<u64>, u64)>) -> String {
        let state = state.map(|(next_page, total, records)| PullState {
            next_page,
            total,
            complete: false,
            records,
        });
        SoFar { period: "2026-08-10".parse().unwrap(), state }.to_string()
    }

    #[test]
    fn it_says_what_is_stored_and_what_is_missing() {
        for (state, expected) in [
            (None, "records are missing, and the database does not say which"),
            (Some((1, None, 0)), "no page is stored, all of its records are missing"),
            (
                Some((3, Some(95), 40)),
                "40 of 95 records are stored, 55 are missing; the next page is 3",
            ),
            (
                Some((1, Some(35), 40)),
                "40 records are stored and the service counts 35, but not all pages were read; \
                 the next page is 1",
            ),
            (
                Some((3, None, 40)),
                "40 records are stored, and those of later pages are missing; the next page is 3",
            ),
        ] {
            assert_eq!(text(state), format!("2026-08-10: {expected}"));
        }
    }
}
