//! What holds for every model and any bytes. The lists of models that the crates of models test
//! themselves with make the tables here, so that a new model is fuzzed by itself.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::{DecodeError, FieldRef, Model, ModelInfo, Nested};

use super::error_text::assert_short;

/// A model, and what is done with bytes that may be one.
pub struct Checked {
    /// Its fields.
    pub info: &'static ModelInfo,
    /// Decodes, writes, and decodes again.
    pub check: fn(&[u8]),
}

/// What is decoded is written and read again without a difference, and can be looked at; what
/// cannot be decoded gives an error that repeats nothing.
pub fn check<M>(input: &[u8])
where
    M: Model + Nested + PartialEq + Debug + Serialize + DeserializeOwned,
{
    let model: M = match wire::from_slice(input) {
        Ok(model) => model,
        Err(error) => return assert_short(&error),
    };
    assert!(wire::value_from_slice_with_findings(input).is_ok(), "a model, yet no value");
    let written = serde_json::to_string(&model).expect("a model is JSON");
    match wire::from_slice::<M>(written.as_bytes()) {
        Ok(again) => {
            assert_eq!(again, model, "{written}");
            assert_eq!(serde_json::to_string(&again).expect("a model is JSON"), written);
        }
        Err(error) => assert!(is_too_deep(&error), "{error} in {written}"),
    }
    look_at(&model);
}

/// JSON text in a text, and the only element of a list without its list, stand deeper when they are
/// written as they should be: deeper than the parser goes.
fn is_too_deep(error: &DecodeError) -> bool {
    let (DecodeError::NotJson { reason } | DecodeError::Shape { reason, .. }) = error;
    reason.starts_with("recursion limit")
}

/// Every view of a model.
fn look_at<M: Model + Nested + Debug>(model: &M) {
    for index in 0..M::INFO.fields.len() {
        if let FieldRef::Nested(nested) = model.get(index) {
            nested.to_json();
        }
    }
    model.broken_rule();
    assert!(!format!("{model:?}").is_empty());
}

/// The table of a list of models.
macro_rules! table {
    ($types:ident, $count:literal: $($model:ident)*) => {
        pub const MODELS: [$crate::fuzz::checks::Checked; $count] = [$($crate::fuzz::checks::Checked {
            info: <$types::$model as wire::Model>::INFO,
            check: $crate::fuzz::checks::check::<$types::$model>,
        }),*];
    };
}
pub(crate) use table;
