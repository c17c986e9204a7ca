//! Checks of files before they are sent.

use wire::{EndpointInfo, FieldInfo, Refusal, check_file};

use crate::{ClientError, Error, FilePart};

/// The file as it may be sent: it can be read, and keeps to the limits of its parameter.
pub async fn file(
    endpoint: &EndpointInfo,
    field: &FieldInfo,
    file: FilePart,
) -> Result<FilePart, Error> {
    let (endpoint, parameter) = (endpoint.id, field.wire);
    let unreadable = |source| Error::Client(ClientError::File { endpoint, parameter, source });
    let file = file.checked().await.map_err(unreadable)?;
    let Some(most) = field.limits.max_bytes else { return Ok(file) };
    let refused = |rule| Error::Refused(Refusal { endpoint, parameter, rule });
    // Of a larger file nothing is kept: its size alone refuses it.
    let Some(file) = file.read_at_most(most).await.map_err(unreadable)? else {
        return Err(refused(wire::Rule::AtMostBytes(most)));
    };
    let content = file.in_memory();
    check_file(field, content.len() as u64, content).map_err(refused)?;
    Ok(file)
}
