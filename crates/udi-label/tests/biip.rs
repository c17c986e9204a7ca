//! Clean GS1 labels, against what Python's biip reads of them (`data/read_with_biip.py`).

use udi_label::Scanner;

#[test]
fn a_hundred_clean_labels_agree_with_biip() {
    let table = include_str!("data/biip.tsv");
    let lines: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 100);
    for line in lines {
        let mut columns = line.split('\t');
        let text = columns.next().expect("a label").replace("<GS>", "\x1d");
        let label = Scanner::for_year(2026).scan(&text).unwrap_or_else(|e| panic!("{line}: {e}"));
        let elements = label.elements().map(|element| {
            let date = element.date().map(|date| format!(" {date}")).unwrap_or_default();
            format!("{} {}{date}", element.identifier(), element.value())
        });
        assert_eq!(elements.collect::<Vec<_>>(), columns.collect::<Vec<_>>(), "{text}");
        assert_eq!(label.normalized(), text);
    }
}
