//! Redacts return codes that echo a secret.

use auth::Redactor;
use wire::Code;

/// Redacts a return code that no document lists; a listed one cannot echo a secret.
pub fn redact_code<C: Code>(redactor: &Redactor, code: &mut Option<C>) {
    let Some(unlisted) = code.as_ref().filter(|code| code.index().is_none()) else { return };
    let mut text = unlisted.as_str().to_owned();
    redactor.redact(&mut text);
    if text != unlisted.as_str() {
        *code = Some(C::from_wire(text.into()));
    }
}

#[cfg(test)]
mod tests {
    use auth::Redactor;
    use idcode_types::ResultCode;
    use wire::OpenEnum;

    use super::redact_code;

    #[test]
    fn only_unlisted_codes_are_redacted() {
        let redactor = Redactor::new(["10006", "letmein"]);
        let code = |sent: &str| {
            let mut code = Some(ResultCode::from_wire(sent.into()));
            redact_code(&redactor, &mut code);
            code.unwrap().as_str().to_owned()
        };
        assert_eq!(code("10006"), "10006");
        assert_eq!(code("letmein"), "<hidden>");
        assert_eq!(code("424242"), "424242");
    }
}
