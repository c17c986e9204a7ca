//! What the IDcode registry says to calls without a key, pages included, by every method.

use bytes::Bytes;
use http::Request;
use idcode_client::types::ENDPOINTS;
use sandbox::Sandbox;
use transport::{HttpTransport, Transport};

use crate::documented::Documented;

#[tokio::test]
async fn every_endpoint_refuses_as_documented() {
    let documented = Documented::new("idcode/1", "");
    let http = HttpTransport::builder().build().unwrap();
    let sandbox = Sandbox::start().await.unwrap();
    for endpoint in &ENDPOINTS {
        for method in endpoint.methods {
            let request = Request::builder()
                .method(*method)
                .uri(format!("{}{}", sandbox.idcode_url(), endpoint.path))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Bytes::new())
                .unwrap();
            let response = http.send(request.clone()).await.unwrap();
            let answer = documented.check(&request, &response).expect("an answer in JSON");
            assert_eq!(answer["result_code"], 10001, "{} {method}", endpoint.id);
        }
    }
}
