//! Administrative regions: an excerpt of GB/T 2260, every province and some of its cities and
//! districts. Code and identifier are the same number.

use idcode_types::{Region, RegionsReply, ResultCode};

use crate::call::{AdmittedCall, Answer, Failure};

/// Sorted by code. Municipalities have no cities, 东莞 and 中山 no districts, 台湾, 香港 and 澳门
/// neither, as the document notes.
#[rustfmt::skip]
const REGIONS: &[(u64, &str)] = &[
    (110_000, "北京市"), (110_101, "东城区"), (110_102, "西城区"), (110_105, "朝阳区"), (110_106, "丰台区"), (110_107, "石景山区"), (110_108, "海淀区"),
    (120_000, "天津市"), (120_101, "和平区"), (120_102, "河东区"), (120_103, "河西区"), (120_104, "南开区"),
    (130_000, "河北省"), (130_100, "石家庄市"), (130_102, "长安区"), (130_104, "桥西区"),
    (140_000, "山西省"), (140_100, "太原市"), (140_105, "小店区"),
    (150_000, "内蒙古自治区"), (150_100, "呼和浩特市"), (150_102, "新城区"),
    (210_000, "辽宁省"), (210_100, "沈阳市"), (210_102, "和平区"), (210_200, "大连市"), (210_202, "中山区"),
    (220_000, "吉林省"), (220_100, "长春市"), (220_102, "南关区"),
    (230_000, "黑龙江省"), (230_100, "哈尔滨市"), (230_102, "道里区"),
    (310_000, "上海市"), (310_101, "黄浦区"), (310_104, "徐汇区"), (310_115, "浦东新区"),
    (320_000, "江苏省"), (320_100, "南京市"), (320_102, "玄武区"), (320_104, "秦淮区"), (320_500, "苏州市"), (320_505, "虎丘区"), (320_508, "姑苏区"),
    (330_000, "浙江省"), (330_100, "杭州市"), (330_102, "上城区"), (330_106, "西湖区"),
    (340_000, "安徽省"), (340_100, "合肥市"), (340_102, "瑶海区"),
    (350_000, "福建省"), (350_100, "福州市"), (350_102, "鼓楼区"), (350_200, "厦门市"), (350_203, "思明区"),
    (360_000, "江西省"), (360_100, "南昌市"), (360_102, "东湖区"),
    (370_000, "山东省"), (370_100, "济南市"), (370_102, "历下区"), (370_200, "青岛市"), (370_202, "市南区"),
    (410_000, "河南省"), (410_100, "郑州市"), (410_102, "中原区"),
    (420_000, "湖北省"), (420_100, "武汉市"), (420_102, "江岸区"), (420_106, "武昌区"),
    (430_000, "湖南省"), (430_100, "长沙市"), (430_102, "芙蓉区"),
    (440_000, "广东省"), (440_100, "广州市"), (440_103, "荔湾区"), (440_106, "天河区"), (440_300, "深圳市"), (440_303, "罗湖区"), (440_305, "南山区"), (441_900, "东莞市"), (442_000, "中山市"),
    (450_000, "广西壮族自治区"), (450_100, "南宁市"), (450_103, "青秀区"),
    (460_000, "海南省"), (460_100, "海口市"), (460_105, "秀英区"),
    (500_000, "重庆市"), (500_101, "万州区"), (500_103, "渝中区"),
    (510_000, "四川省"), (510_100, "成都市"), (510_104, "锦江区"), (510_107, "武侯区"),
    (520_000, "贵州省"), (520_100, "贵阳市"), (520_102, "南明区"),
    (530_000, "云南省"), (530_100, "昆明市"), (530_102, "五华区"),
    (540_000, "西藏自治区"), (540_100, "拉萨市"), (540_102, "城关区"),
    (610_000, "陕西省"), (610_100, "西安市"), (610_103, "碑林区"), (610_113, "雁塔区"),
    (620_000, "甘肃省"), (620_100, "兰州市"), (620_102, "城关区"),
    (630_000, "青海省"), (630_100, "西宁市"), (630_103, "城中区"),
    (640_000, "宁夏回族自治区"), (640_100, "银川市"), (640_104, "兴庆区"),
    (650_000, "新疆维吾尔自治区"), (650_100, "乌鲁木齐市"), (650_102, "天山区"),
    (710_000, "台湾省"), (810_000, "香港特别行政区"), (820_000, "澳门特别行政区"),
];

fn is_listed(code: u64) -> bool {
    REGIONS.iter().any(|(listed, _)| *listed == code)
}

fn level(code: u64) -> u64 {
    match code {
        code if code % 10_000 == 0 => 1,
        code if code % 100 == 0 => 2,
        _ => 3,
    }
}

/// 0 for provinces; a district of a municipality is part of the municipality.
fn parent(code: u64) -> u64 {
    let (province, city) = (code / 10_000 * 10_000, code / 100 * 100);
    match level(code) {
        1 => 0,
        3 if is_listed(city) => city,
        _ => province,
    }
}

fn is_within(code: u64, ancestor: u64) -> bool {
    ancestor == 0 || parent(code) == ancestor || parent(parent(code).max(1)) == ancestor
}

fn region(code: u64, name: &str) -> Region {
    let mut region = Region::default();
    region.id = Some(code.into());
    region.name = Some(name.to_owned());
    region.level = Some(level(code).into());
    region.parent_id = Some(parent(code).into());
    region.code = Some(code.to_string());
    region
}

/// 101.
pub fn list() -> RegionsReply {
    let mut reply = RegionsReply::default();
    reply.regions = REGIONS.iter().map(|(code, name)| region(*code, name)).collect();
    reply
}

/// 102: the parts of a region, or those of one level that are within it.
pub fn list_by_parent(call: &AdmittedCall) -> Answer<RegionsReply> {
    let ancestor = call.number("address_id_parent").unwrap_or_default();
    let wanted = call.number("level");
    let found = REGIONS.iter().filter(|(code, _)| match wanted {
        Some(wanted) => level(*code) == wanted && is_within(*code, ancestor),
        None => parent(*code) == ancestor,
    });
    let mut reply = RegionsReply::default();
    reply.regions = found.map(|(code, name)| region(*code, name)).collect();
    if reply.regions.is_empty() { Err(ResultCode::NoMatch.into()) } else { Ok(reply) }
}

/// The district of a unit, when province, city and district belong together.
pub fn check(call: &AdmittedCall) -> Answer<u64> {
    let [province, city, area] =
        ["province_id", "city_id", "area_id"].map(|name| call.number(name).unwrap_or_default());
    let has_parts = |code, part_level| {
        REGIONS.iter().any(|(part, _)| parent(*part) == code && level(*part) == part_level)
    };
    let wrong = |name: &str| -> Failure { call.bad(name, "is not a region of that level there") };
    if !is_listed(province) || level(province) != 1 {
        return Err(wrong("province_id"));
    }
    let is_city = is_listed(city) && level(city) == 2 && parent(city) == province;
    if !is_city && (city != province || has_parts(province, 2)) {
        return Err(wrong("city_id"));
    }
    let is_area = is_listed(area) && level(area) == 3 && parent(area) == city;
    if !is_area && (area != city || has_parts(city, 3)) {
        return Err(wrong("area_id"));
    }
    Ok(area)
}
