//! Replies in other forms than the samples have.

use dbhs_types::{
    Listing, OrganizationNature, OrganizationReply, ProductListReply, ProductReply, ReturnCode,
    StockType,
};
use serde_json::json;

use crate::checks::{decode, encode};

#[test]
fn data_may_be_nothing() {
    for nothing in ["{}", r#"{"data": null}"#, r#"{"data": ""}"#, r#"{"data": []}"#] {
        assert_eq!(decode::<OrganizationReply>(nothing).organization, None, "{nothing}");
        assert_eq!(decode::<ProductListReply>(nothing).products, None, "{nothing}");
        assert_eq!(decode::<ProductReply>(nothing).product, None, "{nothing}");
    }
    let failed: ProductReply = decode(r#"{"code": 405, "data": null, "msg": "签名验证失败"}"#);
    assert_eq!(failed.code, Some(ReturnCode::BadSignature));
    assert_eq!(failed.message.as_deref(), Some("签名验证失败"));
}

#[test]
fn a_code_comes_as_a_number_or_as_a_text_and_goes_as_a_number() {
    for sent in [json!(200), json!("200")] {
        let reply: ProductReply = decode(&json!({ "code": sent }).to_string());
        assert_eq!(reply.code, Some(ReturnCode::Success));
        assert_eq!(encode(&reply), r#"{"code":200}"#);
    }
}

#[test]
fn rows_may_be_none_one_or_several() {
    for (rows, count) in [
        (json!(null), 0),
        (json!([]), 0),
        (json!({"regName": "甲"}), 1),
        (json!([{"regName": "甲"}, {"regName": "乙"}]), 2),
    ] {
        let reply = json!({"data": {"total": "1,000", "rows": rows}}).to_string();
        let list = decode::<ProductListReply>(&reply).products.expect("the products");
        assert_eq!(list.rows.len(), count, "{reply}");
        assert_eq!(list.total.as_ref().map(wire::Count::as_str), Some("1,000"));
    }
}

#[test]
fn coded_values_are_read_and_others_kept() {
    let organization = |fields: serde_json::Value| {
        let reply: OrganizationReply = decode(&json!({ "data": fields }).to_string());
        reply.organization.expect("an enterprise")
    };
    let other = organization(json!({"orgNature": -1, "isOnStock": 1, "stockType": "科创板"}));
    assert_eq!(other.nature, Some(OrganizationNature::Other));
    assert_eq!(other.listing, Some(Listing::Listed));
    assert_eq!(other.stock_type, Some(StockType::StarMarket));
    // The document's list has no 2.
    let gap = organization(json!({"orgNature": "2", "stockType": "北交所"}));
    assert_eq!(gap.nature, Some(OrganizationNature::from("2")));
    assert_eq!(gap.nature.as_ref().and_then(OrganizationNature::zh), None);
    assert_eq!(encode(&gap), r#"{"stockType":"北交所","orgNature":"2"}"#);
}
