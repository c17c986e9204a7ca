//! What a simulated service provides, and how it is hosted.

mod host;
mod hosted;

use axum::Router;
use axum::extract::FromRequest;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use wire::EndpointInfo;

use crate::fault::{Fault, ServiceEffects, Totals};
use crate::rate_limit::{RateLimiter, RateLimits};
use crate::reply::Reply;

pub use host::Host;
pub use hosted::{HostedService, Services};

/// A simulated service: its endpoints as data, and how it answers them.
///
/// [`Host`] does everything that services have in common: it builds the routes from
/// [`ENDPOINTS`](Self::ENDPOINTS), counts calls, draws faults, keeps the rate limits, records calls
/// in the journal, and serves the service's OpenAPI document and admin endpoints. A service needs
/// no line in this crate.
///
/// ```
/// use sandbox_core::{Call, Context, HttpRequest, Reply, Server, ServerSettings, Service};
/// use serde_json::json;
/// use wire::EndpointInfo;
///
/// struct Toy;
///
/// impl Service for Toy {
///     const NAME: &'static str = "toy";
///     const ENDPOINTS: &'static [EndpointInfo] = &[/* generated from a specification */];
///     const OPENAPI: &'static str = "{}";
///     type Request = HttpRequest;
///
///     fn answer(&self, call: Call<'_>, _: HttpRequest) -> Reply {
///         let is_one_too_many = !call.rate_limiter.admit("the only account", call.now);
///         if call.must_fail || call.effects.is_too_frequent || is_one_too_many {
///             return Reply::serialize("503", &json!({"code": "503"}));
///         }
///         Reply::serialize("0", &json!({"code": "0"}))
///     }
///
///     fn credentials(&self) -> Vec<(&'static str, String)> {
///         vec![("token", "sandbox-token".to_owned())]
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::io::Result<()> {
/// let mut server = Server::bind(ServerSettings::default(), 0)?;
/// let toy = server.host(|_: &Context| Toy);
/// let server = server.start()?;
/// assert_eq!(toy.base_url(), format!("http://{}", server.address()));
/// assert_eq!(server.services().get("toy").unwrap().credentials(), toy.credentials());
/// # Ok(())
/// # }
/// ```
///
/// A service is shared by all calls, and by the tests that hold its [`Host`], which dereferences to
/// it; what changes in it is behind a lock of its own. Calls of one service are answered one at a
/// time.
pub trait Service: Send + Sync + Sized + 'static {
    /// Name in fault rules, journal and admin endpoints: that of its specification, lower case.
    const NAME: &'static str;
    /// Its endpoints. Each gets a route for each of its methods.
    const ENDPOINTS: &'static [EndpointInfo];
    /// Its OpenAPI document (JSON), served as `/openapi/NAME.json`.
    const OPENAPI: &'static str;
    /// What precedes the paths of endpoints. The first belongs to the base URL.
    const BASE_PATHS: &'static [&'static str] = &[""];
    /// Keys of totals in its replies.
    const TOTALS: Totals = Totals::NONE;
    /// Rules that it adds to the general fault profiles: JSON, lists of rules by name of the
    /// profile.
    const FAULT_PROFILES: &'static str = "{}";

    /// A request as the service reads it; [`HttpRequest`](crate::HttpRequest) fits most.
    type Request: FromRequest<()> + Send + 'static;

    /// Answers a call.
    ///
    /// Applies what the call says: it fails if it [must](Call::must_fail), admits the caller to the
    /// [rate limiter](Call::rate_limiter) and applies the [effects](Call::effects) of faults that
    /// [`can_affect`](Self::can_affect) accepts.
    fn answer(&self, call: Call<'_>, request: Self::Request) -> Reply;

    /// Credentials of an account, under their names in the configuration of `yima`.
    fn credentials(&self) -> Vec<(&'static str, String)>;

    /// The rate limits at the start.
    fn rate_limits(&self) -> RateLimits {
        RateLimits::NONE
    }

    /// Whether a fault can change anything at an endpoint. A rule that can change nothing anywhere is
    /// rejected.
    fn can_affect(&self, fault: &Fault, endpoint: &EndpointInfo) -> bool {
        fault.can_affect_reply(endpoint, Self::TOTALS)
    }

    /// What a perfect client would hold, for the admin endpoint `/admin/truth/NAME`, or for
    /// `/admin/truth/NAME/DAY`. `None` if there is nothing of the kind (without a day, or of a day).
    fn truth(&self, _day: Option<Date>, _services: &Services) -> Option<Value> {
        None
    }

    /// Adds routes that are not endpoints, or changes how all are served.
    fn extend_routes(_host: &Host<Self>, routes: Router) -> Router {
        routes
    }
}

/// A call of an endpoint, with what tests have arranged for it.
#[non_exhaustive]
pub struct Call<'a> {
    /// The endpoint.
    pub endpoint: &'static EndpointInfo,
    /// The time, as far as the service knows it.
    pub now: Timestamp,
    /// The call has to fail with the service's own error, whatever it asks for.
    pub must_fail: bool,
    /// What faults do inside the service.
    pub effects: ServiceEffects,
    /// Counts the calls of the service's accounts.
    pub rate_limiter: &'a mut RateLimiter,
}

impl std::fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
