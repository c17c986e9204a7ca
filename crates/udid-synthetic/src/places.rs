//! Seats of enterprises, with what registration numbers, credit codes and telephone numbers take
//! from the place.

use std::sync::LazyLock;

use super::table::rows;

/// A seat.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// English name.
    pub name: &'static str,
    /// The province's character in registration numbers.
    pub province_character: &'static str,
    /// The city's (in a municipality, the district's) character in numbers of filings.
    pub city_character: &'static str,
    /// Code of the administrative division.
    pub division: &'static str,
    /// Telephone area code.
    pub area_code: &'static str,
    /// Name of the province.
    pub province: &'static str,
    /// Name of the city.
    pub city: &'static str,
    /// Name of a county or district.
    pub county: &'static str,
}

static PLACES: LazyLock<Vec<Place>> =
    LazyLock::new(|| rows(include_str!("places.tsv")).map(Place::read).collect());

impl Place {
    fn read(row: [&'static str; 8]) -> Self {
        let [name, province_character, city_character, division, area_code, names @ ..] = row;
        let [province, city, county] = names;
        Self {
            name,
            province_character,
            city_character,
            division,
            area_code,
            province,
            city,
            county,
        }
    }

    /// The place with this English name.
    ///
    /// # Panics
    /// If the table has no such place.
    pub fn named(name: &str) -> &'static Self {
        let place = PLACES.iter().find(|place| place.name == name);
        place.unwrap_or_else(|| panic!("no place is named {name}"))
    }

    /// Code of the province.
    pub fn province_code(&self) -> String {
        format!("{}0000", &self.division[..2])
    }

    /// Province, city and county, without saying a municipality twice.
    pub fn full_name(&self) -> String {
        let city = if self.city == self.province { "" } else { self.city };
        format!("{}{city}{}", self.province, self.county)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_name_says_a_municipality_once() {
        assert_eq!(Place::named("Hong Kong").full_name(), "香港特别行政区沙田区");
        let suzhou = Place::named("Suzhou");
        assert_eq!([suzhou.full_name(), suzhou.province_code()], ["江苏省苏州市吴中区", "320000"]);
    }
}
