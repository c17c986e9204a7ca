//! The registrants of stored device records, looked up in DBHS.

use dbhs_client::Client;
use futures_util::{StreamExt, TryStreamExt, stream};

use crate::store::{OrganizationCounts, Store, StoreError};

/// How an enrichment goes about its work.
#[derive(Clone, Copy, Debug)]
pub struct EnrichOptions {
    /// Enterprises asked for at a time.
    pub in_flight: usize,
}

/// Why an enrichment stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnrichError {
    /// The service or the way to it.
    #[error(transparent)]
    Client(#[from] dbhs_client::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an enrichment came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enriched {
    /// Enterprises that this run asked for.
    pub asked: u64,
    /// All enterprises in the database.
    pub counts: OrganizationCounts,
}

/// Asks DBHS once for each registrant of the stored records that was not asked for before, and stores
/// what came of it in the table `organization`; the view `device_organization` joins it to the
/// records. What DBHS does not know is remembered as well. Each answer is stored when it comes, so
/// that an enrichment that was interrupted goes on where it was; `progress` gets how many are done
/// and how many there are to do.
///
/// # Errors
/// The first error of service or database; what was stored stays, and the next run goes on there.
pub async fn enrich(
    client: &Client,
    mut store: Store,
    options: EnrichOptions,
    mut progress: impl FnMut(u64, u64),
) -> Result<Enriched, EnrichError> {
    store.prepare_organizations()?;
    let keys = store.unasked_registrants()?;
    let (mut asked, total) = (0, keys.len() as u64);
    progress(asked, total);
    let look_ups = stream::iter(keys).map(|key| async {
        let organization = client.organization(&key).await?;
        Ok::<_, EnrichError>((key, organization))
    });
    let mut answers = std::pin::pin!(look_ups.buffer_unordered(options.in_flight.max(1)));
    while let Some((key, organization)) = answers.try_next().await? {
        store.write_organization(&key, organization.as_ref())?;
        asked += 1;
        progress(asked, total);
    }
    Ok(Enriched { asked, counts: store.organization_counts()? })
}
