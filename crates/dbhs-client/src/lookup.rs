//! Look-ups whose answer may be that there is no such thing.

use std::cmp::Ordering;

use dbhs_types::{
    GetOrganizationRequest, GetProductRequest, ListProductsRequest, Organization, Product,
    ProductRow,
};
use futures_util::{Stream, StreamExt, stream};
use wire::{Count, Model};

use crate::{Client, ClientError, Error};

impl Client {
    /// `getOrganizationByName` 获取企业基本信息: the enterprise with this name, unified social credit
    /// code or business registration number; `None` if there is none.
    pub async fn find_organization(&self, search_key: &str) -> Result<Option<Organization>, Error> {
        let reply = self.get_organization(&GetOrganizationRequest::new(search_key)).await?;
        Ok(reply.organization.filter(says_something))
    }

    /// `product/detail` 获取产品详情: the product with this registration or filing number; `None` if
    /// there is none.
    pub async fn find_product(&self, registration_number: &str) -> Result<Option<Product>, Error> {
        let mut request = GetProductRequest::new();
        request.registration_number = Some(registration_number.to_owned());
        Ok(self.get_product(&request).await?.product.filter(says_something))
    }

    /// `product/list` 获取产品列表: all products with this registration or filing number, in one
    /// answer: there are no pages between which rows could move (decision D12).
    ///
    /// Rows are given as they came, equal ones as well: they have no id, and may be two products
    /// (decisions D13 and D15). When the service counts more than it gives, the last item is
    /// [`ClientError::MissingProducts`], when it counts less, [`ClientError::SurplusProducts`].
    pub fn products(
        &self,
        registration_number: &str,
    ) -> impl Stream<Item = Result<ProductRow, Error>> + Send + Unpin + use<> {
        let client = self.clone();
        let mut request = ListProductsRequest::new();
        request.registration_number = Some(registration_number.to_owned());
        let rows = async move {
            match client.list_products(&request).await {
                Ok(reply) => items(reply.products.unwrap_or_default()),
                Err(error) => vec![Err(error)],
            }
        };
        stream::once(rows).flat_map(stream::iter).boxed()
    }
}

fn items(products: dbhs_types::ProductList) -> Vec<Result<ProductRow, Error>> {
    let given = products.rows.len() as u64;
    let total = products.total.as_ref().and_then(Count::get).unwrap_or(given);
    let wrong = match total.cmp(&given) {
        Ordering::Greater => Some(ClientError::MissingProducts { total, given }),
        Ordering::Less => Some(ClientError::SurplusProducts { total, given }),
        Ordering::Equal => None,
    };
    let wrong = wrong.map(|wrong| Err(Error::Client(wrong)));
    products.rows.into_iter().map(Ok).chain(wrong).collect()
}

/// An object whose fields are all empty is none.
fn says_something<M: Model>(model: &M) -> bool {
    let is_text = |index| match model.get(index) {
        wire::FieldRef::Text(text) => !text.trim().is_empty(),
        wire::FieldRef::Absent | wire::FieldRef::Nested(_) => false,
    };
    (0..M::INFO.fields.len()).any(is_text)
}
