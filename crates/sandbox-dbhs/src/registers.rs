//! The two registers and what look-ups in them find.

use std::sync::Arc;

use auth::{Clock, in_beijing};
use sandbox_core::{Context, VirtualClock};
use serde_json::{Value, json};

use crate::reply::with_all_fields;
use crate::search::{Wanted, registrations};
use crate::settings::DbhsSettings;
use crate::{enterprise, organization, product};

/// The business register and the register of products.
pub struct Registers {
    pub seed: u64,
    clock: Arc<VirtualClock>,
    unknown_permille: u32,
    max_rows: usize,
}

impl Registers {
    pub fn new(settings: &DbhsSettings, context: &Context) -> Self {
        Self {
            seed: context.seed(),
            clock: Arc::clone(context.clock()),
            unknown_permille: settings.unknown_permille,
            max_rows: settings.max_rows,
        }
    }

    /// The enterprise with a name or number; null if there is none.
    pub fn organization(&self, key: &str) -> Value {
        let found = enterprise::find(self.seed, self.unknown_permille, key);
        found.map_or(Value::Null, |enterprise| {
            with_all_fields(&organization::organization(self.seed, &enterprise))
        })
    }

    /// A page of the registrations that match.
    pub fn products(&self, wanted: &Wanted) -> Value {
        let mut rows = Vec::new();
        let mut total = 0_u64;
        for registration in registrations(self.seed, self.this_year(), wanted) {
            total += 1;
            if rows.len() < self.max_rows {
                rows.push(with_all_fields(&product::row(&registration)));
            }
        }
        json!({"total": total, "rows": rows})
    }

    /// The first registration that matches (decision D15: two may share a number); null if there is
    /// none.
    pub fn product(&self, wanted: &Wanted) -> Value {
        let found = registrations(self.seed, self.this_year(), wanted).next();
        let product = found.map(|registration| product::product(&registration));
        product.map_or(Value::Null, |product| with_all_fields(&product))
    }

    fn this_year(&self) -> i16 {
        in_beijing(self.clock.now()).year()
    }
}
