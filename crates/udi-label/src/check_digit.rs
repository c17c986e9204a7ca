//! Check digits and check characters of the agencies.

/// The characters of HIBC's check (Code 39), each at its value.
const HIBC_CHARACTERS: &[u8; 43] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

/// The characters of MA's check, each at its value.
/// Values 43 and 44 belong to no character.
const MA_CHARACTERS: &[u8; 77] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg\0\0hijklmnopqrstuvwxyz-.@$,*+%/#!^~";

/// The characters of GS1's element strings (set 82), each at its value in the check pair.
const GS1_CHARACTERS: &[u8; 82] =
    b"!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// The characters of which GS1's check pair consists.
const GS1_PAIR_CHARACTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The weights of GS1's check pair, from the right.
const GS1_PAIR_WEIGHTS: [u32; 23] =
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

/// The GS1 check digit (0 to 9) for the digits before it: modulo 10 with weights 3 and 1 from the
/// right. `None` if a character is not a digit, or there are none.
///
/// ```
/// assert_eq!(udi_label::check_digit::gs1("0693299210075"), Some(5));
/// ```
pub fn gs1(digits: &str) -> Option<u8> {
    gs1_of(digits.as_bytes())
}

pub(crate) fn gs1_of(digits: &[u8]) -> Option<u8> {
    let mut sum = 0_u32;
    for (index, digit) in digits.iter().rev().enumerate() {
        let digit = u32::from(digit.wrapping_sub(b'0'));
        if digit > 9 {
            return None;
        }
        sum += if index % 2 == 0 { digit * 3 } else { digit };
    }
    let check = u8::try_from((10 - sum % 10) % 10).ok()?;
    (!digits.is_empty()).then_some(check)
}

/// The GS1 check character pair for the text before it, as in a Global Model Number. `None` if the
/// text is empty, longer than 23 characters or has others than the 82 of element strings.
///
/// ```
/// assert_eq!(udi_label::check_digit::gs1_pair("1987654Ad4X4bL5ttr2310c"), Some(['2', 'K']));
/// ```
pub fn gs1_pair(text: &str) -> Option<[char; 2]> {
    gs1_pair_of(text.as_bytes()).map(|pair| pair.map(char::from))
}

pub(crate) fn gs1_pair_of(text: &[u8]) -> Option<[u8; 2]> {
    if text.is_empty() || text.len() > GS1_PAIR_WEIGHTS.len() {
        return None;
    }
    let mut sum = 0;
    for (byte, weight) in text.iter().rev().zip(GS1_PAIR_WEIGHTS) {
        sum += value_of(*byte, GS1_CHARACTERS)? * weight;
    }
    let check = sum % 1021;
    let character = |value: u32| GS1_PAIR_CHARACTERS.get(usize::try_from(value).ok()?).copied();
    Some([character(check >> 5)?, character(check & 31)?])
}

/// The HIBC check character (modulo 43) for the text before it, from the leading `+` on. `None` if a
/// character is not one of the 43.
///
/// ```
/// assert_eq!(udi_label::check_digit::hibc("+EHWD3551419/$$900100"), Some('F'));
/// ```
pub fn hibc(text: &str) -> Option<char> {
    let mut sum = 0;
    for byte in text.bytes() {
        sum += HIBC_VALUES.get(usize::from(byte)).copied().filter(|value| *value < 43)?;
        sum %= 43;
    }
    HIBC_CHARACTERS.get(usize::from(sum)).copied().map(char::from)
}

/// The MA check digit (0 to 9) for the text before it: the whole text of a device identifier, or the
/// production part from the dot after the identifier to before `.C`. `None` if a character has no
/// value; `_`, which lots may hold, has none.
///
/// ```
/// assert_eq!(udi_label::check_digit::ma("MA.156.M0.100204.1335176"), Some(4));
/// ```
pub fn ma(text: &str) -> Option<u8> {
    let (mut sum, mut is_doubled) = (0_u32, false);
    for byte in text.bytes().rev() {
        let value = value_of(byte, MA_CHARACTERS)?;
        let digits = [value % 10, value / 10];
        for digit in &digits[..if value > 9 { 2 } else { 1 }] {
            sum += match digit * 2 {
                _ if !is_doubled => *digit,
                double @ 10.. => double - 9,
                double => double,
            };
            is_doubled = !is_doubled;
        }
    }
    u8::try_from((10 - sum % 10) % 10).ok()
}

/// The value of each byte in the HIBC check; 255 if it has none.
const HIBC_VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut value = 0;
    while value < 43 {
        values[HIBC_CHARACTERS[value as usize] as usize] = value;
        value += 1;
    }
    values
};

fn value_of(byte: u8, characters: &[u8]) -> Option<u32> {
    let index = characters.iter().position(|known| *known == byte && byte != 0)?;
    u32::try_from(index).ok()
}
