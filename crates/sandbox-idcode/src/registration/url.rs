//! Resolution URLs (解析地址) and sample URLs (示例地址).

use http::Uri;
use idcode_types::{ApplicationKind, Idcode, ResultCode, resolve_redirect};

use crate::call::Answer;

/// Whether a phone could be sent there that reads the code of an item.
pub fn is_well_formed(url: &str) -> bool {
    let code: Result<Idcode, _> = "MA.156.110105.1/10.13010100.1/1".parse();
    let is_http = url.parse::<Uri>().is_ok_and(|uri| uri.host().is_some()) || url.contains('{');
    is_http
        && code.is_ok_and(|code| resolve_redirect(url, &code, ApplicationKind::Registered).is_ok())
}

/// Scheme and host, in lower case.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}").to_ascii_lowercase())
}

/// Checks a resolution URL, and that the sample is on the same host. None without a URL.
pub fn check_urls(resolution: Option<&str>, sample: Option<&str>) -> Answer<Option<String>> {
    let Some(resolution) = resolution else { return Ok(None) };
    if !is_well_formed(resolution) {
        return Err(ResultCode::ResolutionUrlInvalid.into());
    }
    if sample.is_some_and(|sample| !is_well_formed(sample) || origin(sample) != origin(resolution))
    {
        return Err(ResultCode::SampleUrlMismatch.into());
    }
    Ok(Some(resolution.to_owned()))
}
