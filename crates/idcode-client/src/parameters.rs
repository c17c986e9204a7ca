//! From a request to the parameters that are signed and sent.

use serde_json::Value;
use wire::{Endpoint, FieldRef};

/// The parameters that hold something: empty ones are neither signed nor sent (decision I1).
///
/// An endpoint that does not take `access_token` beside its JSON parameter wants it inside (402,
/// decision I55).
pub fn parameters<E: Endpoint>(request: &E, access_token: &str) -> Vec<(&'static str, String)> {
    let takes_token = E::ENDPOINT.common.iter().any(|field| field.wire == "access_token");
    let fields = E::INFO.fields.iter().enumerate().filter_map(|(index, field)| {
        let text = match request.get(index) {
            FieldRef::Absent => String::new(),
            FieldRef::Text(text) => text.into_owned(),
            FieldRef::Nested(nested) if takes_token => nested.to_json(),
            FieldRef::Nested(nested) => with_token(&nested.to_json(), access_token),
        };
        let text = Some(text).filter(|text| !text.is_empty());
        Some((field.wire, text.or_else(|| field.sent_default.map(str::to_owned))?))
    });
    fields.collect()
}

fn with_token(json: &str, access_token: &str) -> String {
    let mut value: Value = serde_json::from_str(json).unwrap_or_default();
    if let Value::Object(object) = &mut value {
        object.insert("access_token".to_owned(), access_token.into());
    }
    value.to_string()
}

/// Parameters as a query or a form. A plus sign could be read as either, so blanks become `%20`.
pub fn encode(parameters: &[(&'static str, String)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(parameters).finish().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::encode;

    /// Expected: `urllib.parse.urlencode(..., quote_via=urllib.parse.quote)` of Python.
    #[test]
    fn parameters_are_percent_encoded() {
        let parameters = [("a", "b c+d&e=f%g".to_owned()), ("u", "http://例.cn/?x=1".to_owned())];
        assert_eq!(
            encode(&parameters),
            "a=b%20c%2Bd%26e%3Df%25g&u=http%3A%2F%2F%E4%BE%8B.cn%2F%3Fx%3D1"
        );
    }
}
