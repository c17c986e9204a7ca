//! Clinical sizes: a few rows for most records, very many for some.

use random::Rng;
use udid_types::ClinicalSize;

use super::outline::Outline;
use super::owner::Owner;
use super::products::Size;
use super::stream::Group;
use super::versions::{Change, Moment};

/// The sizes as rows of the service, and the note on special ones.
pub(crate) fn sizes(
    outline: &Outline,
    moment: &Moment,
    owner: &Owner,
) -> (Vec<ClinicalSize>, Option<String>) {
    let mut rng = outline.rng(Group::Sizes);
    let kinds = &outline.product.sizes;
    if kinds.is_empty() || rng.chance(200) {
        return (vec![], None);
    }
    let special = rng.chance(80).then(|| "其他尺寸详见产品说明书中的规格尺寸表".to_owned());
    // Some registrants put all models of a series into one record. The most that was ever seen in
    // one are 424 rows.
    let many = rng.weighted(0, &[(15, 20), (2, 100)]);
    let count = match many {
        0 => kinds.len(),
        20 => rng.between(20, 60) as usize,
        _ => rng.between(100, 424) as usize,
    };
    let drawn = kinds.iter().cycle().take(count);
    let mut rows: Vec<ClinicalSize> = drawn.map(|size| row(size, &mut rng, owner)).collect();
    if moment.is_before(Change::Sizes) {
        rows.truncate(count.div_ceil(2));
    }
    (rows, special)
}

fn row(size: &Size, rng: &mut Rng, owner: &Owner) -> ClinicalSize {
    let steps = size.high.saturating_sub(size.low) / size.step.max(1);
    let value = size.low + rng.between(0, steps) * size.step;
    let mut row = ClinicalSize::default();
    (row.device_record_key, row.device_history_key) = owner.keys();
    row.size_type = Some(size.kind.to_owned());
    row.value = Some(if size.tenths { in_tenths(value) } else { value.to_string() });
    row.unit = Some(size.unit.to_owned());
    row
}

/// A number of tenths as people write it: `0.7`, `12`.
fn in_tenths(value: u32) -> String {
    match value % 10 {
        0 => (value / 10).to_string(),
        tenth => format!("{}.{tenth}", value / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_written_as_decimals() {
        assert_eq!([0, 7, 10, 125].map(in_tenths), ["0", "0.7", "1", "12.5"]);
    }
}
