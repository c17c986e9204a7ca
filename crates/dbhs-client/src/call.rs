//! Calls: checks, headers, query or JSON body, reply, return code.

use client_core::{
    Attempt, OutgoingRequest, Redactor, accept_reply, get_request, json_request, request_of,
    sensitive_texts,
};
use dbhs_types::{GetProductRequest, ReturnCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::{Endpoint, Reply};

use crate::{Client, ClientError, Error};

impl Client {
    /// Calls an endpoint; the reply has a return code of success.
    pub(crate) async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = ReturnCode> + DeserializeOwned,
    {
        wire::check(request)?;
        check_keys(request)?;
        let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
        self.shared.pipeline.call::<E, _, _, _>(|| self.attempt(request), judge).await
    }

    /// One attempt. Its signature holds the time.
    fn attempt<E: Endpoint + Serialize>(&self, request: &E) -> Result<Attempt, Error> {
        let headers = self.shared.headers();
        let mut secrets = sensitive_texts(request);
        secrets.push(self.shared.secret_key().to_owned());
        let [(_, app_key), (_, sign), _] = &headers;
        secrets.extend([app_key.clone(), sign.clone()]);
        let url = format!("{}{}", self.shared.base_url, E::ENDPOINT.path);
        let request = match E::ENDPOINT.method() {
            "GET" => get_request(&url, &headers, request)?,
            _ => json_request::<E, _, _>(&url, &headers, request)?,
        };
        Ok(Attempt {
            request: OutgoingRequest::Buffered(request),
            redactor: Redactor::new(secrets),
        })
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

/// Both parameters of `product/detail` are optional; without either there is nothing to look up.
fn check_keys<E: Endpoint>(request: &E) -> Result<(), Error> {
    let is_empty = |index| request.get(index).text().is_none_or(|text| text.trim().is_empty());
    let keys = 0..E::INFO.fields.len();
    if E::ENDPOINT.id == GetProductRequest::ENDPOINT.id && keys.into_iter().all(is_empty) {
        return Err(Error::Client(ClientError::NoProductKey));
    }
    Ok(())
}
