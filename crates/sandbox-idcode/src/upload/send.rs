//! 5011 to 5014: four ways to upload codes.

use std::sync::Arc;

use idcode_types::{ApplicationType, Idcode, ResultCode, UploadMethod, UploadReply, UploadedCodes};

use crate::call::{AdmittedCall, Answer, Failure};
use crate::intake::Content;
use crate::registry::{Batch, Codes, Registry, ShortCodes, check_item};

/// Maximum codes of a range.
const MAX_CODES: u64 = 10_000_000;

/// 5011.
pub fn send_file(registry: &mut Registry, call: &AdmittedCall) -> Answer<UploadReply> {
    let category = category(registry, call)?;
    let file = call.file("code_file").ok_or(ResultCode::FileFormat)?;
    let is_text = file.file_name.to_ascii_lowercase().ends_with(".txt");
    let Content::Codes(content) = &file.content else {
        return Err(ResultCode::FileFormat.into());
    };
    if !is_text {
        return Err(ResultCode::FileFormat.into());
    }
    let lines = content.lines().ok_or(ResultCode::FileDamaged)?;
    let codes = Codes::list(&category, lines).map_err(bad_content)?;
    keep(registry, call, codes, UploadMethod::File, Some(file.file_name.clone()))
}

/// 5012.
pub fn send_list(registry: &mut Registry, call: &AdmittedCall) -> Answer<UploadReply> {
    let category = category(registry, call)?;
    let list = call.text("code_list_str");
    if list.split(',').all(|code| code.trim().is_empty()) {
        return Err(ResultCode::NoCodes.into());
    }
    let codes = Codes::list(&category, list.split(',').map(str::trim)).map_err(bad_content)?;
    keep(registry, call, codes, UploadMethod::Parameters, None)
}

/// 5013.
pub fn send_range(registry: &mut Registry, call: &AdmittedCall) -> Answer<UploadReply> {
    range(registry, call, 0)
}

/// 5014.
pub fn send_padded_range(registry: &mut Registry, call: &AdmittedCall) -> Answer<UploadReply> {
    let width = call.number("length").and_then(|width| usize::try_from(width).ok());
    let width = width.filter(|width| (1..=20).contains(width));
    let width = width.ok_or_else(|| call.bad("length", "must be between 1 and 20"))?;
    range(registry, call, width)
}

fn range(registry: &mut Registry, call: &AdmittedCall, width: usize) -> Answer<UploadReply> {
    let category = category(registry, call)?;
    let prefix = call.text("prefix_str").to_owned();
    let [first, last] = ["start_num", "end_num"].map(|name| call.number(name).unwrap_or_default());
    if last.saturating_sub(first) >= MAX_CODES {
        return Err(call.bad("end_num", &format!("must give at most {MAX_CODES} codes")));
    }
    check_item(&category, &format!("{prefix}{last}"))
        .map_err(|error| call.bad("prefix_str", &error))?;
    let codes = Codes::Range { prefix, first, last, width };
    keep(registry, call, codes, UploadMethod::Parameters, None)
}

/// The code of the category that the codes are for.
fn category(registry: &Registry, call: &AdmittedCall) -> Answer<Idcode> {
    let unit = registry.unit(call)?;
    let registration = registry.registration(unit, call.text("category_reg_id"))?;
    let code = registration.complete_code().parse();
    code.map_err(|_| ResultCode::BadCategoryRegistration.into())
}

fn bad_content(detail: String) -> Failure {
    Failure { detail: Some(detail), ..Failure::from(ResultCode::BadContent) }
}

fn keep(
    registry: &mut Registry,
    call: &AdmittedCall,
    codes: Codes,
    method: UploadMethod,
    file_name: Option<String>,
) -> Answer<UploadReply> {
    let unit = registry.unit(call)?;
    let registration = registry.registration(unit, call.text("category_reg_id"))?;
    let has_short_codes = registration.kind == ApplicationType::Registration;
    let seed = (call.or_default("generate_type") == "0").then_some(registry.seed);
    let first = registry.short_codes;
    let batch = Batch {
        id: registry.next_batch_id(),
        registration_id: registration.id.clone(),
        short_codes: has_short_codes.then_some(ShortCodes { first, seed }),
        codes: Arc::new(codes),
        method,
        file_name,
        is_damaged: false,
        uploaded_at: call.now,
    };
    let mut reply = UploadReply::default();
    if call.or_default("version") == "2.0" {
        let mut uploaded = UploadedCodes::default();
        uploaded.upload_id = Some(batch.id.as_str().into());
        reply.upload = Some(uploaded);
    }
    if has_short_codes {
        registry.short_codes += batch.codes.count();
    }
    registry.batches.push(batch);
    Ok(reply)
}
