//! All services behind one port.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use sandbox_core::{
    Context, Faults, Host, HostedService, Journal, Server, ServerSettings, Services, VirtualClock,
};

use crate::{CloudmfgService, DbhsService, IdcodeService, Settings, UdidService};

const DOCS_PAGE: &str = include_str!("generated/docs.html");

/// A running sandbox; dropping it stops it.
pub struct Sandbox {
    server: Server,
    udid: Host<UdidService>,
    idcode: Host<IdcodeService>,
    dbhs: Host<DbhsService>,
    cloudmfg: Host<CloudmfgService>,
}

sandbox_core::opaque_debug!(Sandbox);

/// Hosts an additional service.
type HostService = Box<dyn FnOnce(&Context) -> Arc<dyn HostedService> + Send>;

/// A sandbox that has not been started yet.
#[must_use]
pub struct SandboxBuilder {
    settings: Settings,
    port: u16,
    additional: Vec<HostService>,
}

sandbox_core::opaque_debug!(SandboxBuilder);

impl SandboxBuilder {
    /// Listens on this port instead of a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds a service, as `.service(|context| Arc::new(Host::new(MyService::new(), context)))`. It gets
    /// faults, rate limits, journal, admin endpoints and documentation like the others.
    pub fn service<F>(mut self, host: F) -> Self
    where
        F: FnOnce(&Context) -> Arc<dyn HostedService> + Send + 'static,
    {
        self.additional.push(Box::new(host));
        self
    }

    /// Starts it on the loopback address.
    ///
    /// # Errors
    /// If the port is taken, or a rule of the [settings](Settings::faults) is rejected.
    #[allow(clippy::unused_async, reason = "the server needs a Tokio runtime")]
    pub async fn start(self) -> io::Result<Sandbox> {
        let Settings { udid, idcode, dbhs, cloudmfg, .. } = self.settings;
        let Settings { seed, clock, latency, faults, has_admin, max_connections, observer, .. } =
            self.settings;
        let settings =
            ServerSettings { seed, clock, latency, faults, has_admin, max_connections, observer };
        let mut server = Server::bind(settings, self.port)?;
        let udid = server.host(|context| UdidService::new(udid, context));
        let idcode = server.host(|context| IdcodeService::new(idcode, context));
        let dbhs = server.host(|context| DbhsService::new(dbhs, context));
        let cloudmfg = server.host(|_| CloudmfgService::new(cloudmfg));
        for host in self.additional {
            let service = host(server.context());
            server.add(service);
        }
        server.docs_page(DOCS_PAGE);
        Ok(Sandbox { server: server.start()?, udid, idcode, dbhs, cloudmfg })
    }
}

impl Sandbox {
    /// Starts a sandbox with default settings.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn start() -> io::Result<Self> {
        Self::builder(Settings::default()).start().await
    }

    /// A sandbox with other settings.
    pub fn builder(settings: Settings) -> SandboxBuilder {
        SandboxBuilder { settings, port: 0, additional: Vec::new() }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The clock of all services, which can be moved.
    pub fn clock(&self) -> &VirtualClock {
        self.server.clock()
    }

    /// The fault rules of all services.
    pub fn faults(&self) -> &Faults {
        self.server.faults()
    }

    /// The requests that were answered.
    pub fn journal(&self) -> &Journal {
        self.server.journal()
    }

    /// All services, by name.
    pub fn services(&self) -> &Services {
        self.server.services()
    }

    /// The UDID service.
    pub fn udid(&self) -> &Host<UdidService> {
        &self.udid
    }

    /// Base URL of the UDID service's production environment.
    pub fn udid_url(&self) -> String {
        self.udid.base_url()
    }

    /// Base URL of the UDID service's test environment: the same records.
    pub fn udid_test_url(&self) -> String {
        format!("http://{}/api/beta/v2", self.address())
    }

    /// Application code of the first UDID account.
    pub fn app_id(&self) -> &str {
        &self.udid.account().app_id
    }

    /// Application secret of the first UDID account.
    pub fn app_secret(&self) -> &str {
        &self.udid.account().app_secret
    }

    /// A credit code that granted access to the first UDID account.
    pub fn credit_code(&self) -> &str {
        self.udid.account().granted_by.first().map_or("", String::as_str)
    }

    /// The IDcode service.
    pub fn idcode(&self) -> &Host<IdcodeService> {
        &self.idcode
    }

    /// Base URL of the IDcode service.
    pub fn idcode_url(&self) -> String {
        self.idcode.base_url()
    }

    /// Authorization key (`access_token`) of the first IDcode account.
    pub fn idcode_access_token(&self) -> &str {
        &self.idcode.account().access_token
    }

    /// Authorization code of the first IDcode account.
    pub fn idcode_authorization_code(&self) -> &str {
        &self.idcode.account().authorization_code
    }

    /// The DBHS service.
    pub fn dbhs(&self) -> &Host<DbhsService> {
        &self.dbhs
    }

    /// Base URL of the DBHS service.
    pub fn dbhs_url(&self) -> String {
        self.dbhs.base_url()
    }

    /// Application key (`appKey`) of the first DBHS account.
    pub fn dbhs_app_key(&self) -> &str {
        &self.dbhs.account().app_key
    }

    /// Secret key (`secretKey`) of the first DBHS account.
    pub fn dbhs_secret_key(&self) -> &str {
        &self.dbhs.account().secret_key
    }

    /// The cloud manufacturing platform.
    pub fn cloudmfg(&self) -> &Host<CloudmfgService> {
        &self.cloudmfg
    }

    /// Base URL of the cloud manufacturing platform.
    pub fn cloudmfg_url(&self) -> String {
        self.cloudmfg.base_url()
    }

    /// User (`userId`) of the first account of the cloud manufacturing platform.
    pub fn cloudmfg_user_id(&self) -> &str {
        &self.cloudmfg.account().user_id
    }

    /// Token (`access_token`) of the first account of the cloud manufacturing platform.
    pub fn cloudmfg_access_token(&self) -> &str {
        &self.cloudmfg.account().access_token
    }

    /// Waits until the server ends, which it does only with an error.
    ///
    /// # Errors
    /// What ended it.
    pub async fn join(self) -> io::Result<()> {
        self.server.join().await
    }
}
