//! The client of one account and its methods.

use std::sync::Arc;

use client_core::CallCounts;
use jiff::Timestamp;
use udid_types::{
    ConnectionReply, DeviceDetailRequest, DeviceHistoryRequest, DeviceListRequest, DevicePage,
    DeviceRecord, TokenReply, VersionOrder,
};
use wire::{Class, Endpoint};

use crate::Error;
use crate::orphans::warn_of_orphans;
use crate::quota::Allowance;
use crate::registry::Registry;
use crate::session::Session;

/// Client of one account. Clones share token, connections, rate limit and retry budget.
#[derive(Clone)]
pub struct Client {
    pub(crate) session: Arc<Session>,
    registry: Registry,
}

wire::opaque_debug!(Client);

impl Client {
    pub(crate) fn new(session: Session, registry: Registry) -> Self {
        Self { session: Arc::new(session), registry }
    }

    /// Name of the registry whose records the service shows: the environment, the origin of a base URL,
    /// or what the service states of itself, as the sandbox does.
    pub fn registry(&self) -> &str {
        self.registry.name()
    }

    /// P001 连通性测试: tests whether the service can be reached. Does not count against the account's
    /// quota.
    pub async fn test_connection(&self) -> Result<ConnectionReply, Error> {
        self.session.test_connection().await
    }

    /// P002 获取接口调用凭据: a token. Calls get theirs by themselves; this is for programs that show
    /// or share one. Code 9 with a token is a success.
    pub async fn get_token(&self) -> Result<TokenReply, Error> {
        self.session.get_token().await
    }

    /// D001 获取产品标识数据: one page of the records of a day or a month, see [`Period::page`](udid_types::Period::page).
    /// [`walk`](Self::walk) reads all pages.
    pub async fn list_devices(&self, request: &DeviceListRequest) -> Result<DevicePage, Error> {
        self.session.call(request).await
    }

    /// D002 获取历史版本数据: one page (from 1) of the earlier versions of records.
    /// [`walk_history`](Self::walk_history) reads all pages.
    pub async fn get_history(&self, request: &DeviceHistoryRequest) -> Result<DevicePage, Error> {
        self.session.call(request).await
    }

    /// D003 获取产品标识详情数据: the page of one primary DI, as the service sends it.
    /// [`find_device`](Self::find_device) gives the record on it.
    pub async fn get_device(&self, request: &DeviceDetailRequest) -> Result<DevicePage, Error> {
        self.session.call(request).await
    }

    /// D003 获取产品标识详情数据: the record of one primary DI; the newest version if the service sends
    /// several, `None` if it has none.
    pub async fn find_device(&self, primary_di: &str) -> Result<Option<DeviceRecord>, Error> {
        let page = match self.get_device(&DeviceDetailRequest::new(primary_di)).await {
            Err(error) if error.class() == Class::NotFound => return Ok(None),
            page => page?,
        };
        let joined = page.data_set.unwrap_or_default().into_records();
        warn_of_orphans(DeviceDetailRequest::ENDPOINT.id, &joined.orphans);
        let version = |record: &DeviceRecord| VersionOrder::of(&record.device);
        // `max_by_key` gives the last of equal ones, and the first is the one that has the rows.
        Ok(joined.records.into_iter().rev().max_by_key(version))
    }

    /// Sets how many calls this client and its clones may make from now on, so that a long task leaves
    /// some of the day's calls to others. Where they end, calls fail with
    /// [`ClientError::AllowanceUsedUp`](crate::ClientError::AllowanceUsedUp) or
    /// [`ClientError::Kept`](crate::ClientError::Kept), whatever [`OnQuota`](crate::OnQuota) says.
    pub fn allow(&self, allowance: Allowance) {
        self.session.allow(allowance);
    }

    /// Calls, attempts and failures of this client and its clones so far.
    pub fn counts(&self) -> CallCounts {
        self.session.pipeline.counts()
    }

    /// The time of the service's clock, as far as its responses told.
    pub fn service_time(&self) -> Timestamp {
        self.session.service_time()
    }
}
