//! The HTTP server around the services.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::response::Response;
use axum::{Router, middleware};
use http::StatusCode;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::admin::{self, Admin};
use crate::clock::VirtualClock;
use crate::cloudmfg::CloudmfgService;
use crate::dbhs::DbhsService;
use crate::docs;
use crate::fault::{Faults, Reach, html};
use crate::front::{Front, Link};
use crate::idcode::IdcodeService;
use crate::journal::Journal;
use crate::observe::{Around, observe};
use crate::udid::UdidService;
use crate::{Account, CloudmfgAccount, DbhsAccount, IdcodeAccount, Settings};

/// A running sandbox; it stops when it is dropped.
pub struct Sandbox {
    address: SocketAddr,
    clock: Arc<VirtualClock>,
    faults: Faults,
    journal: Journal,
    udid: UdidService,
    idcode: IdcodeService,
    dbhs: DbhsService,
    cloudmfg: CloudmfgService,
    account: Account,
    idcode_account: IdcodeAccount,
    dbhs_account: DbhsAccount,
    cloudmfg_account: CloudmfgAccount,
    server: JoinHandle<io::Result<()>>,
}

/// A sandbox that is about to start.
#[must_use]
pub struct SandboxBuilder {
    settings: Settings,
    port: u16,
}

impl SandboxBuilder {
    /// Listens on this port instead of a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts it on the loopback address.
    ///
    /// # Errors
    /// When the port is taken, or a rule of the [settings](Settings::faults) is refused.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let clock = Arc::new(VirtualClock::new(Arc::clone(&self.settings.clock)));
        self.settings.clock = clock.clone();
        let reach = Reach { idcode_has_capitals: self.settings.idcode.pascal_case_results };
        let faults = Faults::new(self.settings.seed, clock.clone(), reach);
        let refused = |refused| io::Error::new(io::ErrorKind::InvalidInput, refused);
        faults.add_all(std::mem::take(&mut self.settings.faults)).map_err(refused)?;
        let journal = Journal::new(clock.clone(), self.settings.observer.take());
        let Settings { accounts, idcode, dbhs, cloudmfg, .. } = &self.settings;
        let account = accounts.first().cloned().unwrap_or_default();
        let idcode_account = idcode.accounts.first().cloned().unwrap_or_default();
        let dbhs_account = dbhs.accounts.first().cloned().unwrap_or_default();
        let cloudmfg_account = cloudmfg.accounts.first().cloned().unwrap_or_default();
        let idcode = IdcodeService::new(self.settings.clone(), address, &faults);
        let dbhs = DbhsService::new(self.settings.clone(), &faults);
        let cloudmfg = CloudmfgService::new(&self.settings, &faults);
        let udid = UdidService::new(self.settings.clone(), &faults);
        let app = Router::new().merge(udid.router()).merge(idcode.router());
        let app = app.merge(dbhs.router()).merge(cloudmfg.router()).merge(docs::router());
        let app = app.fallback(no_such_page);
        let around =
            Around { clock: clock.clone(), faults: faults.clone(), journal: journal.clone() };
        let mut app = app.layer(middleware::from_fn_with_state(around, observe));
        if self.settings.has_admin {
            // What the admin endpoints are asked is no request of a service.
            app = app.merge(admin::router(Admin {
                clock: clock.clone(),
                faults: faults.clone(),
                journal: journal.clone(),
                udid: udid.clone(),
                idcode: idcode.clone(),
                dbhs: dbhs.clone(),
                cloudmfg: cloudmfg.clone(),
            }));
        }
        let front =
            Front::new(listener, self.settings.most_connections, faults.clone(), journal.clone())?;
        let app = app.into_make_service_with_connect_info::<Link>();
        let server = tokio::spawn(async move { axum::serve(front, app).await });
        Ok(Sandbox {
            address,
            clock,
            faults,
            journal,
            udid,
            idcode,
            dbhs,
            cloudmfg,
            account,
            idcode_account,
            dbhs_account,
            cloudmfg_account,
            server,
        })
    }
}

impl Sandbox {
    /// Starts a sandbox with the usual settings.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> io::Result<Self> {
        Self::builder(Settings::default()).start().await
    }

    /// A sandbox with settings of your own.
    pub fn builder(settings: Settings) -> SandboxBuilder {
        SandboxBuilder { settings, port: 0 }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The time of all services, which can be moved.
    pub fn clock(&self) -> &VirtualClock {
        &self.clock
    }

    /// What goes wrong, at all services.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The requests that were answered.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Base URL of the UDID service's production environment.
    pub fn udid_url(&self) -> String {
        format!("http://{}/api/v2", self.address)
    }

    /// Base URL of the UDID service's test environment: the same records.
    pub fn udid_test_url(&self) -> String {
        format!("http://{}/api/beta/v2", self.address)
    }

    /// Application code of the first account.
    pub fn app_id(&self) -> &str {
        &self.account.app_id
    }

    /// Application secret of the first account.
    pub fn app_secret(&self) -> &str {
        &self.account.app_secret
    }

    /// A credit code that granted access to the first account.
    pub fn credit_code(&self) -> &str {
        self.account.granted_by.first().map_or("", String::as_str)
    }

    /// The UDID service, to be looked into and made to misbehave.
    pub fn udid(&self) -> &UdidService {
        &self.udid
    }

    /// Base URL of the IDcode service.
    pub fn idcode_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Authorisation key (`access_token`) of the first IDcode account.
    pub fn idcode_access_token(&self) -> &str {
        &self.idcode_account.access_token
    }

    /// Authorisation code of the first IDcode account.
    pub fn idcode_authorization_code(&self) -> &str {
        &self.idcode_account.authorization_code
    }

    /// The IDcode service, to be looked into and made to misbehave.
    pub fn idcode(&self) -> &IdcodeService {
        &self.idcode
    }

    /// Base URL of the DBHS service.
    pub fn dbhs_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Application key (`appKey`) of the first DBHS account.
    pub fn dbhs_app_key(&self) -> &str {
        &self.dbhs_account.app_key
    }

    /// Secret key (`secretKey`) of the first DBHS account.
    pub fn dbhs_secret_key(&self) -> &str {
        &self.dbhs_account.secret_key
    }

    /// The DBHS service, to be looked into and made to misbehave.
    pub fn dbhs(&self) -> &DbhsService {
        &self.dbhs
    }

    /// Base URL of the cloud manufacturing platform.
    pub fn cloudmfg_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// User (`userId`) of the first account of the cloud manufacturing platform.
    pub fn cloudmfg_user_id(&self) -> &str {
        &self.cloudmfg_account.user_id
    }

    /// Token (`access_token`) of the first account of the cloud manufacturing platform.
    pub fn cloudmfg_access_token(&self) -> &str {
        &self.cloudmfg_account.access_token
    }

    /// The cloud manufacturing platform, to be looked into and made to misbehave.
    pub fn cloudmfg(&self) -> &CloudmfgService {
        &self.cloudmfg
    }

    /// Waits until the server ends, which it does only with an error.
    ///
    /// # Errors
    /// What ended it.
    pub async fn join(mut self) -> io::Result<()> {
        (&mut self.server).await.map_err(io::Error::other)?
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn no_such_page() -> Response {
    html(StatusCode::NOT_FOUND)
}
