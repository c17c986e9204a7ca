//! Who may call, how often, and with which token.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use jiff::{SignedDuration, Timestamp};
use udid_types::ReturnCode;

use super::answer::Failure;
use crate::fault::Trouble;
use crate::limits::Limiter;
use crate::{Account, Settings};

/// A token is not renewed while it has more than this left.
const NO_NEW_TOKEN_BEFORE: SignedDuration = SignedDuration::from_mins(5);

/// Tokens and counters.
#[derive(Default)]
pub struct Access {
    tokens: HashMap<String, Issued>,
    limiter: Limiter,
    made: u64,
    randomness: RandomState,
}

#[derive(Clone)]
struct Issued {
    app_id: String,
    credit_code: String,
    expires_at: Timestamp,
}

/// What P002 gives.
pub enum Grant {
    /// A new token and its lifetime.
    New(String, SignedDuration),
    /// The token that is still valid for more than five minutes.
    StillValid(String),
}

/// The counter of calls that have no account yet.
const ALL: &str = "";

impl Access {
    /// Lets the faults of a call do what lasts.
    pub fn suffer(&mut self, trouble: Trouble, now: Timestamp) {
        if trouble.are_tokens_revoked {
            self.revoke_all();
        }
        if trouble.is_quota_used_up {
            self.limiter.use_up(now);
        }
    }

    /// Counts a call of this second.
    pub fn count_in_second(
        &mut self,
        settings: &Settings,
        trouble: Trouble,
        now: Timestamp,
    ) -> Result<(), Failure> {
        if trouble.is_too_frequent || !self.limiter.admit_in_second(settings.limits, ALL, now) {
            return Err(Failure::new(ReturnCode::TooFrequent));
        }
        Ok(())
    }

    /// Counts a call of an account on this day.
    pub fn count_in_day(
        &mut self,
        settings: &Settings,
        app_id: &str,
        now: Timestamp,
    ) -> Result<(), Failure> {
        if !self.limiter.admit_on_day(settings.limits, app_id, now) {
            return Err(Failure::new(ReturnCode::DailyLimitReached));
        }
        Ok(())
    }

    /// Calls that an account has left on this day.
    pub fn left_today(&self, settings: &Settings, app_id: &str, now: Timestamp) -> u32 {
        self.limiter.left_on_day(settings.limits, app_id, now)
    }

    /// A token for an account and a registrant.
    pub fn grant(
        &mut self,
        settings: &Settings,
        account: &Account,
        credit_code: &str,
        now: Timestamp,
    ) -> Result<Grant, Failure> {
        if !account.granted_by.iter().any(|granted| granted == credit_code) {
            return Err(Failure::new(ReturnCode::NotGrantedByRegistrant));
        }
        self.tokens.retain(|_, issued| issued.expires_at > now);
        let valid = self.tokens.iter().find(|(_, issued)| {
            issued.app_id == account.app_id
                && issued.credit_code == credit_code
                && issued.expires_at.duration_since(now) > NO_NEW_TOKEN_BEFORE
        });
        if let Some((token, _)) = valid {
            return Ok(Grant::StillValid(token.clone()));
        }
        let lifetime =
            SignedDuration::try_from(settings.token_lifetime).unwrap_or(SignedDuration::MAX);
        let issued = Issued {
            app_id: account.app_id.clone(),
            credit_code: credit_code.to_owned(),
            expires_at: now.checked_add(lifetime).unwrap_or(Timestamp::MAX),
        };
        self.made += 1;
        let token = [0_u8, 1].map(|half| self.randomness.hash_one((half, self.made, now)));
        let token = format!("{:016x}{:016x}", token[0], token[1]);
        self.tokens.insert(token.clone(), issued);
        Ok(Grant::New(token, lifetime))
    }

    /// The account of a token.
    pub fn account_of(&self, token: Option<&str>, now: Timestamp) -> Result<String, Failure> {
        let token = token.filter(|token| !token.trim().is_empty());
        let token = token.ok_or(Failure::new(ReturnCode::Unauthorized))?;
        let issued = self.tokens.get(token).filter(|issued| issued.expires_at > now);
        let issued = issued.ok_or(Failure::new(ReturnCode::InvalidToken))?;
        Ok(issued.app_id.clone())
    }

    /// Makes all tokens invalid.
    pub fn revoke_all(&mut self) {
        self.tokens.clear();
    }
}
