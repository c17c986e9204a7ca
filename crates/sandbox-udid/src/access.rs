//! Tokens: who got which, and how long it is valid.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use udid_types::ReturnCode;

use crate::reply::Failure;
use crate::settings::UdidAccount;

/// A token is not renewed while it is valid for longer than this.
const NO_NEW_TOKEN_BEFORE: SignedDuration = SignedDuration::from_mins(5);

/// The tokens that were issued.
#[derive(Default)]
pub struct Access {
    tokens: HashMap<String, Issued>,
    made: u64,
    randomness: RandomState,
}

#[derive(Clone)]
struct Issued {
    app_id: String,
    credit_code: String,
    expires_at: Timestamp,
}

/// What P002 returns.
pub enum Grant {
    /// A new token and its lifetime.
    New(String, SignedDuration),
    /// The token that is still valid for more than five minutes.
    StillValid(String),
}

impl Access {
    /// A token for an account and a registrant.
    pub fn grant(
        &mut self,
        account: &UdidAccount,
        credit_code: &str,
        lifetime: Duration,
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
        let lifetime = SignedDuration::try_from(lifetime).unwrap_or(SignedDuration::MAX);
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
