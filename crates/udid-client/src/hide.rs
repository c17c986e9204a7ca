//! Some services repeat in their errors what they were sent: not all of it may be shown.

use crate::Error;

/// Shorter texts are parts of any other by chance.
const SHORTEST: usize = 4;

const HIDDEN: &str = "<hidden>";

/// Takes secrets out of the service's own words in an error.
pub fn hide(mut error: Error, secrets: &[&str]) -> Error {
    let texts = match &mut error {
        Error::Service(error) => [error.message.as_mut(), error.error_message.as_mut()],
        Error::Status { excerpt, .. } | Error::NotJson { excerpt, .. } => [Some(excerpt), None],
        _ => [None, None],
    };
    for text in texts.into_iter().flatten() {
        for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST) {
            *text = text.replace(secret, HIDDEN);
            // An excerpt may break off in the middle of a secret.
            let heads = (SHORTEST..secret.len()).rev().filter_map(|length| secret.get(..length));
            if let Some(head) = heads.into_iter().find(|head| text.ends_with(head)) {
                text.truncate(text.len() - head.len());
                text.push_str(HIDDEN);
            }
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::hide;
    use crate::Error;

    fn hidden(excerpt: &str, secret: &str) -> String {
        let (status, excerpt) = (StatusCode::BAD_REQUEST, excerpt.to_owned());
        let error = Error::Status { endpoint: "P002", status, excerpt };
        match hide(error, &[secret]) {
            Error::Status { excerpt, .. } => excerpt,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn secrets_are_hidden_wherever_they_stand() {
        assert_eq!(hidden("app 授权码1 and 授权码1?", "授权码1"), "app <hidden> and <hidden>?");
        assert_eq!(hidden("cut: 0123456", "0123456789"), "cut: <hidden>");
        assert_eq!(hidden("cut: 授权", "授权码1"), "cut: <hidden>");
        assert_eq!(hidden("nothing", "0123456789"), "nothing");
    }

    #[test]
    fn what_is_in_any_text_is_left() {
        assert_eq!(hidden("a page about apps", "app"), "a page about apps");
        assert_eq!(hidden("a page", ""), "a page");
    }
}
