//! Where a phone is sent that reads a code (section 十三, 解析地址格式说明).

use std::fmt::{self, Write};

use super::Idcode;

/// How a code came into the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApplicationKind {
    /// 注册: the registry gave the code.
    Registered,
    /// 备案: the unit's own code was filed.
    Filed,
}

/// Why an address cannot be a registered redirect address for a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidAddress {
    /// Characters before the place where it goes wrong.
    pub position: usize,
    /// What is wrong there.
    pub reason: &'static str,
}

impl fmt::Display for InvalidAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "redirect address, at character {}: {}", self.position + 1, self.reason)
    }
}

impl std::error::Error for InvalidAddress {}

/// The URL a phone is sent to that reads `code`, when `address` is registered for its category.
///
/// An address with placeholders (`{fullCode}`, `{mainCode}`, `{catalogCode}`, `{userCode}`) gets
/// the parts of the code in their places and nothing else. Any other gets the code appended: the
/// whole code of a registered one, the item and the category (`BaseCode`) of a filed one. What a
/// URL cannot hold is percent-encoded, and a fragment stays last (decision I91).
///
/// # Errors
/// If the address is not an http address, has an unknown or unclosed placeholder, or asks for a part
/// that the code does not have.
pub fn resolve_redirect(
    address: &str,
    code: &Idcode,
    kind: ApplicationKind,
) -> Result<String, InvalidAddress> {
    check_address(address)?;
    if let Some(url) = fill_placeholders(address, code)? {
        return Ok(url);
    }
    let (address, fragment) = match address.find('#') {
        Some(start) => address.split_at(start),
        None => (address, ""),
    };
    let value = match (kind, code.item_code()) {
        (ApplicationKind::Registered, _) => encode(code.as_str()),
        (ApplicationKind::Filed, Some(item)) => encode(item),
        (ApplicationKind::Filed, None) => {
            let reason = "a filed code needs an item's part to be sent here";
            return Err(InvalidAddress { position: 0, reason });
        }
    };
    let mut url = format!("{address}{}{value}", name_of_code(address));
    if let (ApplicationKind::Filed, Some(category)) = (kind, code.category()) {
        let _ = write!(url, "&BaseCode={}", encode(&category.with_slash()));
    }
    Ok(url + fragment)
}

/// What stands between the address and the code.
fn name_of_code(address: &str) -> &'static str {
    match address.find('?') {
        Some(_) if address.ends_with('=') => "",
        Some(_) if address.ends_with(['?', '&']) => "code=",
        Some(_) => "&code=",
        None => "?code=",
    }
}

fn check_address(address: &str) -> Result<(), InvalidAddress> {
    let rest = ["http://", "https://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    let reason = "it begins with neither http:// nor https://";
    let rest = rest.ok_or(InvalidAddress { position: 0, reason })?;
    let start = address.chars().count() - rest.chars().count();
    if rest.is_empty() || rest.starts_with(['/', '?', '#']) {
        return Err(InvalidAddress { position: start, reason: "a host name belongs here" });
    }
    match address.chars().position(|c| c.is_whitespace() || c.is_control()) {
        Some(position) => Err(InvalidAddress {
            position,
            reason: "an address has no blanks or control characters",
        }),
        None => Ok(()),
    }
}

/// The address with its placeholders filled, if it has any.
fn fill_placeholders(address: &str, code: &Idcode) -> Result<Option<String>, InvalidAddress> {
    let mut url = String::new();
    let mut rest = address;
    while let Some(start) = rest.find('{') {
        let before = &address[..address.len() - rest.len() + start];
        // Counted only for an error: an address may have many placeholders.
        let invalid = |reason| InvalidAddress { position: before.chars().count(), reason };
        let end = rest[start..].find('}');
        let end = end.ok_or_else(|| invalid("the placeholder has no end"))?;
        let part = match &rest[start + 1..start + end] {
            "fullCode" => Some(code.as_str()),
            "mainCode" => Some(code.unit_code()),
            "catalogCode" => code.category_code(),
            "userCode" => code.item_code(),
            _ => {
                return Err(invalid("only fullCode, mainCode, catalogCode and userCode are known"));
            }
        };
        let part = part.ok_or_else(|| invalid("the code does not have this part"))?;
        url.extend([&rest[..start], &encode(part)]);
        rest = &rest[start + end + 1..];
    }
    Ok((!url.is_empty()).then(|| url + rest))
}

/// Percent-encodes what neither a path nor a query can hold; slashes stay, as printed.
fn encode(part: &str) -> String {
    let mut encoded = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
