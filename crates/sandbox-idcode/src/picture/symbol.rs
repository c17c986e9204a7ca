//! The codes themselves: QR code, Data Matrix and placeholders for the others.

use datamatrix::{DataMatrix, SymbolList};
use fast_qr::{ECL, QRBuilder};

use super::bitmap::{Bitmap, Square};
use super::{Picture, PictureError};

/// Kind of code (码制).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symbology {
    /// QR 码.
    #[default]
    Qr,
    /// 龙贝码: a placeholder.
    LongBei,
    /// DM 码.
    DataMatrix,
    /// 汉信码: a placeholder.
    HanXin,
    /// GM 码: a placeholder.
    GridMatrix,
}

/// Minimum side of a placeholder.
const MIN_PLACEHOLDER: u32 = 16;

/// Rows of modules, dark or light.
struct Matrix {
    rows: Vec<Vec<bool>>,
    /// Light modules that belong around it.
    quiet: u32,
}

/// Draws the code of a picture into an area.
pub fn draw_symbol(
    bitmap: &mut Bitmap,
    area: Square,
    picture: &Picture,
) -> Result<(), PictureError> {
    match picture.symbology {
        Symbology::Qr => {
            let level = if picture.has_logo { ECL::H } else { ECL::M };
            let (code, scale) = qr(&picture.content, level)?.draw(bitmap, area)?;
            if picture.has_logo {
                // A fifth of an odd width, and odd too, so that no module is cut.
                let width = (code.side / scale / 5).saturating_sub(1) | 1;
                bitmap.fill(code.centered(width * scale), false);
            }
            Ok(())
        }
        Symbology::DataMatrix => data_matrix(&picture.content)?.draw(bitmap, area).map(|_| ()),
        Symbology::LongBei | Symbology::HanXin | Symbology::GridMatrix => placeholder(bitmap, area),
    }
}

/// A QR code. Text is encoded as its bytes of UTF-8, without a mark that says so: that is how
/// scanners read it.
fn qr(content: &str, level: ECL) -> Result<Matrix, PictureError> {
    let code =
        QRBuilder::new(content).ecl(level).build().map_err(|_| PictureError::ContentTooLong)?;
    let rows = (0..code.size).map(|row| code[row].iter().map(|module| module.value()).collect());
    Ok(Matrix { rows: rows.collect(), quiet: 4 })
}

/// A square Data Matrix. Text beyond Latin-1 is UTF-8 with the mark that says so.
fn data_matrix(content: &str) -> Result<Matrix, PictureError> {
    let code = DataMatrix::encode_str(content, SymbolList::default().enforce_square())
        .map_err(|_| PictureError::ContentTooLong)?
        .bitmap();
    let rows = code.bits().chunks(code.width()).map(<[bool]>::to_vec).collect();
    // The standard demands one; scanners prefer two.
    Ok(Matrix { rows, quiet: 2 })
}

impl Matrix {
    /// Draws the modules as large as they fit, and returns where they are and the side of each.
    fn draw(&self, bitmap: &mut Bitmap, area: Square) -> Result<(Square, u32), PictureError> {
        let width = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let needed = width.saturating_add(2 * self.quiet);
        let scale = area.side / needed;
        if scale == 0 {
            return Err(PictureError::PictureTooSmall { needed, left: area.side });
        }
        let code = area.centered(width * scale);
        for (y, row) in (0..).zip(&self.rows) {
            for (x, _) in (0..).zip(row).filter(|(_, dark)| **dark) {
                let module = Square { x: code.x + x * scale, y: code.y + y * scale, side: scale };
                bitmap.fill(module, true);
            }
        }
        Ok((code, scale))
    }
}

fn placeholder(bitmap: &mut Bitmap, area: Square) -> Result<(), PictureError> {
    if area.side < MIN_PLACEHOLDER {
        return Err(PictureError::PictureTooSmall { needed: MIN_PLACEHOLDER, left: area.side });
    }
    let line = (area.side / 50).max(1);
    bitmap.outline(area.inset(2 * line), line);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_hold_so_much_and_no_more() {
        // Bytes in the largest symbols of the standards.
        assert!(qr(&"a".repeat(2331), ECL::M).is_ok());
        assert!(matches!(qr(&"a".repeat(2332), ECL::M), Err(PictureError::ContentTooLong)));
        assert!(qr(&"a".repeat(1273), ECL::H).is_ok());
        assert!(matches!(qr(&"a".repeat(1274), ECL::H), Err(PictureError::ContentTooLong)));
        assert!(data_matrix(&"é".repeat(1555)).is_ok());
        assert!(matches!(data_matrix(&"é".repeat(1556)), Err(PictureError::ContentTooLong)));
    }

    #[test]
    fn widths_are_those_of_the_standards() {
        assert_eq!(qr("1", ECL::M).map(|code| code.rows.len()), Ok(21));
        assert_eq!(qr(&"a".repeat(2331), ECL::M).map(|code| code.rows.len()), Ok(177));
        assert_eq!(data_matrix("1").map(|code| code.rows.len()), Ok(10));
        assert_eq!(data_matrix(&"é".repeat(1555)).map(|code| code.rows.len()), Ok(144));
    }
}
