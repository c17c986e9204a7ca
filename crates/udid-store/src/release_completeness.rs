//! When the copy of a release is complete.

use crate::Shortfall;

/// What a database holds of a release file that was read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReleaseFacts {
    /// Members of the archive, missing parts included.
    pub members: Option<u64>,
    /// Members that were read to their end.
    pub ended: u64,
    /// Members that cannot be read, are not there, or state another number of records than they have.
    pub incomplete: u64,
    /// The first of these, and what is wrong with it.
    pub first_incomplete: Option<String>,
    /// Whether the file was another one when reading began.
    pub has_moved: bool,
    /// Whether the name of the file says what it covers.
    pub is_dated: bool,
}

/// What a release that was read to its end amounts to. It is complete when every member was read to its
/// end and gave exactly the number of records that its header states, and all parts that names promise are
/// there.
///
/// # Errors
/// The first reason why it is not complete.
pub fn judge_release(release: &ReleaseFacts) -> Result<(), Shortfall> {
    if release.has_moved {
        return Err(Shortfall::Moved);
    }
    let Some(members) = release.members.filter(|members| *members > 0) else {
        return Err(Shortfall::NotEnded);
    };
    if let Some(first) = &release.first_incomplete {
        let members = release.incomplete;
        return Err(Shortfall::Members { members, first: first.clone() });
    }
    if release.ended != members || release.incomplete > 0 {
        return Err(Shortfall::NotEnded);
    }
    if release.is_dated { Ok(()) } else { Err(Shortfall::Undated) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_read_to_its_end_with_the_stated_records_is_complete() {
        let whole =
            ReleaseFacts { members: Some(3), ended: 3, is_dated: true, ..ReleaseFacts::default() };
        assert_eq!(judge_release(&whole), Ok(()));
        let first = || "PART1.xml: it is cut".to_owned();
        for (release, reason) in [
            (ReleaseFacts { ended: 2, ..whole.clone() }, Shortfall::NotEnded),
            (ReleaseFacts { members: None, ..whole.clone() }, Shortfall::NotEnded),
            (ReleaseFacts { members: Some(0), ended: 0, ..whole.clone() }, Shortfall::NotEnded),
            (ReleaseFacts { has_moved: true, ..whole.clone() }, Shortfall::Moved),
            (ReleaseFacts { is_dated: false, ..whole.clone() }, Shortfall::Undated),
            (
                ReleaseFacts { incomplete: 1, first_incomplete: Some(first()), ..whole },
                Shortfall::Members { members: 1, first: first() },
            ),
        ] {
            assert_eq!(judge_release(&release), Err(reason));
        }
    }
}
