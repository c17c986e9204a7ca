//! Conditions of storage and handling.

use random::Rng;
use udid_types::StorageCondition;

use super::outline::Outline;
use super::owner::Owner;
use super::products::Keeping;
use super::stream::Group;
use super::versions::{Change, Moment};

/// Condition, lowest and highest value, unit; `""` for a value that is not given.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// The conditions as rows of the service, and the special one as text.
pub(crate) fn conditions(
    outline: &Outline,
    moment: &Moment,
    owner: &Owner,
) -> (Vec<StorageCondition>, Option<String>) {
    let mut rng = outline.rng(Group::Storage);
    let mut rows = rows(outline.product.keeping, &mut rng);
    let mut special = special(outline.product.keeping, &mut rng);
    if moment.is_before(Change::Storage) {
        rows.truncate(1);
        special = None;
    }
    let rows = rows.into_iter().map(|row| condition(row, owner)).collect();
    (rows, special.map(str::to_owned))
}

fn condition((kind, min, max, unit): Row, owner: &Owner) -> StorageCondition {
    let given = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let mut condition = StorageCondition::default();
    (condition.device_record_key, condition.device_history_key) = owner.keys();
    condition.condition = Some(kind.to_owned());
    condition.min_value = given(min);
    condition.max_value = given(max);
    condition.unit = Some(unit.to_owned());
    condition
}

fn rows(keeping: Keeping, rng: &mut Rng) -> Vec<Row> {
    let humidity = ("湿度", "", "80", "%RH");
    match keeping {
        Keeping::Room if rng.chance(400) => vec![],
        Keeping::Room => {
            let temperature = rng.pick(&[
                ("温度", "0", "40", "℃"),
                ("温度", "5", "30", "℃"),
                ("温度", "10", "30", "℃"),
            ]);
            if rng.chance(500) { vec![temperature, humidity] } else { vec![temperature] }
        }
        Keeping::Dry if rng.chance(500) => vec![],
        Keeping::Dry => vec![("相对湿度", "", "80", "%")],
        Keeping::Cold => {
            let mut rows = vec![("温度", "2", "8", "℃")];
            if rng.chance(300) {
                rows.push(("运输温度", "2", "8", "℃"));
            }
            rows
        }
        Keeping::Frozen => {
            let temperature =
                rng.pick(&[("冷冻温度", "", "-15", "℃"), ("冷冻温度", "-25", "-18", "℃")]);
            vec![temperature, ("运输温度", "", "-15", "℃")]
        }
        Keeping::Machine if rng.chance(300) => vec![],
        Keeping::Machine => vec![
            ("运输、贮存温度", "-20", "55", "℃"),
            ("运输、贮存湿度", "10", "93", "%"),
            ("大气压力", "70", "106", "kPa"),
            ("使用环境温度", "5", "40", "℃"),
        ],
    }
}

fn special(keeping: Keeping, rng: &mut Rng) -> Option<&'static str> {
    let (permille, text) = match keeping {
        Keeping::Room => (80, "避免阳光直射"),
        Keeping::Dry => (500, "贮存在无腐蚀性气体、阴凉、通风良好、清洁的环境内"),
        Keeping::Cold => (350, "避光保存，避免冻融"),
        Keeping::Frozen => (400, "反复冻融次数不应超过4次，干冰或冰袋运输"),
        Keeping::Machine => (200, "运输过程中避免剧烈振动、雨雪淋溅"),
    };
    rng.chance(permille).then_some(text)
}
