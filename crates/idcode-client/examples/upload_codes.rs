//! 一物一码: upload codes in the four ways, list the batches, get codes and short codes, make a
//! code picture.
//!
//! `cargo run -p idcode-client --example upload_codes` plays it against the sandbox.

#[path = "register_category.rs"]
#[allow(dead_code)]
pub mod register_category;

use register_category::register_unit;

use idcode_client::{Client, FilePart};
use idcode_types::{
    CategoryRegistrationId, CodeContent, CreateFramedCodePictureRequest, FindShortCodesRequest,
    FrameUse, GetCodesRequest, RequestColor, UnitCode, UploadCodeFileRequest,
    UploadCodeListRequest, UploadCodeRangeRequest, UploadId, UploadPaddedCodeRangeRequest,
    UploadReply,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The codes of a batch and the short codes of the first.
pub type Uploaded = (Vec<String>, Vec<String>);

/// Uploads codes in the four ways and reads them back.
pub async fn run(
    client: &Client,
    unit: &UnitCode,
    registration: &CategoryRegistrationId,
) -> Result<Vec<Uploaded>> {
    let (unit, id) = (unit.clone(), registration.clone());
    let file = UploadCodeFileRequest::new(unit.clone(), id.clone());
    let codes = FilePart::codes((1..=1000).map(|number| format!("F{number}")));
    let by_file = client.upload_code_file(&file, codes).await?;

    let list = UploadCodeListRequest::new(unit.clone(), id.clone(), "L1,L2,L3".into());
    let by_list = client.upload_code_list(&list).await?;

    let mut range = UploadCodeRangeRequest::new()
        .with_unit_code(unit.clone())
        .with_category_registration_id(id.clone())
        .with_start_number(8)
        .with_end_number(12);
    range.prefix = Some("R".to_owned());
    let by_range = client.upload_code_range(&range).await?;

    let mut padded = UploadPaddedCodeRangeRequest::new()
        .with_unit_code(unit.clone())
        .with_category_registration_id(id)
        .with_start_number(8)
        .with_end_number(12)
        .with_length(4);
    padded.prefix = Some("P".to_owned());
    let by_padded_range = client.upload_padded_code_range(&padded).await?;

    let mut uploaded = Vec::new();
    for reply in [by_file, by_list, by_range, by_padded_range] {
        uploaded.push(read_back(client, &unit, reply).await?);
    }
    Ok(uploaded)
}

async fn read_back(client: &Client, unit: &UnitCode, reply: UploadReply) -> Result<Uploaded> {
    let batch: UploadId = reply.upload.and_then(|upload| upload.upload_id).ok_or("no batch")?;
    let codes = client.get_codes(&GetCodesRequest::new(unit.clone(), batch)).await?.codes;
    let first = codes.first().ok_or("an empty batch")?;
    let short = client.find_short_codes(&FindShortCodesRequest::new(first.as_str())).await?;
    Ok((codes, short.short_codes))
}

/// A picture of a code with a frame, as base64 text of a PNG.
pub async fn picture(client: &Client, content: CodeContent) -> Result<String> {
    let request = CreateFramedCodePictureRequest::new()
        .with_content(content)
        .with_frame(FrameUse::With)
        .with_pixels(400)
        .with_picture_color(RequestColor::Black);
    let picture = client.create_framed_code_picture(&request).await?.picture;
    Ok(picture.ok_or("no picture")?.to_string())
}

#[tokio::main]
async fn main() -> Result<()> {
    let (sandbox, client) = register_unit::start().await?;
    let sms = |phone: &str| sandbox.idcode().verification_code(phone).unwrap_or_default();
    let unit =
        register_unit::run(&client, "示例公司", 110_105, register_unit::licence(), sms).await?;
    sandbox.idcode().pass_examinations();
    let address = "https://example.com/trace?id=";
    let (_, registration) = register_category::run(&client, &unit, "A1", address).await?;
    sandbox.idcode().pass_examinations();
    for (codes, short) in run(&client, &unit, &registration).await? {
        println!("{} codes, the first is {} and short {}", codes.len(), codes[0], short.join(" "));
    }
    let content = format!("http://s.idcode.org.cn/?code={unit}");
    println!("picture: {} characters of base64", picture(&client, content.into()).await?.len());
    Ok(())
}
