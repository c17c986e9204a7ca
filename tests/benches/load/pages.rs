//! Pages of records from the sandbox, which makes them, against the same bytes from a bare handler.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use auth::ManualClock;
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use transport::{HttpTransport, Transport};
use udid_client::Client;

use crate::clients::{page, udid};
use crate::drive::{Caller, Figures, Told, drive};
use crate::server::{BEGIN, Server};
use crate::{CLIENTS, LEAST_RATE, Result};

/// How often each side serves, by turns; the median counts.
const ROUNDS: usize = 5;

struct Reader {
    client: Client,
    count: AtomicU64,
}

#[async_trait::async_trait]
impl Caller for Reader {
    async fn call(&self) -> Told {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        page(&self.client, number)
            .await
            .map_or_else(|error| Told::Failed(error.to_string()), |()| Told::Done)
    }
}

pub async fn against_bare(calls: u64, is_bench: bool) -> Result<()> {
    let http = HttpTransport::builder().no_proxy().build()?;
    let sandbox = Server::sandbox()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.json");
    let bytes = fetch(&http, &sandbox).await?;
    std::fs::write(&file, &bytes)?;
    let bare = Server::bare(&file)?;
    let (of_sandbox, of_bare) = (readers(&http, &sandbox)?, readers(&http, &bare)?);
    let rounds = if is_bench { ROUNDS } else { 1 };
    let (mut rates, mut tails) = (Vec::new(), Vec::new());
    let mut all = [Figures::default(), Figures::default()];
    for _ in 0..rounds {
        let still = || async { Ok(()) };
        let made = drive(&of_sandbox, calls, still).await?;
        let given = drive(&of_bare, calls, still).await?;
        rates.push(made.rate() / given.rate());
        let tail = |figures: &Figures| figures.percentile(99).as_secs_f64();
        tails.push(tail(&made) / tail(&given));
        all[0].add(made);
        all[1].add(given);
    }
    println!("{CLIENTS} clients, pages of 20 records, {} kB", bytes.len() / 1000);
    println!("  sandbox  : {}, {:.1} MiB", all[0], sandbox.memory_mib()?);
    println!("  bare axum: {}, {:.1} MiB", all[1], bare.memory_mib()?);
    let (rate, tail) = (median(rates), median(tails));
    println!("  rate: {rate:.2} x bare (bar {LEAST_RATE}); 99 %: {tail:.2} x bare");
    assert!(!is_bench || rate >= LEAST_RATE, "the sandbox is slow");
    Ok(())
}

fn readers(http: &HttpTransport, server: &Server) -> Result<Vec<Arc<Reader>>> {
    let clock = Arc::new(ManualClock::new(BEGIN));
    let root = format!("http://{}", server.address);
    let reader = |_| {
        let client = udid(&root, http, &clock)?;
        Ok(Arc::new(Reader { client, count: AtomicU64::new(0) }))
    };
    (0..CLIENTS).map(reader).collect()
}

/// The bytes of a page.
async fn fetch(http: &HttpTransport, server: &Server) -> Result<Bytes> {
    let settings = sandbox::Settings::default();
    let account = &settings.udid.accounts[0];
    let token = json!({
        "appId": account.app_id, "appSecret": account.app_secret, "TYSHXYDM": account.granted_by[0],
    });
    let token: Value = serde_json::from_slice(&post(http, server, "token/get", &token).await?)?;
    let parameters = json!({
        "accessToken": token["accessToken"], "requestType": "1", "rangeValue": "2026-08-10",
        "currentPageNumber": "1",
    });
    post(http, server, "sharing/get", &parameters).await
}

async fn post(
    http: &HttpTransport,
    server: &Server,
    path: &str,
    parameters: &Value,
) -> Result<Bytes> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let form = form.append_pair(udid_types::FORM_FIELD, &parameters.to_string()).finish();
    let request = Request::post(format!("http://{}/api/v2/{path}", server.address));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    Ok(http.send(request.body(Bytes::from(form))?).await?.into_body())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
