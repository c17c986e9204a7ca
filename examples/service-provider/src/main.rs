//! A service provider registers a company and one of its products, and uploads codes of the product.
//!
//! `IDCODE_URL`, `IDCODE_ACCESS_TOKEN` and `IDCODE_AUTHORIZATION_CODE` name the registry and the
//! account, `LICENCE` is a picture of the company's business licence. The program ends with 0, or with a number for what went wrong.

use std::env::var;
use std::error::Error as _;
use std::process::ExitCode;
use std::time::Duration;

use idcode_client::types::{
    ApplicationType, CategoryIdcode, CategoryRegistrationId, CertificateType, GetReviewRequest,
    ListUploadBatchesRequest, RegisterProductCategoryRequest, RegisterUnitWithPictureRequest,
    ReviewKind, ReviewStatus, UnitCode, UnitSize, UpdateUnitRequest, UploadCodeFileRequest,
    UploadId, VerifyUnitRequest,
};
use idcode_client::{Class, Client, Credentials, Error, FilePart};

const ADDRESS: &str = "https://example.com/trace?id=";
const MODEL: &str = "A1";
const INTERVAL: Duration = Duration::from_millis(200);
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(batch) => {
            println!("uploaded as {batch}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            if let Some(cause) = error.source() {
                eprintln!("because: {cause}");
            }
            ExitCode::from(exit_code(&error))
        }
    }
}

/// All that there is to the handling of errors.
fn exit_code(error: &Error) -> u8 {
    match error.class() {
        Class::BadRequest | Class::AlreadyExists | Class::NotFound => 2,
        Class::NotAllowed | Class::LogInAgain | Class::Misconfigured => 3,
        Class::RetryLater | Class::QuotaUsedUp | Class::Unreachable => 4,
        _ => 1,
    }
}

async fn run() -> Result<UploadId, Error> {
    let [token, code] = ["IDCODE_ACCESS_TOKEN", "IDCODE_AUTHORIZATION_CODE"].map(setting);
    let client = Client::builder(setting("IDCODE_URL")?)
        .credentials(Credentials::new(token?, code?))
        .timeout(Duration::from_secs(30))
        .build()?;
    let unit = register_company(&client).await?;
    let product = register_product(&client, &unit).await?;
    upload_codes(&client, &unit, &product).await
}

fn setting(name: &str) -> Result<String, Error> {
    var(name).map_err(|_| misconfigured(format!("{name} is not set")))
}

async fn register_company(client: &Client) -> Result<UnitCode, Error> {
    let regions = client.regions().await?;
    let place = regions.place(110_105).ok_or_else(|| missing("the district"))?;
    let company = RegisterUnitWithPictureRequest::new()
        .with_login_name("login of the company")
        .with_unit_name("示例公司")
        .with_unit_type(1)
        .with_province_id(place.province_id)
        .with_city_id(place.city_id)
        .with_area_id(place.area_id);
    let reply = client.register_unit_with_picture(&company).await?;
    let unit = reply.unit_code.ok_or_else(|| missing("the code of the unit"))?;

    // Without these two there is nothing to review.
    let trades = client.trades().await?;
    let (trade, _) = trades.children(0).next().ok_or_else(|| missing("the trades"))?;
    let details = UpdateUnitRequest::new()
        .with_unit_code(unit.clone())
        .with_trade_id(trade)
        .with_address("地址 1 号")
        .with_unit_size(UnitSize::UpTo50);
    client.update_unit(&details, None).await?;
    let licence = FilePart::path(setting("LICENCE")?);
    let certificate =
        VerifyUnitRequest::new(unit.clone(), CertificateType::CreditCode, "91350100M000100Y43");
    client.verify_unit(&certificate, licence).await?;

    pass(client, &GetReviewRequest::new(unit.clone(), ReviewKind::UnitRegistration)).await?;
    Ok(unit)
}

struct Product {
    idcode: CategoryIdcode,
    registration: CategoryRegistrationId,
}

async fn register_product(client: &Client, unit: &UnitCode) -> Result<Product, Error> {
    let categories = client.list_product_categories().await?.categories;
    let is_leaf = |id| !categories.iter().any(|category| category.parent_id == id);
    let category = categories.iter().find(|category| is_leaf(category.id.clone()));
    let category = category.ok_or_else(|| missing("a category"))?;
    let id = category.id.clone().ok_or_else(|| missing("its id"))?;
    let request = RegisterProductCategoryRequest::new()
        .with_unit_code(unit.clone())
        .with_code_use_id("10") // 产品
        .with_category_id(id)
        .with_category_code(category.code.clone().unwrap_or_default())
        .with_model(MODEL)
        .with_model_code(MODEL)
        .with_application_type(ApplicationType::Registration)
        .with_resolution_url(ADDRESS)
        .with_sample_url(ADDRESS);
    let reply = client.register_product_category(&request).await?;
    let idcode = reply.category_idcode.ok_or_else(|| missing("the code of the category"))?;
    let registration = reply.category_registration_id.ok_or_else(|| missing("the registration"))?;
    let review = GetReviewRequest::new(unit.clone(), ReviewKind::ResolutionUrl)
        .with_category_registration_id(registration.clone());
    pass(client, &review).await?;
    Ok(Product { idcode, registration })
}

async fn pass(client: &Client, request: &GetReviewRequest) -> Result<(), Error> {
    let review = client.wait_for_review(request, INTERVAL, PATIENCE).await?;
    match review.status {
        Some(ReviewStatus::Passed) => Ok(()),
        _ => Err(misconfigured(format!("rejected: {}", review.remarks.unwrap_or_default()))),
    }
}

async fn upload_codes(
    client: &Client,
    unit: &UnitCode,
    product: &Product,
) -> Result<UploadId, Error> {
    let request = UploadCodeFileRequest::new(unit.clone(), product.registration.clone());
    let batches = ListUploadBatchesRequest::new(unit.clone(), product.idcode.clone(), MODEL);
    let before = client.upload_batches_so_far(batches).await?;
    let codes = FilePart::codes((1..=10_000).map(|number| format!("A{number:05}")));
    let batch = match client.upload_code_file(&request, codes).await {
        Ok(reply) => reply.upload.and_then(|upload| upload.upload_id),
        // Uploading again may store the codes twice: the registry knows whether it has them.
        Err(error) if error.may_have_arrived() => {
            before.added().await?.pop().and_then(|batch| batch.upload_id)
        }
        Err(error) => return Err(error),
    };
    batch.ok_or_else(|| missing("the batch"))
}

fn missing(what: &str) -> Error {
    misconfigured(format!("the registry did not send {what}"))
}

fn misconfigured(reason: String) -> Error {
    Error::Misconfigured { reason }
}
