//! The server of the release files: what it offers.

use std::collections::HashMap;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, REFERER};
use http::{HeaderValue, Request};
use transport::{HttpTransport, Transport, TransportError, is_loopback};
use udid_release::{FeedItem, PageItem, read_feed, read_page};
use udid_store::ReleaseName;

/// Values of `files` in the address of the feed.
const FEEDS: [&str; 4] = ["full", "monthly", "weekly", "daily"];

/// Where the release files are, and how to ask for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseAddresses {
    /// The feed, without `?files=`.
    pub feed: String,
    /// The download page, which has the MD5 of each file.
    pub page: String,
    /// The `User-Agent`; that of the program if it is not set.
    pub user_agent: Option<String>,
    /// The `Referer`, which some find necessary for the largest files.
    pub referer: Option<String>,
}

impl Default for ReleaseAddresses {
    /// Those of the NMPA.
    fn default() -> Self {
        Self {
            feed: "https://udi.nmpa.gov.cn/rss/download.html".to_owned(),
            page: "https://udi.nmpa.gov.cn/download.html".to_owned(),
            user_agent: None,
            referer: None,
        }
    }
}

impl ReleaseAddresses {
    /// Those of a server that has the paths of the official one.
    pub fn at(base_url: &str) -> Self {
        let base_url = base_url.trim_end_matches('/');
        Self {
            feed: format!("{base_url}/rss/download.html"),
            page: format!("{base_url}/download.html"),
            ..Self::default()
        }
    }
}

/// A release file that can be downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Offer {
    /// Its title: the name of the file without its ending.
    pub title: String,
    /// What it covers; `None` for a title of no known form.
    pub name: Option<ReleaseName>,
    /// Its address.
    pub link: String,
    /// The number of identifiers that the feed counts in it.
    pub identifiers: Option<u64>,
    /// Its MD5, where it is published.
    pub md5: Option<String>,
    /// Bytes of it, as exact as the download page is.
    pub size: Option<u64>,
}

/// The server of the release files.
#[derive(Clone, Debug)]
pub struct ReleaseServer {
    addresses: ReleaseAddresses,
    transport: HttpTransport,
}

impl ReleaseServer {
    /// The server at some addresses.
    ///
    /// # Errors
    /// [`TransportError::InvalidRequest`] for an address that is neither `https` nor of this machine, and
    /// [`TransportError::Setup`] if TLS does not start.
    pub fn new(addresses: ReleaseAddresses) -> Result<Self, TransportError> {
        check_address(&addresses.feed)?;
        check_address(&addresses.page)?;
        let mut builder = HttpTransport::builder();
        if is_loopback(&addresses.feed) {
            builder = builder.no_proxy();
        }
        if let Some(user_agent) = &addresses.user_agent {
            builder = builder.user_agent(user_agent);
        }
        Ok(Self { addresses, transport: builder.build()? })
    }

    /// What the feeds offer, with the MD5 of the download page. A page that cannot be had costs the MD5.
    ///
    /// # Errors
    /// [`TransportError`] if a feed cannot be had.
    pub async fn offers(&self) -> Result<Vec<Offer>, TransportError> {
        let mut items: Vec<FeedItem> = Vec::new();
        for feed in FEEDS {
            let address = format!("{}?files={feed}", self.addresses.feed);
            items.extend(read_feed(&self.get(&address).await?));
        }
        let mut page = match self.get(&self.addresses.page).await {
            Ok(page) => read_page(&String::from_utf8_lossy(&page)),
            Err(error) => {
                tracing::warn!(%error, "the download page cannot be had: no MD5 is compared");
                HashMap::new()
            }
        };
        let offers = items.into_iter().map(|item| {
            let FeedItem { title, name, link, identifiers, .. } = item;
            let PageItem { md5, size, .. } = page.remove(&title).unwrap_or_default();
            Offer { title, name, link, identifiers, md5, size }
        });
        Ok(offers.collect())
    }

    pub(super) fn transport(&self) -> &HttpTransport {
        &self.transport
    }

    /// A request for a file, without its body.
    ///
    /// # Errors
    /// [`TransportError::InvalidRequest`] for an address that is none, or not safe.
    pub(super) fn request(&self, address: &str) -> Result<Request<()>, TransportError> {
        check_address(address)?;
        let mut request = Request::get(address).header(ACCEPT_ENCODING, "identity");
        if let Some(referer) = &self.addresses.referer {
            request = request.header(REFERER, referer);
        }
        let invalid =
            |error: http::Error| TransportError::InvalidRequest { reason: error.to_string() };
        request.body(()).map_err(invalid)
    }

    /// # Errors
    /// [`TransportError`], and one for a status that is not 200.
    async fn get(&self, address: &str) -> Result<Bytes, TransportError> {
        let mut request = self.request(address)?.map(|()| Bytes::new());
        // A feed may be packed.
        request.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        let response = self.transport.send(request).await?;
        if response.status().is_success() {
            return Ok(response.into_body());
        }
        let host = http::Uri::try_from(address).ok().and_then(|uri| uri.host().map(str::to_owned));
        let status = std::io::Error::other(format!("HTTP status {}", response.status().as_u16()));
        Err(TransportError::Interrupted { host: host.unwrap_or_default(), source: status })
    }
}

/// Files come over TLS, or from this machine: nobody on the way can exchange them.
fn check_address(address: &str) -> Result<(), TransportError> {
    if address.starts_with("https://") || is_loopback(address) {
        return Ok(());
    }
    let reason = "a release file is only asked for over https, or from this machine".to_owned();
    Err(TransportError::InvalidRequest { reason })
}
