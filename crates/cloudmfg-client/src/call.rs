//! Calls: checks, JSON body, reply, status.

use client_core::{
    Attempt, OutgoingRequest, Redactor, accept_reply, json_request, request_of, sensitive_texts,
};
use cloudmfg_types::Status;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wire::{Endpoint, Reply};

use crate::{Client, Error};

impl Client {
    /// Calls an endpoint; the reply has a status of success.
    pub(crate) async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint + Serialize,
        E::Reply: Reply<Code = Status> + DeserializeOwned,
    {
        wire::check(request)?;
        let shared = &self.shared;
        let (user_id, token) =
            (shared.credentials.user_id.expose(), shared.credentials.access_token.expose());
        let mut secrets = sensitive_texts(request);
        secrets.extend([user_id.to_owned(), token.to_owned()]);
        let body = json!({"userId": user_id, "access_token": token, "data": request});
        let url = format!("{}{}", shared.base_url, shared.path(E::ENDPOINT));
        let request = json_request::<E, _, _>(&url, &[], &body)?;
        let redactor = Redactor::new(secrets);
        let attempt = || {
            let request = OutgoingRequest::Buffered(request.clone());
            Ok(Attempt { request, redactor: redactor.clone() })
        };
        let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
        shared.pipeline.call::<E, _, _, _>(attempt, judge).await
    }

    /// The same with parameters and reply as JSON.
    pub(crate) async fn call_json<E>(&self, parameters: &Value) -> Result<Value, Error>
    where
        E: Endpoint + DeserializeOwned + Serialize,
        E::Reply: Reply<Code = Status> + DeserializeOwned + Serialize,
    {
        let request: E = request_of(parameters)?;
        let reply = self.call(&request).await?;
        Ok(serde_json::to_value(reply).unwrap_or_default())
    }
}
