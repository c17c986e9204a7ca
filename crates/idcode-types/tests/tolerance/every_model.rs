//! What holds for every model; the list of models is compared with what the endpoints lead to.

use std::collections::BTreeSet;

use idcode_types::ENDPOINTS;

use crate::checks::{
    check_fields, check_hidden, check_keys, check_nothing, check_numbers, check_values, reached,
};

/// Calls a function for every model as its type parameter, and gives the names of the models.
macro_rules! for_every_model {
    ($run:ident) => {
        for_every_model!(
            $run:
            AcknowledgementReply AuthenticationPictureReply BatchRegistration
            BatchRegistrationItem BatchRegistrationReply BatchRegistrationResult
            CategoriesReply Category CategoryIdcodeReply CategoryRegistration
            CategoryRegistrationsReply CodeFileReply CodePictureReply CodePictureUrlReply
            CodeUse CodeUsesReply CodesReply CreateCodePictureRequest
            CreateFramedCodePictureRequest CreateQualityCodePictureRequest ExistingUnit
            FindCategoryRegistrationsRequest FindDetailedCategoryRegistrationsRequest
            FindShortCodesRequest GetAuthenticationPictureRequest GetCodeFileUrlRequest
            GetCodesRequest GetReviewRequest GetUnitRequest GetUnitStatusRequest
            GetUploadBatchRequest GetVerificationCodeRequest ListCategoriesByParentRequest
            ListCategoriesRequest ListCategoryRegistrationsRequest ListCodeUsesRequest
            ListDetailedCategoryRegistrationsRequest ListProductCategoriesRequest
            ListRegionsByParentRequest ListRegionsRequest ListTradesByParentRequest
            ListTradesRequest ListUnitTypesRequest ListUploadBatchesRequest
            OpenCategoryFilingRequest OpenCategoryRegistrationRequest OpenLoginRequest
            OpenProductCategoryRegistrationRequest Region RegionsReply
            RegisterCategoriesRequest RegisterOtherCategoryRequest
            RegisterProductCategoryRequest RegisterUnitRequest RegisterUnitWithPictureRequest
            RequestWhitelistingRequest ReviewReply SearchUnitsRequest
            SendVerificationCodeRequest ShortCodesReply Trade TradesReply Unit UnitPictureReply
            UnitRegistrationReply UnitRegistrationWithPictureReply UnitReply UnitStatusReply
            UnitType UnitTypesReply UnitsReply UpdateResolutionUrlRequest UpdateUnitLogoRequest
            UpdateUnitRequest UploadBatch UploadBatchesReply UploadCodeFileRequest
            UploadCodeListRequest UploadCodeRangeRequest UploadPaddedCodeRangeRequest
            UploadReply UploadedCodes VerificationCodeReply VerifyLoginRequest VerifyUnitRequest
        )
    };
    ($run:ident: $($model:ident)*) => {
        [$({
            $run::<idcode_types::$model>();
            <idcode_types::$model as wire::Model>::INFO.name
        }),*]
    };
}

#[test]
fn the_list_of_models_is_complete() {
    fn nothing<M>() {}
    let reached = reached(&ENDPOINTS);
    assert_eq!(BTreeSet::from(for_every_model!(nothing)), reached);
    assert_eq!(reached.len(), 85);
}

#[test]
fn null_missing_and_empty_are_read_for_every_field() {
    for_every_model!(check_nothing);
}

#[test]
fn every_key_is_read_in_any_case_and_between_blanks() {
    for_every_model!(check_keys);
}

#[test]
fn every_scalar_comes_as_text_or_as_a_number() {
    for_every_model!(check_numbers);
}

#[test]
fn an_unknown_value_of_any_enum_is_kept_and_written_back() {
    for_every_model!(check_values);
}

#[test]
fn unknown_fields_are_kept_and_written_back_in_order() {
    for_every_model!(check_fields);
}

#[test]
fn sensitive_and_unknown_fields_are_hidden() {
    for_every_model!(check_hidden);
}
