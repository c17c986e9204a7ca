//! 注册品类标识代码: choose a category, register it, ask for its examination.
//!
//! `cargo run -p idcode-client --example register_category` plays it against the sandbox.

#[path = "register_unit.rs"]
#[allow(dead_code)]
pub mod register_unit;

use idcode_client::Client;
use idcode_types::{
    ApplicationType, CategoryIdcode, CategoryRegistrationId, GetReviewRequest,
    RegisterProductCategoryRequest, ReviewKind, ReviewStatus, UnitCode,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A product of the unit in the first category without others below, registered with the address
/// to which its codes lead.
pub async fn run(
    client: &Client,
    unit: &UnitCode,
    model: &str,
    address: &str,
) -> Result<(CategoryIdcode, CategoryRegistrationId)> {
    let categories = client.list_product_categories().await?.categories;
    let is_parent = |id| categories.iter().any(|other| other.parent_id.as_ref() == Some(id));
    let leaf = categories.iter().find_map(|category| {
        let id = category.id.as_ref().filter(|id| !is_parent(id))?;
        Some((id.clone(), category.code.clone()?))
    });
    let (id, code) = leaf.ok_or("no categories")?;
    // Use 10 is 产品.
    let request = RegisterProductCategoryRequest::new()
        .with_unit_code(unit.clone())
        .with_code_use_id("10")
        .with_category_id(id)
        .with_category_code(code)
        .with_model(model)
        .with_model_code(model)
        .with_application_type(ApplicationType::Registration)
        .with_resolution_url(address)
        .with_sample_url(address);
    let reply = client.register_product_category(&request).await?;
    let category = reply.category_idcode.ok_or("no category code")?;
    Ok((category, reply.category_registration_id.ok_or("no registration")?))
}

/// Where the examination of a registration stands.
pub async fn review(
    client: &Client,
    unit: &UnitCode,
    registration: &CategoryRegistrationId,
) -> Result<Option<ReviewStatus>> {
    let mut request = GetReviewRequest::new(unit.clone(), ReviewKind::ResolutionUrl);
    request.category_registration_id = Some(registration.clone());
    Ok(client.get_review(&request).await?.status)
}

#[tokio::main]
async fn main() -> Result<()> {
    let (sandbox, client) = register_unit::start().await?;
    let sms = |phone: &str| sandbox.idcode().verification_code(phone).unwrap_or_default();
    let unit =
        register_unit::run(&client, "示例公司", 110_105, register_unit::licence(), sms).await?;
    sandbox.idcode().pass_examinations();
    let (category, registration) =
        run(&client, &unit, "A1", "https://example.com/trace?id=").await?;
    println!("registered {category}: {:?}", review(&client, &unit, &registration).await?);
    sandbox.idcode().pass_examinations();
    println!("after the examination: {:?}", review(&client, &unit, &registration).await?);
    Ok(())
}
