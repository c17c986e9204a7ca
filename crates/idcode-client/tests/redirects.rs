//! A registry that redirects an upload (307): repeated with its body, and only to the same host.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode, Uri};
use idcode_client::{Client, Credentials, Error, FilePart};
use idcode_types::{UploadCodeFileRequest, UploadCodeListRequest, UploadReply};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use transport::TransportError;

/// A request as it came: path, content type, body.
type Received = (String, String, Bytes);

#[derive(Clone)]
struct Registry {
    /// Where all but `/moved` is redirected to.
    location: String,
    received: Arc<Mutex<Vec<Received>>>,
}

struct Running {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
    server: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(
    State(registry): State<Registry>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let kind = headers[CONTENT_TYPE].to_str().unwrap().to_owned();
    registry.received.lock().unwrap().push((uri.to_string(), kind, body));
    if uri.path() == "/moved" {
        r#"{"result_code":1,"data":{"uploadcode_id":"7"}}"#.into_response()
    } else {
        (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, registry.location)]).into_response()
    }
}

impl Running {
    async fn redirecting_to(location: &str) -> Self {
        let received = Arc::<Mutex<Vec<Received>>>::default();
        let registry = Registry { location: location.to_owned(), received: received.clone() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(answer).with_state(registry);
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { url, received, server }
    }

    async fn upload_file(&self, file: FilePart) -> Result<UploadReply, Error> {
        let request = UploadCodeFileRequest::new("i.86.1.2", "100");
        self.client().upload_code_file(&request, file).await
    }

    async fn upload_list(&self) -> Result<UploadReply, Error> {
        let request = UploadCodeListRequest::new("i.86.1.2", "100", "1,2,3".into());
        self.client().upload_code_list(&request).await
    }

    fn client(&self) -> Client {
        Client::builder(&self.url).credentials(Credentials::new("key", "code")).build().unwrap()
    }

    fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

/// The upload was sent twice, the second time to the new address, and was the same both times.
fn was_repeated(registry: &Running, path: &str, outcome: Result<UploadReply, Error>) -> Bytes {
    assert_eq!(outcome.unwrap().upload.unwrap().upload_id, Some("7".into()));
    let [(from, kind, body), (to, kind_again, body_again)] =
        registry.received().try_into().unwrap();
    assert_eq!((from.as_str(), to.as_str()), (path, "/moved"));
    assert_eq!((kind, &body), (kind_again, &body_again), "the same, signature included");
    body
}

#[tokio::test]
async fn a_form_is_repeated_with_its_signature() {
    let registry = Running::redirecting_to("/moved").await;
    let outcome = registry.upload_list().await;
    let body = was_repeated(&registry, "/sp/idcode/upload/codelist", outcome);
    let body = str::from_utf8(&body).unwrap();
    assert!(body.contains("code_list_str=1%2C2%2C3&") && body.contains("&hash="), "{body}");
}

#[tokio::test]
async fn a_file_from_a_path_or_from_memory_is_sent_again() {
    // More than one chunk of the file.
    let codes: String =
        (10_000..50_000).flat_map(|number| [number.to_string(), "\n".to_owned()]).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &codes).unwrap();
    for part in [FilePart::path(file.path()), FilePart::bytes("codes.txt", codes.clone())] {
        let registry = Running::redirecting_to("/moved").await;
        let outcome = registry.upload_file(part).await;
        let body = was_repeated(&registry, "/sp/idcode/upload/codefile", outcome);
        let body = str::from_utf8(&body).unwrap();
        assert!(body.contains(&codes) && body.contains("name=\"hash\""), "{} bytes", body.len());
    }
}

#[tokio::test]
async fn a_file_that_is_made_while_it_is_sent_fails_and_says_what_to_do() {
    let registry = Running::redirecting_to("/moved").await;
    let error = registry.upload_file(FilePart::codes(["1", "2"])).await.unwrap_err();
    let text = error.to_string();
    assert!(text.ends_with("send it again from a file or from memory"), "{text}");
    let Error::Transport { source, .. } = error else { panic!("{error:?}") };
    assert!(matches!(source, TransportError::BodyNotRepeatable { .. }), "{source:?}");
    assert!(!source.may_have_arrived());
    assert_eq!(registry.received().len(), 1);
}

#[tokio::test]
async fn another_host_is_refused_and_never_contacted() {
    let other = Running::redirecting_to("/moved").await;
    // The same machine under another name, and another port.
    for url in [other.url.replace("127.0.0.1", "localhost"), other.url.clone()] {
        let registry = Running::redirecting_to(&format!("{url}/moved")).await;
        let file = FilePart::bytes("codes.txt", "1\n");
        for outcome in [registry.upload_list().await, registry.upload_file(file).await] {
            let Error::Transport { source, .. } = outcome.unwrap_err() else { panic!() };
            assert!(matches!(source, TransportError::RedirectRefused { .. }), "{source:?}");
        }
        assert_eq!(registry.received().len(), 2);
    }
    assert_eq!(other.received().len(), 0);
}
