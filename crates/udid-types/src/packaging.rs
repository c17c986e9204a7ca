//! Packaging levels: which package holds how many of what.

use std::collections::HashMap;

use crate::{DeviceRecord, Package};

/// A packaging level with what it comes to in devices.
#[derive(Clone, Debug, PartialEq)]
pub struct PackagingLevel<'a> {
    /// The row that describes it.
    pub package: &'a Package,
    /// Steps down to the device: 1 for a package that holds the device itself.
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
    /// It does not say how many, or says something that is no number.
    NoCount,
    /// It holds itself, directly or by way of others.
    Circular,
    /// More devices than 64 bits can count.
    TooMany,
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
    pub fn packaging(&self) -> Vec<PackagingLevel<'_>> {
        let mut by_di: HashMap<&str, &Package> = HashMap::new();
        for package in &self.packages {
            if let Some(di) = package.package_di.as_deref() {
                by_di.entry(di).or_insert(package);
            }
        }
        let device = self.device.primary_di.as_deref();
        self.packages
            .iter()
            .map(|package| match follow(package, device, &by_di) {
                Ok((depth, devices)) => PackagingLevel {
                    package,
                    depth: Some(depth),
                    devices: Some(devices),
                    problem: None,
                },
                Err(problem) => {
                    PackagingLevel { package, depth: None, devices: None, problem: Some(problem) }
                }
            })
            .collect()
    }
}

/// Steps and devices from a package down to the device.
fn follow<'a>(
    mut package: &'a Package,
    device: Option<&str>,
    by_di: &HashMap<&str, &'a Package>,
) -> Result<(usize, u64), PackagingProblem> {
    let mut devices: u64 = 1;
    // A way longer than there are packages goes in a circle.
    for depth in 1..=by_di.len().max(1) {
        let count = package.contained_count.as_ref().and_then(wire::Count::get);
        let count = count.filter(|count| *count > 0).ok_or(PackagingProblem::NoCount)?;
        devices = devices.checked_mul(count).ok_or(PackagingProblem::TooMany)?;
        let content = package.contained_di.as_deref().filter(|di| !di.trim().is_empty());
        let content = content.ok_or(PackagingProblem::NoContent)?;
        if device == Some(content) {
            return Ok((depth, devices));
        }
        package = by_di.get(content).ok_or(PackagingProblem::UnknownContent)?;
    }
    Err(PackagingProblem::Circular)
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
}
