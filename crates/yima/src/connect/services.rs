//! The clients of the services.

use sandbox::Sandbox;
use udid_client::Client;
use wire::EndpointInfo;

use super::{Connect, Means};
use crate::config::settings::{CLOUDMFG, DBHS, IDCODE, Service, UDID};
use crate::failure::Failure;

impl Connect<3> for Client {
    const SERVICE: &'static Service = &UDID;
    const KEYS: [&'static str; 3] = ["app_id", "app_secret", "credit_code"];
    const ENDPOINTS: &'static [EndpointInfo] = &udid_types::ENDPOINTS;
    const DOCUMENTED: client_core::Service = udid_client::SERVICE;

    fn new(means: Means<3>) -> Result<Self, Failure> {
        let mut builder = Self::builder(means.base_url).retry(means.retry);
        if let Some([id, secret, code]) = means.credentials {
            builder = builder.credentials(udid_client::Credentials::new(id, secret, code));
        }
        builder = means.sharing.applied_to(builder);
        if let Some(transport) = means.transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 3]) {
        let credentials = [sandbox.app_id(), sandbox.app_secret(), sandbox.credit_code()];
        (sandbox.udid_url(), credentials)
    }
}

impl Connect<2> for idcode_client::Client {
    const SERVICE: &'static Service = &IDCODE;
    const KEYS: [&'static str; 2] = ["access_token", "authorization_code"];
    const ENDPOINTS: &'static [EndpointInfo] = &idcode_types::ENDPOINTS;
    const DOCUMENTED: client_core::Service = idcode_client::SERVICE;

    fn new(means: Means<2>) -> Result<Self, Failure> {
        let [token, code] = means.credentials.unwrap_or_default();
        let credentials = idcode_client::Credentials::new(token, code);
        let mut builder = Self::builder(means.base_url).credentials(credentials).retry(means.retry);
        if let Some(transport) = means.transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 2]) {
        let credentials = [sandbox.idcode_access_token(), sandbox.idcode_authorization_code()];
        (sandbox.idcode_url(), credentials)
    }
}

impl Connect<2> for dbhs_client::Client {
    const SERVICE: &'static Service = &DBHS;
    const KEYS: [&'static str; 2] = ["app_key", "secret_key"];
    const ENDPOINTS: &'static [EndpointInfo] = &dbhs_types::ENDPOINTS;
    const DOCUMENTED: client_core::Service = dbhs_client::SERVICE;

    fn new(means: Means<2>) -> Result<Self, Failure> {
        let [app_key, secret_key] = means.credentials.unwrap_or_default();
        let credentials = dbhs_client::Credentials::new(app_key, secret_key);
        let mut builder = Self::builder(means.base_url).credentials(credentials).retry(means.retry);
        if let Some(transport) = means.transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 2]) {
        (sandbox.dbhs_url(), [sandbox.dbhs_app_key(), sandbox.dbhs_secret_key()])
    }
}

impl Connect<2> for cloudmfg_client::Client {
    const SERVICE: &'static Service = &CLOUDMFG;
    const KEYS: [&'static str; 2] = ["user_id", "access_token"];
    const ENDPOINTS: &'static [EndpointInfo] = &cloudmfg_types::ENDPOINTS;
    const DOCUMENTED: client_core::Service = cloudmfg_client::SERVICE;

    fn new(means: Means<2>) -> Result<Self, Failure> {
        let [user_id, token] = means.credentials.unwrap_or_default();
        let credentials = cloudmfg_client::Credentials::new(user_id, token);
        let mut builder = Self::builder(means.base_url).credentials(credentials).retry(means.retry);
        if let Some(transport) = means.transport {
            builder = builder.transport(transport);
        }
        Ok(builder.build()?)
    }

    fn of_sandbox(sandbox: &Sandbox) -> (String, [&str; 2]) {
        let credentials = [sandbox.cloudmfg_user_id(), sandbox.cloudmfg_access_token()];
        (sandbox.cloudmfg_url(), credentials)
    }
}
