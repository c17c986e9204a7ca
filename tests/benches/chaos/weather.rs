//! What all clients of a run go through: the same faults, and time that jumps over pauses.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use auth::ManualClock;
use jiff::SignedDuration;
use sandbox::{Fault, FaultRule, Frequency, Sandbox, Settings, UdidSettings};
use transport::{HttpTransport, Timing};

/// Begins all credentials and contacts.
pub const MARKER: &str = "pl4nted";

/// Profiles of faults, one after the other, and then again: what services do by themselves.
const PROFILES: [&str; 5] = ["flaky", "dirty", "flaky+limits", "outage", "flaky+dirty+limits"];

/// No answer is larger; the faults that are larger are not much so, as they are many.
const LIMIT: usize = 1_000_000;

/// On the clock of the computer, as delays of the sandbox are.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Calls at one place in the course of the weather.
const STEP: u64 = 200;

/// One service with its own sandbox and its own time: clients do not disturb each other, so that
/// the same seed gives the same faults.
pub struct World {
    pub sandbox: Sandbox,
    pub clock: Arc<ManualClock>,
    pub timing: Arc<Jumping>,
    pub http: HttpTransport,
    changed: u64,
}

impl World {
    pub async fn new(seed: u64) -> std::io::Result<Self> {
        let clock = Arc::new(ManualClock::new(jiff::Timestamp::constant(1_787_198_400, 0)));
        let mut settings = Settings {
            seed,
            clock: clock.clone(),
            udid: UdidSettings::with_records_per_day(45),
            has_admin: true,
            ..Settings::default()
        };
        plant(&mut settings);
        let sandbox = Sandbox::builder(settings).start().await?;
        let http = HttpTransport::builder().no_proxy().max_response_bytes(LIMIT);
        let http = http.timeout(TIMEOUT).build().map_err(std::io::Error::other)?;
        let timing = Arc::new(Jumping {
            clock: clock.clone(),
            passed: AtomicU64::new(0),
            chance: AtomicU64::new(seed),
        });
        Ok(Self { sandbox, clock, timing, http, changed: 0 })
    }

    /// Where the sandbox is.
    pub fn root(&self) -> String {
        format!("http://{}", self.sandbox.address())
    }

    /// Changes the faults every few calls.
    pub fn turn(&mut self, calls: u64) {
        let step = calls / STEP + 1;
        if step == self.changed {
            return;
        }
        self.changed = step;
        let faults = self.sandbox.faults();
        faults.clear();
        let index = usize::try_from(step).unwrap_or_default() % PROFILES.len();
        // The names are those of the sandbox; a run in which nothing strikes is refused.
        let _ = faults.add_profiles(PROFILES[index]);
        for fault in hostile() {
            // Records of UDID have keys; rows of DBHS that come twice may be two.
            let service = (fault == Fault::DuplicatedRows).then(|| "udid".to_owned());
            let frequency = Frequency::Probability(0.003);
            let rule = FaultRule { service, frequency, ..FaultRule::new(fault) };
            faults.add(rule).expect("it can strike");
        }
    }

    /// Lets the sun shine.
    pub fn clear(&self) {
        self.sandbox.faults().clear();
    }
}

/// The profile `hostile` with small answers, and without rows and totals that lie: no client can
/// report the truth then.
fn hostile() -> [Fault; 7] {
    let host = Some("elsewhere.invalid".to_owned());
    [
        Fault::GzipBomb { bytes: 2 * LIMIT },
        Fault::Oversized { bytes: 2 * LIMIT },
        Fault::ShortLength,
        Fault::MalformedChunk,
        Fault::InvalidUtf8,
        Fault::Redirect { status: 307, host },
        Fault::DuplicatedRows,
    ]
}

fn plant(settings: &mut Settings) {
    let secret = |name: &str| format!("{MARKER}-{name}");
    settings.udid.accounts[0].app_id = secret("app-id");
    settings.udid.accounts[0].app_secret = secret("app-secret");
    settings.idcode.accounts[0].access_token = secret("token");
    settings.idcode.accounts[0].authorization_code = secret("code");
    settings.dbhs.accounts[0].app_key = secret("key");
    settings.dbhs.accounts[0].secret_key = secret("secret");
    settings.cloudmfg.accounts[0].user_id = secret("user");
    settings.cloudmfg.accounts[0].access_token = secret("access");
    settings.cloudmfg.devices[0].signature = secret("signature");
}

/// On the clock of the computer: a sandbox that nobody could reach looks up now and then whether it
/// may listen again, and must find the time to do so within the patience of a program.
const MOMENT: Duration = Duration::from_millis(1);

/// A time that jumps over pauses, and takes the clock of sandbox and client along.
pub struct Jumping {
    clock: Arc<ManualClock>,
    /// In nanoseconds.
    passed: AtomicU64,
    chance: AtomicU64,
}

#[async_trait]
impl Timing for Jumping {
    fn now(&self) -> Duration {
        Duration::from_nanos(self.passed.load(Ordering::Relaxed))
    }

    async fn sleep(&self, pause: Duration) {
        let nanos = u64::try_from(pause.as_nanos()).unwrap_or(u64::MAX);
        self.passed.fetch_add(nanos, Ordering::Relaxed);
        self.clock.advance(SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX));
        tokio::time::sleep(MOMENT).await;
    }

    /// The same numbers again for the same seed.
    fn jitter(&self) -> f64 {
        let turn = self.chance.fetch_add(1, Ordering::Relaxed);
        fastrand::Rng::with_seed(turn).f64()
    }
}
