//! Formats of uploaded pictures: signature, size in pixels, completeness. Pictures are not decoded.

mod bmp;
mod gif;
mod jpeg;
pub mod png;

/// A format that the document accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Bmp,
    Gif,
    Jpeg,
    Png,
}

impl Format {
    /// The format by its signature, whatever the name of the file.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let signatures: [(&[u8], Self); 5] = [
            (png::SIGNATURE, Self::Png),
            (b"\xFF\xD8\xFF", Self::Jpeg),
            (b"GIF87a", Self::Gif),
            (b"GIF89a", Self::Gif),
            (b"BM", Self::Bmp),
        ];
        signatures.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, format)| *format)
    }

    /// Width and height in pixels; `None` if they are missing or 0.
    pub fn dimensions(self, bytes: &[u8]) -> Option<(u32, u32)> {
        let dimensions = match self {
            Self::Bmp => bmp::dimensions(bytes),
            Self::Gif => gif::dimensions(bytes),
            Self::Jpeg => jpeg::dimensions(bytes),
            Self::Png => png::dimensions(bytes),
        };
        dimensions.filter(|(width, height)| *width > 0 && *height > 0)
    }

    /// Whether the file has all of its parts.
    pub fn is_complete(self, bytes: &[u8]) -> bool {
        match self {
            Self::Bmp => bmp::is_complete(bytes),
            Self::Gif => gif::is_complete(bytes),
            Self::Jpeg => jpeg::is_complete(bytes),
            Self::Png => png::is_complete(bytes),
        }
    }
}

/// The bytes at a place, if all are there.
fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}
