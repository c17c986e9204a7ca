//! Whether an upload that broke off was stored.

use std::collections::HashSet;

use idcode_types::{ListUploadBatchesRequest, UploadBatch, UploadId};

use crate::{Client, Error};

/// The batches of a category at one moment, to identify later ones by.
///
/// Neither the client nor its transport repeats an upload that may have arrived: each stored one is a
/// batch of its own.
/// When an upload fails without an answer of the registry, a program that remembered the batches before it
/// can see whether it was stored, and upload again only if it was not.
///
/// ```no_run
/// # use idcode_client::{Client, Error, FilePart};
/// # use idcode_client::types::{ListUploadBatchesRequest, UploadCodeFileRequest, UploadId};
/// # async fn example(
/// #     client: Client,
/// #     category: ListUploadBatchesRequest,
/// #     request: UploadCodeFileRequest,
/// #     codes: FilePart,
/// # ) -> Result<Option<UploadId>, Error> {
/// let before = client.upload_batches_so_far(category).await?;
/// match client.upload_code_file(&request, codes).await {
///     Ok(reply) => Ok(reply.upload.and_then(|upload| upload.upload_id)),
///     Err(error) if error.may_have_arrived() => {
///         // None: it was not stored.
///         Ok(before.added().await?.pop().and_then(|batch| batch.upload_id))
///     }
///     Err(error) => Err(error),
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct BatchesSoFar {
    client: Client,
    category: ListUploadBatchesRequest,
    known: HashSet<Option<UploadId>>,
}

wire::opaque_debug!(BatchesSoFar);

impl Client {
    /// Remembers the batches of a category (502) before an upload to it.
    ///
    /// # Errors
    /// As [`list_upload_batches`](Self::list_upload_batches).
    pub async fn upload_batches_so_far(
        &self,
        category: ListUploadBatchesRequest,
    ) -> Result<BatchesSoFar, Error> {
        let batches = self.list_upload_batches(&category).await?.batches;
        let known = batches.into_iter().map(|batch| batch.upload_id).collect();
        Ok(BatchesSoFar { client: self.clone(), category, known })
    }
}

impl BatchesSoFar {
    /// The batches (502) that were not there yet, in the registry's order.
    ///
    /// Somebody else's uploads to the category are among them: `code_count` (上传码数量) and
    /// `code_file_name` (码文件名称) distinguish them. The document does not say how soon an upload is
    /// listed: after a time-out, ask once more before uploading again.
    ///
    /// # Errors
    /// As [`list_upload_batches`](Client::list_upload_batches).
    pub async fn added(&self) -> Result<Vec<UploadBatch>, Error> {
        let mut batches = self.client.list_upload_batches(&self.category).await?.batches;
        batches.retain(|batch| !self.known.contains(&batch.upload_id));
        Ok(batches)
    }
}
