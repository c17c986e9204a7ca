//! Pieces of HTML.

/// Text between tags or inside of an attribute.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// HTML in a tag.
pub fn element(tag: &str, html: &str) -> String {
    format!("<{tag}>{html}</{tag}>")
}

/// A paragraph, unless it would be empty.
pub fn paragraph(html: &str) -> String {
    if html.is_empty() { String::new() } else { format!("<p>{html}</p>\n") }
}

/// A link with a text.
pub fn link(to: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(to), escaped(text))
}

/// What opens on a click; the summary and the content are HTML.
pub fn details(id: &str, class: &str, summary: &str, content: &str) -> String {
    let id = if id.is_empty() { String::new() } else { format!(" id=\"{}\"", escaped(id)) };
    format!("<details{id} class=\"{class}\">\n<summary>{summary}</summary>\n{content}</details>\n")
}

/// A table of HTML, unless it would be empty; columns without anything are left out.
pub fn table<const N: usize>(
    head: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let rows: Vec<_> = rows.into_iter().collect();
    if rows.is_empty() {
        return String::new();
    }
    let is_shown: Vec<_> =
        (0..N).map(|column| rows.iter().any(|row| !row[column].is_empty())).collect();
    let line = |tag: &str, cells: &mut dyn Iterator<Item = &str>| {
        let shown = cells.zip(&is_shown).filter(|(_, is_shown)| **is_shown);
        let cells: String = shown.map(|(cell, _)| element(tag, cell)).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let head = line("th", &mut head.into_iter());
    let rows: String =
        rows.iter().map(|row| line("td", &mut row.iter().map(String::as_str))).collect();
    format!("<table>\n{head}{rows}</table>\n")
}

#[cfg(test)]
mod tests {
    use super::{escaped, table};

    #[test]
    fn what_html_means_something_by_is_escaped() {
        assert_eq!(
            escaped("<a href='x' & \"y\">"),
            "&lt;a href=&#39;x&#39; &amp; &quot;y&quot;&gt;"
        );
    }

    #[test]
    fn empty_columns_and_tables_are_left_out() {
        let rows = [["1".to_owned(), String::new()], ["2".to_owned(), String::new()]];
        let shown = table(["a", "b"], rows);
        assert_eq!(
            shown,
            "<table>\n<tr><th>a</th></tr>\n<tr><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n"
        );
        assert_eq!(table(["a"], []), "");
    }
}
