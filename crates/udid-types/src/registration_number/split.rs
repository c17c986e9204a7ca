//! Several registration numbers in one text.

/// The most Han characters before 械 that belong to a number: province, city and authority.
const LONGEST_PREFIX: usize = 6;

/// The registration numbers in a text, as they were written. They are separated by commas,
/// semicolons or 、 of either width, by blanks, or by nothing at all: a new one begins with the one to
/// six Han characters before 械注, 械备 or the 械 of the old form (国食药监械).
///
/// ```
/// use udid_types::split_registration_numbers as split;
///
/// let numbers: Vec<_> = split("苏械注准20162220838苏械注准20152021027").collect();
/// assert_eq!(numbers, ["苏械注准20162220838", "苏械注准20152021027"]);
/// let numbers: Vec<_> = split("国械注准 2023 1234；粤械备20140023").collect();
/// assert_eq!(numbers, ["国械注准 2023 1234", "粤械备20140023"]);
/// ```
pub fn split_registration_numbers(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([',', '，', ';', '；', '、', '\n']).flat_map(|part| {
        let mut starts = beginnings(part);
        starts.push(part.len());
        let starts = if starts.first() == Some(&0) { starts } else { [vec![0], starts].concat() };
        let pairs: Vec<_> = starts.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.into_iter().filter_map(move |(start, end)| part.get(start..end))
    });
    parts.map(str::trim).filter(|number| !number.is_empty())
}

/// The places at which numbers begin.
fn beginnings(part: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = part.char_indices().collect();
    let mut starts = Vec::new();
    for (at, &(_, letter)) in letters.iter().enumerate() {
        if letter == '械' && is_marker(&letters, at) {
            let prefix = letters[..at].iter().rev().take(LONGEST_PREFIX);
            let length = prefix.take_while(|(_, letter)| is_prefix(*letter)).count();
            starts.push(letters[at - length].0);
        }
    }
    starts.dedup();
    starts
}

/// Whether the 械 at a place is that of a number: 械注, 械备, or 药监械 and 药管械 of the old form.
fn is_marker(letters: &[(usize, char)], at: usize) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).map(|(_, letter)| *letter);
    matches!(letter(at.checked_add(1)), Some('注' | '备'))
        || (letter(at.checked_sub(2)) == Some('药')
            && matches!(letter(at.checked_sub(1)), Some('监' | '管')))
}

/// Han characters, but for those that end a number.
fn is_prefix(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}') && !"号更续变第字".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::split_registration_numbers;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split_registration_numbers(text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn numbers_without_a_separator_are_told_apart() {
        check(
            "苏械注准20162220838苏械注准20152021027苏械注准20172661896",
            &["苏械注准20162220838", "苏械注准20152021027", "苏械注准20172661896"],
        );
        check(
            "浙杭械备20150001号浙杭械备20150002号",
            &["浙杭械备20150001号", "浙杭械备20150002号"],
        );
        check(
            "国食药监械(准)字2014第3660001号国食药监械(准)字2014第3660002号更",
            &["国食药监械(准)字2014第3660001号", "国食药监械(准)字2014第3660002号更"],
        );
    }

    #[test]
    fn separators_of_either_width_and_blanks_separate() {
        for separator in [",", "，", ";", "；", "、", " ", "\u{3000}", ", ", "\n", "\r\n", "，、"]
        {
            check(
                &format!("国械注准20243220123{separator}国械注进20152460123"),
                &["国械注准20243220123", "国械注进20152460123"],
            );
        }
    }

    #[test]
    fn a_blank_inside_a_number_does_not_split_it() {
        check(" 国械注准 2023 1234 ", &["国械注准 2023 1234"]);
    }

    #[test]
    fn unknown_forms_stay_whole() {
        check("豁免", &["豁免"]);
        check("无,ABC 123", &["无", "ABC 123"]);
        check("医疗器械", &["医疗器械"]);
        check(" ,、", &[]);
        check("", &[]);
        check("械注准20231234", &["械注准20231234"]);
    }
}
