//! The models of each protocol, as lists that a macro is applied to: the tests of the models and the
//! fuzz targets go over the same ones.

/// Applies a macro to the models of the cloud manufacturing platform.
#[macro_export]
macro_rules! cloudmfg_models {
    ($($apply:tt)+) => {
        $($apply)+! {
            cloudmfg_types, 7:
            Acknowledgement AuthenticateDeviceRequest CreateGatewayRequest Device DeviceReply
            QueryDeviceRequest SaveDeviceIdentifierRequest
        }
    };
}

/// Applies a macro to the models of DBHS.
#[macro_export]
macro_rules! dbhs_models {
    ($($apply:tt)+) => {
        $($apply)+! {
            dbhs_types, 11:
            GetOrganizationRequest GetProductRequest ListProductsRequest Organization OrganizationParams
            OrganizationReply Product ProductList ProductListReply ProductReply ProductRow
        }
    };
}

/// Applies a macro to the models of IDcode.
#[macro_export]
macro_rules! idcode_models {
    ($($apply:tt)+) => {
        $($apply)+! {
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
    };
}

/// Applies a macro to the models of UDID.
#[macro_export]
macro_rules! udid_models {
    ($($apply:tt)+) => {
        $($apply)+! {
            udid_types, 15:
            ClinicalSize ConnectionReply ConnectionTest Contact DataSet Device DeviceDetailRequest
            DeviceHistoryRequest DeviceListRequest DevicePage Package RecordKey StorageCondition TokenReply
            TokenRequest
        }
    };
}
