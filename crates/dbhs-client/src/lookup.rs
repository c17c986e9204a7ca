//! Look-ups whose response may be that there is no such thing, or be about another.

use std::cmp::Ordering;

use dbhs_types::{
    GetOrganizationRequest, GetProductRequest, ListProductsRequest, Organization, Product,
    ProductRow,
};
use futures_util::{Stream, StreamExt, stream};
use wire::{Count, Model};

use crate::subject::{describe_organization, is_about, is_number};
use crate::{Client, ClientError, Error};

/// What a look-up found.
#[derive(Clone, Debug, PartialEq)]
pub enum LookUp<T> {
    /// What was asked for.
    Found(Box<T>),
    /// Something else than what was asked for.
    Other(Box<T>),
    /// The service says that there is no such thing.
    NotFound,
    /// Neither: an object without a value, or nothing with a message that may mean anything, such as that
    /// requests come too often.
    Unclear {
        /// What came.
        reason: String,
    },
}

impl<T: Model> LookUp<T> {
    fn of(found: Option<T>, message: Option<String>, is_asked_for: impl Fn(&T) -> bool) -> Self {
        match (found, message) {
            (Some(found), _) if !says_something(&found) => {
                Self::Unclear { reason: "an object without a value".to_owned() }
            }
            (Some(found), _) if is_asked_for(&found) => Self::Found(Box::new(found)),
            (Some(found), _) => Self::Other(Box::new(found)),
            (None, Some(message)) if !says_nothing(&message) => {
                Self::Unclear { reason: format!("nothing, with the message {message:?}") }
            }
            (None, _) => Self::NotFound,
        }
    }
}

impl Client {
    /// `getOrganizationByName` 获取企业基本信息: the enterprise with this name, unified social credit
    /// code or business registration number; `None` if there is none.
    ///
    /// # Errors
    /// [`ClientError::OtherSubject`] if the service responds with another enterprise.
    pub async fn find_organization(&self, search_key: &str) -> Result<Option<Organization>, Error> {
        match self.look_up_organization(search_key, None).await? {
            LookUp::Found(organization) => Ok(Some(*organization)),
            LookUp::Other(organization) => Err(Error::Client(ClientError::OtherSubject {
                endpoint: <GetOrganizationRequest as wire::Endpoint>::ENDPOINT.id,
                asked: search_key.to_owned(),
                given: describe_organization(&organization),
            })),
            LookUp::NotFound | LookUp::Unclear { .. } => Ok(None),
        }
    }

    /// The same with all outcomes told apart. `name` is another name of the enterprise, by which it is
    /// known as well.
    pub async fn look_up_organization(
        &self,
        search_key: &str,
        name: Option<&str>,
    ) -> Result<LookUp<Organization>, Error> {
        let reply = self.get_organization(&GetOrganizationRequest::new(search_key)).await?;
        let is_asked_for = |organization: &Organization| {
            [Some(search_key), name].into_iter().flatten().any(|key| is_about(organization, key))
        };
        Ok(LookUp::of(reply.organization, reply.message, is_asked_for))
    }

    /// `product/detail` 获取产品详情: the product with this registration or filing number; `None` if
    /// there is none.
    ///
    /// # Errors
    /// [`ClientError::OtherSubject`] if the service responds with a product of another number.
    pub async fn find_product(&self, registration_number: &str) -> Result<Option<Product>, Error> {
        match self.look_up_product(registration_number).await? {
            LookUp::Found(product) => Ok(Some(*product)),
            LookUp::Other(product) => Err(Error::Client(ClientError::OtherSubject {
                endpoint: <GetProductRequest as wire::Endpoint>::ENDPOINT.id,
                asked: registration_number.to_owned(),
                given: product.registration_number.unwrap_or_default(),
            })),
            LookUp::NotFound | LookUp::Unclear { .. } => Ok(None),
        }
    }

    /// The same with all outcomes told apart.
    pub async fn look_up_product(
        &self,
        registration_number: &str,
    ) -> Result<LookUp<Product>, Error> {
        let mut request = GetProductRequest::new();
        request.registration_number = Some(registration_number.to_owned());
        let reply = self.get_product(&request).await?;
        let has_number = |product: &Product| {
            is_number(product.registration_number.as_deref(), registration_number)
        };
        Ok(LookUp::of(reply.product, reply.message, has_number))
    }

    /// `product/list` 获取产品列表: all products with this registration or filing number, in one
    /// answer: there are no pages between which rows could move (decision D12).
    ///
    /// Rows are given as they came, equal ones as well: they have no id, and may be two products
    /// (decisions D13 and D15). When the service counts more than it gives, an item is
    /// [`ClientError::MissingProducts`], when it counts less, [`ClientError::SurplusProducts`]; when rows
    /// have another number, [`ClientError::OtherSubject`]. Such items come last.
    pub fn products(
        &self,
        registration_number: &str,
    ) -> impl Stream<Item = Result<ProductRow, Error>> + Send + Unpin + use<> {
        let client = self.clone();
        let number = registration_number.to_owned();
        let mut request = ListProductsRequest::new();
        request.registration_number = Some(number.clone());
        let rows = async move {
            match client.list_products(&request).await {
                Ok(reply) => items(reply.products.unwrap_or_default(), &number),
                Err(error) => vec![Err(error)],
            }
        };
        stream::once(rows).flat_map(stream::iter).boxed()
    }
}

fn items(products: dbhs_types::ProductList, number: &str) -> Vec<Result<ProductRow, Error>> {
    let given = products.rows.len() as u64;
    let total = products.total.as_ref().and_then(Count::get).unwrap_or(given);
    let wrong = match total.cmp(&given) {
        Ordering::Greater => Some(ClientError::MissingProducts { total, given }),
        Ordering::Less => Some(ClientError::SurplusProducts { total, given }),
        Ordering::Equal => None,
    };
    let numbers = products.rows.iter().filter_map(|row| row.registration_number.as_deref());
    let mut others = numbers.filter(|given| !is_number(Some(given), number));
    let other = others.next().map(|given| ClientError::OtherSubject {
        endpoint: <ListProductsRequest as wire::Endpoint>::ENDPOINT.id,
        asked: number.to_owned(),
        given: given.to_owned(),
    });
    let wrong = [other, wrong].into_iter().flatten().map(|wrong| Err(Error::Client(wrong)));
    products.rows.into_iter().map(Ok).chain(wrong).collect()
}

/// An object whose fields are all empty says nothing.
fn says_something<M: Model>(model: &M) -> bool {
    let is_text = |index| match model.get(index) {
        wire::FieldRef::Text(text) => !text.trim().is_empty(),
        wire::FieldRef::Absent | wire::FieldRef::Nested(_) => false,
    };
    (0..M::INFO.fields.len()).any(is_text)
}

/// Whether a message beside no data is what services say of a success, or that there is nothing.
fn says_nothing(message: &str) -> bool {
    const SUCCESS: [&str; 8] =
        ["", "success", "ok", "成功", "操作成功", "请求成功", "查询成功", "null"];
    const ABSENCE: [&str; 6] = ["未找到", "未查询到", "不存在", "无数据", "not found", "no data"];
    let message = message.trim().to_lowercase();
    let message = message.trim_end_matches(['!', '！', '.', '。']);
    SUCCESS.contains(&message) || ABSENCE.iter().any(|words| message.contains(words))
}
