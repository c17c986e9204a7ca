//! The table of protocols. A new protocol is one row here, beside its own crates.

#[cfg(test)]
mod tests;

use futures_util::FutureExt;
use idcode_client::FilePart;
use wire::OpenEnum;

use super::client::{EndpointCall, NamedClient, Response, named};
use super::error::{CommandError, OwnExitCode};
use super::protocol::{ClientParts, DoctorCall, Protocol};
use super::setting::{
    RELEASE_FEED, RELEASE_PAGE, RELEASE_REFERER, RELEASE_USER_AGENT, base_url, credential,
    daily_limit, environment, on_quota, release, secret, store,
};

/// All protocols.
pub static PROTOCOLS: [&Protocol; 4] = [&UDID, &IDCODE, &DBHS, &CLOUDMFG];

pub static UDID: Protocol = Protocol {
    service: udid_client::SERVICE,
    about: "NMPA UDID database of medical devices (医疗器械唯一标识)",
    endpoints: &udid_types::ENDPOINTS,
    codes: udid_types::ReturnCode::INFO,
    settings: &[
        environment(),
        base_url(),
        secret("app_id", "application code (应用码)"),
        secret("app_secret", "application secret (应用授权码)"),
        credential("credit_code", "credit code of the registrant (统一社会信用代码)"),
        store(),
        daily_limit(),
        on_quota(),
        release(RELEASE_FEED, "address of the release feed, without ?files="),
        release(RELEASE_PAGE, "address of the download page of the releases"),
        release(RELEASE_USER_AGENT, "User-Agent for the release files"),
        release(RELEASE_REFERER, "Referer for the release files"),
    ],
    public_endpoints: &["test_connection"],
    has_pictures: false,
    follows_clock: true,
    connect: |parts| {
        Ok(Box::new(NamedClient {
            client: udid_client(parts)?,
            call: |client, call| client.call_named(call.endpoint.name, &call.parameters).boxed(),
            service_time: |client| Some(client.service_time()),
            look_up: None,
        }))
    },
    sandbox_service: None,
    doctor: &[
        DoctorCall {
            endpoint: "test_connection",
            parameters: "{}",
            passed: |_| "the service responds".to_owned(),
            failed_without_reason: None,
        },
        // Takes one of the day's calls. A token that is valid stays valid.
        DoctorCall {
            endpoint: "get_token",
            parameters: "{}",
            passed: |token| match token["todayRemainVisitCount"].as_str() {
                Some(calls) => format!("received a token; {calls} calls are left today"),
                None => "received a token".to_owned(),
            },
            failed_without_reason: None,
        },
    ],
};

pub static IDCODE: Protocol = Protocol {
    service: idcode_client::SERVICE,
    about: "IDcode registry of object identifiers (统一标识代码)",
    endpoints: &idcode_types::ENDPOINTS,
    codes: idcode_types::ResultCode::INFO,
    settings: &[
        environment(),
        base_url(),
        secret("access_token", "key of the system (系统授权 key)"),
        secret("authorization_code", "code that signs requests (系统授权码)"),
    ],
    public_endpoints: &[],
    has_pictures: true,
    follows_clock: false,
    connect: |parts| {
        let (token, code) =
            (parts.credential("access_token"), parts.credential("authorization_code"));
        let credentials = idcode_client::Credentials::new(token, code);
        let builder = idcode_client::Client::builder(parts.base_url).credentials(credentials);
        let client = builder.connection(parts.connection).build()?;
        Ok(Box::new(NamedClient {
            client,
            call: |client, call| call_idcode(client, call).boxed(),
            service_time: |_| None,
            look_up: Some(look_up_of_idcode),
        }))
    },
    // A short list that every account may read.
    sandbox_service: None,
    doctor: &[DoctorCall {
        endpoint: "list_unit_types",
        parameters: "{}",
        passed: |_| "the registry responds".to_owned(),
        failed_without_reason: None,
    }],
};

pub static DBHS: Protocol = Protocol {
    service: dbhs_client::SERVICE,
    about: "DBHS interface: enterprises and registered products",
    endpoints: &dbhs_types::ENDPOINTS,
    codes: dbhs_types::ReturnCode::INFO,
    settings: &[
        base_url(),
        secret("app_key", "key of the application (appKey)"),
        secret("secret_key", "key that signs requests (secretKey)"),
    ],
    public_endpoints: &[],
    has_pictures: false,
    follows_clock: false,
    connect: |parts| {
        Ok(named(dbhs_client(parts)?, |client, call| {
            client.call_named(call.endpoint.name, &call.parameters).boxed()
        }))
    },
    // An enterprise that does not exist: the response holds no personal data.
    sandbox_service: None,
    doctor: &[DoctorCall {
        endpoint: "get_organization",
        parameters: r#"{"searchKey": "yima doctor 不存在的企业"}"#,
        passed: |_| "the service responds".to_owned(),
        failed_without_reason: None,
    }],
};

static CLOUDMFG: Protocol = Protocol {
    service: cloudmfg_client::SERVICE,
    about: "Cloud manufacturing platform, after GB/T 43960 (云制造服务平台)",
    endpoints: &cloudmfg_types::ENDPOINTS,
    codes: cloudmfg_types::Status::INFO,
    settings: &[
        base_url(),
        secret("user_id", "id of the user (userId)"),
        secret("access_token", "token of the user (access_token)"),
    ],
    public_endpoints: &[],
    has_pictures: false,
    follows_clock: false,
    connect: |parts| {
        let (user, token) = (parts.credential("user_id"), parts.credential("access_token"));
        let credentials = cloudmfg_client::Credentials::new(user, token);
        let builder = cloudmfg_client::Client::builder(parts.base_url).credentials(credentials);
        let client = builder.connection(parts.connection).build()?;
        Ok(named(client, |client, call| {
            client.call_named(call.endpoint.name, &call.parameters).boxed()
        }))
    },
    // The device of the standard's example, which hardly any platform has. A platform has one status
    // for all failures (decision G9): it shows that the platform responds, and no more.
    sandbox_service: None,
    doctor: &[DoctorCall {
        endpoint: "query_device",
        parameters: r#"{"devId": "285863325"}"#,
        passed: |_| "the platform responds".to_owned(),
        failed_without_reason: Some(
            "the platform responds with its only failure; query a device of yours to see whether it \
             accepts the credentials: `yima call cloudmfg query_device --devId <ID>`",
        ),
    }],
};

/// A client of the UDID service.
pub fn udid_client(parts: ClientParts) -> Result<udid_client::Client, CommandError> {
    let keys = ["app_id", "app_secret", "credit_code"];
    let [id, secret, code] = keys.map(|key| parts.credential(key));
    let mut builder = udid_client::Client::builder(parts.base_url);
    if let Some(environment) = parts.environment {
        builder = builder.environment(environment);
    }
    if parts.credentials.is_some() {
        builder = builder.credentials(udid_client::Credentials::new(id, secret, code));
    }
    Ok(parts.sharing.apply_to(builder).connection(parts.connection).build()?)
}

/// A client of the DBHS interface.
pub fn dbhs_client(parts: ClientParts) -> Result<dbhs_client::Client, CommandError> {
    let (app_key, secret_key) = (parts.credential("app_key"), parts.credential("secret_key"));
    let credentials = dbhs_client::Credentials::new(app_key, secret_key);
    let builder = dbhs_client::Client::builder(parts.base_url).credentials(credentials);
    Ok(builder.connection(parts.connection).build()?)
}

/// Where to look whether a write was carried out whose response is lost.
fn look_up_of_idcode(id: &str) -> Option<&'static str> {
    Some(match id {
        "301" | "304" | "305" | "309" | "310" => "search_units",
        "402" | "406" | "407" => "find_category_registrations",
        "5011" | "5012" | "5013" | "5014" => "list_upload_batches",
        "606" => "get_review",
        _ => return None,
    })
}

/// Calls an endpoint, or makes the address of a page.
async fn call_idcode(
    client: &idcode_client::Client,
    call: &EndpointCall,
) -> Option<Result<Response, idcode_client::Error>> {
    let name = call.endpoint.name;
    if let Some(page) = client.page_named(name, &call.parameters) {
        return Some(page.map(|page| Response::Page(page.url().unwrap_or_else(|| page.form()))));
    }
    let file = call.file.as_ref().map(FilePart::path);
    let reply = client.call_named(name, &call.parameters, file).await?;
    Some(reply.map(Response::from))
}

impl OwnExitCode for udid_client::ClientError {
    fn exit_code(&self) -> u8 {
        match self {
            Self::NoCredentials => 3,
            Self::Store { .. } => 1,
            _ => 5,
        }
    }
}

impl OwnExitCode for idcode_client::ClientError {
    fn exit_code(&self) -> u8 {
        match self {
            Self::File { .. } => 1,
            _ => 5,
        }
    }
}

impl OwnExitCode for dbhs_client::ClientError {
    fn exit_code(&self) -> u8 {
        match self {
            Self::NoProductKey => 2,
            Self::OtherSubject { .. } => 4,
            Self::MissingProducts { .. } => 8,
            _ => 5,
        }
    }
}

impl OwnExitCode for cloudmfg_client::ClientError {
    fn exit_code(&self) -> u8 {
        match self {
            Self::UnknownInterface { .. } => 2,
            _ => 5,
        }
    }
}
