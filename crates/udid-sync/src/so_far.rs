//! How far a copy had come when it stopped.

use std::fmt;

use udid_store::{Cursor, Listing, PassState};

/// How far a copy had come when it stopped. Its text says what is stored and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// The listing.
    pub listing: Listing,
    /// Its state in the database; `None` if the database cannot say.
    pub state: Option<PassState>,
}

impl fmt::Display for SoFar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.listing)?;
        let Some(state) = self.state else {
            return f.write_str("records are missing, and the database does not say which");
        };
        let PassState { cursor: Cursor(next_page), total, records, .. } = state;
        match total {
            Some(total) if records < total => {
                let missing = total - records;
                write!(f, "{records} of {total} records are stored, {missing} are missing")?;
            }
            // Some of them may be withdrawn, and be counted in place of others that were not read.
            Some(total) => write!(
                f,
                "{records} records are stored and the service counts {total}, but not all pages were \
                 read"
            )?,
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
    use udid_store::Pass;
    use udid_types::Period;

    use super::*;

    fn text(state: Option<(u64, Option<u64>, u64)>) -> String {
        let state = state.map(|(next_page, total, records)| {
            let mut state = PassState::new(Pass(1));
            (state.cursor, state.total, state.records) = (Cursor(next_page), total, records);
            state
        });
        let period: Period = "2026-08-10".parse().unwrap();
        SoFar { listing: period.into(), state }.to_string()
    }

    #[test]
    fn text_says_what_is_stored_and_what_is_missing() {
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
