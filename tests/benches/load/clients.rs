//! The clients of all protocols, and the time that they share with the sandbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use auth::ManualClock;
use bytes::Bytes;
use cloudmfg_client::types::QueryDeviceRequest;
use http::Request;
use idcode_client::types::{GetUnitStatusRequest, RegisterUnitRequest, UnitCode};
use jiff::SignedDuration;
use sandbox::Settings;
use sandbox::udid::{Catalog, RecordId};
use serde_json::{Value, json};
use transport::{HttpTransport, RateLimit, RetryPolicy, Transport};

use crate::Result;
use crate::drive::{Caller, Figures, Told};
use crate::server::{BEGIN, RECORDS_PER_DAY, Server};

const DAY: &str = "2026-08-10";

/// Records in a full page.
const PAGE: u64 = 20;

/// Clients of all protocols and what they talk about.
pub struct World {
    clients: Vec<Arc<Mixed>>,
    clock: Arc<ManualClock>,
    http: HttpTransport,
    root: String,
}

/// A client of one of the protocols.
pub struct Mixed {
    client: Client,
    /// Calls so far.
    count: AtomicU64,
    /// A record, by whose names and numbers is looked up.
    record: udid_client::types::DeviceRecord,
}

enum Client {
    Udid(udid_client::Client),
    Idcode { client: idcode_client::Client, unit: UnitCode, registration: Box<RegisterUnitRequest> },
    Dbhs(dbhs_client::Client),
    Cloudmfg(cloudmfg_client::Client),
}

impl World {
    /// Half of the clients are of UDID, a quarter of IDcode, an eighth each of the others.
    pub async fn new(server: &Server, clients: usize, calls: u64) -> Result<Self> {
        let clock = Arc::new(ManualClock::new(BEGIN));
        let http = HttpTransport::builder().no_proxy().build()?;
        let root = format!("http://{}", server.address);
        let (catalog, day) = (Catalog::new(Settings::default().seed), DAY.parse()?);
        let mut world = Self { clients: Vec::new(), clock, http, root };
        for index in 0..clients {
            let client = match index % 8 {
                0..4 => Client::Udid(udid(&world.root, &world.http, &world.clock)?),
                4 | 5 => world.idcode(index).await?,
                6 => Client::Dbhs(world.dbhs()?),
                _ => Client::Cloudmfg(world.cloudmfg()?),
            };
            let record = catalog.record(RecordId { day, index: u32::try_from(index)? });
            world.clients.push(Arc::new(Mixed { client, count: AtomicU64::new(0), record }));
        }
        // A little less than what comes, so that some calls are too many.
        let each_second = calls * clients as u64 / 2 / 60;
        let limit = json!({"service": "udid", "per_second": (each_second * 19 / 20).max(1)});
        world.admin("limits", Some(limit)).await?;
        Ok(world)
    }

    pub fn callers(&self) -> &[Arc<Mixed>] {
        &self.clients
    }

    /// Lets a second pass for the sandbox and its clients.
    pub async fn pass_second(&self) -> Result<()> {
        self.clock.advance(SignedDuration::from_secs(1));
        self.admin("clock", Some(json!({"advance": "1s"}))).await?;
        Ok(())
    }

    /// Holds what the clients did against what the sandbox saw.
    pub async fn check(&self, figures: &Figures) -> Result<()> {
        let requests = self.admin("requests", None).await?;
        let requests = requests.as_array().ok_or("no requests")?;
        let last = requests.last().and_then(|request| request["number"].as_u64());
        let sent = self.clients.iter().map(|mixed| mixed.client.attempts()).sum::<u64>();
        assert_eq!(last, Some(sent), "every request was answered");
        assert!(requests.len() <= 10_000, "the journal is bounded");
        assert!(sent > figures.calls, "tokens were asked for");
        assert!(figures.refused > 0, "limits and names that are taken");
        let clock = self.admin("clock", None).await?;
        let ten_minutes = BEGIN.checked_add(SignedDuration::from_mins(10))?;
        let now: jiff::Timestamp = clock["now"].as_str().unwrap_or_default().parse()?;
        assert_eq!(now, ten_minutes);
        Ok(())
    }

    async fn admin(&self, what: &str, body: Option<Value>) -> Result<Value> {
        let address = format!("{}/admin/{what}", self.root);
        let request = match body {
            Some(body) => Request::post(address)
                .header("content-type", "application/json")
                .body(Bytes::from(body.to_string()))?,
            None => Request::get(address).body(Bytes::new())?,
        };
        Ok(serde_json::from_slice(self.http.send(request).await?.body())?)
    }

    /// A client with a unit of its own.
    async fn idcode(&self, index: usize) -> Result<Client> {
        let account = Settings::default().idcode.accounts.swap_remove(0);
        let credentials =
            idcode_client::Credentials::new(account.access_token, account.authorization_code);
        let client = idcode_client::Client::builder(self.root.clone()).credentials(credentials);
        let client = client.clock(self.clock.clone()).retry(RetryPolicy::none());
        let client = client.transport(self.http.clone()).build()?;
        let place = client.regions().await?.place(110_105).ok_or("no such district")?;
        let registration = RegisterUnitRequest::new()
            .with_login_name(format!("login {index}"))
            .with_password("a password")
            .with_unit_name(format!("单位 {index}"))
            .with_unit_type(1_u64)
            .with_province_id(place.province_id)
            .with_city_id(place.city_id)
            .with_area_id(place.area_id)
            .with_contact_phone("13800000000");
        let unit = client.register_unit(&registration).await?.unit_code.ok_or("no unit code")?;
        Ok(Client::Idcode { client, unit, registration: Box::new(registration) })
    }

    fn dbhs(&self) -> Result<dbhs_client::Client> {
        let account = Settings::default().dbhs.accounts.swap_remove(0);
        let credentials = dbhs_client::Credentials::new(account.app_key, account.secret_key);
        let client = dbhs_client::Client::builder(self.root.clone()).credentials(credentials);
        let client = client.clock(self.clock.clone()).retry(RetryPolicy::none());
        Ok(client.transport(self.http.clone()).build()?)
    }

    fn cloudmfg(&self) -> Result<cloudmfg_client::Client> {
        let account = Settings::default().cloudmfg.accounts.swap_remove(0);
        let credentials = cloudmfg_client::Credentials::new(account.user_id, account.access_token);
        let client = cloudmfg_client::Client::builder(self.root.clone()).credentials(credentials);
        Ok(client.retry(RetryPolicy::none()).transport(self.http.clone()).build()?)
    }
}

/// A client of the UDID service at this address, which does not slow down and takes every failure for
/// an answer.
pub fn udid(
    root: &str,
    http: &HttpTransport,
    clock: &Arc<ManualClock>,
) -> Result<udid_client::Client> {
    let account = Settings::default().udid.accounts.swap_remove(0);
    let granted_by = account.granted_by.into_iter().next().unwrap_or_default();
    let credentials = udid_client::Credentials::new(account.app_id, account.app_secret, granted_by);
    let client = udid_client::Client::builder(format!("{root}/api/v2")).credentials(credentials);
    let client =
        client.clock(clock.clone()).retry(RetryPolicy::none()).rate_limit(RateLimit::unlimited());
    Ok(client.transport(http.clone()).build()?)
}

/// A page of the listing, another one each time.
pub async fn page(
    client: &udid_client::Client,
    number: u64,
) -> std::result::Result<(), udid_client::Error> {
    let pages = u64::from(RECORDS_PER_DAY) / PAGE;
    let period: udid_client::types::Period = DAY.parse().expect("a day");
    let page = client.list_devices(&period.page(number * 7919 % pages + 1)).await?;
    let devices = page.data_set.map_or(0, |data_set| data_set.devices.len());
    assert_eq!(devices as u64, PAGE, "a full page");
    Ok(())
}

#[async_trait::async_trait]
impl Caller for Mixed {
    async fn call(&self) -> Told {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let device = &self.record.device;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match &self.client {
            Client::Udid(client) if number % 10 == 9 => {
                told(client.find_device(&text(&device.primary_di)).await)
            }
            Client::Udid(client) => told(page(client, number).await),
            Client::Idcode { client, unit, .. } if number % 4 < 2 => {
                told(client.get_unit_status(&GetUnitStatusRequest::new(unit.clone())).await)
            }
            Client::Idcode { client, .. } if number % 4 == 2 => {
                told(client.list_unit_types().await)
            }
            // The name is taken.
            Client::Idcode { client, registration, .. } => {
                told(client.register_unit(registration).await)
            }
            Client::Dbhs(client) if number.is_multiple_of(2) => {
                told(client.find_organization(&text(&device.registrant_name)).await)
            }
            Client::Dbhs(client) => {
                let numbers = device.registration_numbers.as_ref();
                let number = numbers.and_then(|numbers| numbers.iter().next());
                told(client.find_product(&number.unwrap_or_default()).await)
            }
            Client::Cloudmfg(client) => {
                told(client.query_device(&QueryDeviceRequest::new("285863325")).await)
            }
        }
    }
}

fn told<T, S: client_core::ReturnCodeError, O: client_core::ClientErrorKind + std::fmt::Display>(
    outcome: std::result::Result<T, client_core::Error<S, O>>,
) -> Told {
    match outcome {
        Ok(_) => Told::Done,
        Err(client_core::Error::Service(_)) => Told::Refused,
        Err(error) => Told::Failed(error.to_string()),
    }
}

impl Client {
    /// Requests that it sent.
    fn attempts(&self) -> u64 {
        match self {
            Self::Udid(client) => client.counts().attempts,
            Self::Idcode { client, .. } => client.counts().attempts,
            Self::Dbhs(client) => client.counts().attempts,
            Self::Cloudmfg(client) => client.counts().attempts,
        }
    }
}
