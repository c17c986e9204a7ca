//! Everything that is registered, and how it is found.

mod batch;
mod codes;
mod download;
mod registration;
mod review;
mod short_code;
mod ticket;
mod unit;

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use idcode_types::ResultCode;
use jiff::Timestamp;

use crate::call::{AdmittedCall, Answer, Failure};
use crate::settings::{IdcodeAccount, IdcodeRole};

pub use batch::Batch;
pub use codes::{Codes, check_item};
pub use download::Download;
pub use registration::Registration;
pub use review::{Review, Stage};
pub use short_code::ShortCodes;
pub use ticket::{Purpose, Ticket};
pub use unit::Unit;

/// First identifiers: as long as the real ones, above `i64::MAX`.
const UNITS: u64 = 10_010_000_000_000_000_001;
const REGISTRATIONS: u64 = 10_030_000_000_000_000_001;
const URL_REVIEWS: u64 = 10_040_000_000_000_000_001;
const BATCHES: u64 = 10_050_000_000_000_000_001;

/// A verification code that was sent to a phone.
pub struct SentCode {
    pub code: String,
    pub sent_at: Timestamp,
}

/// What the service knows.
pub struct Registry {
    pub seed: u64,
    /// Base URL of the service itself.
    pub base_url: String,
    pub units: Vec<Unit>,
    pub registrations: Vec<Registration>,
    pub batches: Vec<Batch>,
    /// URLs that need no review once their own has passed.
    pub whitelist: Vec<(String, Review)>,
    /// Verification codes by phone.
    pub sms: HashMap<String, SentCode>,
    /// Pages that were shown and wait to be submitted.
    pub tickets: HashMap<String, Ticket>,
    /// Short codes made so far.
    pub short_codes: u64,
    /// Files of codes to download.
    pub downloads: HashMap<String, Download>,
    /// Pictures to download, as PNG.
    pub pictures: HashMap<String, Bytes>,
    counter: u64,
}

impl Registry {
    pub fn new(seed: u64, base_url: String) -> Self {
        Self {
            seed,
            base_url,
            units: Vec::new(),
            registrations: Vec::new(),
            batches: Vec::new(),
            whitelist: Vec::new(),
            sms: HashMap::new(),
            tickets: HashMap::new(),
            short_codes: 0,
            downloads: HashMap::new(),
            pictures: HashMap::new(),
            counter: 0,
        }
    }

    /// A number that looks random and is the same for the same seed and history.
    pub fn draw(&mut self) -> u64 {
        self.counter += 1;
        random::nth(self.seed, self.counter)
    }

    pub fn next_unit_id(&self) -> String {
        next(UNITS, self.units.len())
    }

    pub fn next_registration_id(&self) -> String {
        next(REGISTRATIONS, self.registrations.len())
    }

    pub fn next_url_review_id(&self) -> String {
        next(URL_REVIEWS, self.registrations.len())
    }

    pub fn next_batch_id(&self) -> String {
        next(BATCHES, self.batches.len())
    }

    /// The unit of `company_idcode`; code 10003 if there is none.
    pub fn unit(&self, call: &AdmittedCall) -> Answer<&Unit> {
        let found = self.find_unit(call.account, call.text("company_idcode"));
        found.ok_or(ResultCode::UnitNotFound.into())
    }

    /// The same, to be changed.
    pub fn unit_mut(&mut self, call: &AdmittedCall) -> Answer<&mut Unit> {
        let code = call.text("company_idcode");
        let mut units = self.units.iter_mut();
        let found = units.find(|unit| unit.code() == code && is_visible(call.account, unit));
        found.ok_or(ResultCode::UnitNotFound.into())
    }

    /// The unit of a main code, if the account finds it.
    pub fn find_unit(&self, account: &IdcodeAccount, code: &str) -> Option<&Unit> {
        self.visible(account).find(|unit| unit.code() == code)
    }

    /// The units that an account finds.
    pub fn visible<'a>(&'a self, account: &IdcodeAccount) -> impl Iterator<Item = &'a Unit> {
        self.units.iter().filter(move |unit| is_visible(account, unit))
    }

    /// A registration of this unit; code 50003 if there is none.
    pub fn registration(&self, unit: &Unit, id: &str) -> Answer<&Registration> {
        let mut of_unit = self.registrations.iter().filter(|one| one.unit_code == unit.code());
        of_unit.find(|one| one.id == id).ok_or(ResultCode::BadCategoryRegistration.into())
    }

    /// A batch of codes of this unit.
    pub fn batch(&self, unit: &Unit, id: &str) -> Answer<&Batch> {
        let found = self.batches.iter().find(|batch| {
            batch.id == id && self.registration(unit, &batch.registration_id).is_ok()
        });
        found.ok_or_else(|| Failure::because(format!("the unit has no batch {id}")))
    }

    /// Whether this URL needs no review any more.
    pub fn is_whitelisted(&self, url: &str, now: Timestamp, delay: Duration) -> bool {
        self.whitelist.iter().any(|(listed, review)| {
            listed == url && matches!(review.stage(now, delay), Stage::Passed(_))
        })
    }

    /// All reviews.
    pub fn reviews(&mut self) -> impl Iterator<Item = &mut Review> {
        let units = self.units.iter_mut().map(|unit| &mut unit.review);
        let registrations = self.registrations.iter_mut().map(|one| &mut one.review);
        let whitelist = self.whitelist.iter_mut().map(|(_, review)| review);
        units.chain(registrations).chain(whitelist)
    }
}

fn next(first: u64, count: usize) -> String {
    (first + count as u64).to_string()
}

fn is_visible(account: &IdcodeAccount, unit: &Unit) -> bool {
    account.role == IdcodeRole::ServiceProvider || unit.registered_by == account.access_token
}
