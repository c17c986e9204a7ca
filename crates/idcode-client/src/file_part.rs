//! Files that go along with a request.

use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use transport::{BodySource, BodyStream};

/// Bytes read or written at a time.
const CHUNK: usize = 64 * 1024;

/// A file to send: from a path, from memory, or made while it is sent.
///
/// When the registry redirects an upload to another of its addresses, a plain file or one in memory
/// is sent again. One that is made while it is sent, or comes through a pipe, is gone by then: the
/// upload fails with
/// [`TransportError::BodyNotRepeatable`](transport::TransportError::BodyNotRepeatable), and nothing
/// is stored.
pub struct FilePart {
    name: String,
    content: Content,
}

wire::opaque_debug!(FilePart);

enum Content {
    Bytes(Bytes),
    Path(PathBuf),
    /// None once it was sent.
    Stream(Option<BodyStream>),
}

impl FilePart {
    /// A file on this computer, read while it is sent.
    pub fn path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { name, content: Content::Path(path) }
    }

    /// A file in memory.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// A file that is made while it is sent.
    pub fn stream(
        name: impl Into<String>,
        stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        let stream: BodyStream = Box::pin(stream);
        Self { name: name.into(), content: Content::Stream(Some(stream)) }
    }

    /// A file of codes for 5011: one a line, UTF-8, made while it is sent, so that a million codes
    /// take no more memory than a few.
    ///
    /// ```
    /// let file = idcode_client::FilePart::codes((1..=1_000_000).map(|number| format!("A{number:07}")));
    /// # let _ = file;
    /// ```
    pub fn codes<C: AsRef<str>>(
        codes: impl IntoIterator<Item = C, IntoIter: Send + 'static>,
    ) -> Self {
        let mut codes = codes.into_iter();
        let chunks = std::iter::from_fn(move || {
            let mut chunk = String::new();
            while chunk.len() < CHUNK {
                let Some(code) = codes.next() else { break };
                chunk.push_str(code.as_ref());
                chunk.push('\n');
            }
            (!chunk.is_empty()).then(|| Ok(Bytes::from(chunk)))
        });
        Self::stream("codes.txt", stream::iter(chunks))
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The file as it can be sent: a plain file again and again, what comes through a pipe once.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) async fn checked(self) -> io::Result<Self> {
        // Not borrowed across an await: a stream is not `Sync`, and calls must be `Send`.
        let Content::Path(path) = &self.content else { return Ok(self) };
        let path = path.clone();
        let metadata = tokio::fs::metadata(&path).await?;
        if metadata.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        if !metadata.is_file() {
            let stream = read_file(path);
            return Ok(Self { name: self.name, content: Content::Stream(Some(stream)) });
        }
        File::open(path).await?;
        Ok(self)
    }

    /// How many bytes it has, if that is known before it is read.
    pub(crate) fn length(&self) -> impl Future<Output = Option<u64>> + Send + use<> {
        let (known, path) = match &self.content {
            Content::Bytes(bytes) => (Some(bytes.len() as u64), None),
            Content::Path(path) => (None, Some(path.clone())),
            Content::Stream(_) => (None, None),
        };
        async move {
            match path {
                Some(path) => tokio::fs::metadata(path).await.ok().map(|metadata| metadata.len()),
                None => known,
            }
        }
    }

    /// The content, read whole unless it exceeds `most` bytes: then `None`.
    pub(crate) async fn read_at_most(mut self, most: u64) -> io::Result<Option<Self>> {
        let mut whole = Vec::new();
        let name = self.name.clone();
        let mut chunks = stream::iter(self.body().open()).flatten();
        while let Some(chunk) = chunks.next().await {
            whole.extend_from_slice(&chunk?);
            if whole.len() as u64 > most {
                return Ok(None);
            }
        }
        Ok(Some(Self::bytes(name, whole)))
    }

    /// The bytes of a file in memory.
    pub(crate) fn in_memory(&self) -> &[u8] {
        match &self.content {
            Content::Bytes(bytes) => bytes,
            Content::Path(_) | Content::Stream(_) => &[],
        }
    }

    /// Whether the content is gone when it has been sent.
    pub(crate) fn is_read_once(&self) -> bool {
        matches!(self.content, Content::Stream(_))
    }

    /// The content as it is sent, for one attempt.
    pub(crate) fn body(&mut self) -> BodySource {
        match &mut self.content {
            Content::Bytes(bytes) => {
                let bytes = bytes.clone();
                BodySource::new(move || Some(Box::pin(stream::iter([Ok(bytes.clone())]))))
            }
            Content::Path(path) => {
                let path = path.clone();
                BodySource::new(move || Some(read_file(path.clone())))
            }
            Content::Stream(stream) => {
                let mut stream = stream.take();
                BodySource::new(move || stream.take())
            }
        }
    }
}

impl From<PathBuf> for FilePart {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

impl From<&Path> for FilePart {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

fn read_file(path: PathBuf) -> BodyStream {
    enum State {
        Closed(PathBuf),
        Open(File),
    }
    Box::pin(stream::try_unfold(State::Closed(path), |state| async move {
        let mut file = match state {
            State::Closed(path) => File::open(path).await?,
            State::Open(file) => file,
        };
        let mut chunk = Vec::with_capacity(CHUNK);
        (&mut file).take(CHUNK as u64).read_to_end(&mut chunk).await?;
        Ok((!chunk.is_empty()).then(|| (Bytes::from(chunk), State::Open(file))))
    }))
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt;

    use super::FilePart;

    async fn content(mut file: FilePart) -> Vec<u8> {
        let chunks: Vec<_> = file.body().open().unwrap().try_collect().await.unwrap();
        assert!(chunks.iter().all(|chunk| chunk.len() <= 2 * super::CHUNK));
        chunks.concat()
    }

    #[tokio::test]
    async fn codes_stand_one_a_line() {
        let codes: Vec<_> = (0..20_000).map(|number| format!("码{number}")).collect();
        let expected = codes.join("\n") + "\n";
        assert_eq!(content(FilePart::codes(codes)).await, expected.into_bytes());
        assert_eq!(content(FilePart::codes(Vec::<String>::new())).await, b"");
    }

    #[tokio::test]
    async fn a_file_is_read_whole() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let bytes: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();
        std::fs::write(file.path(), &bytes).unwrap();
        assert_eq!(content(FilePart::path(file.path())).await, bytes);
        let missing = FilePart::path("/nowhere/at/all").body().open().unwrap();
        assert!(missing.try_collect::<Vec<_>>().await.is_err());
    }

    #[tokio::test]
    async fn what_is_too_large_is_not_read_on() {
        let small = FilePart::bytes("a", vec![0; 10]).read_at_most(10).await.unwrap();
        assert_eq!(small.unwrap().in_memory().len(), 10);
        let endless = futures_util::stream::repeat_with(|| Ok(vec![0; 1000].into()));
        assert!(FilePart::stream("a", endless).read_at_most(5000).await.unwrap().is_none());
    }
}
