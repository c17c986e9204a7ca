//! Calls: checks, token, query or JSON body, reply, return code.

use client_core::{
    Attempt, OutgoingRequest, Redactor, accept_reply, request_of, request_to,
    sensitive_texts,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::{Endpoint, Reply};

use crate::types::ReturnCode;
use crate::{Client, Error};

impl Client {
    /// Calls an endpoint; the reply has a return code of success.
    pub(crate) async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned,
    {
        wire::check(request)?;
        let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
        self.pipeline.call::<E, _, _, _>(|| self.attempt(request), judge).await
    }

    /// One attempt; a call that failed may be made again.
    fn attempt<E: Endpoint + Serialize>(&self, request: &E) -> Result<Attempt, Error> {
        let token = self.credentials.token.expose().to_owned();
        let mut secrets = sensitive_texts(request);
        secrets.push(token.clone());
        let headers = [("token", token)];
        let request = request_to(&self.base_url, &headers, request)?;
        Ok(Attempt { request: OutgoingRequest::Buffered(request), redactor: Redactor::new(secrets) })
    }

    /// The same with parameters and reply as JSON.
    pub(crate) async fn call_json<E>(&self, parameters: &Value) -> Result<Value, Error>
    where
        E: Endpoint + DeserializeOwned + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned + Serialize,
    {
        let request: E = request_of(parameters)?;
        let reply = self.call(&request).await?;
        Ok(serde_json::to_value(reply).unwrap_or_default())
    }
}
