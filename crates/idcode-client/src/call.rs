//! Calls: checks, signature, form, reply, return code.

use bytes::Bytes;
use client_core::{Attempt, OutgoingRequest, accept_reply, request_of};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Request, request};
use idcode_types::ResultCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wire::{Endpoint, Reply};

use crate::multipart::Multipart;
use crate::parameters::{encode, parameters};
use crate::{Client, Error, FilePart, Page, checks};

const FORM: &str = "application/x-www-form-urlencoded;charset=utf-8";

impl Client {
    /// Calls an endpoint; the reply has a return code of success.
    pub(crate) async fn call<E>(&self, request: &E) -> Result<E::Reply, Error>
    where
        E: Endpoint,
        E::Reply: Reply<Code = ResultCode> + DeserializeOwned,
    {
        let parameters = self.checked(request)?;
        let attempt = || {
            let parameters = self.shared.signed(E::ENDPOINT, &parameters);
            let redactor = self.shared.redactor(request, &parameters);
            let request = OutgoingRequest::Buffered(self.request::<E>(&parameters)?);
            Ok(Attempt { request, redactor })
        };
        let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
        self.shared.pipeline.call::<E, _, _, _>(attempt, judge).await
    }

    /// The same with a file, as a multipart form.
    pub(crate) async fn call_with_file<E>(
        &self,
        request: &E,
        file: Option<FilePart>,
    ) -> Result<E::Reply, Error>
    where
        E: Endpoint,
        E::Reply: Reply<Code = ResultCode> + DeserializeOwned,
    {
        let (Some(file), Some(field)) = (file, E::ENDPOINT.files.first()) else {
            return self.call(request).await;
        };
        let mut file = checks::file(E::ENDPOINT, field, file).await?;
        let parameters = self.checked(request)?;
        let (is_read_once, length) = (file.is_read_once(), file.length().await);
        let attempt = || {
            let parameters = self.shared.signed(E::ENDPOINT, &parameters);
            let form = Multipart::new();
            let mut head = self.head::<E>("POST", "").header(CONTENT_TYPE, form.content_type());
            let (body, around) = form.body(&parameters, field.wire, &mut file);
            if let Some(length) = length {
                head = head.header(CONTENT_LENGTH, around + length);
            }
            let request_of_form = head.body(body).map_err(|error| unsendable::<E>(&error))?;
            let message = if is_read_once {
                OutgoingRequest::StreamedOnce
            } else {
                OutgoingRequest::Streamed
            };
            let redactor = self.shared.redactor(request, &parameters);
            Ok(Attempt { request: message(request_of_form), redactor })
        };
        let judge = |reply| accept_reply(E::ENDPOINT.id, reply);
        self.shared.pipeline.call::<E, _, _, _>(attempt, judge).await
    }

    /// The same with parameters and reply as JSON.
    pub(crate) async fn call_json<E>(
        &self,
        parameters: &Value,
        file: Option<FilePart>,
    ) -> Result<Value, Error>
    where
        E: Endpoint + DeserializeOwned,
        E::Reply: Reply<Code = ResultCode> + DeserializeOwned + Serialize,
    {
        let request: E = request_of(parameters)?;
        // The replies differ in size; on the heap none of them burdens the caller.
        let reply = Box::pin(self.call_with_file(&request, file)).await?;
        Ok(serde_json::to_value(reply).unwrap_or_default())
    }

    /// A page with parameters as JSON.
    pub(crate) fn page_json<E>(&self, parameters: &Value) -> Result<Page, Error>
    where
        E: Endpoint + DeserializeOwned,
    {
        self.page(&request_of::<E, _, _>(parameters)?)
    }

    /// The parameters of a request, checked but not signed yet.
    pub(crate) fn checked<E: Endpoint>(
        &self,
        request: &E,
    ) -> Result<Vec<(&'static str, String)>, Error> {
        wire::check(request)?;
        Ok(parameters(request, self.shared.access_token()))
    }

    fn request<E: Endpoint>(
        &self,
        parameters: &[(&'static str, String)],
    ) -> Result<Request<Bytes>, Error> {
        let request = if self.shared.uses_get(E::ENDPOINT) {
            let query = encode(parameters);
            self.head::<E>("GET", &format!("?{query}")).body(Bytes::new())
        } else {
            let head = self.head::<E>("POST", "").header(CONTENT_TYPE, FORM);
            head.body(Bytes::from(encode(parameters)))
        };
        request.map_err(|error| unsendable::<E>(&error))
    }

    fn head<E: Endpoint>(&self, method: &str, query: &str) -> request::Builder {
        let url = format!("{}{}{query}", self.shared.base_url, E::ENDPOINT.path);
        Request::builder().method(method).uri(url).header(ACCEPT, "application/json")
    }
}

fn unsendable<E: Endpoint>(error: &http::Error) -> Error {
    Error::unsendable(E::ENDPOINT.id, error)
}
