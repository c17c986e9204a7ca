//! A folder of captured exchanges.

use std::io::Read;
use std::path::Path;
use std::{fs, io};

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::capture::write_whole;

/// Most bytes of a file: an answer of the usual limit, with every byte escaped and indented.
const LARGEST: u64 = 64 << 20;

/// An exchange as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// Its place among the exchanges of the folder, from 1.
    pub number: u64,
    /// HTTP method.
    pub method: String,
    /// Host of the service, without its port.
    pub host: String,
    /// Path of the endpoint.
    pub path: String,
    /// Parameters of the request: a JSON object.
    pub parameters: Value,
    /// HTTP status.
    pub status: u16,
    /// Kind of the answer, like `application/json`.
    pub content_type: Option<String>,
    /// The answer.
    pub answer: Answered,
}

/// An answer as it may be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// JSON, with placeholders for what is hidden.
    Json(Value),
    /// What an answer that is no JSON looks like.
    Excerpt(String),
}

/// The exchanges in a folder, in the order in which they were made.
///
/// # Errors
/// The folder or a file in it cannot be read, or a file is no exchange.
pub fn captures(folder: &Path) -> io::Result<Vec<Exchange>> {
    let mut numbers = numbers(folder)?;
    numbers.sort_unstable();
    numbers.into_iter().map(|number| Exchange::read(folder, number)).collect()
}

impl Exchange {
    pub(crate) fn write_to(&self, folder: &Path) -> io::Result<()> {
        let mut exchange = json!({
            "number": self.number,
            "method": self.method,
            "host": self.host,
            "path": self.path,
            "parameters": self.parameters,
            "status": self.status,
            "content_type": self.content_type,
        });
        match &self.answer {
            Answered::Json(answer) => exchange["answer"] = answer.clone(),
            Answered::Excerpt(excerpt) => exchange["excerpt"] = json!(excerpt),
        }
        write_whole(folder, &name(self.number), &format!("{exchange:#}\n"))
    }

    fn read(folder: &Path, number: u64) -> io::Result<Self> {
        let file = folder.join(name(number));
        let at = |reason: &str| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{}: {reason}", file.display()))
        };
        let text = read(&file).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", file.display()))
        })?;
        let mut exchange: Value =
            serde_json::from_str(&text).map_err(|error| at(&error.to_string()))?;
        Self::from_json(number, &mut exchange).ok_or_else(|| at("no captured exchange"))
    }

    fn from_json(number: u64, exchange: &mut Value) -> Option<Self> {
        let text = |key: &str| exchange.get(key)?.as_str().map(str::to_owned);
        let (method, host, path) = (text("method")?, text("host")?, text("path")?);
        let (content_type, excerpt) = (text("content_type"), text("excerpt"));
        let status = exchange.get("status")?.as_u64()?.try_into().ok()?;
        let parameters = exchange.get_mut("parameters")?.take();
        let answer = match excerpt {
            Some(excerpt) => Answered::Excerpt(excerpt),
            None => Answered::Json(exchange.get_mut("answer")?.take()),
        };
        Some(Self { number, method, host, path, parameters, status, content_type, answer })
    }
}

/// The text of a file, unless it is larger than any exchange.
fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    let read = fs::File::open(file)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if u64::try_from(read).is_ok_and(|read| read <= LARGEST) {
        return Ok(text);
    }
    Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it exceeds {LARGEST} bytes")))
}

fn name(number: u64) -> String {
    format!("{number:06}.json")
}

/// The numbers of the exchanges in a folder.
pub(crate) fn numbers(folder: &Path) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.file_name();
        let number = file.to_str().and_then(|name| name.strip_suffix(".json")?.parse().ok());
        numbers.extend(number.filter(|number| file.to_str() == Some(&*name(*number))));
    }
    Ok(numbers)
}

/// Makes a folder for its owner only, or sees to it that one which is there is such a folder.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(folder)?.permissions());
        if mode & 0o077 != 0 {
            let folder = folder.display();
            let reason = format!("{folder}: other users can read it: chmod 700 {folder}");
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason));
        }
    }
    Ok(())
}

/// The kind of an answer without its parameters.
pub(crate) fn content_type(answer: &Response<Bytes>) -> Option<String> {
    let sent = answer.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let kind = sent.split(';').next().unwrap_or_default().trim();
    let is_kind = |c: char| c.is_ascii_alphanumeric() || "/+-.".contains(c);
    (kind.len() <= 64 && kind.contains('/') && kind.chars().all(is_kind)).then(|| kind.to_owned())
}
