//! What a response that cannot be read looks like, without what it may hold.

/// Longest excerpt, in characters.
const LENGTH: usize = 120;

/// The visible text of an HTML page; of anything else only how long it is, since a cut-off response
/// may hold contacts or a token.
pub fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(64 * 1024)]);
    let text = text.trim();
    if !text.starts_with('<') {
        return format!("{} bytes", body.len());
    }
    let mut visible = String::new();
    for (index, part) in text.split('<').enumerate() {
        let shown =
            if index == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) };
        visible.push_str(shown);
        visible.push(' ');
    }
    let words: Vec<_> = visible.split_whitespace().collect();
    format!("HTML page: {}", words.join(" ").chars().take(LENGTH).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_page_shows_its_text() {
        let page = "\n\n<html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1>";
        assert_eq!(excerpt(page.as_bytes()), "HTML page: 502 Bad Gateway nginx");
        assert!(excerpt("<p>很长".repeat(500).as_bytes()).chars().count() < 140);
    }

    #[test]
    fn a_cut_answer_shows_nothing_of_itself() {
        assert_eq!(excerpt(br#"{"accessToken":"secret"#), "22 bytes");
    }
}
