//! Pictures in base64 text.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// First bytes of picture formats.
const STARTS: [&[u8]; 4] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM"];

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes of a picture, if the text is one: base64 with or without padding, in lines, with the
/// letters of addresses, or as a `data:` address.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let data = text.get(..5).filter(|start| start.eq_ignore_ascii_case("data:"));
    let text = match data {
        Some(_) => text.split_once(',')?.1,
        None => text,
    };
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    let letters = letters.map(|letter| match letter {
        '-' => '+',
        '_' => '/',
        other => other,
    });
    let bytes = LENIENT.decode(letters.collect::<String>()).ok()?;
    STARTS.iter().any(|start| bytes.starts_with(start)).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// Expected: `base64.b64encode` and `base64.urlsafe_b64encode` of Python.
    #[test]
    fn pictures_are_read_in_every_spelling_of_base64() {
        let picture = b"\x89PNG\r\n\x1a\n\xfb\xef\xff\x00";
        for text in [
            "iVBORw0KGgr77/8A",
            " iVBORw0K\r\nGgr77/8A\n",
            "iVBORw0KGgr77_8A",
            "data:image/png;base64,iVBORw0KGgr77/8A",
            "DATA:image/png;base64, iVBORw0KGgr77/8A",
        ] {
            assert_eq!(decode(text).as_deref(), Some(&picture[..]), "{text}");
        }
        let longer = b"\x89PNG\r\n\x1a\n\xfb\xef";
        for text in ["iVBORw0KGgr77w==", "iVBORw0KGgr77w", "iVBORw0KGgr77w="] {
            assert_eq!(decode(text).as_deref(), Some(&longer[..]), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_pictures() {
        for text in ["", "data:", "data:image/png", "a text", "YSB0ZXh0", "iVBORw0KG?"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
