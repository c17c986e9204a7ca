//! Borders (边框) of code pictures.

use super::canvas::{Canvas, Square};
use super::color::Ink;
use super::font;

/// What is around a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Border {
    /// 无边框.
    #[default]
    None,
    /// 圆形边框: a ring with what the code is for below it.
    Round(RoundText),
    /// 方形边框.
    Square(SquareStyle),
}

/// What a round border says, in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundText {
    /// 产品追溯.
    Tracing,
    /// 信息展示.
    Information,
    /// 内控.
    InternalControl,
    /// 电子票证.
    ElectronicTicket,
}

/// One of the seven square borders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SquareStyle(u8);

impl SquareStyle {
    /// The border of this number, 1 to 7.
    pub fn new(number: i64) -> Option<Self> {
        (1..=7).contains(&number).then_some(Self(u8::try_from(number).ok()?))
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Default for SquareStyle {
    /// The first, as the document says (默认值：1).
    fn default() -> Self {
        Self(1)
    }
}

impl RoundText {
    fn text(self) -> &'static str {
        match self {
            Self::Tracing => "TRACING",
            Self::Information => "INFO",
            Self::InternalControl => "INTERNAL",
            Self::ElectronicTicket => "TICKET",
        }
    }
}

/// Draws a border and gives what is left inside of it.
pub(super) fn draw(canvas: &mut Canvas, border: Border, ink: Ink) -> Square {
    let whole = canvas.whole();
    // What borders are measured in.
    let unit = (whole.side / 100).max(1);
    match border {
        Border::None => whole,
        Border::Round(text) => round(canvas, text.text(), unit, ink),
        Border::Square(style) => {
            square(canvas, style, unit, ink);
            whole.centred(whole.side.saturating_sub(12 * unit))
        }
    }
}

fn square(canvas: &mut Canvas, style: SquareStyle, unit: u32, ink: Ink) {
    let side = canvas.whole().side;
    match style.0 {
        2 => outline(canvas, unit, 3 * unit, ink, |_| true),
        3 => {
            outline(canvas, unit, unit, ink, |_| true);
            outline(canvas, 3 * unit, unit, ink, |_| true);
        }
        4 => {
            outline(canvas, 0, 3 * unit, ink, |_| true);
            outline(canvas, 4 * unit, unit, ink, |_| true);
        }
        5 => outline(canvas, unit, 2 * unit, ink, |at| (at / (3 * unit)).is_multiple_of(2)),
        6 => outline(canvas, unit, 3 * unit, ink, |at| at < side / 5 || at >= side - side / 5),
        7 => rounded(canvas, unit, ink),
        _ => outline(canvas, unit, unit, ink, |_| true),
    }
}

/// Four lines at this distance from the edge, where `is_drawn` along them.
fn outline(
    canvas: &mut Canvas,
    inset: u32,
    thickness: u32,
    ink: Ink,
    is_drawn: impl Fn(u32) -> bool,
) {
    let side = canvas.whole().side;
    for at in (inset..side.saturating_sub(inset)).filter(|at| is_drawn(*at)) {
        for depth in inset..(inset + thickness).min(side / 2) {
            for (x, y) in [(at, depth), (at, side - 1 - depth), (depth, at), (side - 1 - depth, at)]
            {
                canvas.set(x, y, ink.at(x, y));
            }
        }
    }
}

/// Two units thick, with round corners.
fn rounded(canvas: &mut Canvas, unit: u32, ink: Ink) {
    let side = canvas.whole().side;
    let (inset, radius, thickness) = (unit, 8 * unit, 2 * unit);
    let corner = inset + radius;
    for y in 0..side {
        for x in 0..side {
            // How far beyond the centre of the next corner's circle.
            let [dx, dy] = [x, y]
                .map(|at| (corner.saturating_sub(at)).max((at + 1 + corner).saturating_sub(side)));
            let distance = dx * dx + dy * dy;
            let inner = radius - thickness;
            if distance <= radius * radius && distance > inner * inner {
                canvas.set(x, y, ink.at(x, y));
            }
        }
    }
}

fn round(canvas: &mut Canvas, text: &str, unit: u32, ink: Ink) -> Square {
    let whole = canvas.whole();
    // All in halves of pixels, from the centre.
    let outer = whole.side.saturating_sub(2 * unit);
    let inner = outer.saturating_sub(6 * unit);
    for y in 0..whole.side {
        for x in 0..whole.side {
            let [dx, dy] = [x, y].map(|at| (2 * at + 1).abs_diff(whole.side));
            let distance = dx * dx + dy * dy;
            if distance <= outer * outer && distance > inner * inner {
                canvas.set(x, y, ink.at(x, y));
            }
        }
    }
    // The largest square inside of a circle has 0.7071 of its width.
    let area = whole.centred(inner * 7 / 10);
    let top = area.y + area.side + unit;
    let scale = (1..=whole.side / 100).rev().find(|scale| {
        let bottom = 2 * (top + (font::HEIGHT + 1) * scale) - whole.side;
        let half = font::width(text, *scale);
        bottom * bottom + half * half < inner * inner
    });
    if let Some(scale) = scale {
        canvas.text(text, whole.side / 2, top, scale, ink);
    }
    area
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::idcode::picture::color::WHITE;

    fn borders() -> Vec<Border> {
        use RoundText::{ElectronicTicket, Information, InternalControl, Tracing};
        let round = [Tracing, Information, InternalControl, ElectronicTicket].map(Border::Round);
        let square = (1..=7).filter_map(SquareStyle::new).map(Border::Square);
        [Border::None].into_iter().chain(round).chain(square).collect()
    }

    #[test]
    fn each_border_looks_different() {
        let mut seen: Vec<Vec<u8>> = Vec::new();
        for border in borders() {
            let mut canvas = Canvas::new(400, 400, WHITE);
            draw(&mut canvas, border, Ink::BLACK);
            let png = canvas.into_png().expect("a picture");
            assert!(!seen.contains(&png), "{border:?}");
            seen.push(png);
        }
        assert_eq!(seen.len(), 12);
    }

    #[test]
    fn nothing_is_drawn_where_the_code_goes() {
        for border in borders() {
            for side in [0, 1, 2, 13, 50, 99, 100, 333, 354, 400, 591, 801] {
                let mut canvas = Canvas::new(side, side, WHITE);
                let area = draw(&mut canvas, border, Ink::BLACK);
                let mut cleared = canvas.clone();
                cleared.fill(area.x, area.y, area.side, area.side, Ink::Flat(WHITE));
                assert!(canvas == cleared, "{border:?} {side}");
            }
        }
    }

    #[test]
    fn styles_are_one_to_seven() {
        assert_eq!(SquareStyle::new(7).map(SquareStyle::number), Some(7));
        assert_eq!(SquareStyle::new(1), Some(SquareStyle::default()));
        for wrong in [0, 8, -1, 257, i64::MAX, i64::MIN] {
            assert_eq!(SquareStyle::new(wrong), None);
        }
    }
}
