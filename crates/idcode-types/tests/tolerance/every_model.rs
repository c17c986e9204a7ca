//! What holds for every model.

use crate::checks::every_model;

every_model! {
    idcode_types, 85:
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
}
