//! Labels as scanners deliver them.

use udi_label::{Agency, Candidates, Label, LabelPromise, ScanError, Scanner, normalize_di};

/// More candidates are never returned.
const MOST_CANDIDATES: usize = 256;

/// A text as a label: what is read reads the same once it is written, errors point into the text, and
/// candidates end within their bound.
pub fn label(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let di = normalize_di(text);
    assert_eq!(normalize_di(di.as_str()), di);
    match Scanner::for_year(2026).scan(text) {
        Ok(label) => check_label(text, &label),
        Err(error) => check_error(text, &error),
    }
}

fn check_label(text: &str, label: &Label) {
    assert_eq!(label.input(), text);
    for element in label.elements() {
        assert!(text.get(element.place()).is_some(), "{element:?}");
    }
    for warning in label.warnings() {
        assert!(text.get(warning.place()).is_some(), "{warning:?}");
    }
    let mut forms = vec![label.normalized()];
    if label.agency() == Agency::Gs1 {
        forms = vec![format!("]C1{}", forms[0])];
        forms.extend(label.bracketed());
    }
    for form in forms {
        let again = Scanner::for_year(2026).scan(&form);
        assert_eq!(again.as_ref(), Ok(label), "{form}");
    }
    check_candidates(text, &label.candidates());
}

fn check_error(text: &str, error: &ScanError) {
    assert_eq!(error.input(), text);
    assert!(text.get(error.place()).is_some(), "{error:?}");
    assert!(error.to_string().len() < 1_000);
    let promise = LabelPromise { serial_number: Some(true), ..LabelPromise::default() };
    check_candidates(text, &error.candidates());
    check_candidates(text, &error.candidates_given(promise));
}

fn check_candidates(text: &str, candidates: &Candidates) {
    assert!(candidates.len() <= MOST_CANDIDATES);
    assert!(candidates.is_empty() || !candidates.bound_was_hit());
    for candidate in candidates {
        assert_eq!(candidate.label().input(), text);
        let places = candidate.lost_separators();
        assert!(places.iter().all(|place| text.is_char_boundary(*place)), "{places:?}");
    }
}
