//! Which enterprises and other bodies the business register has.

use std::collections::BTreeSet;

use dbhs_types::OrganizationNature::{self, MainlandEnterprise, OverseasCompany};
use random::Rng;
use udid_synthetic::credit_code;
use udid_synthetic::places::Place;
use udid_synthetic::register::{Registrant, registrants};
use udid_synthetic::table::rows;

use super::stream::{ENTERPRISE, UNREGISTERED};

/// What makes an enterprise; the rest of its record follows from it.
pub struct Enterprise {
    /// Names its stream.
    pub key: u64,
    pub name: &'static str,
    pub name_en: Option<&'static str>,
    pub short_name: &'static str,
    pub domain: String,
    pub nature: OrganizationNature,
    pub place: &'static Place,
    pub credit_code: Option<String>,
    pub business_number: Option<String>,
    pub scope: String,
}

/// The enterprise with a name, credit code or business registration number.
pub fn find(seed: u64, unknown_permille: u32, key: &str) -> Option<Enterprise> {
    let found = all().find(|enterprise| {
        let codes = [&enterprise.credit_code, &enterprise.business_number];
        enterprise.name == key || codes.into_iter().any(|code| code.as_deref() == Some(key))
    });
    found.filter(|enterprise| {
        enterprise.key >= FIRST_BODY || !is_unknown(seed, unknown_permille, enterprise.key)
    })
}

/// All registrants and other bodies.
pub fn all() -> impl Iterator<Item = Enterprise> {
    registrants().map(Enterprise::from).chain(bodies())
}

/// Whether the register lacks a registrant.
fn is_unknown(seed: u64, permille: u32, index: u64) -> bool {
    Rng::new(seed, UNREGISTERED, &[index]).chance(permille)
}

impl From<Registrant> for Enterprise {
    fn from(registrant: Registrant) -> Self {
        let company = registrant.company;
        Self {
            key: registrant.index,
            name: company.name,
            name_en: company.name_en,
            short_name: company.brand,
            domain: registrant.domain(),
            nature: if company.is_abroad { OverseasCompany } else { MainlandEnterprise },
            place: company.place,
            credit_code: Some(registrant.credit_code()),
            business_number: Some(registrant.business_number()),
            scope: scope(registrant),
        }
    }
}

fn scope(registrant: Registrant) -> String {
    let products = registrant.company.line.products();
    let classes: BTreeSet<u8> = products.iter().map(|product| product.class).collect();
    let classes: String = classes
        .into_iter()
        .map(|class| match class {
            1 => "第一类医疗器械生产；",
            2 => "第二类医疗器械生产；",
            _ => "第三类医疗器械生产；",
        })
        .collect();
    format!("{classes}医疗器械销售；技术服务、技术开发、技术咨询；货物进出口")
}

/// Keys of registrants are lower.
const FIRST_BODY: u64 = 1000;

/// One body of each nature that registrants do not have. All of them are invented.
fn bodies() -> impl Iterator<Item = Enterprise> {
    let rows = (FIRST_BODY..).zip(rows(include_str!("bodies.tsv")));
    rows.map(|(key, [name, label, nature, credit_code_prefix, place, scope])| {
        let place = Place::named(place);
        let number = Rng::new(0, ENTERPRISE, &[key]).bits();
        Enterprise {
            key,
            name,
            name_en: None,
            short_name: name,
            domain: format!("{label}.example.org"),
            nature: OrganizationNature::from(nature),
            place,
            // Hong Kong and Taiwan have no such codes.
            credit_code: (!credit_code_prefix.is_empty())
                .then(|| credit_code::invented(credit_code_prefix, place.division, number)),
            business_number: None,
            scope: scope.to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use wire::OpenEnum;

    use super::*;

    #[test]
    fn there_is_one_of_every_nature() {
        let natures: HashSet<OrganizationNature> = all().map(|one| one.nature).collect();
        assert_eq!(natures.len(), OrganizationNature::INFO.values.len());
        let keys: HashSet<u64> = all().map(|one| one.key).collect();
        let names: HashSet<&str> = all().map(|one| one.name).collect();
        let codes: HashSet<String> = all().filter_map(|one| one.credit_code).collect();
        assert_eq!(
            (keys.len(), names.len(), codes.len() + 2),
            (all().count(), all().count(), all().count())
        );
        assert!(codes.iter().all(|code| credit_code::is_valid(code)));
        assert!(registrants().all(|registrant| registrant.index < FIRST_BODY));
    }

    #[test]
    fn the_seed_chooses_who_is_not_there() {
        let missing = |seed, permille| -> Vec<&str> {
            let names = all().map(|one| one.name);
            names.filter(|name| find(seed, permille, name).is_none()).collect()
        };
        assert_eq!(missing(1, 0).len(), 0);
        assert_eq!(missing(1, 1000).len(), registrants().count());
        let (one, other) = (missing(1, 50), missing(2, 50));
        assert!((1..=8).contains(&one.len()), "{one:?}");
        assert_ne!(one, other);
        assert_eq!(one, missing(1, 50));
    }

    #[test]
    fn nothing_and_almost_nothing_find_nobody() {
        let first = all().next().unwrap();
        let code = first.credit_code.unwrap();
        for key in ["", " ", &first.name[3..], &code[..17], &code.to_lowercase(), "91"] {
            assert!(find(1, 0, key).is_none(), "{key}");
        }
    }
}
