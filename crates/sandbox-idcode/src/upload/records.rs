//! 502 to 506: batches and their codes.

use idcode_types::{
    BatchCodeKind, CodeFileReply, CodesReply, ConversionStatus, Idcode, ResultCode,
    ShortCodesReply, UploadBatch, UploadBatchesReply,
};

use crate::call::{AdmittedCall, Answer};
use crate::registry::{Batch, Download, Registration, Registry};

/// 502.
pub fn list(registry: &Registry, call: &AdmittedCall) -> Answer<UploadBatchesReply> {
    let unit = registry.unit(call)?;
    let is_wanted = |registration: &&Registration| {
        registration.unit_code == unit.code()
            && registration.is_named(call.text("idcode_of_category"))
            && registration.model_code == call.text("model_number_code")
    };
    let mut reply = UploadBatchesReply::default();
    for registration in registry.registrations.iter().filter(is_wanted) {
        let batches = registry.batches.iter();
        let batches = batches.filter(|batch| batch.registration_id == registration.id);
        reply.batches.extend(batches.map(|batch| model(batch, registration)));
    }
    Ok(reply)
}

/// 503.
pub fn one(registry: &Registry, call: &AdmittedCall) -> Answer<UploadBatchesReply> {
    let unit = registry.unit(call)?;
    let batch = registry.batch(unit, call.text("uploadcode_id"));
    let batch = batch.map_err(|_| call.bad("uploadcode_id", "is not a batch of this unit"))?;
    let registration = registry.registration(unit, &batch.registration_id);
    let mut reply = UploadBatchesReply::default();
    reply.batch = registration.ok().map(|registration| model(batch, registration));
    Ok(reply)
}

fn model(batch: &Batch, registration: &Registration) -> UploadBatch {
    let (first, last) = batch.codes.serial_numbers();
    let mut model = UploadBatch::default();
    model.upload_id = Some(batch.id.as_str().into());
    model.unit_id.clone_from(&registration.unit_id);
    model.url_review_id = Some(registration.url_review_id.as_str().into());
    model.code_kind =
        Some(if registration.is_product() { BatchCodeKind::Product } else { BatchCodeKind::Other });
    model.code_segment_id = Some(1.into());
    model.code_count = Some(batch.codes.count().into());
    model.upload_method = Some(batch.method.clone());
    model.code_file_name.clone_from(&batch.file_name);
    model.is_convertible = Some(1.into());
    model.conversion_status = Some(if batch.short_codes.is_some() {
        ConversionStatus::Converted
    } else {
        ConversionStatus::NotConverted
    });
    model.start_number = Some(first.into());
    model.end_number = Some(last.into());
    model.uploaded_at = u64::try_from(batch.uploaded_at.as_millisecond()).ok().map(Into::into);
    model
}

/// The batch of a call whose codes can be read, and whether short ones are wanted.
fn readable<'a>(
    registry: &'a Registry,
    call: &AdmittedCall,
) -> Answer<(&'a Batch, &'a Registration, bool)> {
    let unit = registry.unit(call)?;
    let batch = registry.batch(unit, call.text("uploadcode_id"))?;
    let registration = registry.registration(unit, &batch.registration_id);
    let registration = registration.map_err(|_| ResultCode::SourceFileDamaged)?;
    if batch.is_damaged {
        return Err(ResultCode::SourceFileDamaged.into());
    }
    let is_short = call.or_default("code_type") == "0";
    if is_short && batch.short_codes.is_none() {
        return Err(ResultCode::NoShortCodes.into());
    }
    Ok((batch, registration, is_short))
}

/// 504.
pub fn file_url(registry: &mut Registry, call: &AdmittedCall) -> Answer<CodeFileReply> {
    match call.given("password").map(|password| password.chars().count()) {
        Some(..6) => return Err(ResultCode::PasswordTooShort.into()),
        Some(17..) => return Err(ResultCode::PasswordTooLong.into()),
        _ => {}
    }
    let (batch, registration, is_short) = readable(registry, call)?;
    let download = Download::new(batch, registration, is_short, call.kept("password"));
    let name = format!("{:016x}.zip", registry.draw());
    let mut reply = CodeFileReply::default();
    reply.file_url = Some(format!("{}/sandbox/idcode/files/{name}", registry.base_url));
    registry.downloads.insert(name, download);
    Ok(reply)
}

/// 505.
pub fn codes(registry: &Registry, call: &AdmittedCall) -> Answer<CodesReply> {
    let (batch, registration, is_short) = readable(registry, call)?;
    let mut reply = CodesReply::default();
    let category = registration.complete_code();
    reply.codes = if let Some(short) = batch.short_codes.filter(|_| is_short) {
        (0..batch.codes.count()).map(|place| short.at(place)).collect()
    } else {
        batch.codes.iter().map(|item| format!("{category}/{item}")).collect()
    };
    Ok(reply)
}

/// 506. A code without short codes has an empty list (decision I81).
pub fn short_codes(registry: &Registry, call: &AdmittedCall) -> Answer<ShortCodesReply> {
    let code: Idcode = call
        .text("code")
        .parse()
        .map_err(|error| call.bad("code", &format!("is not a code: {error}")))?;
    let mut reply = ShortCodesReply::default();
    let (Some(category), Some(item)) = (code.category(), code.item_code()) else {
        return Ok(reply);
    };
    let is_visible = registry.find_unit(call.account, code.unit_code()).is_some();
    let registrations = registry.registrations.iter();
    for registration in
        registrations.filter(|one| is_visible && one.complete_code() == category.as_str())
    {
        let batches = registry.batches.iter();
        for batch in batches.filter(|batch| batch.registration_id == registration.id) {
            let place = batch.codes.position(item);
            let short = batch.short_codes.zip(place).map(|(short, place)| short.at(place));
            reply.short_codes.extend(short);
        }
    }
    Ok(reply)
}
