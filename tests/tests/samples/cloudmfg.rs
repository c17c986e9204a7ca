//! The examples of the fragment of GB/T 43960-2024.

use std::collections::BTreeSet;

use crate::files;
use crate::show::{Sample, Shown, show_all};

const FOLDER: &str = "cloudmfg/43960-2024/samples";

/// Belongs to a section that is not in the fragment (G2).
const ORPHAN: &str = "A.2.3-failure.json";

/// Printed without the comma behind `msg` (G3).
const NO_JSON: &str = "A.2.5.2-success.txt";

const WITHOUT: &str = "
No usable sample: its request example is the reply of A.2.5, and no reply is printed (decision G8).
";

pub fn files() -> BTreeSet<String> {
    let mut names = files::names(FOLDER);
    assert!(names.remove(ORPHAN));
    names
}

fn samples(id: &str) -> Vec<Sample> {
    let names = files::names_with(FOLDER, &[format!("{id}.")]);
    names.iter().map(|name| sample(name)).collect()
}

fn sample(name: &str) -> Sample {
    let mut text = files::read(&format!("{FOLDER}/{name}"));
    let mut note = "";
    if name == NO_JSON {
        text = text.replacen("\" success\"\n", "\" success\",\n", 1);
        note = ", with the comma behind msg (G3)";
    }
    let mut sample = Sample { note, ..Sample::new(name, &text) };
    if sample.is_request {
        sample.json = sample.json["data"].take();
        sample.note = ", its data";
    }
    sample
}

pub fn shown() -> Vec<Shown> {
    let mut shown = show_all!(samples, cloudmfg_types:
        AuthenticateDeviceRequest QueryDeviceRequest CreateGatewayRequest
        SaveDeviceIdentifierRequest);
    let last = shown.last_mut().expect("endpoints");
    assert_eq!((last.endpoint.id, last.files.len()), ("A.2.7", 0));
    last.text += WITHOUT;
    shown
}
