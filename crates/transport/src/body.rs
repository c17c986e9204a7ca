//! Streamed request bodies.

use std::io;
use std::pin::Pin;

use bytes::Bytes;
use futures_util::Stream;

/// The bytes of a body, read while they are sent.
pub type BodyStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// A body that is read while it is sent, for what is too large to hold in memory.
///
/// One that can be opened again, like a file, can be repeated when the service redirects the
/// request. A stream becomes one that is read once and no more.
///
/// ```
/// use bytes::Bytes;
/// use futures_util::stream;
/// use transport::{BodySource, BodyStream};
///
/// let mut once = BodySource::from(Box::pin(stream::empty()) as BodyStream);
/// assert!(once.open().is_some() && once.open().is_none());
///
/// let mut again = BodySource::new(|| Some(Box::pin(stream::iter([Ok(Bytes::from("key=value"))]))));
/// assert!(again.open().is_some() && again.open().is_some());
/// ```
pub struct BodySource {
    open: Box<dyn FnMut() -> Option<BodyStream> + Send>,
}

impl std::fmt::Debug for BodySource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BodySource").finish_non_exhaustive()
    }
}

impl BodySource {
    /// A body that `open` begins anew at each call, until it gives none.
    pub fn new(open: impl FnMut() -> Option<BodyStream> + Send + 'static) -> Self {
        Self { open: Box::new(open) }
    }

    /// The body from its beginning, or none if it can no longer be read from there.
    pub fn open(&mut self) -> Option<BodyStream> {
        (self.open)()
    }
}

impl From<BodyStream> for BodySource {
    fn from(stream: BodyStream) -> Self {
        let mut stream = Some(stream);
        Self::new(move || stream.take())
    }
}
