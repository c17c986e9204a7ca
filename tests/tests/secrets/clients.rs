//! The clients of all protocols, with one way to call any endpoint.

use std::sync::Arc;

use async_trait::async_trait;
use auth::Clock;
use bytes::Bytes;
use http::{Request, Response};
use idcode_client::{FilePart, Page};
use recording::{Capture, SpecRedactor};
use sandbox::Sandbox;
use serde_json::Value;
use transport::{BodySource, HttpTransport, RateLimit, RetryPolicy, Transport, TransportError};
use wire::EndpointInfo;

use crate::planted::{
    CLOUDMFG_TOKEN, CLOUDMFG_USER, CREDIT_CODE, DBHS_APP_KEY, DBHS_SECRET_KEY, IDCODE_CODE,
    IDCODE_TOKEN, UDID_APP_ID, UDID_APP_SECRET, parameters,
};
use crate::shown::{self, Captures};

/// A protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    Udid,
    Idcode,
    Dbhs,
    Cloudmfg,
}

impl Protocol {
    fn all_endpoints(self) -> &'static [EndpointInfo] {
        match self {
            Self::Udid => &udid_types::ENDPOINTS,
            Self::Idcode => &idcode_types::ENDPOINTS,
            Self::Dbhs => &dbhs_types::ENDPOINTS,
            Self::Cloudmfg => &cloudmfg_types::ENDPOINTS,
        }
    }

    /// All endpoints but pages, which a browser opens.
    pub fn endpoints(self) -> impl Iterator<Item = &'static EndpointInfo> {
        self.all_endpoints().iter().filter(|endpoint| !endpoint.is_page)
    }

    pub fn pages(self) -> impl Iterator<Item = &'static EndpointInfo> {
        self.all_endpoints().iter().filter(|endpoint| endpoint.is_page)
    }

    /// Key and value of the return code of success.
    pub fn success(self) -> (&'static str, Value) {
        match self {
            Self::Udid => ("returnCode", 1.into()),
            Self::Idcode => ("result_code", 1.into()),
            Self::Dbhs => ("code", 0.into()),
            Self::Cloudmfg => ("status", "200".into()),
        }
    }

    /// Base URL at a sandbox, or at another server that has the same paths.
    pub fn base_url(self, root: &str) -> String {
        if self == Self::Udid { format!("{root}/api/v2") } else { root.to_owned() }
    }

    /// A client with planted credentials, whose calls are captured and fail at once.
    pub fn client(self, root: &str, http: HttpTransport, clock: Arc<dyn Clock>) -> Client {
        let captures = Captures::new();
        let redactor = SpecRedactor::new(self.all_endpoints());
        let http = Learning(Capture::new(http, captures.folder(), redactor).unwrap());
        let url = self.base_url(root);
        let caller = match self {
            Self::Udid => Caller::udid(&url, http, clock),
            Self::Idcode => Caller::idcode(&url, http, clock),
            Self::Dbhs => Caller::dbhs(&url, http, clock),
            Self::Cloudmfg => Caller::cloudmfg(&url, http),
        };
        Client { caller, _captures: captures }
    }
}

/// A client of any protocol.
pub struct Client {
    caller: Caller,
    _captures: Captures,
}

enum Caller {
    Udid(udid_client::Client),
    Idcode(idcode_client::Client),
    Dbhs(dbhs_client::Client),
    Cloudmfg(cloudmfg_client::Client),
}

impl Caller {
    fn udid(url: &str, http: Learning, clock: Arc<dyn Clock>) -> Self {
        let credentials = udid_client::Credentials::new(UDID_APP_ID, UDID_APP_SECRET, CREDIT_CODE);
        shown::note(&credentials);
        let builder = udid_client::Client::builder(url).credentials(credentials);
        let builder = builder.transport(http).clock(clock).retry(RetryPolicy::none());
        Self::Udid(builder.rate_limit(RateLimit::unlimited()).build().unwrap())
    }

    fn idcode(url: &str, http: Learning, clock: Arc<dyn Clock>) -> Self {
        let credentials = idcode_client::Credentials::new(IDCODE_TOKEN, IDCODE_CODE);
        shown::note(&credentials);
        let builder = idcode_client::Client::builder(url).credentials(credentials);
        let builder = builder.transport(http).clock(clock).retry(RetryPolicy::none());
        Self::Idcode(builder.rate_limit(RateLimit::unlimited()).build().unwrap())
    }

    fn dbhs(url: &str, http: Learning, clock: Arc<dyn Clock>) -> Self {
        let credentials = dbhs_client::Credentials::new(DBHS_APP_KEY, DBHS_SECRET_KEY);
        shown::note(&credentials);
        let builder = dbhs_client::Client::builder(url).credentials(credentials);
        let builder = builder.transport(http).clock(clock).retry(RetryPolicy::none());
        Self::Dbhs(builder.rate_limit(RateLimit::unlimited()).build().unwrap())
    }

    fn cloudmfg(url: &str, http: Learning) -> Self {
        let credentials = cloudmfg_client::Credentials::new(CLOUDMFG_USER, CLOUDMFG_TOKEN);
        shown::note(&credentials);
        let builder = cloudmfg_client::Client::builder(url).credentials(credentials);
        let builder = builder.transport(http).retry(RetryPolicy::none());
        Self::Cloudmfg(builder.rate_limit(RateLimit::unlimited()).build().unwrap())
    }
}

impl Client {
    /// Calls an endpoint with a secret in each sensitive parameter; keeps what an error shows.
    pub async fn call(&self, endpoint: &EndpointInfo) -> Option<Value> {
        let (name, parameters) = (endpoint.name, parameters(endpoint));
        match &self.caller {
            Caller::Udid(client) => kept(client.call_named(name, &parameters).await),
            Caller::Idcode(client) => {
                let has_file = !endpoint.files.is_empty();
                let file = has_file.then(|| FilePart::bytes("a.txt", &b"BM"[..]));
                kept(client.call_named(name, &parameters, file).await)
            }
            Caller::Dbhs(client) => kept(client.call_named(name, &parameters).await),
            Caller::Cloudmfg(client) => kept(client.call_named(name, &parameters).await),
        }
    }

    /// A page with these parameters; keeps what an error shows.
    pub fn page(&self, endpoint: &EndpointInfo, parameters: &Value) -> Option<Page> {
        let Caller::Idcode(client) = &self.caller else { panic!("no other protocol has pages") };
        kept(client.page_named(endpoint.name, parameters))
    }
}

fn kept<T, E: std::error::Error>(outcome: Option<Result<T, E>>) -> Option<T> {
    match outcome.expect("an endpoint of this name") {
        Ok(reply) => Some(reply),
        Err(error) => {
            shown::note_error(error);
            None
        }
    }
}

/// Remembers the signatures and tokens that pass by.
struct Learning(Capture<HttpTransport>);

#[async_trait]
impl Transport for Learning {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        shown::learn(&request.uri().to_string());
        shown::learn(&String::from_utf8_lossy(request.body()));
        request.headers().values().filter_map(|value| value.to_str().ok()).for_each(shown::learn);
        let gives_token = request.uri().path().ends_with("/token/get");
        let answer = self.0.send(request).await?;
        if gives_token {
            // Used or not: a broken answer may hold one too.
            shown::learn(&String::from_utf8_lossy(answer.body()));
        }
        Ok(answer)
    }

    async fn send_stream(
        &self,
        request: Request<BodySource>,
    ) -> Result<Response<Bytes>, TransportError> {
        // The signature of an upload is in its address.
        shown::learn(&request.uri().to_string());
        self.0.send_stream(request).await
    }
}

/// Settings of a sandbox that knows the planted credentials.
pub fn settings(clock: Arc<dyn Clock>) -> sandbox::Settings {
    let udid = sandbox::UdidSettings::with_records_per_day(5);
    let mut settings = sandbox::Settings { clock, udid, ..Default::default() };
    UDID_APP_ID.clone_into(&mut settings.udid.accounts[0].app_id);
    UDID_APP_SECRET.clone_into(&mut settings.udid.accounts[0].app_secret);
    IDCODE_TOKEN.clone_into(&mut settings.idcode.accounts[0].access_token);
    IDCODE_CODE.clone_into(&mut settings.idcode.accounts[0].authorization_code);
    DBHS_APP_KEY.clone_into(&mut settings.dbhs.accounts[0].app_key);
    DBHS_SECRET_KEY.clone_into(&mut settings.dbhs.accounts[0].secret_key);
    CLOUDMFG_USER.clone_into(&mut settings.cloudmfg.accounts[0].user_id);
    CLOUDMFG_TOKEN.clone_into(&mut settings.cloudmfg.accounts[0].access_token);
    settings
}

/// Where a sandbox is.
pub fn root(sandbox: &Sandbox) -> String {
    format!("http://{}", sandbox.address())
}
