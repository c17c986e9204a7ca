//! Packaging levels: which package holds how many of what.

use std::collections::HashMap;

use udi_label::{NormalizedDi, normalize_di};

use crate::{DeviceRecord, Package};

/// A packaging level with what it comes to in devices.
#[derive(Clone, Debug, PartialEq)]
pub struct PackagingLevel<'a> {
    /// The row that describes it.
    pub package: &'a Package,
    /// Steps down to the device: 1 for a package that holds devices, 0 for a row that describes the
    /// device itself.
    pub depth: Option<usize>,
    /// Devices (smallest units of sale) in one such package.
    pub devices: Option<u64>,
    /// Why depth and number are not known.
    pub problem: Option<PackagingProblem>,
}

/// Why a package cannot be followed down to the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackagingProblem {
    /// It does not say what it holds.
    NoContent,
    /// It holds something that no row describes.
    UnknownContent,
    /// It does not say how many, or says something that is not a number.
    NoCount,
    /// It holds itself, directly or by way of others.
    Circular,
    /// More devices than 64 bits can count.
    TooMany,
    /// Several rows describe it, or a package inside it, with different contents or counts.
    Contradiction,
}

impl DeviceRecord {
    /// The packaging levels in the order of the rows, each followed down to the device.
    ///
    /// ```
    /// let json = r#"{"deviceInfo": [{"deviceRecordKey": "k", "ZXXSDYCPBS": "06900000000011"}],
    ///     "packingInfo": [
    ///         {"deviceRecordKey": "k", "BZCPBS": "16900000000018", "BZNHXYJBZCPBS": "06900000000011", "BZNHXYJCPBSSL": "10"},
    ///         {"deviceRecordKey": "k", "BZCPBS": "26900000000015", "BZNHXYJBZCPBS": "16900000000018", "BZNHXYJCPBSSL": "5"}
    ///     ]}"#;
    /// let data_set: udid_types::DataSet = wire::from_slice(json.as_bytes())?;
    /// let records = data_set.into_records().records;
    /// let levels = records[0].packaging();
    /// assert_eq!((levels[1].depth, levels[1].devices), (Some(2), Some(50)));
    /// # Ok::<(), wire::DecodeError>(())
    /// ```
    ///
    /// Identifiers compare as items ([`normalize_di`]): GTIN-13 and GTIN-14 of one item are equal.
    pub fn packaging(&self) -> Vec<PackagingLevel<'_>> {
        let contents = Contents::of(self);
        let level = |package| match contents.follow(package) {
            Ok((depth, devices)) => {
                let (depth, devices) = (Some(depth), Some(devices));
                PackagingLevel { package, depth, devices, problem: None }
            }
            Err(problem) => {
                PackagingLevel { package, depth: None, devices: None, problem: Some(problem) }
            }
        };
        self.packages.iter().map(level).collect()
    }
}

/// What the packages of a record hold.
struct Contents<'a> {
    device: Option<NormalizedDi>,
    /// By identifier: the first row, and whether the others say the same.
    by_di: HashMap<NormalizedDi, (&'a Package, bool)>,
}

impl<'a> Contents<'a> {
    fn of(record: &'a DeviceRecord) -> Self {
        let device = di(record.device.primary_di.as_ref());
        let mut by_di: HashMap<_, (&Package, bool)> = HashMap::new();
        for package in &record.packages {
            let Some(di) = di(package.package_di.as_ref()) else { continue };
            by_di
                .entry(di)
                .and_modify(|(first, agree)| *agree &= content(first) == content(package))
                .or_insert((package, true));
        }
        Self { device, by_di }
    }

    /// Steps and devices from a package down to the device.
    fn follow(&self, mut package: &'a Package) -> Result<(usize, u64), PackagingProblem> {
        let mut devices: u64 = 1;
        // A way longer than there are packages goes in a circle.
        for depth in 1..=self.by_di.len().max(1) {
            let (own, (content, count)) = (di(package.package_di.as_ref()), content(package));
            if own.as_ref().and_then(|di| self.by_di.get(di)).is_some_and(|(_, agree)| !agree) {
                return Err(PackagingProblem::Contradiction);
            }
            // A row for the smallest package names itself: it is the unit of sale.
            if own.is_some() && own == content && matches!(count, None | Some(1)) {
                return Ok((depth - 1, devices));
            }
            let count = count.filter(|count| *count > 0).ok_or(PackagingProblem::NoCount)?;
            devices = devices.checked_mul(count).ok_or(PackagingProblem::TooMany)?;
            let content = content.ok_or(PackagingProblem::NoContent)?;
            if self.device.as_ref() == Some(&content) {
                return Ok((depth, devices));
            }
            let described = self.by_di.get(&content);
            (package, _) = *described.ok_or(PackagingProblem::UnknownContent)?;
        }
        Err(PackagingProblem::Circular)
    }
}

/// An identifier, unless it is blank.
fn di(text: Option<&String>) -> Option<NormalizedDi> {
    text.filter(|text| !text.trim().is_empty()).map(|text| normalize_di(text))
}

/// What a package holds, and how many of it.
fn content(package: &Package) -> (Option<NormalizedDi>, Option<u64>) {
    let count = package.contained_count.as_ref().and_then(wire::Count::get);
    (di(package.contained_di.as_ref()), count)
}

#[cfg(test)]
mod tests {
    use super::PackagingProblem;
    use crate::{Device, DeviceRecord, Package};

    fn package(di: &str, content: &str, count: &str) -> Package {
        Package {
            package_di: Some(di.into()),
            contained_di: Some(content.into()),
            contained_count: Some(count.into()),
            ..Package::default()
        }
    }

    fn record(packages: Vec<Package>) -> DeviceRecord {
        let device = Device { primary_di: Some("device".into()), ..Device::default() };
        DeviceRecord { device, packages, ..DeviceRecord::default() }
    }

    #[test]
    fn levels_multiply_down_to_the_device_in_any_order_of_rows() {
        let record = record(vec![
            package("pallet", "carton", "20"),
            package("carton", "box", "6"),
            package("box", "device", "10"),
            package("other box", "device", "5"),
        ]);
        let levels: Vec<_> =
            record.packaging().iter().map(|level| (level.depth, level.devices)).collect();
        assert_eq!(
            levels,
            [(Some(3), Some(1200)), (Some(2), Some(60)), (Some(1), Some(10)), (Some(1), Some(5))]
        );
    }

    #[test]
    fn what_cannot_be_followed_says_why() {
        let cases = [
            (package("a", "nobody", "1"), PackagingProblem::UnknownContent),
            (package("a", "", "1"), PackagingProblem::NoContent),
            (package("a", "device", "many"), PackagingProblem::NoCount),
            (package("a", "device", "0"), PackagingProblem::NoCount),
            (package("a", "a", "2"), PackagingProblem::Circular),
        ];
        for (row, problem) in cases {
            assert_eq!(record(vec![row.clone()]).packaging()[0].problem, Some(problem), "{row:?}");
        }
        let huge = u64::MAX.to_string();
        let record = record(vec![package("a", "b", &huge), package("b", "device", "2")]);
        assert_eq!(record.packaging()[0].problem, Some(PackagingProblem::TooMany));
    }

    #[test]
    fn a_circle_of_several_packages_ends() {
        let record =
            record(vec![package("a", "b", "1"), package("b", "c", "1"), package("c", "a", "1")]);
        for level in record.packaging() {
            assert_eq!(level.problem, Some(PackagingProblem::Circular));
        }
    }

    /// The two levels of a public record: ten devices in a box, twenty boxes in a carton.
    #[test]
    fn identifiers_compare_as_items_whatever_their_spelling() {
        for content in
            ["06936260855798", "6936260855798", " 06936260855798 ", "０６９３６２６０８５５７９８"]
        {
            let device = Device { primary_di: Some("06936260855798".into()), ..Device::default() };
            let packages = vec![
                package("16936260855795", content, "10"),
                package("26936260855792", "16936260855795", "20"),
            ];
            let record = DeviceRecord { device, packages, ..DeviceRecord::default() };
            let levels: Vec<_> =
                record.packaging().iter().map(|level| (level.depth, level.devices)).collect();
            assert_eq!(levels, [(Some(1), Some(10)), (Some(2), Some(200))], "{content}");
        }
    }

    #[test]
    fn a_row_that_names_itself_is_the_unit_of_sale() {
        for count in ["1", "", "1.0"] {
            let record =
                record(vec![package("device", "device", count), package("box", "device", "10")]);
            let levels: Vec<_> =
                record.packaging().iter().map(|level| (level.depth, level.devices)).collect();
            assert_eq!(levels, [(Some(0), Some(1)), (Some(1), Some(10))], "{count}");
        }
    }

    #[test]
    fn contradicting_rows_are_told_and_carried_to_the_levels_above() {
        let record = record(vec![
            package("box", "device", "10"),
            package("box", "device", "12"),
            package("carton", "box", "20"),
            package("other", "device", "5"),
            package("other", "device", "5.0"),
        ]);
        let problems: Vec<_> = record.packaging().iter().map(|level| level.problem).collect();
        let contradiction = Some(PackagingProblem::Contradiction);
        assert_eq!(problems, [contradiction, contradiction, contradiction, None, None]);
    }
}
