//! Feeds, download page and downloads over HTTP, at the paths of the official server.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::ToSpan;
use jiff::civil::Date;
use md5::{Digest as _, Md5};

use super::fault::{ReleaseFault, ReleaseFaultRule};
use super::files::Register;
use super::list::{FEEDS, Listed, listed};

/// What the routes need of the service.
pub trait PublicReleases: Send + Sync + 'static {
    /// The register as it is now; none if the sandbox has no release files.
    fn register(&self) -> Option<Register>;

    /// What goes wrong.
    fn release_faults(&self) -> Vec<ReleaseFaultRule>;
}

/// The routes of the release files.
pub fn routes(service: Arc<dyn PublicReleases>) -> Router {
    let server = Arc::new(Server { service, archives: Mutex::default(), cut: Mutex::default() });
    Router::new()
        .route("/rss/download.html", get(feed))
        .route("/download.html", get(page))
        .route("/attachments/attachment/download.html", get(download))
        .with_state(server)
}

struct Server {
    service: Arc<dyn PublicReleases>,
    /// Archives that were asked for, by title and last day of the register.
    archives: Mutex<HashMap<(String, Date), Bytes>>,
    /// Titles whose download was cut once.
    cut: Mutex<Vec<String>>,
}

type Shared = State<Arc<Server>>;

/// A file as it is offered.
struct Offer {
    file: Listed,
    title: String,
    fault: Option<ReleaseFault>,
}

impl Server {
    fn offers(&self, register: &Register) -> Vec<Offer> {
        let rules = self.service.release_faults();
        let files = listed(register.first, register.last).into_iter().map(|file| {
            let fault = rules.iter().find(|rule| file.title.contains(&rule.title));
            let fault = fault.map(|rule| rule.fault);
            let title = if fault == Some(ReleaseFault::UnknownTitle) {
                file.title.replace("UDID_", "UDID_NEW_")
            } else {
                file.title.clone()
            };
            Offer { file, title, fault }
        });
        files.filter(|offer| offer.fault != Some(ReleaseFault::Missing)).collect()
    }

    fn is_first_download(&self, title: &str) -> bool {
        let mut cut = self.cut.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = !cut.iter().any(|known| known == title);
        if is_first {
            cut.push(title.to_owned());
        }
        is_first
    }

    /// The archive of an offer. It is made once, and takes time.
    async fn archive(self: &Arc<Self>, register: Register, offer: &Offer) -> Bytes {
        let key = (offer.title.clone(), register.last);
        let known = self.archives.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(archive) = known {
            return archive;
        }
        let (file, fault) = (offer.file.clone(), offer.fault);
        let made = tokio::task::spawn_blocking(move || register.archive(&file, fault));
        let archive = Bytes::from(made.await.ok().and_then(Result::ok).unwrap_or_default());
        let mut archives = self.archives.lock().unwrap_or_else(PoisonError::into_inner);
        archives.insert(key, archive.clone());
        archive
    }
}

/// The opaque path of a file: what the official server gives has 96 and more hexadecimal digits.
fn path_of(title: &str) -> String {
    hexadecimal(title.as_bytes())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The address of a file, at the host that was asked.
fn link(headers: &HeaderMap, title: &str) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    format!("http://{host}/attachments/attachment/download.html?path={}", path_of(title))
}

/// A parameter of a query; empty if it is not there.
fn parameter(query: Option<String>, name: &str) -> String {
    let query = query.unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(key, _)| key == name).map_or_else(String::new, |(_, value)| value.into_owned())
}

async fn feed(State(server): Shared, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let name = parameter(query, "files");
    let wanted = FEEDS.iter().find(|(known, _)| *known == name);
    let (Some((_, wanted)), Some(register)) = (wanted, server.service.register()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut rss = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>UDID</title>",
    );
    for offer in server.offers(&register).iter().filter(|offer| offer.file.feed == *wanted) {
        let records = register.records(&offer.file);
        let link = link(&headers, &offer.title);
        _ = write!(
            rss,
            "<item><title>{}</title><link>{link}</link>\
             <description>包含{records}产品标识数量</description><pubDate>{}</pubDate></item>",
            offer.title,
            published(offer.file.last)
        );
    }
    rss.push_str("</channel></rss>");
    ([(header::CONTENT_TYPE, "application/rss+xml;charset=UTF-8")], rss).into_response()
}

/// 23:36 in Beijing of the same day, in UTC.
fn published(day: Date) -> String {
    day.at(15, 36, 0, 0).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

async fn page(State(server): Shared, headers: HeaderMap) -> Response {
    let Some(register) = server.service.register() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut html =
        String::from("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><table>");
    for offer in server.offers(&register) {
        let archive = server.archive(register.clone(), &offer).await;
        let md5 = match offer.fault {
            Some(ReleaseFault::WrongMd5) => "0".repeat(32),
            _ => hexadecimal(&Md5::digest(&archive)),
        };
        let records = register.records(&offer.file);
        _ = writeln!(
            html,
            "<tr><td><a href=\"{}\">{}.zip</a></td><td>{}</td><td>{records}</td><td>{} KB</td>\
             <td>{md5}</td></tr>",
            link(&headers, &offer.title),
            offer.title,
            offer.file.last.saturating_add(1.day()),
            archive.len().div_ceil(1024)
        );
    }
    html.push_str("</table></body></html>");
    ([(header::CONTENT_TYPE, "text/html;charset=UTF-8")], html).into_response()
}

async fn download(
    State(server): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(register) = server.service.register() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let wanted = parameter(query, "path");
    let offers = server.offers(&register);
    let Some(offer) = offers.iter().find(|offer| path_of(&offer.title) == wanted) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let archive = server.archive(register, offer).await;
    let start = rest_from(&headers).filter(|_| offer.fault != Some(ReleaseFault::RangeIgnored));
    let Some(content) = archive.get(start.unwrap_or(0)..).filter(|rest| !rest.is_empty()) else {
        return StatusCode::RANGE_NOT_SATISFIABLE.into_response();
    };
    let content = archive.slice_ref(content);
    let mut response = [(header::CONTENT_TYPE, "application/zip")].into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, content.len().into());
    if let Some(start) = start {
        let range = format!("bytes {start}-{}/{}", archive.len() - 1, archive.len());
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        response.headers_mut().extend(range.parse().map(|range| (header::CONTENT_RANGE, range)));
    }
    let is_cut =
        matches!(offer.fault, Some(ReleaseFault::CutDownload | ReleaseFault::RangeIgnored));
    let is_cut = is_cut && server.is_first_download(&offer.title);
    *response.body_mut() = if is_cut { cut_body(&content) } else { Body::from(content) };
    response
}

/// Where a request for the rest of a file begins.
fn rest_from(headers: &HeaderMap) -> Option<usize> {
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    range.strip_prefix("bytes=")?.strip_suffix("-")?.parse().ok()
}

/// Half of the content, and then the end of the connection.
fn cut_body(content: &Bytes) -> Body {
    let half = content.slice(..content.len() / 2);
    let pieces = [Ok(half), Err(std::io::Error::other("the connection is cut"))];
    Body::from_stream(futures_util::stream::iter(pieces))
}
