//! The flows of section 五 over real HTTP, from the examples that show them.

#[path = "../examples/upload_codes.rs"]
#[allow(dead_code)]
mod upload_codes;

use std::time::Duration;

use idcode_client::{Client, Credentials, Error};
use idcode_types::{GetReviewRequest, GetUnitRequest, ReviewKind, ReviewStatus};
use sandbox::Sandbox;
use upload_codes::register_category;
use upload_codes::register_category::register_unit;
use wire::Class;

#[tokio::test]
async fn a_unit_is_registered_and_verified() {
    let (sandbox, client) = register_unit::start().await.unwrap();
    let sms = |phone: &str| sandbox.idcode().verification_code(phone).unwrap();
    let licence = register_unit::licence();
    let unit = register_unit::run(&client, "甲公司", 110_105, licence, sms).await.unwrap();
    assert!(!register_unit::is_verified(&client, &unit).await.unwrap());
    sandbox.idcode().pass_examinations();
    assert!(register_unit::is_verified(&client, &unit).await.unwrap());
    let known = client.get_unit(&GetUnitRequest::new(unit)).await.unwrap();
    assert_eq!(known.name.as_deref(), Some("甲公司"));
    assert_eq!(sandbox.idcode().calls("101"), 1, "the regions are fetched once");
}

#[tokio::test]
async fn codes_of_a_registered_category_are_uploaded_in_four_ways() {
    let (sandbox, client) = register_unit::start().await.unwrap();
    let sms = |phone: &str| sandbox.idcode().verification_code(phone).unwrap();
    let licence = register_unit::licence();
    let unit = register_unit::run(&client, "乙公司", 441_900, licence, sms).await.unwrap();
    sandbox.idcode().pass_examinations();

    let address = "https://example.com/trace?id=";
    let (category, registration) =
        register_category::run(&client, &unit, "A1", address).await.unwrap();
    let prefix = format!("{unit}/10.");
    assert!(category.as_str().starts_with(&prefix), "{category} does not begin with {prefix}");
    let review = register_category::review(&client, &unit, &registration).await.unwrap();
    assert_ne!(review, Some(ReviewStatus::Passed));
    sandbox.idcode().pass_examinations();
    let review = register_category::review(&client, &unit, &registration).await.unwrap();
    assert_eq!(review, Some(ReviewStatus::Passed));

    let uploaded = upload_codes::run(&client, &unit, &registration).await.unwrap();
    let sizes: Vec<_> = uploaded.iter().map(|(codes, _)| codes.len()).collect();
    assert_eq!(sizes, [1000, 3, 5, 5]);
    for ((codes, short), end) in uploaded.iter().zip(["F1", "L1", "R8", "P0008"]) {
        assert!(codes[0].ends_with(&format!("/{end}")), "{} does not end in {end}", codes[0]);
        assert!(!short.is_empty(), "{} has no short code", codes[0]);
    }
    let content = format!("http://stest.idcode.org.cn/?code={}", uploaded[0].0[0]);
    let picture = upload_codes::picture(&client, content.into()).await.unwrap();
    // A PNG in base64.
    assert!(picture.starts_with("iVBORw0KGgo"), "{}", &picture[..40]);
}

#[tokio::test]
async fn unknown_keys_and_wrong_signatures_are_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = |token: &str, code: &str| {
        let credentials = Credentials::new(token, code);
        Client::builder(sandbox.idcode_url()).credentials(credentials).build().unwrap()
    };
    let code = sandbox.idcode_authorization_code();
    let error = client("unknown", code).list_regions().await.unwrap_err();
    assert_eq!(error.class(), Class::NotAllowed, "{error}");
    let error = client(sandbox.idcode_access_token(), "wrong").list_regions().await.unwrap_err();
    assert!(matches!(error, Error::Service(_)), "{error}");
    assert_eq!(error.class(), Class::Failed, "{error}");
}

#[tokio::test]
async fn waiting_for_a_review_ends_with_the_verdict_or_with_patience() {
    let (sandbox, client) = register_unit::start().await.unwrap();
    let sms = |phone: &str| sandbox.idcode().verification_code(phone).unwrap();
    let licence = register_unit::licence();
    let unit = register_unit::run(&client, "丙公司", 110_105, licence, sms).await.unwrap();
    sandbox.idcode().pass_examinations();
    let address = "https://example.com/trace?id=";
    let (_, registration) = register_category::run(&client, &unit, "A1", address).await.unwrap();
    let request = GetReviewRequest::new(unit, ReviewKind::ResolutionUrl)
        .with_category_registration_id(registration);

    let [interval, patience] = [Duration::from_millis(5), Duration::from_millis(12)];
    let error = client.wait_for_review(&request, interval, patience).await.unwrap_err();
    assert_eq!((error.class(), error.endpoint()), (Class::RetryLater, Some("608")));
    assert!(error.to_string().contains("not over after"), "{error}");

    let verdict = client.wait_for_review(&request, interval, Duration::from_secs(60));
    let decision = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        sandbox.idcode().pass_examinations();
    };
    let (verdict, ()) = tokio::join!(verdict, decision);
    assert_eq!(verdict.unwrap().status, Some(ReviewStatus::Passed));
}

#[test]
fn only_two_states_of_a_review_are_final() {
    for (sent, is_final) in [("-1", true), ("0", false), ("1", false), ("100", true), ("99", false)]
    {
        assert_eq!(ReviewStatus::from(sent).is_final(), is_final, "{sent}");
    }
}
