//! How far a copy had come when it stopped.

use std::fmt;

use udid_store::{Cursor, Listing, ListingState, PassState};

/// How far a copy had come when it stopped. Its text says what is stored and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// The listing.
    pub listing: Listing,
    /// What is stored of it; `None` if the database cannot say.
    pub state: Option<ListingState>,
}

impl fmt::Display for SoFar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.listing)?;
        let Some(ListingState { copy, unfinished, .. }) = &self.state else {
            return f.write_str("records are missing, and the database does not say which");
        };
        match unfinished {
            Some(PassState { cursor: Cursor(next_page), total, rows, .. })
                if *rows > 0 || *next_page > 1 =>
            {
                match total {
                    Some(total) if rows < total => {
                        let missing = total - rows;
                        write!(f, "{rows} of {total} records are stored, {missing} are missing")?;
                    }
                    Some(total) => write!(
                        f,
                        "{rows} records are stored and the service counts {total}, but not all \
                         pages were read"
                    )?,
                    None => write!(
                        f,
                        "{rows} records are stored, and those of later pages are missing"
                    )?,
                }
                write!(f, "; the next page is {next_page}")?;
            }
            _ if copy.is_some() => f.write_str("no page was read")?,
            _ => f.write_str("no page is stored, all of its records are missing")?,
        }
        match copy {
            Some(copy) => write!(f, "; the earlier copy of {} records stays", copy.rows),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use udid_store::{Pass, StoredCopy};
    use udid_types::Period;

    use super::*;

    fn text(state: Option<(u64, Option<u64>, u64)>, copy: Option<u64>) -> String {
        let state = state.map(|(next_page, total, rows)| {
            let mut pass = PassState::new(Pass(1));
            (pass.cursor, pass.total, pass.rows) = (Cursor(next_page), total, rows);
            let mut state = ListingState::default();
            state.unfinished = Some(pass);
            state.copy = copy.map(|rows| StoredCopy::new(rows, 0, false));
            state
        });
        let period: Period = "2026-08-10".parse().unwrap();
        SoFar { listing: period.into(), state }.to_string()
    }

    #[test]
    fn text_says_what_is_stored_and_what_is_missing() {
        for (state, copy, expected) in [
            (None, None, "records are missing, and the database does not say which"),
            (Some((1, None, 0)), None, "no page is stored, all of its records are missing"),
            (Some((1, None, 0)), Some(7), "no page was read; the earlier copy of 7 records stays"),
            (
                Some((3, Some(95), 40)),
                None,
                "40 of 95 records are stored, 55 are missing; the next page is 3",
            ),
            (
                Some((3, Some(35), 40)),
                Some(30),
                "40 records are stored and the service counts 35, but not all pages were read; \
                 the next page is 3; the earlier copy of 30 records stays",
            ),
            (
                Some((3, None, 40)),
                None,
                "40 records are stored, and those of later pages are missing; the next page is 3",
            ),
        ] {
            assert_eq!(text(state, copy), format!("2026-08-10: {expected}"));
        }
    }
}
