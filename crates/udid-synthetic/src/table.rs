//! Tables of tab-separated values, one row a line below a heading.

/// The rows of a table of this crate's sources.
///
/// # Panics
/// If a row has another number of fields.
pub fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        fields.try_into().unwrap_or_else(|_| panic!("{N} fields are expected: {line}"))
    })
}

/// The parts of a field that holds several; none if it is empty.
pub(crate) fn parts(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|part| !part.is_empty())
}
