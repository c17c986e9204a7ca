//! The service as a sandbox and as a recording: both read the labels of a path.

use std::sync::Mutex;

use recording::{Capture, Replay, SpecRedactor, read_exchanges};
use sandbox_core::{Call, HttpRequest, Reply, Server, ServerSettings, Service, json_request};
use serde_json::{Map, Value, json};
use toy_library::{Client, ENDPOINTS, ReviewToyRequest};
use transport::{HttpTransport, Transport};
use wire::EndpointInfo;

/// Shows what it was sent.
#[derive(Default)]
struct Shelf {
    parameters: Mutex<Option<Map<String, Value>>>,
}

impl Service for Shelf {
    const NAME: &'static str = "toy_library";
    const ENDPOINTS: &'static [EndpointInfo] = &ENDPOINTS;
    const OPENAPI: &'static str = "{}";
    type Request = HttpRequest;

    fn answer(&self, call: Call<'_>, request: HttpRequest) -> Reply {
        let parameters = json_request::parameters(call.endpoint, &request).and_then(|sent| {
            json_request::check_parameters(call.endpoint, &sent)?;
            Ok(sent)
        });
        match parameters {
            Ok(parameters) => {
                *self.parameters.lock().unwrap() = Some(parameters);
                Reply::serialize("0", &json!({"code": "0", "data": [{"complete": true}]}))
            }
            Err(reason) => Reply::serialize("404", &json!({"code": "404", "msg": reason})),
        }
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![("card_number", "card-1".to_owned())]
    }
}

fn client(base_url: &str, transport: impl Transport + 'static) -> Client {
    let builder = Client::builder(base_url);
    builder.card_number("card-1").transport(transport).build().unwrap()
}

#[tokio::test]
async fn labels_of_a_path_reach_the_sandbox_and_the_recording() {
    let mut server = Server::bind(ServerSettings::default(), 0).unwrap();
    let shelf = server.host(|_| Shelf::default());
    let _server = server.start().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("captured");
    let http = HttpTransport::builder().build().unwrap();
    let capture = Capture::new(http, &folder, SpecRedactor::new(&ENDPOINTS)).unwrap();
    let online = client(&shelf.base_url(), capture);
    let mut sent = Vec::new();
    for number in ["架 1/a?#%", "T-2"] {
        let mut request = ReviewToyRequest::new(number, true);
        request.branch = Some("east".to_owned());
        online.review_toy(&request).await.unwrap();
        let expected = json!({"toyId": number, "X-Branch": "east", "complete": true});
        let parameters = shelf.parameters.lock().unwrap().take().unwrap();
        assert_eq!(Value::Object(parameters), expected);
        sent.push(expected);
    }

    let exchanges = read_exchanges(&folder).unwrap();
    let paths: Vec<_> = exchanges.iter().map(|exchange| exchange.path.as_str()).collect();
    assert_eq!(paths, ["/toys/{toyId}/reviews"; 2]);
    assert_eq!(
        exchanges.iter().map(|exchange| exchange.parameters.clone()).collect::<Vec<_>>(),
        sent
    );

    let replay = Replay::open(&folder, SpecRedactor::new(&ENDPOINTS)).unwrap();
    let offline = client(&shelf.base_url(), replay);
    let mut request = ReviewToyRequest::new("架 1/a?#%", true);
    request.branch = Some("east".to_owned());
    let again = offline.review_toy(&request).await.unwrap();
    assert_eq!(again.reviews[0].is_complete, Some(true));
    request.toy_id = Some("T-3".to_owned());
    offline.review_toy(&request).await.unwrap_err();
}
