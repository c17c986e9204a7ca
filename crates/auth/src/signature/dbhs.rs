//! The signature of DBHS.

use super::Digest;
use crate::Secret;

/// The `sign` of a DBHS request (签名): SHA-256 in lower-case hex over the secret key (`secretKey`),
/// the application key (`appKey`) and the time in seconds (`timespan`), one after the other, in UTF-8.
///
/// ```
/// let sign = auth::dbhs_sign("app-key", "1497587696", &"secret-key".into());
/// assert_eq!(sign, "bfc98fc75c32a18dc79bf06da6ca40aa89bcc28ac0ca7b3665374a023064e816");
/// ```
pub fn dbhs_sign(app_key: &str, timespan: &str, secret_key: &Secret) -> String {
    Digest::Sha256.hex([secret_key.expose(), app_key, timespan])
}

#[cfg(test)]
mod tests {
    use super::dbhs_sign;

    /// Application key, secret key, time, and what the document's two recipes give: its Java run as
    /// printed, its C# followed step by step (buffer of secret and key, one hash) in Python's hashlib.
    /// `printf '%s' "<secret><key><time>" | sha256sum` says the same.
    const CASES: [[&str; 4]; 6] = [
        [
            "app-key",
            "secret-key",
            "1497587696",
            "bfc98fc75c32a18dc79bf06da6ca40aa89bcc28ac0ca7b3665374a023064e816",
        ],
        [
            "应用",
            "密钥 一",
            "1497587696",
            "03e8a494ac1ee0e0eec4609e5ba73e0053c10baed226ffd03cf68ced72bdf770",
        ],
        [
            "",
            "secret-key",
            "1497587696",
            "d446a4bf742da6f9508186e0b221b0a24c6c7896f63641ff5c23b19fb030643b",
        ],
        [
            "app-key",
            "",
            "1497587696",
            "332080d3fef80eb2a050e27f757025efc404568de04aea6ec179fe92a439fa2e",
        ],
        ["", "", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
        [
            "a&b=c+d %",
            "sécret",
            "0",
            "9b292af9f0f6829eef8675e6e836a063c5fd6f5e1fdb3df65e0895e3c7b9c098",
        ],
    ];

    #[test]
    fn signatures_agree_with_both_recipes_of_the_document() {
        for [app_key, secret_key, timespan, expected] in CASES {
            assert_eq!(dbhs_sign(app_key, timespan, &secret_key.into()), expected, "{app_key}");
        }
    }
}
