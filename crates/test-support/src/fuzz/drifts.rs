//! What `yima drift` does with an answer.

use std::collections::HashSet;

use recording::{Change, Drift, drift, endpoint_at};
use saphyr_parser::{Event, Parser};
use serde_json::Value;
use wire::{EndpointInfo, EnumInfo, OpenEnum};

/// The endpoints of a protocol, and its return codes.
pub type Documented = (&'static [EndpointInfo], &'static EnumInfo);

pub const PROTOCOLS: [Documented; 4] = [
    (&udid_types::ENDPOINTS, udid_types::ReturnCode::INFO),
    (&idcode_types::ENDPOINTS, idcode_types::ResultCode::INFO),
    (&dbhs_types::ENDPOINTS, dbhs_types::ReturnCode::INFO),
    (&cloudmfg_types::ENDPOINTS, cloudmfg_types::Status::INFO),
];

/// Each difference once, with lines of YAML that say what was found.
pub fn check_drift(path: &str, answer: &Value) {
    for (endpoints, codes) in PROTOCOLS {
        let Some(endpoint) = endpoint_at(endpoints, "POST", path) else { continue };
        let found = drift(endpoint, codes, answer);
        assert_eq!(found.iter().collect::<HashSet<_>>().len(), found.len());
        found.iter().for_each(check_yaml);
    }
}

fn check_yaml(drift: &Drift) {
    let yaml = drift.yaml();
    let events = Parser::new_from_str(&yaml).map(|event| {
        event.unwrap_or_else(|error| {
            panic!("{error} in {yaml}");
        })
    });
    let mut texts = events.filter_map(|(event, _)| match event {
        Event::Scalar(text, ..) => Some(text.into_owned()),
        _ => None,
    });
    if let Change::UnknownField { key: wire, .. } | Change::UnlistedValue { value: wire, .. } =
        &drift.change
    {
        assert_eq!(texts.next().as_deref(), Some("wire"), "{yaml}");
        assert_eq!(texts.next().as_ref(), Some(wire), "{yaml}");
    }
}
