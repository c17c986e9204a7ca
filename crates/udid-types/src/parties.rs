//! Who stands behind a device: its registrant and, for one from abroad, the agent in China.

use wire::folded;

use crate::{Device, Origin, RegistrationNumber, split_registration_numbers};

/// An enterprise as the business register is asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Party {
    /// Unified social credit code, else name, as sent.
    pub search_key: String,
    /// The same as it is compared: two spellings of one name are one party.
    pub identity: String,
    /// Its name, if the record has it.
    pub name: Option<String>,
}

/// The enterprises behind a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parties {
    /// The registrant or filer.
    pub registrant: Option<Party>,
    /// The agent in China of a registrant from abroad.
    pub agent: Option<Party>,
}

impl Device {
    /// The enterprises behind a device.
    ///
    /// The credit code (`TYSHXYDM`) of a device from abroad is that of the agent in China, as its
    /// document says: such a registrant goes by its name (`YLQXZCRBARMC`).
    ///
    /// ```
    /// use udid_types::Device;
    ///
    /// let mut device = Device::default();
    /// device.registrant_name = Some("Nautilus Medical Inc.".to_owned());
    /// device.credit_code = Some("91310000MA1FL0000X".to_owned());
    /// device.registration_numbers = Some("国械注进20193130001".into());
    /// let parties = device.parties();
    /// assert_eq!(parties.registrant.map(|party| party.search_key), device.registrant_name);
    /// assert_eq!(parties.agent.map(|party| party.search_key), device.credit_code);
    /// ```
    pub fn parties(&self) -> Parties {
        let name = self.registrant_name.as_deref().and_then(blanks_folded);
        let party = |search_key: String, name| {
            let identity = folded(&search_key);
            Party { search_key, identity, name }
        };
        let by_code = |name| Some(party(folded(self.credit_code.as_deref()?), name));
        let by_code = |name| by_code(name).filter(|party| !party.identity.is_empty());
        let by_name = || name.clone().map(|key| party(key, name.clone()));
        if self.is_from_abroad() {
            return Parties { registrant: by_name(), agent: by_code(None) };
        }
        Parties { registrant: by_code(name.clone()).or_else(by_name), agent: None }
    }

    /// Whether the registrant is abroad, or in Hong Kong, Macao or Taiwan: so say the registration
    /// numbers of imports, and filings with the national authority, which domestic devices do not have.
    fn is_from_abroad(&self) -> bool {
        let numbers = self.registration_numbers.as_ref().map_or("", |numbers| numbers.as_str());
        let mut numbers = split_registration_numbers(numbers).filter_map(RegistrationNumber::parse);
        numbers.any(|number| match number.origin {
            Some(origin) => origin != Origin::Domestic,
            None => number.is_national(),
        })
    }
}

/// A name with single blanks, which separate the words of a foreign name; none if nothing is left.
fn blanks_folded(name: &str) -> Option<String> {
    let words: Vec<_> = name.split_whitespace().collect();
    Some(words.join(" ")).filter(|name| !folded(name).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(name: &str, code: &str, numbers: &str) -> (Option<String>, Option<String>) {
        let device = Device {
            registrant_name: Some(name.to_owned()),
            credit_code: Some(code.to_owned()),
            registration_numbers: Some(numbers.into()),
            ..Device::default()
        };
        let Parties { registrant, agent } = device.parties();
        (registrant.map(|party| party.search_key), agent.map(|party| party.search_key))
    }

    const CODE: &str = "91310000MA1FL0000X";

    /// The forms that case A6 and the document of the registry name.
    #[test]
    fn credit_codes_of_imports_are_the_agents() {
        let (name, code) = (Some("甲".to_owned()), Some(CODE.to_owned()));
        for abroad in [
            "国械注进20193130001",
            "国械注许20193130001",
            "国械备20200001",
            "国食药监械(进)字2008第3220032号",
            "国食药监械许字2008第3220032号更",
            "苏械注准20162220838国械注进20193130001",
        ] {
            assert_eq!(keys("甲", CODE, abroad), (name.clone(), code.clone()), "{abroad}");
        }
        for domestic in ["国械注准20243220123", "沪械备202400123", "", "some text"] {
            assert_eq!(keys("甲", CODE, domestic), (code.clone(), None), "{domestic}");
        }
    }

    #[test]
    fn without_a_credit_code_the_name_is_looked_up() {
        let name = Some("甲".to_owned());
        assert_eq!(keys("甲", "", ""), (name.clone(), None));
        assert_eq!(keys("甲", " \u{3000} ", ""), (name.clone(), None));
        assert_eq!(keys("甲", "", "国械注进20193130001"), (name, None));
        assert_eq!(keys(" ", "", ""), (None, None));
    }

    /// Case G2.
    #[test]
    fn names_keep_their_marks_and_fold_width_and_blanks() {
        for name in ["一汽—大众汽车有限公司", "《语文报》社有限责任公司", "Atlantis GmbH"]
        {
            assert_eq!(keys(name, "", ""), (Some(name.to_owned()), None));
        }
        let device =
            |name: &str| Device { registrant_name: Some(name.to_owned()), ..Device::default() };
        let identity = |name: &str| device(name).parties().registrant.unwrap().identity;
        assert_eq!(identity("甲（中国）有限公司"), identity(" 甲(中国)\u{3000}有限公司"));
        assert_ne!(identity("一汽—大众汽车有限公司"), identity("一汽大众汽车有限公司"));
    }
}
