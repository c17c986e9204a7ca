//! Which release files are offered: the feeds (RSS 2.0) and the download page, which has their MD5.

use std::collections::HashMap;

use udid_store::ReleaseName;

use crate::clean::CleanText;
use crate::xml::elements_named;

/// A release file that a feed offers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedItem {
    /// Its title: the name of the file without its ending.
    pub title: String,
    /// What it covers; `None` for a title of no known form.
    pub name: Option<ReleaseName>,
    /// Its address.
    pub link: String,
    /// The number of identifiers that the feed counts in it. It decides nothing.
    pub identifiers: Option<u64>,
}

/// The items of a feed, in its order. Those without a title or an address are left out.
///
/// ```
/// let feed = "<rss><channel><item><title>UDID_DAY_UPDATE_20260810</title>
///     <link>https://udid.nmpa.gov.cn/attachments/attachment/download.html?path=00ff</link>
///     <description>包含3601产品标识数量</description></item></channel></rss>";
/// let items = udid_release::read_feed(feed.as_bytes());
/// assert_eq!(items[0].identifiers, Some(3601));
/// ```
pub fn read_feed(feed: &[u8]) -> Vec<FeedItem> {
    let mut text = String::new();
    let mut clean = CleanText::new(feed);
    // A slice is read without errors.
    while clean.read_into(&mut text).unwrap_or(false) {}
    let mut items = Vec::new();
    elements_named(&text, "item", |item| {
        let child = |name: &str| {
            let mut children = item.children();
            let found = children.find(|child| child.name().eq_ignore_ascii_case(name));
            found.map(|child| child.text().trim().to_owned()).filter(|text| !text.is_empty())
        };
        if let (Some(title), Some(link)) = (child("title"), child("link")) {
            let title = without_ending(&title).to_owned();
            let identifiers = child("description").and_then(|text| first_number(&text));
            let name = ReleaseName::from_title(&title);
            items.push(FeedItem { title, name, link, identifiers });
        }
    });
    items
}

fn without_ending(title: &str) -> &str {
    let start = title.len().saturating_sub(".zip".len());
    match title.get(start..) {
        Some(ending) if ending.eq_ignore_ascii_case(".zip") => &title[..start],
        _ => title,
    }
}

fn first_number(text: &str) -> Option<u64> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let digits = &text[start..];
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// What the download page says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageItem {
    /// Its MD5.
    pub md5: Option<String>,
    /// Bytes of it, as exact as the page is.
    pub size: Option<u64>,
}

/// The release files of the download page by their titles. Whatever its markup, each title is followed by
/// the size and the MD5 of its file.
///
/// ```
/// let page = "<tr><td><a href='…?path=00ff'>UDID_DAY_UPDATE_20260810.zip</a></td><td>2026-08-11</td>
///     <td>3601</td><td>145 KB</td><td>D41D8CD98F00B204E9800998ECF8427E</td></tr>";
/// let day = &udid_release::read_page(page)["UDID_DAY_UPDATE_20260810"];
/// assert_eq!(day.md5.as_deref(), Some("d41d8cd98f00b204e9800998ecf8427e"));
/// assert_eq!(day.size, Some(148_480));
/// ```
pub fn read_page(html: &str) -> HashMap<String, PageItem> {
    let mut items: HashMap<String, PageItem> = HashMap::new();
    let mut title: Option<String> = None;
    let mut number = "";
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
    for word in html.split(|letter| !is_word(letter)).filter(|word| !word.is_empty()) {
        let is_sum = word.len() == 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if word.to_ascii_uppercase().starts_with("UDID_") {
            title = Some(without_ending(word).to_owned());
        } else if let Some(title) = &title {
            let item = items.entry(title.clone()).or_default();
            if is_sum {
                item.md5.get_or_insert_with(|| word.to_ascii_lowercase());
            } else if item.md5.is_none() {
                item.size = item.size.or_else(|| size(number, word));
            }
        }
        number = word;
    }
    items.retain(|_, item| *item != PageItem::default());
    items
}

/// A number with a unit, in one word or two.
fn size(before: &str, word: &str) -> Option<u64> {
    const UNITS: [(&str, u32); 8] = [
        ("KB", 10),
        ("MB", 20),
        ("GB", 30),
        ("K", 10),
        ("M", 20),
        ("G", 30),
        ("BYTES", 0),
        ("B", 0),
    ];
    let word = word.to_ascii_uppercase();
    let (unit, power) = UNITS.iter().find(|(unit, _)| word.ends_with(unit))?;
    let own = &word[..word.len() - unit.len()];
    let number = if own.is_empty() { before } else { own };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let number = whole.parse::<u64>().ok()?;
    // Three digits behind the point are more than any page shows.
    let thousandths = format!("{fraction:0<3}").get(..3)?.parse::<u64>().ok()?;
    number.checked_mul(1 << power)?.checked_add((thousandths << power) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_any_form_are_read_and_unknown_titles_kept() {
        let feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>UDID</title>
            <item><title><![CDATA[UDID_FULL_RELEASE_20260801.ZIP]]></title>
                <link>https://x.example/d?a=1&path=0a</link></item>
            <item><title>UDID_FULLBUILD_20260801</title><link>https://x.example/1</link>
                <description>包含 no number</description></item>
            <item><title>no link</title></item></channel></rss>";
        let items = read_feed(feed.as_bytes());
        assert_eq!(items.len(), 2);
        assert_eq!(items[0].title, "UDID_FULL_RELEASE_20260801");
        assert_eq!(items[0].link, "https://x.example/d?a=1&path=0a");
        assert!(items[0].name.is_some());
        assert_eq!((items[1].name, items[1].identifiers), (None, None));
        assert_eq!(read_feed(b"<html>maintenance</html>"), []);
        assert_eq!(read_feed(b"<item><title>cut"), []);
    }

    #[test]
    fn a_title_without_sum_takes_none_of_another() {
        let page = "UDID_DAY_UPDATE_20260810 2026-08-11 UDID_DAY_UPDATE_20260809 \
                    d41d8cd98f00b204e9800998ecf8427e";
        let items = read_page(page);
        assert_eq!(items.len(), 1);
        assert!(items.contains_key("UDID_DAY_UPDATE_20260809"));
    }

    #[test]
    fn sizes_are_read_with_their_units() {
        let size = |text: &str| {
            let page = format!("<a>UDID_DAY_UPDATE_20260810.zip</a> 2026-08-11 3601 {text} x");
            read_page(&page).get("UDID_DAY_UPDATE_20260810").and_then(|item| item.size)
        };
        assert_eq!(size("145 KB"), Some(145 << 10));
        assert_eq!(size("0.99MB"), Some(1_038_090));
        assert_eq!(size("284.5 M"), Some(284 * 1_048_576 + 524_288));
        assert_eq!(size("1.25 GB"), Some(1_342_177_280));
        assert_eq!(size("<td>12345 B</td>"), Some(12_345));
        assert_eq!(size(""), None);
        assert_eq!(size("99999999999999999999 KB"), None);
    }
}
