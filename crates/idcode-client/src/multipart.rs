//! A multipart form: text parts for the parameters, then the file.

use std::fmt::Write;
use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use transport::BodySource;

use crate::FilePart;

pub struct Multipart {
    boundary: String,
}

impl Multipart {
    pub fn new() -> Self {
        // Random, so that no file holds it by chance or on purpose.
        let random = [0, 1].map(|half| RandomState::new().hash_one(half));
        Self { boundary: format!("yima-{:016x}{:016x}", random[0], random[1]) }
    }

    pub fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// The body, and how many bytes are in it beside those of the file.
    pub fn body(
        &self,
        parameters: &[(&'static str, String)],
        field: &str,
        file: &mut FilePart,
    ) -> (BodySource, u64) {
        let boundary = &self.boundary;
        let mut head = String::new();
        for (name, value) in parameters {
            // Writing to a string cannot fail.
            let _ = write!(
                head,
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\
                 Content-Type: text/plain; charset=utf-8\r\n\r\n{value}\r\n"
            );
        }
        let _ = write!(
            head,
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n",
            quotable(file.name())
        );
        let head = Bytes::from(head);
        let tail = Bytes::from(format!("\r\n--{boundary}--\r\n"));
        let around = (head.len() + tail.len()) as u64;
        let mut content = file.body();
        let body = BodySource::new(move || {
            let chunk = |bytes: &Bytes| stream::iter([Ok(bytes.clone())]);
            Some(Box::pin(chunk(&head).chain(content.open()?).chain(chunk(&tail))))
        });
        (body, around)
    }
}

/// A file name that cannot end the header it is part of.
fn quotable(name: &str) -> String {
    name.chars().map(|c| if c.is_control() || c == '"' || c == '\\' { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt;

    use super::Multipart;
    use crate::FilePart;

    #[tokio::test]
    async fn parts_stand_between_boundaries() {
        let form = Multipart { boundary: "b".to_owned() };
        let mut file = FilePart::bytes("a\"\r\n.txt", "1\n2\n");
        let (mut body, around) = form.body(&[("time", "1".to_owned())], "code_file", &mut file);
        for _ in 0..2 {
            let chunks: Vec<_> = body.open().unwrap().try_collect().await.unwrap();
            assert_eq!(chunks.concat().len() as u64, around + 4);
            assert_eq!(
                String::from_utf8(chunks.concat()).unwrap(),
                "--b\r\nContent-Disposition: form-data; name=\"time\"\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\n1\r\n\
             --b\r\nContent-Disposition: form-data; name=\"code_file\"; filename=\"a___.txt\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n1\n2\n\r\n--b--\r\n"
            );
        }
    }
}
