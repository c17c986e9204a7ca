//! Looks up the registrants of stored records in DBHS.

use dbhs_client::Client;
use futures_util::{StreamExt, TryStreamExt, stream};
use udid_store::{RegistrantCounts, RegistrantSink, StoreError};

/// Options of an enrichment.
#[derive(Clone, Copy, Debug)]
pub struct EnrichOptions {
    /// Concurrent look-ups.
    pub in_flight: usize,
}

/// Why an enrichment stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnrichError {
    /// The service failed or cannot be reached.
    #[error(transparent)]
    Client(#[from] dbhs_client::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Result of an enrichment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enriched {
    /// Registrants that this run looked up.
    pub asked: u64,
    /// All look-ups in the database.
    pub counts: RegistrantCounts,
}

/// Looks up each registrant of the stored records once, and stores the result. What DBHS does not have
/// is remembered as well. Each result is stored when it arrives, so that an interrupted enrichment
/// resumes where it was; `progress` receives how many are done, and how many there are in all.
///
/// # Errors
/// The first error of service or store; what was stored stays, and the next run resumes there.
pub async fn enrich(
    client: &Client,
    sink: &mut (impl RegistrantSink + ?Sized),
    options: EnrichOptions,
    mut progress: impl FnMut(u64, u64),
) -> Result<Enriched, EnrichError> {
    let keys = sink.pending_registrants().await?;
    let (mut asked, total) = (0, keys.len() as u64);
    progress(asked, total);
    let look_ups = stream::iter(keys).map(|key| async {
        let organization = client.find_organization(&key).await?;
        Ok::<_, EnrichError>((key, organization))
    });
    let mut answers = std::pin::pin!(look_ups.buffer_unordered(options.in_flight.max(1)));
    while let Some((key, organization)) = answers.try_next().await? {
        sink.write_registrant(&key, organization).await?;
        asked += 1;
        progress(asked, total);
    }
    Ok(Enriched { asked, counts: sink.registrant_counts().await? })
}
