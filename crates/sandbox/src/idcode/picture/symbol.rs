//! The codes themselves: QR code, Data Matrix and placeholders for the others.

use datamatrix::{DataMatrix, SymbolList};
use fast_qr::{ECL, QRBuilder};

use super::canvas::{Canvas, Square};
use super::color::{Ink, WHITE};
use super::{Picture, PictureError, font};

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

/// Least side of a placeholder.
const LEAST_PLACEHOLDER: u32 = 16;

/// Rows of modules, dark or light.
struct Matrix {
    rows: Vec<Vec<bool>>,
    /// Light modules that belong around it.
    quiet: u32,
}

/// Draws the code of a picture into an area.
pub(super) fn draw(
    canvas: &mut Canvas,
    area: Square,
    picture: &Picture,
    ink: Ink,
) -> Result<(), PictureError> {
    match picture.symbology {
        Symbology::Qr => {
            let level = if picture.logo.is_some() { ECL::H } else { ECL::M };
            let matrix = qr(&picture.content, level)?;
            let (code, scale) = matrix.draw(canvas, area, ink)?;
            if let Some(logo) = &picture.logo {
                // A fifth of an odd width, and odd too, so that no module is cut.
                let width = (code.side / scale / 5).saturating_sub(1) | 1;
                let middle = code.centred(width * scale);
                canvas.fill(middle.x, middle.y, middle.side, middle.side, Ink::Flat(WHITE));
                logo.draw(canvas, middle.centred(middle.side.saturating_sub(scale)));
            }
            Ok(())
        }
        Symbology::DataMatrix => data_matrix(&picture.content)?.draw(canvas, area, ink).map(|_| ()),
        Symbology::LongBei => placeholder(canvas, area, "LONBEI"),
        Symbology::HanXin => placeholder(canvas, area, "HAN XIN"),
        Symbology::GridMatrix => placeholder(canvas, area, "GRID MATRIX"),
    }
}

/// A QR code. Text is its bytes of UTF-8, without a mark that says so: that is how scanners take it.
fn qr(content: &str, level: ECL) -> Result<Matrix, PictureError> {
    let code = QRBuilder::new(content).ecl(level).build().map_err(|_| PictureError::TooLong)?;
    let rows = (0..code.size).map(|row| code[row].iter().map(|module| module.value()).collect());
    Ok(Matrix { rows: rows.collect(), quiet: 4 })
}

/// A square Data Matrix. Text beyond Latin-1 is UTF-8 with the mark that says so.
fn data_matrix(content: &str) -> Result<Matrix, PictureError> {
    let code = DataMatrix::encode_str(content, SymbolList::default().enforce_square())
        .map_err(|_| PictureError::TooLong)?
        .bitmap();
    let rows = code.bits().chunks(code.width()).map(<[bool]>::to_vec).collect();
    // One is the least; scanners like two better.
    Ok(Matrix { rows, quiet: 2 })
}

impl Matrix {
    /// Draws the modules as large as they fit, and gives where they are and the side of each.
    fn draw(
        &self,
        canvas: &mut Canvas,
        area: Square,
        ink: Ink,
    ) -> Result<(Square, u32), PictureError> {
        let width = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let needed = width.saturating_add(2 * self.quiet);
        let scale = area.side / needed;
        if scale == 0 {
            return Err(PictureError::TooSmall { needed, left: area.side });
        }
        let code = area.centred(width * scale);
        for (y, row) in (0..).zip(&self.rows) {
            for (x, _) in (0..).zip(row).filter(|(_, dark)| **dark) {
                canvas.fill(code.x + x * scale, code.y + y * scale, scale, scale, ink);
            }
        }
        Ok((code, scale))
    }
}

/// A frame with the name of a symbology and that it is none.
fn placeholder(canvas: &mut Canvas, area: Square, name: &str) -> Result<(), PictureError> {
    if area.side < LEAST_PLACEHOLDER {
        return Err(PictureError::TooSmall { needed: LEAST_PLACEHOLDER, left: area.side });
    }
    let line = (area.side / 50).max(1);
    let frame = area.centred(area.side - 4 * line);
    let inner = frame.centred(frame.side - 2 * line);
    canvas.fill(frame.x, frame.y, frame.side, frame.side, Ink::BLACK);
    canvas.fill(inner.x, inner.y, inner.side, inner.side, Ink::Flat(WHITE));
    let middle = inner.x + inner.side / 2;
    let mut top = inner.y + inner.side / 3;
    for text in [name, "PLACEHOLDER"] {
        let scale = inner.side * 4 / 5 / font::width(text, 1);
        canvas.text(text, middle, top, scale, Ink::BLACK);
        top += scale * font::HEIGHT * 2;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_hold_so_much_and_no_more() {
        // Bytes in the largest symbols of the standards.
        assert!(qr(&"a".repeat(2331), ECL::M).is_ok());
        assert!(matches!(qr(&"a".repeat(2332), ECL::M), Err(PictureError::TooLong)));
        assert!(qr(&"a".repeat(1273), ECL::H).is_ok());
        assert!(matches!(qr(&"a".repeat(1274), ECL::H), Err(PictureError::TooLong)));
        assert!(data_matrix(&"é".repeat(1555)).is_ok());
        assert!(matches!(data_matrix(&"é".repeat(1556)), Err(PictureError::TooLong)));
    }

    #[test]
    fn widths_are_those_of_the_standards() {
        assert_eq!(qr("1", ECL::M).map(|code| code.rows.len()), Ok(21));
        assert_eq!(qr(&"a".repeat(2331), ECL::M).map(|code| code.rows.len()), Ok(177));
        assert_eq!(data_matrix("1").map(|code| code.rows.len()), Ok(10));
        assert_eq!(data_matrix(&"é".repeat(1555)).map(|code| code.rows.len()), Ok(144));
    }
}
