//! Against the sandbox, over HTTP.

use std::sync::Arc;
use std::time::Duration;

use auth::ManualClock;
use dbhs_client::types::{ENDPOINTS, GetProductRequest, ListProductsRequest, ReturnCode};
use dbhs_client::{Client, ClientError, Credentials, Error};
use futures_util::{StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};
use sandbox::udid::{Catalog, RecordId};
use sandbox::{Sandbox, Settings};
use transport::{RateLimit, RetryPolicy};
use udid_types::Device;
use wire::{Class, EndpointInfo};

const NOW: i64 = 1_790_000_000;

fn settings() -> Settings {
    let clock = ManualClock::new(Timestamp::from_second(NOW).unwrap());
    Settings { clock: Arc::new(clock), ..Settings::default() }
}

/// A client whose clock is off by some seconds.
fn client(sandbox: &Sandbox, secret_key: &str, off: i64) -> Client {
    let clock = ManualClock::new(Timestamp::from_second(NOW).unwrap());
    Client::builder(sandbox.dbhs_url())
        .credentials(Credentials::new(sandbox.dbhs_app_key(), secret_key))
        .clock(Arc::new(clock))
        .clock_offset(SignedDuration::from_secs(off))
        .retry(RetryPolicy::none())
        .rate_limit(RateLimit::unlimited())
        .build()
        .unwrap()
}

/// A device of the UDID service, whose registrant and product DBHS has.
fn device() -> Device {
    let day = "2026-08-10".parse().unwrap();
    Catalog::new(Settings::default().seed).record(RecordId { day, index: 0 }).device
}

/// The first of its registration numbers.
fn number_of(device: &Device) -> String {
    let numbers = device.registration_numbers.as_ref().unwrap();
    numbers.iter().next().unwrap()
}

/// A product is where its device says, and so is the enterprise behind it.
#[tokio::test]
async fn a_device_leads_to_its_product_and_its_registrant() {
    let mut settings = settings();
    settings.dbhs.unknown_permille = 0;
    let sandbox = Sandbox::builder(settings).start().await.unwrap();
    let client = client(&sandbox, sandbox.dbhs_secret_key(), 0);
    let device = device();
    let number = &number_of(&device);

    let organization =
        client.find_organization(device.credit_code.as_deref().unwrap()).await.unwrap();
    assert_eq!(organization.unwrap().name, device.registrant_name);
    let product = client.find_product(number).await.unwrap().unwrap();
    assert_eq!(product.registration_number.as_ref(), Some(number));
    let rows: Vec<_> = client.products(number).try_collect().await.unwrap();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row.registration_number.as_ref() == Some(number)));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let sandbox = Sandbox::builder(settings()).start().await.unwrap();
    let client = client(&sandbox, sandbox.dbhs_secret_key(), 0);
    assert_eq!(client.find_organization("没有这家公司").await.unwrap(), None);
    assert_eq!(client.find_product("国械注准00000000000").await.unwrap(), None);
    let rows: Vec<_> = client.products("国械注准00000000000").try_collect().await.unwrap();
    assert_eq!(rows, []);
}

async fn call(client: &Client, endpoint: &EndpointInfo) -> Result<(), Error> {
    match endpoint.id {
        "getOrganizationByName" => client.find_organization("x").await.map(drop),
        "product/list" => client.list_products(&ListProductsRequest::new()).await.map(drop),
        "product/detail" => {
            let mut request = GetProductRequest::new();
            request.id = Some("x".to_owned());
            client.get_product(&request).await.map(drop)
        }
        other => panic!("{other} has no call here"),
    }
}

#[track_caller]
fn assert_code(outcome: Result<(), Error>, code: &ReturnCode, class: Class) {
    let error = outcome.unwrap_err();
    assert_eq!(error.class(), class, "{error}");
    let Error::Service(said) = error else { panic!("{error}") };
    assert_eq!(said.code.as_ref(), Some(code));
}

/// Every endpoint with every code of the table: 0, 200, 400, 401, 405, 500, with the HTTP status
/// always 200 and the same as the code.
#[tokio::test]
async fn every_endpoint_gives_every_code() {
    for http_status_is_code in [false, true] {
        for (index, endpoint) in ENDPOINTS.iter().enumerate() {
            let mut settings = settings();
            settings.dbhs.http_status_is_code = http_status_is_code;
            settings.dbhs.code_200_for_success = index % 2 == 0;
            settings.dbhs.rate_limits.per_second = 5;
            let sandbox = Sandbox::builder(settings).start().await.unwrap();
            let secret = sandbox.dbhs_secret_key();

            let good = client(&sandbox, secret, 0);
            call(&good, endpoint).await.unwrap();
            sandbox.dbhs().fail(endpoint.id, 1);
            assert_code(call(&good, endpoint).await, &ReturnCode::InternalError, Class::Failed);

            let stranger = Credentials::new("no such key", secret);
            let stranger =
                Client::builder(sandbox.dbhs_url()).credentials(stranger).build().unwrap();
            let unauthorized = &ReturnCode::Unauthorized;
            assert_code(call(&stranger, endpoint).await, unauthorized, Class::NotAllowed);

            let forger = client(&sandbox, "another secret", 0);
            let bad_signature = &ReturnCode::BadSignature;
            assert_code(call(&forger, endpoint).await, bad_signature, Class::NotAllowed);

            for _ in 0..5 {
                drop(call(&good, endpoint).await);
            }
            let too_frequent = call(&good, endpoint).await;
            assert_code(too_frequent, &ReturnCode::TooFrequent, Class::RetryLater);
        }
    }
}

/// The tolerance is ten minutes, both ends included.
#[tokio::test]
async fn a_clock_that_is_off_by_more_than_the_tolerance_is_refused() {
    let sandbox = Sandbox::builder(settings()).start().await.unwrap();
    for (off, is_accepted) in [(0, true), (600, true), (-600, true), (601, false), (-601, false)] {
        let client = client(&sandbox, sandbox.dbhs_secret_key(), off);
        assert_eq!(call(&client, &ENDPOINTS[0]).await.is_ok(), is_accepted, "{off} s");
    }
}

#[tokio::test]
async fn rows_that_are_left_out_are_told() {
    let mut settings = settings();
    settings.dbhs.max_rows = 0;
    let sandbox = Sandbox::builder(settings).start().await.unwrap();
    let client = client(&sandbox, sandbox.dbhs_secret_key(), 0);
    let number = number_of(&device());
    let items: Vec<_> = client.products(&number).collect().await;
    let last = items.last().unwrap().as_ref().unwrap_err();
    assert!(matches!(last, Error::Client(ClientError::MissingProducts { given: 0, .. })), "{last}");
}

/// A row that comes twice is given twice, since it may be two products; the count decides.
#[tokio::test]
async fn rows_that_come_twice_and_wrong_totals_are_told() {
    let sandbox = Sandbox::builder(settings()).start().await.unwrap();
    let client = client(&sandbox, sandbox.dbhs_secret_key(), 0);
    let number = number_of(&device());
    let rows: Vec<_> = client.products(&number).try_collect().await.unwrap();
    let true_total = rows.len() as u64;

    sandbox.dbhs().inject("product/list", sandbox::Fault::DuplicatedRows, 1);
    let mut items: Vec<_> = client.products(&number).collect().await;
    let Err(Error::Client(told)) = items.pop().unwrap() else { panic!("nothing is told") };
    assert_eq!(told, ClientError::SurplusProducts { total: true_total, given: true_total + 1 });
    let twice: Vec<_> = items.into_iter().map(Result::unwrap).collect();
    assert_eq!((&twice[0], &twice[1..]), (&rows[0], &rows[..]));

    sandbox.dbhs().inject("product/list", sandbox::Fault::WrongTotals, 1);
    let items: Vec<_> = client.products(&number).collect().await;
    let Some(Err(Error::Client(told))) = items.last() else { panic!("nothing is told") };
    let expected = ClientError::MissingProducts { total: true_total + 3, given: true_total };
    assert_eq!(*told, expected);
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_no_answer() {
    let sandbox = Sandbox::builder(settings()).start().await.unwrap();
    let client = client(&sandbox, sandbox.dbhs_secret_key(), 0);
    sandbox.dbhs().inject(ENDPOINTS[0].id, sandbox::Fault::Cut, 1);
    assert!(matches!(call(&client, &ENDPOINTS[0]).await.unwrap_err(), Error::Transport { .. }));
    sandbox.dbhs().inject(ENDPOINTS[0].id, sandbox::Fault::Html { status: 502 }, 1);
    assert!(matches!(call(&client, &ENDPOINTS[0]).await.unwrap_err(), Error::Status { .. }));
    let slow = sandbox::Fault::Slow(Duration::from_millis(20));
    sandbox.dbhs().inject(ENDPOINTS[0].id, slow, 1);
    call(&client, &ENDPOINTS[0]).await.unwrap();
}
