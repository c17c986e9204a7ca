//! 单位注册: register a unit, complete what is known of it, have it verified.
//!
//! `cargo run -p idcode-client --example register_unit` plays it against the sandbox.

use idcode_client::{Client, Credentials, FilePart};
use idcode_types::{
    AuditStatus, CertificateType, GetUnitStatusRequest, RegisterUnitRequest,
    SendVerificationCodeRequest, UnitCode, UnitSize, UpdateUnitRequest, VerifyUnitRequest,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A unit of the district, registered, completed and handed in for verification. `sms_code` asks
/// the person at the telephone for the code that 303 sent.
pub async fn run(
    client: &Client,
    unit_name: &str,
    district: u64,
    licence: FilePart,
    sms_code: impl FnOnce(&str) -> String,
) -> Result<UnitCode> {
    let place =
        client.regions().await?.place(district).ok_or("no district without others below")?;
    let trades = client.trades().await?;
    let (trade, _) = trades.children(0).next().ok_or("no trades")?;
    let types = client.list_unit_types().await?.unit_types;
    let unit_type = types.first().and_then(|unit_type| unit_type.unit_type.clone());

    let phone = "13800000000";
    client.send_verification_code(&SendVerificationCodeRequest::new(phone)).await?;
    let mut registration = RegisterUnitRequest::new()
        .with_login_name(format!("login of {unit_name}"))
        .with_password("a password")
        .with_unit_name(unit_name)
        .with_unit_type(unit_type.ok_or("no unit types")?)
        .with_province_id(place.province_id)
        .with_city_id(place.city_id)
        .with_area_id(place.area_id)
        .with_contact_phone(phone);
    registration.verification_code = Some(sms_code(phone));
    let unit = client.register_unit(&registration).await?.unit_code.ok_or("no unit code")?;

    let details = UpdateUnitRequest::new()
        .with_unit_code(unit.clone())
        .with_trade_id(trade)
        .with_address("地址 1 号")
        .with_unit_size(UnitSize::UpTo50);
    client.update_unit(&details, None).await?;
    let certificate =
        VerifyUnitRequest::new(unit.clone(), CertificateType::CreditCode, "91350100M000100Y43");
    client.verify_unit(&certificate, licence).await?;
    Ok(unit)
}

/// Whether the registry has let the unit in.
pub async fn is_verified(client: &Client, unit: &UnitCode) -> Result<bool> {
    let status = client.get_unit_status(&GetUnitStatusRequest::new(unit.clone())).await?;
    Ok(status.audit == Some(AuditStatus::Passed))
}

/// The smallest picture that is one: a white dot.
pub fn licence() -> FilePart {
    let bmp = [
        &b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0"[..],
        &[0; 24],
        &[0xff, 0xff, 0xff, 0],
    ];
    FilePart::bytes("licence.bmp", bmp.concat())
}

/// A sandbox to play against, and a client of it.
pub async fn start() -> Result<(sandbox::Sandbox, Client)> {
    let sandbox = sandbox::Sandbox::start().await?;
    let credentials =
        Credentials::new(sandbox.idcode_access_token(), sandbox.idcode_authorization_code());
    let client = Client::builder(sandbox.idcode_url()).credentials(credentials).build()?;
    Ok((sandbox, client))
}

#[tokio::main]
async fn main() -> Result<()> {
    let (sandbox, client) = start().await?;
    let sms = |phone: &str| sandbox.idcode().verification_code(phone).unwrap_or_default();
    let unit = run(&client, "示例公司", 110_105, licence(), sms).await?;
    println!("registered {unit}, verified: {}", is_verified(&client, &unit).await?);
    sandbox.idcode().pass_examinations();
    println!("after the examination: {}", is_verified(&client, &unit).await?);
    Ok(())
}
