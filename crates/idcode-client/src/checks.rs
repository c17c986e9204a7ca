//! Rules between parameters, and of files, checked before anything is sent. Each names its source.

use wire::EndpointInfo;

use crate::{ClientError, Error, FilePart};

type Parameters = [(&'static str, String)];

/// A rule of an endpoint: it holds, or names the parameter and what is asked.
type Check = fn(&Parameters) -> Result<(), (&'static str, &'static str)>;

/// What the documents ask of parameters together.
const RULES: &[(&str, Check)] = &[
    ("310", needs_logo_or_url),
    ("5013", range_goes_up),
    ("5014", range_goes_up),
    ("5014", numbers_fit_their_length),
    ("602", needs_an_address),
    ("604", framed_sizes_are_preset),
    ("605", logo_is_there_when_used),
    ("605", round_frame_has_category),
    ("605", square_frame_has_style),
    ("608", type_2_needs_registration),
];

/// Pictures that 304 and 305 take: 5 MB, bmp png jpg jpeg gif.
const LARGEST_PICTURE: usize = 5 * 1024 * 1024;

/// Endpoints whose file is a picture.
const TAKES_PICTURE: [&str; 2] = ["304", "305"];

/// The first bytes of the picture formats that are taken.
const PICTURE_STARTS: [&[u8]; 4] = [b"BM", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8"];

pub fn parameters(endpoint: &EndpointInfo, parameters: &Parameters) -> Result<(), Error> {
    for (_, check) in RULES.iter().filter(|(id, _)| *id == endpoint.id) {
        let endpoint = endpoint.id;
        check(parameters).map_err(|(parameter, rule)| {
            Error::Client(ClientError::Mismatch { endpoint, parameter, rule })
        })?;
    }
    Ok(())
}

/// The file as it may be sent: it can be read, and a picture is looked at first.
pub async fn file(
    endpoint: &EndpointInfo,
    parameter: &'static str,
    file: FilePart,
) -> Result<FilePart, Error> {
    let endpoint = endpoint.id;
    let unreadable = |source| Error::Client(ClientError::File { endpoint, parameter, source });
    file.check().await.map_err(unreadable)?;
    if !TAKES_PICTURE.contains(&endpoint) {
        return Ok(file);
    }
    let mismatch = |rule| Error::Client(ClientError::Mismatch { endpoint, parameter, rule });
    let read = file.read_at_most(LARGEST_PICTURE).await.map_err(unreadable)?;
    let file = read.ok_or_else(|| mismatch("上传图片大小不能超过 5M (at most 5 MB)"))?;
    if !PICTURE_STARTS.iter().any(|start| file.in_memory().starts_with(start)) {
        return Err(mismatch("支持的图片上传格式包括 bmp png jpg jpeg gif (by content)"));
    }
    Ok(file)
}

fn get<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    let found = parameters.iter().find(|(parameter, _)| *parameter == name);
    found.map(|(_, value)| value.as_str())
}

fn number(parameters: &Parameters, name: &str) -> Option<u64> {
    get(parameters, name)?.parse().ok()
}

fn needs_logo_or_url(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let is_there = |name| get(parameters, name).is_some();
    let rule = "单位 logo 与解析地址不能同时为空 (unit_icon, gotourl or both)";
    if is_there("unit_icon") || is_there("gotourl") { Ok(()) } else { Err(("unit_icon", rule)) }
}

fn range_goes_up(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let (start, end) = (number(parameters, "start_num"), number(parameters, "end_num"));
    let rule = "起始号 is above 终止号; both belong to the range (decision I67)";
    if start > end { Err(("start_num", rule)) } else { Ok(()) }
}

fn numbers_fit_their_length(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let digits = get(parameters, "end_num").map_or(0, str::len) as u64;
    let rule = "终止号 has more digits than 数值长度 (decision I67)";
    let fits = number(parameters, "length").is_none_or(|length| digits <= length);
    if fits { Ok(()) } else { Err(("length", rule)) }
}

fn needs_an_address(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let is_there = |name| get(parameters, name).is_some();
    let rule = "gotourl, sample_url or both (decision I10)";
    if is_there("gotourl") || is_there("sample_url") { Ok(()) } else { Err(("gotourl", rule)) }
}

fn framed_sizes_are_preset(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let is_framed = get(parameters, "is_margin") == Some("1");
    let is_preset = matches!(get(parameters, "qrcode_size"), Some("400" | "600" | "800"));
    let rule = "with a frame (is_margin 1) the size is 400, 600 or 800";
    if is_framed && !is_preset { Err(("qrcode_size", rule)) } else { Ok(()) }
}

fn logo_is_there_when_used(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let is_used = get(parameters, "use_logo") == Some("1");
    let rule = "use_logo 1 needs a logo (decision I84)";
    let is_missing = get(parameters, "unit_logo").is_none();
    if is_used && is_missing { Err(("unit_logo", rule)) } else { Ok(()) }
}

fn round_frame_has_category(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let is_round = get(parameters, "margin_type") == Some("10");
    let rule = "a round frame (margin_type 10) needs a category (decision I83)";
    let is_missing = get(parameters, "category_id").is_none();
    if is_round && is_missing { Err(("category_id", rule)) } else { Ok(()) }
}

fn square_frame_has_style(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let is_square = get(parameters, "margin_type") == Some("20");
    let rule = "a square frame (margin_type 20) needs a style from 1 to 7 (decision I83)";
    let is_missing = get(parameters, "margin_type_lv2").is_none();
    if is_square && is_missing { Err(("margin_type_lv2", rule)) } else { Ok(()) }
}

fn type_2_needs_registration(parameters: &Parameters) -> Result<(), (&'static str, &'static str)> {
    let is_category = get(parameters, "type") == Some("2");
    let rule = "type 2 (品类) needs 品类申请 ID";
    let is_missing = get(parameters, "category_reg_id").is_none();
    if is_category && is_missing { Err(("category_reg_id", rule)) } else { Ok(()) }
}
