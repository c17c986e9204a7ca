//! The signature of IDcode.

use super::{Digest, sorted_parameters};
use crate::Secret;

/// The `hash` of an IDcode request (系统授权码, HTTP 通信加密): MD5 in upper-case hex over the path,
/// `?`, the parameters in the ordinal order of their names joined by `&`, and the authorization
/// code.
///
/// Values are hashed as they are, in UTF-8 and not percent-encoded. Empty ones are left out, and
/// must be left out of the request as well. `access_token` and `time` (milliseconds) take part;
/// files do not.
///
/// ```
/// use auth::{Secret, idcode_hash};
///
/// let code = Secret::from("RORJOOfU4OJ44XUf4uuXU4JuRLeeRAX7");
/// let parameters = [
///     ("name", "zhangsan"),
///     ("id", "123"),
///     ("access_token", "J7X4LuOOfURXeAAEAAAAAABSK"),
///     ("time", "1497587696789"),
/// ];
/// assert_eq!(idcode_hash("/abc/def", parameters, &code), "4E5B67B75447486AFC147BE5DEBF7758");
/// ```
pub fn idcode_hash<'a>(
    path: &str,
    parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    authorization_code: &Secret,
) -> String {
    let mut parameters = sorted_parameters(parameters);
    if !parameters.is_empty() {
        parameters.insert(0, "?");
    }
    let parts = [path].into_iter().chain(parameters).chain([authorization_code.expose()]);
    Digest::Md5.hex(parts).to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::idcode_hash;
    use crate::Secret;

    const TOKEN: &str = "J7X4LuOOfURXeAAEAAAAAABSK";
    const TIME: &str = "1497587696789";

    /// Path, parameters, hash.
    type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

    /// Path, parameters in any order, and what `printf '%s' "<path>?<sorted><code>" | md5sum` gives
    /// (in upper case). The first is the document's own example.
    #[test]
    fn hashes_agree_with_md5sum() {
        let cases: [Case; 6] = [
            (
                "/abc/def",
                &[("access_token", TOKEN), ("name", "zhangsan"), ("id", "123"), ("time", TIME)],
                "4E5B67B75447486AFC147BE5DEBF7758",
            ),
            (
                "/sp/idcode/companyinfo/search",
                &[
                    ("time", TIME),
                    ("公司", "a+b%20c"),
                    ("company_name", "北京 某某"),
                    ("search_type", ""),
                    ("access_token", TOKEN),
                ],
                "5FAA534C88F8ABAA905FF2097DB0AFB2",
            ),
            (
                "/sp/idcode/category/apply",
                &[
                    ("gotourl", "https://example.com/?u=https%3A%2F%2Fexample.org%2F%3Fq%3D1"),
                    ("callback_url", "https://example.com/back?a=1&b=%E4%B8%AD"),
                    ("access_token", TOKEN),
                    ("time", TIME),
                ],
                "73ACE84252C3382C151A8B005A5EF924",
            ),
            (
                "/sp/idcode/category/batchregist",
                &[
                    ("time", TIME),
                    (
                        "json_str",
                        r#"{"access_token":"J7X4LuOOfURXeAAEAAAAAABSK","company_idcode":"MA.156.1001.1021","category_reg_list":[{"category_memo":"品类 描述"}]}"#,
                    ),
                ],
                "497A3DCF2206332B4CE638EE5C914F77",
            ),
            (
                "/sp/idcode/addresses",
                &[("access_token", ""), ("time", TIME)],
                "84607DBAB7DBB66FC57A11BCF0BD9CF6",
            ),
            (
                "/x",
                &[("b", "5"), ("a", "4"), ("_", "3"), ("B", "2"), ("A", "1")],
                "CFC5FF17EDACB8CDD56D0AC28D056240",
            ),
        ];
        let code = Secret::from("RORJOOfU4OJ44XUf4uuXU4JuRLeeRAX7");
        for (path, parameters, expected) in cases {
            assert_eq!(idcode_hash(path, parameters.iter().copied(), &code), expected, "{path}");
        }
    }
}
