//! Properties of any page: what is written is read back, in every disguise that services use, and
//! nothing that is sent makes reading panic.

mod disguise;
mod pages;

use disguise::{Choices, disguise};
use pages::{page, page_with_many_unknown_fields};
use proptest::collection::vec;
use proptest::prelude::*;
use udid_types::DevicePage;
use wire::from_slice;

fn encode(page: &DevicePage) -> String {
    serde_json::to_string(page).expect("a model is JSON")
}

/// A change of one byte: where, how, and to what.
type Change = (prop::sample::Index, u8, u8);

fn change(bytes: &mut Vec<u8>, (at, how, to): Change) {
    let at = at.index(bytes.len().max(1));
    match how % 3 {
        0 if at < bytes.len() => bytes[at] = to,
        1 if at < bytes.len() => drop(bytes.remove(at)),
        _ => bytes.insert(at.min(bytes.len()), to),
    }
}

/// Reads it. What can be read is written and read back as the same.
fn check_hostile(bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(page) = from_slice::<DevicePage>(bytes) {
        let again = from_slice::<DevicePage>(encode(&page).as_bytes());
        prop_assert_eq!(again.as_ref(), Ok(&page), "{}", encode(&page));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read_back(page in page_with_many_unknown_fields()) {
        let json = encode(&page);
        let back = from_slice::<DevicePage>(json.as_bytes());
        prop_assert_eq!(back.as_ref(), Ok(&page), "{}", json);
    }

    #[test]
    fn a_page_is_read_in_any_disguise(page in page(), choices in vec(any::<u8>(), 1..64)) {
        let body = disguise(&page, &mut Choices::new(choices));
        let read = from_slice::<DevicePage>(body.as_bytes());
        prop_assert_eq!(read.as_ref(), Ok(&page), "{}", body);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..300)) {
        check_hostile(&bytes)?;
    }

    #[test]
    fn any_text_like_json_is_read_without_panic(
        text in r#"[\[\]{}:,"\\ntrue0-9.eE+\-DdataSet甲]{0,60}"#,
    ) {
        check_hostile(text.as_bytes())?;
        check_hostile(format!(r#"{{"dataSet":{{"deviceInfo":{text}}}}}"#).as_bytes())?;
        check_hostile(format!(r#"{{"new":{text},"GGXH":1.10}}"#).as_bytes())?;
    }

    #[test]
    fn a_changed_page_is_read_without_panic(
        page in page(),
        choices in vec(any::<u8>(), 1..64),
        changes in vec(any::<Change>(), 1..6),
    ) {
        let mut bytes = disguise(&page, &mut Choices::new(choices)).into_bytes();
        for one in changes {
            change(&mut bytes, one);
        }
        check_hostile(&bytes)?;
    }
}
