//! What holds for every model.

use crate::checks::every_model;

every_model! {
    dbhs_types, 11:
    GetOrganizationRequest GetProductRequest ListProductsRequest Organization OrganizationParams
    OrganizationReply Product ProductList ProductListReply ProductReply ProductRow
}
