//! The three DBHS interfaces with each of their codes.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use dbhs_client::types::{GetProductRequest, ListProductsRequest};
use dbhs_client::{Client, Credentials};
use http::{Request, Response};
use sandbox::udid::{Catalog, RecordId};
use sandbox::{Sandbox, Settings};
use transport::{HttpTransport, RateLimit, RetryPolicy, Transport, TransportError};

use crate::documented::Documented;

/// The network, every answer checked; the codes that came.
#[derive(Clone)]
struct Checked(Arc<(HttpTransport, Documented)>);

#[async_trait]
impl Transport for Checked {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let response = self.0.0.send(request.clone()).await?;
        assert!(self.0.1.check(&request, &response).is_some(), "an answer in JSON");
        Ok(response)
    }
}

fn client(sandbox: &Sandbox, checked: &Checked, app_key: &str, secret_key: &str) -> Client {
    let builder =
        Client::builder(sandbox.dbhs_url()).credentials(Credentials::new(app_key, secret_key));
    let builder = builder.transport(checked.clone());
    builder.retry(RetryPolicy::none()).rate_limit(RateLimit::unlimited()).build().unwrap()
}

/// All interfaces once: what is there, what is not, and a detail. The codes of the refusals.
async fn codes(client: &Client, name: &str, number: &str) -> BTreeSet<String> {
    let list = |number: &str| {
        let mut request = ListProductsRequest::new();
        request.registration_number = Some(number.to_owned());
        request
    };
    let mut detail = GetProductRequest::new();
    detail.registration_number = Some(number.to_owned());
    let outcomes = [
        client.find_organization(name).await.map(drop),
        client.find_organization("没有这家公司").await.map(drop),
        client.list_products(&list(number)).await.map(drop),
        client.list_products(&list("无")).await.map(drop),
        client.get_product(&detail).await.map(drop),
    ];
    let codes = outcomes.into_iter().map(|outcome| match outcome {
        Ok(()) => "success".to_owned(),
        Err(dbhs_client::Error::Service(said)) => said.code.unwrap().as_str().to_owned(),
        Err(error) => panic!("{error}"),
    });
    codes.collect()
}

#[tokio::test]
async fn every_interface_and_code_is_as_documented() {
    for status_is_code in [false, true] {
        let mut settings = Settings::default();
        settings.dbhs.unknown_permille = 0;
        settings.dbhs.code_200_for_success = status_is_code;
        settings.dbhs.http_status_is_code = status_is_code;
        settings.dbhs.rate_limits.per_second = 1000;
        let id = RecordId { day: "2026-08-10".parse().unwrap(), index: 0 };
        let device = Catalog::new(settings.seed).record(id).device;
        let name = device.registrant_name.unwrap();
        let number = device.registration_numbers.unwrap().iter().next().unwrap();
        let frequent = Sandbox::builder(Settings {
            dbhs: sandbox::DbhsSettings {
                rate_limits: sandbox::RateLimits { per_second: 0, ..sandbox::RateLimits::NONE },
                ..settings.dbhs.clone()
            },
            ..settings.clone()
        });
        let frequent = frequent.start().await.unwrap();
        let sandbox = Sandbox::builder(settings).start().await.unwrap();
        let http = HttpTransport::builder().build().unwrap();
        let checked = Checked(Arc::new((http, Documented::new("dbhs/1", ""))));
        let (key, secret) = (sandbox.dbhs_app_key(), sandbox.dbhs_secret_key());
        for (sandbox, key, secret, expected) in [
            (&sandbox, key, secret, "success"),
            (&sandbox, "nobody", secret, "401"),
            (&sandbox, key, "wrong", "405"),
            (&frequent, key, secret, "400"),
        ] {
            let client = client(sandbox, &checked, key, secret);
            let codes = codes(&client, &name, &number).await;
            assert_eq!(codes, BTreeSet::from([expected.to_owned()]));
        }
        for endpoint in &dbhs_client::types::ENDPOINTS {
            sandbox.dbhs().fail(endpoint.id, 2);
        }
        let client = client(&sandbox, &checked, key, secret);
        let codes = codes(&client, &name, &number).await;
        assert!(codes.contains("500"), "{codes:?}");
    }
}
