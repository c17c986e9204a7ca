//! Names, models, catalog numbers and descriptions.

use random::Rng;
use udid_types::Device;

use super::outline::Outline;
use super::pattern::fill_pattern;
use super::products::{Product, Usage};
use super::register::Registrant;
use super::stream::Group;
use super::versions::{Change, Moment};

const NOTES: [&str; 8] = [
    "使用前请仔细阅读产品说明书",
    "包装如有破损，禁止使用",
    "超过有效期禁止使用",
    "一次性使用，用后销毁",
    "应由经过培训的专业人员操作",
    "请在医疗机构中使用",
    "对本产品所含材料过敏者慎用",
    "使用后按医疗废物处理",
];

/// Fills the fields on the product and its registrant.
pub(crate) fn fill(device: &mut Device, outline: &Outline, moment: &Moment) {
    let mut rng = outline.rng(Group::Text);
    let (company, product) = (outline.company, outline.product);
    device.product_name = Some(product.name.to_owned());
    device.category_code = Some(product.code.to_owned());
    device.former_category_code = rng.chance(300).then(|| product.former.to_owned());
    device.registrant_name = Some(company.name.to_owned());
    device.registrant_name_en = company.name_en.map(str::to_owned);
    device.brand_name = rng.chance(450).then(|| brand(outline));
    device.model = Some(models(product, &mut rng));
    let catalog_number = catalog_number(outline, &mut rng);
    if rng.chance(150) {
        let page = catalog_number.to_lowercase();
        device.more_info_url = Some(format!("https://{}/products/{page}", domain(outline)));
    }
    device.catalog_number = (!rng.chance(250)).then_some(catalog_number);
    let description = description(product, &mut rng);
    if !moment.is_before(Change::Description) {
        device.description = description;
    }
}

/// The registrant's domain.
pub(crate) fn domain(outline: &Outline) -> String {
    Registrant::of(outline).domain()
}

fn brand(outline: &Outline) -> String {
    let brand = outline.company.brand;
    if outline.company.is_abroad { brand.to_uppercase() } else { brand.to_owned() }
}

/// The model; a few registrants list many in one record.
fn models(product: &Product, rng: &mut Rng) -> String {
    let count = if rng.chance(10) { rng.between(5, 25) } else { 1 };
    let models = (0..count).map(|_| fill_pattern(rng.pick(&product.models), rng));
    models.collect::<Vec<String>>().join("、")
}

fn catalog_number(outline: &Outline, rng: &mut Rng) -> String {
    // Every registrant has a style of its own.
    let pattern = match outline.subject[0] % 4 {
        0 => "?#####",
        1 => "@@-?###",
        2 => "@#.##.###",
        _ => "@?##-##@",
    };
    fill_pattern(pattern, rng)
}

fn description(product: &Product, rng: &mut Rng) -> Option<String> {
    if rng.chance(300) && product.usage != Usage::Kit {
        return None;
    }
    let mut text = product.about.to_owned();
    // Most are one sentence; a few registrants paste their instructions for use.
    let notes = rng.weighted(0, &[(150, 1), (50, 3), (5, 60)]);
    for place in 1..=notes {
        let end = if notes == 1 { "。".to_owned() } else { format!("；{place}、") };
        text.push_str(&end);
        text.push_str(rng.pick(&NOTES));
    }
    Some(text)
}
