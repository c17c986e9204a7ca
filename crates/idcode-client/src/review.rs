//! Waits for the registry's reviews.

use std::time::Duration;

use idcode_types::{GetReviewRequest, ReviewReply, ReviewStatus};
use tokio::time::Instant;
use wire::Endpoint;

use crate::{Client, ClientError, Error};

impl Client {
    /// Asks for a review (608) until it is over, once every `interval`, and for no longer than
    /// `patience`: people decide, and the registry says "waits" (待审核) as well of what nobody has
    /// submitted.
    ///
    /// The reply has passed (审核通过) or was rejected (审核不通过), with the reason in `remarks`.
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use idcode_client::types::{GetReviewRequest, ReviewKind, ReviewStatus};
    ///
    /// # async fn example(client: idcode_client::Client) -> Result<(), idcode_client::Error> {
    /// let request = GetReviewRequest::new("i.86.101010.3", ReviewKind::ResolutionUrl)
    ///     .with_category_registration_id("10030000000000001923");
    /// let (interval, patience) = (Duration::from_secs(60), Duration::from_secs(3600));
    /// let review = client.wait_for_review(&request, interval, patience).await?;
    /// if review.status == Some(ReviewStatus::Rejected) {
    ///     println!("change the resolution URL (602): {:?}", review.remarks);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ClientError::ReviewNotOver`] when patience ends; the others as
    /// [`get_review`](Self::get_review).
    pub async fn wait_for_review(
        &self,
        request: &GetReviewRequest,
        interval: Duration,
        patience: Duration,
    ) -> Result<ReviewReply, Error> {
        let started = Instant::now();
        loop {
            let reply = self.get_review(request).await?;
            if reply.status.as_ref().is_some_and(ReviewStatus::is_final) {
                return Ok(reply);
            }
            let waited = started.elapsed();
            if waited + interval > patience {
                let endpoint = GetReviewRequest::ENDPOINT.id;
                let status = reply.status;
                return Err(Error::Client(ClientError::ReviewNotOver { endpoint, status, waited }));
            }
            tokio::time::sleep(interval).await;
        }
    }
}
