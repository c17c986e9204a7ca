//! Units of use and packaging levels, and how they contain each other.

use random::Rng;
use udid_types::{Device, Package};
use wire::Count;

use super::outline::{Outline, System};
use super::owner::Owner;
use super::products::Usage;
use super::stream::Group;
use super::versions::{Change, Moment};

/// How a product is packed: pack levels without their identifiers.
pub(crate) struct Packing {
    /// Units of use in the smallest unit of sale.
    units: u32,
    /// Whether the unit of use has an identifier of its own: the pack level below `primary`.
    unit_is_marked: bool,
    /// Pack level of the smallest unit of sale.
    pub(crate) primary: u8,
    /// What holds it; a row only holds rows before it.
    rows: Vec<Row>,
    /// Whether the rows are listed from the largest down.
    is_reversed: bool,
}

struct Row {
    level: u8,
    /// The row it holds; none for the smallest unit of sale.
    holds: Option<usize>,
    count: u32,
    name: &'static str,
}

/// Which row holds which, from the lowest up.
type Shape = &'static [Option<usize>];

const CHAINS: [Shape; 4] =
    [&[None], &[None, Some(0)], &[None, Some(0), Some(1)], &[None, Some(0), Some(1), Some(2)]];
/// Two packages that both hold the smallest unit of sale.
const FORK: Shape = &[None, None];
/// The same with a carton around the larger one.
const FORK_AND_CARTON: Shape = &[None, None, Some(1)];

impl Packing {
    /// How the current version is packed.
    pub(crate) fn new(outline: &Outline) -> Self {
        let mut rng = outline.rng(Group::Packaging);
        let units = units(outline.product.usage, &mut rng);
        let unit_is_marked = units > 1 && rng.chance(600);
        // GS1 numbers the lowest marked level 0; MA and AHM keep 0 for units of use.
        let primary = u8::from(unit_is_marked || outline.system != System::Gs1);
        let shape = shape(outline.product.usage, &mut rng);
        let rows = rows(outline.product.usage, shape, primary, &mut rng);
        Self { units, unit_is_marked, primary, rows, is_reversed: rng.chance(100) }
    }

    /// How an earlier or the current version is packed.
    pub(crate) fn at(outline: &Outline, moment: &Moment) -> Self {
        let mut packing = Self::new(outline);
        if moment.is_before(Change::Packaging) {
            packing.rows.pop();
        }
        packing
    }

    /// Whether a pack level is the smallest unit of sale or a package.
    pub(crate) fn has_level(&self, level: u8) -> bool {
        level == self.primary || self.rows.iter().any(|row| row.level == level)
    }

    /// The identifier of the unit of use, if it is marked.
    pub(crate) fn unit_di(&self, outline: &Outline) -> Option<String> {
        self.unit_is_marked.then(|| outline.di(self.primary.saturating_sub(1)))
    }

    /// Fills the fields on units of use.
    pub(crate) fn fill(&self, device: &mut Device, outline: &Outline, rng: &mut Rng) {
        if !rng.chance(30) {
            device.unit_of_use_count = Some(Count::from(u64::from(self.units)));
        }
        // A single unit is the unit of sale; some registrants repeat its identifier.
        let repeated = self.units == 1 && rng.chance(300);
        let same = repeated.then(|| outline.di(self.primary));
        device.unit_of_use_di = self.unit_di(outline).or(same);
    }

    /// The packages as rows of the service.
    pub(crate) fn packages(&self, outline: &Outline, owner: &Owner) -> Vec<Package> {
        let mut packages: Vec<Package> =
            self.rows.iter().map(|row| self.package(row, outline, owner)).collect();
        if self.is_reversed {
            packages.reverse();
        }
        packages
    }

    fn package(&self, row: &Row, outline: &Outline, owner: &Owner) -> Package {
        let held = row.holds.and_then(|place| self.rows.get(place));
        let mut package = Package::default();
        (package.device_record_key, package.device_history_key) = owner.keys();
        package.package_di = Some(outline.di(row.level));
        package.contained_di = Some(outline.di(held.map_or(self.primary, |row| row.level)));
        package.contained_count = Some(Count::from(u64::from(row.count)));
        package.level = Some(row.name.to_owned());
        package
    }
}

/// Units of use in the smallest unit of sale.
fn units(usage: Usage, rng: &mut Rng) -> u32 {
    match usage {
        Usage::Disposable if rng.chance(350) => rng.pick(&[2, 5, 10, 10, 20, 25, 50, 100]),
        Usage::Reagent | Usage::TestCard if rng.chance(700) => rng.pick(&[20, 25, 50, 100, 200]),
        Usage::Reusable if rng.chance(150) => rng.pick(&[2, 5, 10]),
        _ => 1,
    }
}

fn shape(usage: Usage, rng: &mut Rng) -> Shape {
    let [one, two, three, four] = CHAINS;
    match usage {
        Usage::Equipment => rng.weighted(&[], &[(250, one)]),
        Usage::Implant => rng.weighted(&[], &[(250, one), (100, two), (20, FORK)]),
        _ => {
            let shapes = [
                (250, one),
                (220, two),
                (110, three),
                (30, four),
                (70, FORK),
                (40, FORK_AND_CARTON),
            ];
            rng.weighted(&[], &shapes)
        }
    }
}

fn rows(usage: Usage, shape: Shape, primary: u8, rng: &mut Rng) -> Vec<Row> {
    let names = names(usage, shape, rng);
    // Some leave a pack level free, for a package to come.
    let first = primary + 1 + u8::from(rng.chance(150));
    let mut rows: Vec<Row> = Vec::with_capacity(shape.len());
    for ((level, &holds), name) in (first..).zip(shape).zip(names) {
        let count = match (holds, rows.first()) {
            // The second package that holds the unit of sale is the larger one.
            (None, Some(smaller)) => smaller.count * rng.pick(&[2, 5, 10]),
            (None, None) => match usage {
                Usage::Equipment => 1,
                Usage::Implant => rng.pick(&[1, 5, 10]),
                _ => rng.pick(&[1, 5, 10, 10, 20, 20, 25, 50, 100]),
            },
            (Some(0), _) => rng.pick(&[2, 5, 10, 10, 12, 20, 24]),
            (Some(1), _) => rng.pick(&[4, 5, 8, 10, 20]),
            _ => rng.pick(&[12, 16, 24, 30, 36, 48]),
        };
        rows.push(Row { level, holds, count, name });
    }
    rows
}

/// Names of the levels, as people name them.
fn names(usage: Usage, shape: Shape, rng: &mut Rng) -> &'static [&'static str] {
    match (shape.len(), shape == FORK || shape == FORK_AND_CARTON) {
        (1, _) if usage == Usage::Equipment => rng.pick(&[&["箱"], &["包装箱"], &["木箱"]]),
        (1, _) => rng.pick(&[&["箱"], &["盒"], &["外箱"], &["中包装"]]),
        (2, true) => rng.pick(&[&["盒", "箱"], &["小箱", "大箱"]]),
        (2, false) => rng.pick(&[&["盒", "箱"], &["中包装", "箱"], &["中盒", "外箱"]]),
        (3, true) => &["盒", "箱", "托盘"],
        (3, false) => rng.pick(&[&["盒", "中包装", "箱"], &["小盒", "中盒", "大箱"]]),
        _ => &["盒", "中包装", "箱", "托盘"],
    }
}
