//! Calls for programs that choose endpoints at run time.

use client_core::request_of;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use udid_types::{
    ConnectionTest, DeviceDetailRequest, DeviceHistoryRequest, DeviceListRequest, ReturnCode,
    TokenRequest,
};
use wire::Reply;

use crate::session::WithToken;
use crate::{Client, Error};

impl Client {
    /// Calls an endpoint by its name, like `list_devices`, with parameters and reply as JSON. The
    /// client fills in credentials and token, whatever the parameters say of them. `None` if no
    /// endpoint has this name.
    ///
    /// The reply to `get_token` holds the token.
    pub async fn call_named(&self, name: &str, parameters: &Value) -> Option<Result<Value, Error>> {
        let reply = match name {
            "test_connection" => self.test_connection_json(parameters).await,
            "get_token" => self.token_json(parameters).await,
            "list_devices" => self.call_json::<DeviceListRequest>(parameters).await,
            "get_history" => self.call_json::<DeviceHistoryRequest>(parameters).await,
            "get_device" => self.call_json::<DeviceDetailRequest>(parameters).await,
            _ => return None,
        };
        Some(reply)
    }

    async fn test_connection_json(&self, parameters: &Value) -> Result<Value, Error> {
        request_of::<ConnectionTest, _, _>(parameters)?;
        Ok(json(&self.test_connection().await?))
    }

    async fn token_json(&self, parameters: &Value) -> Result<Value, Error> {
        request_of::<TokenRequest, _, _>(parameters)?;
        Ok(json(&self.get_token().await?))
    }

    async fn call_json<E>(&self, parameters: &Value) -> Result<Value, Error>
    where
        E: WithToken + Clone + DeserializeOwned + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned + Serialize,
    {
        let request: E = request_of(parameters)?;
        Ok(json(&self.session.call(&request).await?))
    }
}

/// Models of texts, numbers and lists always have a JSON form.
fn json(reply: &impl Serialize) -> Value {
    serde_json::to_value(reply).unwrap_or_default()
}
