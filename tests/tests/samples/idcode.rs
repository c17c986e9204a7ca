//! The samples of the IDcode document: replies, and the JSON of 402.

use std::collections::BTreeSet;

use serde_json::json;

use crate::files;
use crate::show::{Sample, Shown, show_all};

const FOLDER: &str = "idcode/1/samples";

pub fn files() -> BTreeSet<String> {
    files::names(FOLDER)
}

/// The endpoint whose output the document gives for another one (同接口 403).
fn same_as(id: &str) -> Option<String> {
    let outputs = files::read("idcode/1/outputs.tsv");
    let mut rows = outputs.lines().map(|row| row.split('\t').collect::<Vec<_>>());
    let row = rows.find(|row| row[0] == id && row[2].starts_with("(same as "))?;
    Some(row[2].trim_start_matches("(same as ").trim_end_matches(')').to_owned())
}

fn samples(id: &str) -> Vec<Sample> {
    let find = |id: &str| files::names_with(FOLDER, &[format!("{id}."), format!("{id}-")]);
    let own = find(id);
    if !own.is_empty() {
        return own.iter().map(|name| sample(name)).collect();
    }
    let other = same_as(id).unwrap_or_else(|| panic!("{id} has no sample"));
    let same = find(&other);
    assert!(!same.is_empty(), "{other} has no sample either");
    let sample =
        |name: &String| Sample { note: ", which is that of this endpoint, too", ..sample(name) };
    same.iter().map(sample).collect()
}

fn sample(name: &str) -> Sample {
    let mut sample = Sample::new(name, &files::read(&format!("{FOLDER}/{name}")));
    if sample.is_request {
        sample.json = json!({ "json_str": sample.json });
        sample.note = ", in json_str";
    }
    sample
}

pub fn shown() -> Vec<Shown> {
    show_all!(samples, idcode_types:
        ListRegionsRequest ListRegionsByParentRequest ListTradesRequest ListTradesByParentRequest
        ListUnitTypesRequest ListCodeUsesRequest ListCategoriesRequest
        ListCategoriesByParentRequest ListProductCategoriesRequest RegisterUnitRequest
        GetVerificationCodeRequest SendVerificationCodeRequest UpdateUnitRequest VerifyUnitRequest
        GetUnitRequest SearchUnitsRequest GetUnitStatusRequest RegisterUnitWithPictureRequest
        UpdateUnitLogoRequest OpenCategoryRegistrationRequest OpenCategoryFilingRequest
        RegisterCategoriesRequest FindCategoryRegistrationsRequest
        ListCategoryRegistrationsRequest OpenProductCategoryRegistrationRequest
        RegisterProductCategoryRequest RegisterOtherCategoryRequest
        FindDetailedCategoryRegistrationsRequest ListDetailedCategoryRegistrationsRequest
        UploadCodeFileRequest UploadCodeListRequest UploadCodeRangeRequest
        UploadPaddedCodeRangeRequest ListUploadBatchesRequest GetUploadBatchRequest
        GetCodeFileUrlRequest GetCodesRequest FindShortCodesRequest CreateCodePictureRequest
        CreateFramedCodePictureRequest CreateQualityCodePictureRequest VerifyLoginRequest
        UpdateResolutionUrlRequest RequestWhitelistingRequest OpenLoginRequest GetReviewRequest
        GetAuthenticationPictureRequest)
}
