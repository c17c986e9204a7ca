//! What the business register has on an enterprise.
//!
//! Person names come from novels; phone, ID card, account and stock numbers are deliberately invalid.

use dbhs_types::{
    FetchFlag, Listing, Organization, OrganizationNature, OrganizationParams, StockType,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use random::Rng;
use udid_synthetic::places::Place;
use wire::DateText;

use super::enterprise::Enterprise;
use super::initials::{pinyin, wubi};
use super::stream::ENTERPRISE;

const PERSONS: [&str; 12] = [
    "唐敖",
    "林之洋",
    "多九公",
    "甄士隐",
    "贾雨村",
    "卢生",
    "淳于棼",
    "王质",
    "刘晨",
    "阮肇",
    "武陵人",
    "柳毅",
];
const ROADS: [&str; 6] = ["桃源路", "逍遥路", "蝴蝶泉路", "云梦大道", "南柯街", "武陵路"];

/// The record of an enterprise.
pub fn organization(seed: u64, enterprise: &Enterprise) -> Organization {
    let mut rng = Rng::new(seed, ENTERPRISE, &[enterprise.key]);
    let mut organization = Organization::default();
    names(&mut organization, enterprise);
    seat(&mut organization, enterprise);
    persons(&mut organization, enterprise, &mut rng);
    let founded = date(1996, 1, 1).saturating_add(i64::from(rng.below(18 * 365)).days());
    business(&mut organization, enterprise, founded, &mut rng);
    money(&mut organization, enterprise, &mut rng);
    listing(&mut organization, enterprise, &mut rng);
    end(&mut organization, &mut rng);
    record(&mut organization, &mut rng);
    organization
}

fn names(organization: &mut Organization, enterprise: &Enterprise) {
    organization.code = Some(format!("GYS{:06}", enterprise.key + 1));
    organization.name = Some(enterprise.name.to_owned());
    organization.name_en = enterprise.name_en.map(str::to_owned);
    organization.short_name = Some(enterprise.short_name.to_owned());
    organization.name_pinyin = Some(pinyin(enterprise.name));
    organization.name_wubi = Some(wubi(enterprise.name));
    organization.credit_code.clone_from(&enterprise.credit_code);
    organization.business_registration_number.clone_from(&enterprise.business_number);
    // The organization code is a part of the credit code, written with a hyphen.
    let code = enterprise.credit_code.as_deref().and_then(|code| code.get(8..17));
    organization.organization_code = code.map(|code| format!("{}-{}", &code[..8], &code[8..]));
}

fn seat(organization: &mut Organization, enterprise: &Enterprise) {
    let place = enterprise.place;
    organization.address = Some(address(enterprise.key, place));
    organization.province_code = Some(place.province_code());
    organization.province = Some(place.province.to_owned());
    organization.city = Some(place.city.to_owned());
    organization.county = Some(place.county.to_owned());
}

/// The address of an enterprise or, for one abroad, of its agent.
pub fn address(key: u64, place: &Place) -> String {
    let mut rng = Rng::new(0, ENTERPRISE, &[key, 1]);
    format!("{}{}{}号", place.full_name(), rng.pick(&ROADS), rng.between(1, 999))
}

/// The agent of an enterprise abroad.
pub fn agent(key: u64, place: &Place) -> String {
    let names = ["青鸟", "鸿雁", "扶摇", "凌波", "乘槎", "御风", "探骊", "摘星", "望舒", "羲和"];
    let name = Rng::new(0, ENTERPRISE, &[key, 2]).pick(&names);
    format!("{}{name}医疗器械代理有限公司", place.city.trim_end_matches('市'))
}

fn persons(organization: &mut Organization, enterprise: &Enterprise, rng: &mut Rng) {
    let Enterprise { place, domain, .. } = enterprise;
    organization.contact_name = Some(rng.pick(&PERSONS).to_owned());
    // No mobile number starts with 10, and no local number with 0.
    let mut mobile = || Some(format!("1000000{:04}", rng.below(10_000)));
    organization.contact_mobile = mobile();
    organization.mobile = mobile();
    let mut line = || Some(format!("{}-0000{:04}", place.area_code, rng.below(10_000)));
    organization.contact_fax = line();
    organization.telephone = line();
    organization.email = Some(format!("office@{domain}"));
    organization.legal_representative = Some(rng.pick(&PERSONS).to_owned());
    organization.legal_representative_id = Some(uuid(rng));
    organization.legal_representative_id_card =
        Some(format!("{}********{:04}", place.division, rng.below(10_000)));
    if enterprise.nature == OrganizationNature::OverseasCompany {
        organization.agent = Some(agent(enterprise.key, place));
    }
}

fn business(
    organization: &mut Organization,
    enterprise: &Enterprise,
    founded: Date,
    rng: &mut Rng,
) {
    let year = founded.year();
    organization.business_scope = Some(enterprise.scope.clone());
    organization.introduction = Some(format!(
        "{}成立于{year}年，位于{}。本条数据纯属虚构。",
        enterprise.name,
        enterprise.place.full_name()
    ));
    organization.nature = Some(enterprise.nature.clone());
    organization.registration_authority = Some(authority(enterprise));
    organization.incorporation_date = Some(day(founded));
    organization.term_start = Some(day(founded));
    let end = founded.saturating_add(30.years()).saturating_sub(1.day());
    organization.term_end = Some(if rng.chance(400) { "长期".into() } else { day(end) });
    organization.approval_date = Some(some_day(rng));
}

fn authority(enterprise: &Enterprise) -> String {
    use OrganizationNature::{
        Foundation, GovernmentBody, HongKongCompany, Hospital, LawFirm, PublicInstitution, School,
        SocialOrganization, TaiwanCompany,
    };
    let Place { province, city, county, .. } = enterprise.place;
    match enterprise.nature {
        SocialOrganization | Foundation => format!("{province}民政厅"),
        Hospital | PublicInstitution | School => format!("{city}事业单位登记管理局"),
        GovernmentBody => format!("{city}机构编制委员会办公室"),
        LawFirm => format!("{city}司法局"),
        HongKongCompany => "香港公司注册处".to_owned(),
        TaiwanCompany => "台湾地区公司登记机关".to_owned(),
        _ => format!("{county}市场监督管理局"),
    }
}

fn money(organization: &mut Organization, enterprise: &Enterprise, rng: &mut Rng) {
    let unit = match enterprise.nature {
        OrganizationNature::OverseasCompany => "万美元",
        OrganizationNature::HongKongCompany => "万港元",
        OrganizationNature::TaiwanCompany => "万新台币",
        _ => "万人民币",
    };
    let capital = rng.pick(&[50, 100, 300, 500, 1000, 2000, 5000, 10_000]);
    let paid_in = if rng.chance(300) { capital / 2 } else { capital };
    organization.registered_capital = Some(format!("{capital}{unit}"));
    organization.paid_in_capital = Some(format!("{paid_in}{unit}"));
    let city = enterprise.place.city;
    organization.bank = Some(format!("虚构银行{city}分行"));
    organization.bank_account = Some(format!("0000{:015}", rng.bits() % 1_000_000_000_000_000));
}

/// Type of the enterprise, and where its shares are traded: joint-stock companies and groups on an
/// exchange, a few others on a regional market.
fn listing(organization: &mut Organization, enterprise: &Enterprise, rng: &mut Rng) {
    use OrganizationNature::{MainlandEnterprise, OverseasCompany, TaiwanCompany};
    use StockType::{AShare, ChinaConcept, HongKong, NewFourthBoard, NewThirdBoard, StarMarket};
    let is_joint_stock = enterprise.name.contains("股份") || enterprise.name.contains("集团");
    let stock_type = match enterprise.nature {
        MainlandEnterprise if is_joint_stock => Some(
            rng.weighted(AShare, &[(250, StarMarket), (250, NewThirdBoard), (150, ChinaConcept)]),
        ),
        MainlandEnterprise => rng.chance(120).then_some(NewFourthBoard),
        OverseasCompany => rng.chance(250).then_some(HongKong),
        _ => None,
    };
    let drawn = rng.below(1000);
    organization.stock_code = stock_type.as_ref().map(|kind| match kind {
        HongKong => format!("99{drawn:03}"),
        ChinaConcept => format!("ZZ{drawn:03}"),
        _ => format!("999{drawn:03}"),
    });
    let kind = match &enterprise.nature {
        MainlandEnterprise | TaiwanCompany if is_joint_stock => match &stock_type {
            Some(_) => "股份有限公司(上市)",
            None => "股份有限公司(非上市)",
        },
        MainlandEnterprise => "有限责任公司(自然人投资或控股)",
        other => other.zh().unwrap_or_default(),
    };
    organization.enterprise_type = Some(kind.to_owned());
    organization.listing =
        Some(if stock_type.is_some() { Listing::Listed } else { Listing::NotListed });
    organization.stock_type = stock_type;
    organization.logo_url = Some(format!("https://{}/logo.png", enterprise.domain));
}

/// A few are deregistered, or lost their licence.
fn end(organization: &mut Organization, rng: &mut Rng) {
    let ended_on = Some(some_day(rng));
    let status = rng.weighted("正常", &[(30, "注销"), (30, "吊销")]);
    organization.supplier_status = Some(status.to_owned());
    match status {
        "注销" => {
            organization.deregistered_at = ended_on;
            organization.deregistration_reason = Some("决议解散".to_owned());
        }
        "吊销" => {
            organization.revocation_date.clone_from(&ended_on);
            organization.revoked_at = ended_on;
            organization.revocation_reason = Some("成立后无正当理由超过六个月未开业".to_owned());
        }
        _ => {}
    }
}

/// The fields on the record itself.
fn record(organization: &mut Organization, rng: &mut Rng) {
    organization.remark = Some("虚构数据".to_owned());
    organization.created_by = Some("1".to_owned());
    organization.created_by_name = Some("管理员".to_owned());
    organization.created_at = Some("2021-03-01 09:00:00".into());
    organization.updated_by = Some("1".to_owned());
    organization.updated_by_name = Some("管理员".to_owned());
    organization.updated_at = Some("2024-12-31 18:30:00".into());
    organization.enterprise_updated_at = Some("2024-12-30 02:00:00".into());
    let is_fetched = !rng.chance(100);
    organization.fetched =
        Some(if is_fetched { FetchFlag::Fetched } else { FetchFlag::NotFetched });
    organization.id = Some(format!("{:016x}{:016x}", rng.bits(), rng.bits()));
    organization.parent_id = Some("0".to_owned());
    organization.params = Some(OrganizationParams::default());
}

fn day(date: Date) -> DateText {
    DateText::from(date.to_string())
}

/// A day after all enterprises were founded and before their records were updated.
fn some_day(rng: &mut Rng) -> DateText {
    day(date(2015, 1, 1).saturating_add(i64::from(rng.below(9 * 365)).days()))
}

fn uuid(rng: &mut Rng) -> String {
    let digits = format!("{:016x}{:016x}", rng.bits(), rng.bits());
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    parts.join("-")
}
