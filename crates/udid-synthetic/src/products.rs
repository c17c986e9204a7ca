//! What the invented enterprises make: templates of products, in seven lines.
//!
//! Names and descriptions are generic ones, as many makers use them. Classification codes have
//! the right chapter of the catalog; their finer parts are plausible, not checked.

use std::sync::LazyLock;

use super::table::{parts, rows};

/// A line of products; each registrant has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Injection, infusion, dressings, protection.
    Nursing,
    /// Instruments, staplers, sutures.
    Surgery,
    /// Catheters, stents, blood purification.
    Vascular,
    /// Plates, screws, joints.
    Orthopedic,
    /// Monitors, imaging, ventilators.
    Equipment,
    /// In-vitro diagnostic reagents.
    Reagents,
    /// Teeth and eyes.
    DentalEye,
}

/// How a product is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// Used once and thrown away.
    Disposable,
    /// Several disposables packed together.
    Kit,
    /// Left in the body.
    Implant,
    /// Reprocessed and used again.
    Reusable,
    /// Equipment that is installed in a room.
    Equipment,
    /// A reagent for many tests.
    Reagent,
    /// A reagent on a card or strip for one test.
    TestCard,
}

/// How a product is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sterility {
    /// Sterile, by one of these methods.
    Sterile(Vec<&'static str>),
    /// To be sterilized before use.
    BeforeUse,
    /// Neither.
    Clean,
}

/// How a product is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// At room temperature.
    Room,
    /// Dry and out of the sun.
    Dry,
    /// At 2 to 8 ℃.
    Cold,
    /// Below -15 ℃.
    Frozen,
    /// As equipment travels and stands.
    Machine,
}

/// A kind of clinical size and the values it takes, in steps of the last decimal place.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Kind, like 长度.
    pub kind: &'static str,
    /// Unit, like mm.
    pub unit: &'static str,
    /// Lowest value.
    pub low: u32,
    /// Highest value.
    pub high: u32,
    /// Distance of neighboring values.
    pub step: u32,
    /// Whether the numbers count tenths.
    pub tenths: bool,
}

/// A template of products.
#[derive(Debug)]
pub struct Product {
    /// The line that it belongs to.
    pub line: Line,
    /// Generic name.
    pub name: &'static str,
    /// Code in the classification catalog.
    pub code: &'static str,
    /// Code in the former classification catalog.
    pub former: &'static str,
    /// Class of risk, 1 to 3.
    pub class: u8,
    /// How it is used.
    pub usage: Usage,
    /// How it is delivered.
    pub sterility: Sterility,
    /// How it is kept.
    pub keeping: Keeping,
    /// Patterns of models: `#` is a digit, `?` one that is not 0, `@` a capital letter.
    pub models: Vec<&'static str>,
    /// What it consists of.
    pub about: &'static str,
    /// Its clinical sizes.
    pub sizes: Vec<Size>,
}

static PRODUCTS: LazyLock<Vec<Product>> =
    LazyLock::new(|| rows(include_str!("products.tsv")).map(Product::read).collect());

impl Product {
    fn read(row: [&'static str; 11]) -> Self {
        let [line, name, code, former, class, usage, sterility, keeping, models, sizes, about] =
            row;
        Self {
            line: Line::named(line),
            name,
            code,
            former,
            class: number(class),
            usage: Usage::named(usage),
            sterility: match sterility {
                "clean" => Sterility::Clean,
                "before use" => Sterility::BeforeUse,
                methods => Sterility::Sterile(parts(methods).collect()),
            },
            keeping: Keeping::named(keeping),
            models: parts(models).collect(),
            about,
            sizes: parts(sizes).map(Size::read).collect(),
        }
    }
}

impl Size {
    /// Kind, unit, lowest and highest value, step; with a decimal place they are tenths.
    fn read(size: &'static str) -> Self {
        let words: Vec<_> = size.split(' ').collect();
        let [kind, unit, low, high, step] = words[..] else { panic!("five words: {size}") };
        let [low, high, step] = [low, high, step].map(|value| number(&value.replace('.', "")));
        Self { kind, unit, low, high, step, tenths: size.contains('.') }
    }
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("not a number: {text}"))
}

impl Line {
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "nursing" => Self::Nursing,
            "surgery" => Self::Surgery,
            "vascular" => Self::Vascular,
            "orthopedic" => Self::Orthopedic,
            "equipment" => Self::Equipment,
            "reagents" => Self::Reagents,
            "dental eye" => Self::DentalEye,
            _ => panic!("not a line of products: {name}"),
        }
    }

    /// The templates of the line; never empty.
    pub fn products(self) -> &'static [Product] {
        let mut lines = PRODUCTS.chunk_by(|one, next| one.line == next.line);
        lines.find(|products| products[0].line == self).unwrap_or_default()
    }
}

impl Keeping {
    fn named(name: &str) -> Self {
        match name {
            "room" => Self::Room,
            "dry" => Self::Dry,
            "cold" => Self::Cold,
            "frozen" => Self::Frozen,
            "machine" => Self::Machine,
            _ => panic!("not a way to keep products: {name}"),
        }
    }
}

impl Usage {
    fn named(name: &str) -> Self {
        match name {
            "disposable" => Self::Disposable,
            "kit" => Self::Kit,
            "implant" => Self::Implant,
            "reusable" => Self::Reusable,
            "equipment" => Self::Equipment,
            "reagent" => Self::Reagent,
            "test card" => Self::TestCard,
            _ => panic!("not a usage: {name}"),
        }
    }

    /// Whether it is an in-vitro diagnostic reagent.
    pub fn is_reagent(self) -> bool {
        matches!(self, Self::Reagent | Self::TestCard)
    }

    /// Whether it is used once.
    pub fn is_single_use(self) -> bool {
        matches!(self, Self::Disposable | Self::Kit | Self::Implant | Self::TestCard)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const LINES: [Line; 7] = [
        Line::Nursing,
        Line::Surgery,
        Line::Vascular,
        Line::Orthopedic,
        Line::Equipment,
        Line::Reagents,
        Line::DentalEye,
    ];

    fn all() -> impl Iterator<Item = &'static Product> {
        LINES.into_iter().flat_map(Line::products)
    }

    #[test]
    fn there_are_many_and_their_names_differ() {
        let names: HashSet<&str> = all().map(|product| product.name).collect();
        assert_eq!(names.len(), all().count());
        assert!(names.len() >= 50, "{}", names.len());
    }

    #[test]
    fn every_template_is_complete() {
        for product in all() {
            let name = product.name;
            assert!((1..=3).contains(&product.class), "{name}");
            assert!(!product.models.is_empty() && !product.about.is_empty(), "{name}");
            assert_eq!(product.former.len(), 4, "{name}");
            assert!(product.former.starts_with("68"), "{name}");
            for size in &product.sizes {
                assert!(size.low <= size.high && size.step > 0, "{name}");
            }
            if let Sterility::Sterile(methods) = &product.sterility {
                assert!(!methods.is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn codes_fit_the_usage() {
        for product in all() {
            let name = product.name;
            if product.usage.is_reagent() {
                assert_eq!((product.code, product.former), ("6840", "6840"), "{name}");
                continue;
            }
            let parts: Vec<&str> = product.code.split('-').collect();
            let chapter: u32 = parts[0].parse().unwrap();
            assert!(parts.len() == 3 && (1..=22).contains(&chapter), "{name}");
            if product.usage == Usage::Equipment {
                assert_eq!(product.keeping, Keeping::Machine, "{name}");
                assert!(!matches!(product.sterility, Sterility::Sterile(_)), "{name}");
            }
            if product.usage == Usage::Implant {
                assert_eq!(product.class, 3, "{name}");
            }
        }
    }
}
