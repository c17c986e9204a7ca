//! Numbers of registrations and filings, and codes of the medical insurance.

use jiff::civil::Date;
use random::{Rng, hash};
use udid_types::Device;

use super::outline::Outline;
use super::products::Usage;
use super::register::Registration;
use super::registration_number::YEARS;
use super::stream::Group;
use super::versions::{Change, Moment, Versions};

/// Fills the fields on registrations and insurance.
pub(crate) fn fill(device: &mut Device, outline: &Outline, versions: &Versions, moment: &Moment) {
    let mut rng = outline.rng(Group::Registration);
    let count = rng.weighted(1, &[(40, 2), (15, 3)]);
    let numbers = (0..count).map(|_| number(outline, year(versions.published_on, &mut rng)));
    device.registration_numbers = Some(numbers.collect());
    if !moment.is_before(Change::Insurance) {
        device.insurance_codes = insurance_codes(outline).map(|codes| codes.into_iter().collect());
    }
}

/// Year of a registration: one of the last before the identifier was published.
fn year(published_on: Date, rng: &mut Rng) -> i16 {
    published_on.year() - i16::try_from(rng.below(YEARS)).unwrap_or(0)
}

/// The number of a year. All records of a registrant's product with that year share it.
fn number(outline: &Outline, year: i16) -> String {
    Registration::of(outline, year).number()
}

/// Codes of the medical insurance, for about half of the consumables.
fn insurance_codes(outline: &Outline) -> Option<Vec<String>> {
    let mut rng = outline.rng(Group::Insurance);
    let usage = outline.product.usage;
    let is_covered = matches!(usage, Usage::Disposable | Usage::Kit | Usage::Implant);
    if !is_covered || !rng.chance(550) {
        return None;
    }
    let count = rng.weighted(1, &[(80, 2), (20, 4)]);
    Some((0..count).map(|_| insurance_code(outline, &mut rng)).collect())
}

/// `C` and 26 digits: classes of the product, registrant, specification.
fn insurance_code(outline: &Outline, rng: &mut Rng) -> String {
    let [company, product] = outline.subject;
    let class = hash(0, Group::Insurance, &[product]);
    let (subject, purpose) = (1 + class % 17, 1 + (class >> 8) % 20);
    let (part, material) = (1 + (class >> 16) % 30, (class >> 24) % 20);
    let registrant = hash(outline.seed, Group::Insurance, &[company]) % 100_000;
    let specification = rng.below(100_000_000);
    format!(
        "C{subject:02}{purpose:02}{part:03}{material:03}{:03}{registrant:05}{specification:08}",
        class >> 55
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::identity::RecordId;
    use super::super::registration_number::category;
    use super::*;

    fn outlines() -> impl Iterator<Item = Outline> {
        (0..5000).map(|index| Outline::new(1, RecordId { day: date(2026, 8, 3), index }))
    }

    #[test]
    fn numbers_fit_origin_class_and_category() {
        for outline in outlines() {
            let text = number(&outline, 2019);
            let (company, product) = (outline.company, outline.product);
            let category = category(product, 2019);
            let expected = match (company.is_abroad, product.class) {
                (true, 1) => "国械备2019".to_owned(),
                (true, class) => format!("国械注进2019{class}{category}"),
                (false, 3) => format!("国械注准20193{category}"),
                (false, 2) => format!("{}械注准20192{category}", company.place.province_character),
                (false, _) => format!(
                    "{}{}械备2019",
                    company.place.province_character, company.place.city_character
                ),
            };
            assert!(text.starts_with(&expected), "{text} {expected}");
            let rest = text[expected.len()..].trim_end_matches('号');
            assert!(rest.len() == 4 && rest.bytes().all(|b| b.is_ascii_digit()), "{text}");
        }
    }

    #[test]
    fn products_of_a_registrant_share_their_registration() {
        let all: Vec<Outline> = outlines().collect();
        let one = &all[0];
        let other = all[1..].iter().find(|outline| outline.subject == one.subject).unwrap();
        assert_eq!(number(one, 2022), number(other, 2022));
    }

    #[test]
    fn insurance_codes_are_a_letter_and_26_digits() {
        let codes: Vec<String> = outlines().filter_map(|o| insurance_codes(&o)).flatten().collect();
        assert!(codes.len() > 500);
        for code in codes {
            let digits = code.strip_prefix('C').unwrap();
            assert!(digits.len() == 26 && digits.bytes().all(|b| b.is_ascii_digit()), "{code}");
        }
    }
}
