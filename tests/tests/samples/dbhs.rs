//! The samples of the DBHS document: replies only.

use std::collections::BTreeSet;

use crate::files;
use crate::show::{Sample, Shown, show_all};

const FOLDER: &str = "dbhs/1/samples";

pub fn files() -> BTreeSet<String> {
    files::names(FOLDER)
}

fn samples(id: &str) -> Vec<Sample> {
    let name = format!("{}.json", id.replace('/', "-"));
    vec![Sample::new(&name, &files::read(&format!("{FOLDER}/{name}")))]
}

pub fn shown() -> Vec<Shown> {
    show_all!(samples, dbhs_types: GetOrganizationRequest ListProductsRequest GetProductRequest)
}
