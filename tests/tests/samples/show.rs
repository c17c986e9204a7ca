//! A sample before and after.

use std::fmt::{Debug, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wire::{Endpoint, EndpointInfo, Kind, Model, ModelInfo};

/// What a document prints for an endpoint.
pub struct Sample {
    pub file: String,
    pub is_request: bool,
    /// What has to be known of it.
    pub note: &'static str,
    pub json: Value,
}

impl Sample {
    /// A sample as it is printed.
    pub fn new(file: &str, text: &str) -> Self {
        let json = serde_json::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        Self { file: file.to_owned(), is_request: file.contains("request"), note: "", json }
    }
}

/// The samples of an endpoint, shown.
pub struct Shown {
    pub endpoint: &'static EndpointInfo,
    /// The files that were shown.
    pub files: Vec<String>,
    pub text: String,
}

/// Shows the samples of an endpoint.
pub fn show<E>(samples: Vec<Sample>) -> Shown
where
    E: Endpoint + Debug + Serialize + DeserializeOwned,
    E::Reply: Debug + Serialize + DeserializeOwned,
{
    let endpoint = E::ENDPOINT;
    let mut text = format!("{} {} {}\n", endpoint.id, endpoint.name, endpoint.zh);
    for sample in &samples {
        text += &if sample.is_request { part::<E>(sample) } else { part::<E::Reply>(sample) };
    }
    Shown { endpoint, files: samples.into_iter().map(|sample| sample.file).collect(), text }
}

fn part<M: Model + Debug + Serialize + DeserializeOwned>(sample: &Sample) -> String {
    let mut json = sample.json.clone();
    let mut note = sample.note.to_owned();
    for name in put_numbers(M::INFO, &mut json) {
        write!(note, ", 1 in the place of the text of {name}").expect("a text takes all");
    }
    let model: M = wire::from_slice(json.to_string().as_bytes())
        .unwrap_or_else(|error| panic!("{}: {error}", sample.file));
    let encoded = serde_json::to_string_pretty(&model).expect("a model is JSON");
    format!("\n=== {}{note}\n\n--- decoded\n{model:#?}\n\n--- encoded\n{encoded}\n", sample.file)
}

/// Puts a number where a text stands for a parameter that is one: a text is refused there. Gives
/// the names of the parameters.
fn put_numbers(info: &ModelInfo, json: &mut Value) -> Vec<&'static str> {
    let mut changed = Vec::new();
    for field in info.fields {
        let Some(value) = json.get_mut(field.wire) else { continue };
        match field.kind {
            Kind::Integer if value.is_string() => {
                *value = json!(1);
                changed.push(field.wire);
            }
            Kind::Model(inner) | Kind::Json(inner) => changed.extend(put_numbers(inner, value)),
            Kind::List(inner) => {
                for value in value.as_array_mut().into_iter().flatten() {
                    changed.extend(put_numbers(inner, value));
                }
            }
            _ => {}
        }
    }
    changed
}

/// Shows the samples of every endpoint that is listed by its request.
macro_rules! show_all {
    ($samples:ident, $types:ident: $($request:ident)*) => {
        vec![$($crate::show::show::<$types::$request>($samples(
            <$types::$request as wire::Endpoint>::ENDPOINT.id,
        ))),*]
    };
}
pub(crate) use show_all;
