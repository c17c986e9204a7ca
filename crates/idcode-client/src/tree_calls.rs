//! The trees of regions, trades and categories of a client.

use std::sync::Arc;

use idcode_types::{Category, Region, Trade};

use crate::tree::Tree;
use crate::{Client, Error};

impl Client {
    /// All regions (101), fetched once.
    ///
    /// # Errors
    /// As [`list_regions`](Self::list_regions); the next call tries again.
    pub async fn regions(&self) -> Result<Arc<Tree<Region>>, Error> {
        let fetch = async { Ok(Arc::new(Tree::build(self.list_regions().await?.regions))) };
        self.shared.trees.regions.get_or_try_init(|| fetch).await.cloned()
    }

    /// All trades (103), fetched once.
    ///
    /// # Errors
    /// As [`list_trades`](Self::list_trades); the next call tries again.
    pub async fn trades(&self) -> Result<Arc<Tree<Trade>>, Error> {
        let fetch = async { Ok(Arc::new(Tree::build(self.list_trades().await?.trades))) };
        self.shared.trees.trades.get_or_try_init(|| fetch).await.cloned()
    }

    /// All categories (202), fetched once: those of products, which 204 lists, and all others.
    /// Deleted ones (`industrycategory_isdel`) are among them, since older codes may have them.
    ///
    /// ```no_run
    /// # async fn example(client: idcode_client::Client) -> Result<(), idcode_client::Error> {
    /// let categories = client.categories().await?;
    /// for (id, category) in categories.children(0) {
    ///     println!("{:?}: {} below", category.name, categories.children(id).count());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`list_categories`](Self::list_categories); the next call tries again.
    pub async fn categories(&self) -> Result<Arc<Tree<Category>>, Error> {
        let fetch = async { Ok(Arc::new(Tree::build(self.list_categories().await?.categories))) };
        self.shared.trees.categories.get_or_try_init(|| fetch).await.cloned()
    }
}
