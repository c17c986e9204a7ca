//! A mixed set of labels, always the same.

use udi_label::{check_digit, write_bracketed, write_element_string};

/// A small generator of numbers (Knuth's MMIX constants): no dependency for a benchmark.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn word(&mut self, length: u64) -> String {
        const CHARACTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
        let mut next = || CHARACTERS[usize::try_from(self.below(34)).expect("below 34")];
        (0..length).map(|_| char::from(next())).collect()
    }

    fn digits(&mut self, length: u64) -> String {
        (0..length)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("a digit")))
            .collect()
    }

    fn date(&mut self) -> String {
        format!("{:02}{:02}{:02}", 20 + self.below(12), 1 + self.below(12), self.below(29))
    }
}

/// What a label is made of.
struct Parts {
    gtin: String,
    lot: String,
    serial: String,
    made: String,
    expiry: String,
}

impl Parts {
    fn new(numbers: &mut Numbers) -> Self {
        let digits = format!("0{}", numbers.digits(12));
        let check = check_digit::gs1(&digits).expect("digits");
        let (lot, serial) = (4 + numbers.below(8), 6 + numbers.below(8));
        Self {
            gtin: format!("{digits}{check}"),
            lot: numbers.word(lot),
            serial: numbers.word(serial),
            made: numbers.date(),
            expiry: numbers.date(),
        }
    }

    fn elements(&self) -> [(&str, &str); 5] {
        [
            ("01", &self.gtin),
            ("11", &self.made),
            ("17", &self.expiry),
            ("10", &self.lot),
            ("21", &self.serial),
        ]
    }
}

/// 10,000 labels: 60 % element strings, 10 % bracketed, 5 % GTINs alone, 5 % Digital Link, 10 % HIBC,
/// 10 % MA.
pub fn mixed() -> Vec<String> {
    let mut numbers = Numbers(20_260_810);
    (0..10_000).map(|index| label(index % 20, &mut numbers)).collect()
}

fn label(kind: u32, numbers: &mut Numbers) -> String {
    let parts = Parts::new(numbers);
    let elements = parts.elements();
    let count = 3 + usize::try_from(numbers.below(3)).expect("below 3");
    match kind {
        0..12 => {
            let text = write_element_string(&elements[..count]).expect("valid parts");
            let prefix = ["", "]C1", "]d2"][kind as usize % 3];
            format!("{prefix}{text}")
        }
        12..14 => write_bracketed(&elements[..count]).expect("valid parts"),
        14 => parts.gtin[1..].to_owned(),
        15 => format!(
            "https://id.gs1.org/01/{}/10/{}/21/{}?17={}",
            parts.gtin, parts.lot, parts.serial, parts.expiry
        ),
        16..18 => {
            let text = format!(
                "+E{}{}0/$$3{}{}",
                numbers.digits(3),
                parts.serial,
                valid(&parts.expiry),
                parts.lot
            );
            let check = check_digit::hibc(&text).filter(|check| *check != ' ').unwrap_or('0');
            // One text in 43 would end in a blank: another lot does not.
            if check_digit::hibc(&text) == Some(check) {
                format!("{text}{check}")
            } else {
                parts.gtin
            }
        }
        _ => {
            let front = format!("MA.156.M0.{}.1{}", numbers.digits(6), parts.serial);
            let check = check_digit::ma(&front).expect("characters with values");
            let production = format!(".L{}.M{}", parts.lot, valid(&parts.made));
            let other = check_digit::ma(&production).expect("characters with values");
            format!("{front}{check}{production}.C{other}")
        }
    }
}

/// A date whose day is given.
fn valid(date: &str) -> String {
    if date.ends_with("00") { format!("{}01", &date[..4]) } else { date.to_owned() }
}

/// Labels whose separators got lost behind the serial number.
pub fn without_separators() -> Vec<String> {
    let mut numbers = Numbers(7);
    let labels = (0..2_000).map(|_| {
        let parts = Parts::new(&mut numbers);
        format!("01{}21{}17{}10{}", parts.gtin, parts.serial, parts.expiry, parts.lot)
    });
    labels.collect()
}
