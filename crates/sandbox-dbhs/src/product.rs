//! What the register of products has on a registration.

use dbhs_types::{Product, ProductRow};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use random::Rng;
use udid_synthetic::products::{Keeping, Sterility, Usage};
use udid_synthetic::register::Registration;
use wire::DateText;

use super::initials::{pinyin, wubi};
use super::organization::{address, agent};
use super::search::id;
use super::stream::CERTIFICATE;

/// A row of the list.
pub fn row(registration: &Registration) -> ProductRow {
    let Makers { manufacturer, address, agent } = makers(registration);
    let name = registration.product.name.to_owned();
    let mut row = ProductRow::default();
    row.product_name = Some(name.clone());
    // What stands on the certificate is the product's name.
    row.registration_name = Some(name);
    row.registration_number = Some(registration.number());
    (row.manufacturer, row.manufacturer_address) = (Some(manufacturer), Some(address));
    (row.agent, row.agent_address) = agent.unzip();
    row
}

/// All there is on a registration.
pub fn product(registration: &Registration) -> Product {
    let mut rng = registration.rng(CERTIFICATE);
    let mut product = Product::default();
    let name = registration.product.name;
    product.id = Some(id(registration));
    product.product_name = Some(name.to_owned());
    product.product_name_pinyin = Some(pinyin(name));
    product.product_name_wubi = Some(wubi(name));
    product.models = Some(registration.models());
    product.description = Some(registration.product.about.to_owned());
    product.intended_use = Some(intended_use(registration.product.usage).to_owned());
    product.remark = Some("虚构数据".to_owned());
    let Makers { manufacturer, address, agent } = makers(registration);
    product.registrant = Some(manufacturer.clone());
    product.registrant_address = Some(address.clone());
    (product.manufacturer, product.manufacturer_address) = (Some(manufacturer), Some(address));
    (product.agent, product.agent_address) = agent.unzip();
    certificate(&mut product, registration, &mut rng);
    use_and_storage(&mut product, registration, &mut rng);
    product
}

struct Makers {
    manufacturer: String,
    address: String,
    /// Name and address of the agent of an enterprise abroad.
    agent: Option<(String, String)>,
}

fn makers(registration: &Registration) -> Makers {
    let (company, key) = (registration.registrant.company, registration.registrant.index);
    let manufacturer = company.name.to_owned();
    let in_china = address(key, company.place);
    if !company.is_abroad {
        return Makers { manufacturer, address: in_china, agent: None };
    }
    let agent = Some((agent(key, company.place), in_china));
    Makers { manufacturer, address: format!("{} Harbour Road, {}", key + 1, company.label), agent }
}

fn certificate(product: &mut Product, registration: &Registration, rng: &mut Rng) {
    product.registration_number = Some(registration.number());
    // Early in the year, for devices of the same year may refer to it.
    let registered = date(registration.year, 1, 2).saturating_add(i64::from(rng.below(28)).days());
    product.registration_date = Some(day(registered));
    let end = registered.saturating_add(5.years()).saturating_sub(1.day());
    let is_filing = registration.product.class == 1;
    // Registrations hold for five years, filings for good.
    product.valid_until = Some(if is_filing { "长期有效".into() } else { day(end) });
    let company = registration.registrant.company;
    let place = company.place;
    product.filing_authority = Some(match registration.product.class {
        _ if company.is_abroad => "国家药品监督管理局".to_owned(),
        3 => "国家药品监督管理局".to_owned(),
        2 => format!("{}药品监督管理局", place.province),
        _ => format!("{}市场监督管理局", place.city),
    });
    if rng.chance(200) {
        let changed = registered.saturating_add(i64::from(rng.between(100, 700)).days());
        product.changes = Some(format!("{changed} 变更生产地址文字性描述"));
    }
    let marketed = registered.saturating_add(i64::from(rng.between(10, 200)).days());
    product.marketed_on = Some(day(marketed));
    if rng.chance(30) {
        let withdrawn = marketed.saturating_add(i64::from(rng.between(300, 1500)).days());
        product.withdrawn_on = Some(day(withdrawn));
    }
}

fn use_and_storage(product: &mut Product, registration: &Registration, rng: &mut Rng) {
    let template = registration.product;
    let flag = |is_true: bool| Some(u8::from(is_true).to_string());
    product.single_use = flag(template.usage.is_single_use());
    product.sterile_packaging = flag(matches!(template.sterility, Sterility::Sterile(_)));
    product.sterilization_before_use = flag(template.sterility == Sterility::BeforeUse);
    product.sterilization_method = match &template.sterility {
        Sterility::Sterile(methods) => Some(rng.pick(methods).to_owned()),
        Sterility::BeforeUse => Some("压力蒸汽灭菌".to_owned()),
        Sterility::Clean => None,
    };
    if template.usage == Usage::Reusable {
        product.max_reuse_count = Some(rng.pick(&["10", "50", "100", "500"]).to_owned());
    }
    product.special_storage_conditions = match template.keeping {
        Keeping::Room => None,
        Keeping::Dry => Some("贮存在阴凉、干燥、通风的环境内"),
        Keeping::Cold => Some("2~8℃避光保存"),
        Keeping::Frozen => Some("-15℃以下保存"),
        Keeping::Machine => Some("运输过程中避免剧烈振动、雨雪淋溅"),
    }
    .map(str::to_owned);
    if !template.sizes.is_empty() && rng.chance(200) {
        product.special_size = Some("其他尺寸详见产品说明书".to_owned());
    }
}

fn intended_use(usage: Usage) -> &'static str {
    match usage {
        Usage::Disposable | Usage::Kit => "供医疗机构临床一次性使用",
        Usage::Implant => "供医疗机构植入人体使用",
        Usage::Reusable => "供医疗机构临床使用，可重复使用",
        Usage::Equipment => "供医疗机构检查、监护或治疗使用",
        Usage::Reagent | Usage::TestCard => "用于人体样本的体外检测，仅供专业人员使用",
    }
}

fn day(date: Date) -> DateText {
    DateText::from(date.to_string())
}
