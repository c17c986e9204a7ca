//! A verified unit with a registered category, for tests and benchmarks that begin behind both.

use idcode_client::{Client, Error, FilePart};
use idcode_types::{
    CategoryIdcode, CategoryRegistrationId, RegisterProductCategoryRequest, UnitCode,
};
use sandbox::Sandbox;
use serde_json::Value;

use super::world::{certificate, details, endpoint, picture, product, text, unit};

/// What was registered.
pub struct Registered {
    /// Main code of the unit.
    pub unit: UnitCode,
    /// Code of the category.
    pub category: CategoryIdcode,
    /// Identifier of the registration.
    pub registration: CategoryRegistrationId,
}

/// Registers the unit 甲公司 and its product A1; the sandbox's reviews let both in.
///
/// # Errors
/// The first error of the client.
pub async fn register(client: &Client, sandbox: &Sandbox) -> Result<Registered, Error> {
    let call = async |id: &str, parameters: Value, file: Option<FilePart>| {
        client.call_named(endpoint(id).name, &parameters, file).await.expect("an endpoint")
    };
    let reply = call("301", unit("甲公司", "甲公司"), None).await?;
    let company = text(&reply["organunit_idcode"]);
    call("305", details(&company), None).await?;
    let licence = FilePart::bytes("licence.bmp", picture());
    call("304", certificate(&company), Some(licence)).await?;
    sandbox.idcode().pass_examinations();
    let request: RegisterProductCategoryRequest =
        wire::from_slice(product(&company, "A1").to_string().as_bytes()).expect("a request");
    let reply = client.register_product_category(&request).await?;
    sandbox.idcode().pass_examinations();
    Ok(Registered {
        unit: company.into(),
        category: reply.category_idcode.expect("the code of the category"),
        registration: reply.category_registration_id.expect("a registration"),
    })
}
