//! A request as it arrives: query, form or multipart, all of it bounded.

use std::collections::BTreeSet;
use std::convert::Infallible;

use axum::body::to_bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::code_file::{CodeFile, MAX_BYTES};

/// 上传图片大小不能超过 5M.
const MAX_PICTURE: usize = 5 << 20;

/// The only file of the document that is not a picture.
const CODE_FILE: &str = "code_file";

/// Maximum files of a form; no endpoint expects more than one.
const MAX_FILES: usize = 4;

/// A request that has not been checked yet.
pub struct Received {
    pub path: String,
    /// In the order in which they came, decoded.
    pub parameters: Vec<(String, String)>,
    pub files: Vec<UploadedFile>,
    /// Why it could not be read to its end.
    pub problem: Option<String>,
}

wire::opaque_debug!(Received);

/// A file of a multipart form.
pub struct UploadedFile {
    /// Name of the parameter.
    pub parameter: String,
    pub file_name: String,
    pub content: Content,
}

wire::opaque_debug!(UploadedFile);

/// What is in a file.
pub enum Content {
    /// A picture; `None` if it is larger than the document allows.
    Picture(Option<Bytes>),
    Codes(CodeFile),
}

wire::opaque_debug!(Content);

impl<S: Send + Sync> FromRequest<S> for Received {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(read(request).await)
    }
}

/// Reads a request; what is wrong with it is for the endpoint to report.
pub async fn read(request: Request) -> Received {
    let mut received = Received {
        path: request.uri().path().to_owned(),
        parameters: pairs(request.uri().query().unwrap_or_default().as_bytes()),
        files: Vec::new(),
        problem: None,
    };
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let problem = match content_type.map(str::to_ascii_lowercase) {
        Some(kind) if kind.starts_with("multipart/form-data") => {
            read_multipart(request, &mut received).await.err()
        }
        Some(kind) if kind.starts_with("application/x-www-form-urlencoded") => {
            match to_bytes(request.into_body(), MAX_BYTES).await {
                Ok(body) => {
                    received.parameters.extend(pairs(&body));
                    None
                }
                Err(error) => Some(error.to_string()),
            }
        }
        _ => match to_bytes(request.into_body(), MAX_BYTES).await {
            Ok(body) if body.is_empty() => None,
            _ => Some("a body is a form or multipart".to_owned()),
        },
    };
    received.problem = problem.or_else(|| repeated(&received.parameters));
    received
}

fn pairs(form: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(form).into_owned().collect()
}

fn repeated(parameters: &[(String, String)]) -> Option<String> {
    let mut seen = BTreeSet::new();
    let (name, _) = parameters.iter().find(|(name, _)| !seen.insert(name))?;
    Some(format!("parameter {name} came twice"))
}

async fn read_multipart(request: Request, received: &mut Received) -> Result<(), String> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|rejection| rejection.body_text())?;
    let mut left = MAX_BYTES;
    while let Some(field) = form.next_field().await.map_err(text)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            let bytes = bounded(field, left).await?.ok_or("the form is too long")?;
            left = left.saturating_sub(name.len() + bytes.len());
            let value = String::from_utf8(bytes).map_err(|error| error.to_string())?;
            received.parameters.push((name, value));
            continue;
        };
        if received.files.len() == MAX_FILES {
            return Err("the form has too many files".to_owned());
        }
        let content = if name == CODE_FILE {
            Content::Codes(read_codes(field).await?)
        } else {
            Content::Picture(bounded(field, MAX_PICTURE).await?.map(Bytes::from))
        };
        received.files.push(UploadedFile { parameter: name, file_name, content });
    }
    Ok(())
}

/// All bytes of a field, unless there are too many; then the rest is read and dropped.
async fn bounded(mut field: Field<'_>, limit: usize) -> Result<Option<Vec<u8>>, String> {
    let (mut bytes, mut fits) = (Vec::new(), true);
    while let Some(chunk) = field.chunk().await.map_err(text)? {
        fits &= bytes.len() + chunk.len() <= limit;
        if fits {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(fits.then_some(bytes))
}

async fn read_codes(mut field: Field<'_>) -> Result<CodeFile, String> {
    let mut file = CodeFile::default();
    while let Some(chunk) = field.chunk().await.map_err(text)? {
        file.push(&chunk);
    }
    file.finish();
    Ok(file)
}

#[allow(clippy::needless_pass_by_value, reason = "an argument of map_err")]
fn text(error: MultipartError) -> String {
    error.body_text()
}
