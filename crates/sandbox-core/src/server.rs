//! The HTTP server around the services.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use auth::{Clock, SystemClock};
use axum::{Router, middleware};
use http::StatusCode;
use tokio::task::JoinHandle;

use crate::admin::{self, Admin};
use crate::clock::VirtualClock;
use crate::connection::ConnectionHandle;
use crate::context::Context;
use crate::docs;
use crate::fault::{FaultRule, Faults};
use crate::http_reply::html_page;
use crate::journal::{Journal, Observer};
use crate::listener::FaultyListener;
use crate::middleware::{Recorder, record};
use crate::service::{Host, HostedService, Service, Services};

/// Settings of a sandbox that concern all of its services.
#[derive(Clone)]
pub struct ServerSettings {
    /// Seed of invented data and of chance.
    pub seed: u64,
    /// The clock that the sandbox's [clock](VirtualClock) follows until it is changed.
    pub clock: Arc<dyn Clock>,
    /// Delay of every response.
    pub latency: Duration,
    /// Fault rules at the start.
    pub faults: Vec<FaultRule>,
    /// Whether there are admin endpoints.
    pub has_admin: bool,
    /// Maximum number of connections; further ones wait.
    pub max_connections: usize,
    /// Called with every request when it has been answered.
    pub observer: Option<Observer>,
}

wire::opaque_debug!(ServerSettings);

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            seed: 1,
            clock: Arc::new(SystemClock),
            latency: Duration::ZERO,
            faults: Vec::new(),
            has_admin: false,
            max_connections: 1_000,
            observer: None,
        }
    }
}

/// A server that has its port and gets its services.
#[must_use]
pub struct UnstartedServer {
    listener: TcpListener,
    settings: ServerSettings,
    context: Context,
    services: Services,
    docs_page: Option<&'static str>,
}

wire::opaque_debug!(UnstartedServer);

/// A running server; dropping it stops it.
pub struct Server {
    context: Context,
    journal: Journal,
    services: Services,
    task: JoinHandle<io::Result<()>>,
}

wire::opaque_debug!(Server);

impl UnstartedServer {
    /// What services know of this server.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Hosts a service.
    pub fn host<S: Service>(&mut self, make: impl FnOnce(&Context) -> S) -> Host<S> {
        let host = Host::new(make(&self.context), &self.context);
        self.services.add(Arc::new(host.clone()));
        host
    }

    /// Adds a service that was hosted in the [context](Self::context) of this server.
    pub fn add(&mut self, service: Arc<dyn HostedService>) {
        self.services.add(service);
    }

    /// Serves an HTML page at `/docs`.
    pub fn docs_page(&mut self, page: &'static str) {
        self.docs_page = Some(page);
    }

    /// Starts answering requests, on the current Tokio runtime.
    ///
    /// # Errors
    /// If a rule of the [settings](ServerSettings::faults) is rejected.
    pub fn start(mut self) -> io::Result<Server> {
        let Context { clock, faults, .. } = self.context.clone();
        let rejected = |rejected| io::Error::new(io::ErrorKind::InvalidInput, rejected);
        faults.add_all(std::mem::take(&mut self.settings.faults)).map_err(rejected)?;
        let journal = Journal::new(Arc::clone(&clock), self.settings.observer.take());
        let app = self.app(&journal);
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let max_connections = self.settings.max_connections;
        let listener = FaultyListener::new(listener, max_connections, faults, journal.clone())?;
        let app = app.into_make_service_with_connect_info::<ConnectionHandle>();
        let task = tokio::spawn(async move { axum::serve(listener, app).await });
        Ok(Server { context: self.context, journal, services: self.services, task })
    }

    fn app(&self, journal: &Journal) -> Router {
        let Context { clock, faults, .. } = self.context.clone();
        let documents = docs::router(self.docs_page, &self.services);
        let routers = self.services.iter().map(HostedService::router);
        let app = routers.fold(documents, Router::merge);
        let app = app.fallback(async || html_page(StatusCode::NOT_FOUND));
        let recorder =
            Recorder { clock: clock.clone(), faults: faults.clone(), journal: journal.clone() };
        let app = app.layer(middleware::from_fn_with_state(recorder, record));
        if !self.settings.has_admin {
            return app;
        }
        // Added after the layer: requests of admin endpoints are not recorded.
        let services = self.services.clone();
        app.merge(admin::router(Admin { clock, faults, journal: journal.clone(), services }))
    }
}

impl Server {
    /// Takes a port of the loopback address, a free one for 0. Connections wait until the server is
    /// [started](UnstartedServer::start).
    ///
    /// # Errors
    /// If the port is taken.
    pub fn bind(settings: ServerSettings, port: u16) -> io::Result<UnstartedServer> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let clock = Arc::new(VirtualClock::new(Arc::clone(&settings.clock)));
        let context = Context {
            seed: settings.seed,
            address: listener.local_addr()?,
            latency: settings.latency,
            faults: Faults::new(settings.seed, Arc::clone(&clock)),
            clock,
        };
        let (services, docs_page) = (Services::default(), None);
        Ok(UnstartedServer { listener, settings, context, services, docs_page })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.context.address
    }

    /// The clock of all services.
    pub fn clock(&self) -> &VirtualClock {
        &self.context.clock
    }

    /// The fault rules of all services.
    pub fn faults(&self) -> &Faults {
        &self.context.faults
    }

    /// The requests that were answered.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The hosted services.
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// Waits until the server ends, which it does only with an error.
    ///
    /// # Errors
    /// What ended it.
    pub async fn join(mut self) -> io::Result<()> {
        (&mut self.task).await.map_err(io::Error::other)?
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
