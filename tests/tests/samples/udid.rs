//! The samples of the NMPA UDID document, in the printing that the models are generated from.

use std::collections::BTreeSet;

use crate::files;
use crate::show::{Sample, Shown, show_all};

const FOLDER: &str = "udid/2.0.1/samples";

pub fn files() -> BTreeSet<String> {
    files::names(FOLDER)
}

fn samples(id: &str) -> Vec<Sample> {
    let names = files::names_with(FOLDER, &[format!("{id}-")]);
    let sample = |name: &String| Sample::new(name, &files::read(&format!("{FOLDER}/{name}")));
    names.iter().map(sample).collect()
}

pub fn shown() -> Vec<Shown> {
    show_all!(samples, udid_types:
        ConnectionTest TokenRequest DeviceListRequest DeviceHistoryRequest DeviceDetailRequest)
}
