//! The calls.

use std::sync::Arc;

use client_core::{Redactor, accept};
use jiff::Timestamp;
use transport::Counts;
use udid_types::{
    ConnectionReply, ConnectionTest, DeviceDetailRequest, DeviceHistoryRequest, DeviceListRequest,
    DevicePage, DeviceRecord, Orphan, Period, RecordKey, TokenReply,
};
use wire::{Class, Endpoint};

use crate::session::Session;
use crate::walk::{Source, Walk};
use crate::{ClientBuilder, Error};

/// Client of one account. Clones share token, connections, limits and repetitions.
#[derive(Clone)]
pub struct Client {
    pub(crate) session: Arc<Session>,
}

impl Client {
    /// A client of an [`Environment`](crate::Environment) or of any base URL.
    pub fn builder(base_url: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base_url.into())
    }

    pub(crate) fn new(session: Session) -> Self {
        Self { session: Arc::new(session) }
    }

    /// P001 连通性测试: whether the service can be reached. It is no call of the account and not counted.
    pub async fn test_connection(&self) -> Result<ConnectionReply, Error> {
        let judge = |reply| accept(ConnectionTest::ENDPOINT.id, reply);
        self.session
            .caller
            .send(&ConnectionTest::new(), &Redactor::default(), || Ok(()), judge)
            .await
    }

    /// P002 获取接口调用凭据: a token. Calls fetch theirs by themselves; this is for those who want
    /// to see one. Code 9 with a token is a success.
    pub async fn token(&self) -> Result<TokenReply, Error> {
        self.session.request_token().await
    }

    /// D001 获取产品标识数据: one page (from 1) of the records of a day or a month.
    /// [`walk`](Self::walk) reads them all.
    pub async fn list(&self, period: Period, page: u64) -> Result<DevicePage, Error> {
        let request = DeviceListRequest::new(period.request_type(), period.to_string(), page);
        self.session.call(request).await
    }

    /// D001 with a request of your own, for the filters that real services take.
    pub async fn list_with(&self, request: DeviceListRequest) -> Result<DevicePage, Error> {
        self.session.call(request).await
    }

    /// D002 获取历史版本数据: one page (from 1) of the earlier versions of the records with these
    /// keys. [`walk_history`](Self::walk_history) reads them all.
    pub async fn history<K: AsRef<str>>(
        &self,
        record_keys: &[K],
        page: u64,
    ) -> Result<DevicePage, Error> {
        let keys = record_keys.iter().map(|key| RecordKey::new(key.as_ref()));
        self.session.call(DeviceHistoryRequest::new(keys.collect(), page)).await
    }

    /// D003 获取产品标识详情数据: the page for one primary DI, as the service sends it.
    pub async fn detail(&self, primary_di: &str) -> Result<DevicePage, Error> {
        self.session.call(DeviceDetailRequest::new(primary_di)).await
    }

    /// D003 获取产品标识详情数据: the record of one primary DI, if there is one; the newest
    /// version if the service sends several.
    pub async fn device(&self, primary_di: &str) -> Result<Option<DeviceRecord>, Error> {
        let page = match self.detail(primary_di).await {
            Err(error) if error.class() == Some(Class::NotFound) => return Ok(None),
            page => page?,
        };
        let joined = page.data_set.unwrap_or_default().into_records();
        warn_of_orphans(DeviceDetailRequest::ENDPOINT.id, &joined.orphans);
        let version = |record: &DeviceRecord| {
            record.device.version_number.as_ref().and_then(wire::Count::get)
        };
        // Of equal ones it gives the last, and the first is the one that has the rows.
        Ok(joined.records.into_iter().rev().max_by_key(version))
    }

    /// All records of a day or a month, page by page.
    pub fn walk(&self, period: Period) -> Walk {
        Walk::new(self.clone(), Source::List(period))
    }

    /// All earlier versions of the records with these keys, page by page. The document does not
    /// say how many keys one request takes; [`slice::chunks`] makes smaller ones.
    pub fn walk_history(&self, record_keys: Vec<String>) -> Walk {
        Walk::new(self.clone(), Source::History(record_keys.into()))
    }

    /// What this client and its clones have done so far.
    pub fn counts(&self) -> Counts {
        self.session.caller.counts()
    }

    /// What the service's clock shows, as far as its answers told.
    pub fn service_time(&self) -> Timestamp {
        self.session.service_time()
    }
}

pub(crate) fn warn_of_orphans(endpoint: &'static str, orphans: &[Orphan]) {
    if !orphans.is_empty() {
        tracing::warn!(endpoint, rows = orphans.len(), "rows belong to no device of their page");
    }
}
