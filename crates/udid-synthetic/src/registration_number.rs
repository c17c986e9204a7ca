//! The form of registration and filing numbers.

use super::companies::Company;
use super::products::Product;

/// How many years a registration can date back.
pub(crate) const YEARS: u32 = 5;

/// Writes the number of a registration; `drawn` gives its serial number.
pub(crate) fn format(company: &Company, product: &Product, year: i16, drawn: u64) -> String {
    let serial = 1 + drawn % 9999;
    let class = product.class;
    let category = category(product, year);
    let place = company.place;
    match (company.is_abroad, class) {
        (true, 1) => format!("国械备{year}{serial:04}号"),
        (true, _) => format!("国械注进{year}{class}{category}{serial:04}"),
        (false, 3) => format!("国械注准{year}3{category}{serial:04}"),
        (false, 2) => format!("{}械注准{year}2{category}{serial:04}", place.province_character),
        (false, _) => {
            // Some filing offices write the closing character, some do not.
            let end = if drawn >> 63 == 0 { "号" } else { "" };
            format!(
                "{}{}械备{year}{serial:04}{end}",
                place.province_character, place.city_character
            )
        }
    }
}

/// The two digits of the category: of the former catalog until 2017, of the present one since.
pub(crate) fn category(product: &Product, year: i16) -> &'static str {
    let digits = match (product.usage.is_reagent(), year) {
        (true, _) => Some("40"),
        (false, ..=2017) => product.former.get(2..),
        (false, _) => product.code.get(..2),
    };
    digits.unwrap_or("00")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::identity::RecordId;
    use super::super::outline::Outline;
    use super::*;

    fn outlines() -> impl Iterator<Item = Outline> {
        (0..5000).map(|index| Outline::new(1, RecordId { day: date(2026, 8, 3), index }))
    }

    #[test]
    fn the_catalog_of_the_year_gives_the_category() {
        let product = outlines().find(|o| o.product.code == "14-01-06").unwrap().product;
        assert_eq!(category(product, 2016), "15");
        assert_eq!(category(product, 2018), "14");
        let reagent = outlines().find(|o| o.product.usage.is_reagent()).unwrap().product;
        assert_eq!(category(reagent, 2024), "40");
    }
}
