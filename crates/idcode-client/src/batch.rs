//! Many registrations one after the other, as the document of 309 asks: with a pause between.

use std::time::Duration;

use idcode_types::{RegisterUnitWithPictureRequest, UnitRegistrationWithPictureReply};

use crate::{Client, Error};

/// The pause between two registrations; the document asks for half a second to a second.
pub const PAUSE: Duration = Duration::from_millis(750);

/// Registrations in turn. After an error the batch stands behind the failed one: going on skips
/// it, and [`Batch::position`] is where a later batch has to begin.
///
/// ```no_run
/// # async fn example(
/// #     client: idcode_client::Client,
/// #     units: Vec<idcode_types::RegisterUnitWithPictureRequest>,
/// # ) {
/// let mut batch = client.register_units(units);
/// while let Some((index, outcome)) = batch.next().await {
///     match outcome {
///         Ok(reply) => println!("{index}: {:?}", reply.unit_code),
///         Err(error) => println!("{index}: {error}"),
///     }
/// }
/// # }
/// ```
pub struct Batch {
    client: Client,
    requests: std::vec::IntoIter<RegisterUnitWithPictureRequest>,
    position: usize,
    pause: Duration,
}

wire::opaque_debug!(Batch);

impl Client {
    /// 309 for many units.
    pub fn register_units(&self, requests: Vec<RegisterUnitWithPictureRequest>) -> Batch {
        Batch { client: self.clone(), requests: requests.into_iter(), position: 0, pause: PAUSE }
    }
}

impl Batch {
    /// Another pause between two registrations.
    #[must_use]
    pub fn pause(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Begins at this place of the list: the others were registered before.
    #[must_use]
    pub fn start_at(mut self, position: usize) -> Self {
        self.requests.by_ref().take(position.saturating_sub(self.position)).for_each(drop);
        self.position = self.position.max(position);
        self
    }

    /// Place in the list of the next registration.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Registers the next unit: its place in the list and what came of it, or `None` at the end.
    pub async fn next(
        &mut self,
    ) -> Option<(usize, Result<UnitRegistrationWithPictureReply, Error>)> {
        let request = self.requests.next()?;
        if self.position > 0 {
            tokio::time::sleep(self.pause).await;
        }
        let outcome = self.client.register_unit_with_picture(&request).await;
        self.position += 1;
        Some((self.position - 1, outcome))
    }
}
