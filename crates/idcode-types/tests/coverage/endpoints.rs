//! The endpoints: number, title, methods, path, and whether it is a page.

use idcode_types::ENDPOINTS;

use crate::document::squeeze;
use crate::{load, model_file, table};

const COLUMNS: [&str; 6] = ["number", "title", "methods", "path", "page_interface", "section"];

type Row = [String; 5];

fn printed() -> Vec<Row> {
    let rows = table("endpoints", COLUMNS).into_iter();
    rows.map(|[number, title, methods, path, page, _]| [number, title, methods, path, page])
        .collect()
}

fn yes(is_page: bool) -> String {
    if is_page { "yes".to_owned() } else { String::new() }
}

#[test]
fn the_endpoints_of_the_spec_are_those_of_the_document_in_its_order() {
    let specified: Vec<Row> = load()
        .endpoints
        .iter()
        .map(|endpoint| {
            let methods: Vec<_> = endpoint.methods.iter().map(|at| at.value.as_str()).collect();
            [
                endpoint.id.value.clone(),
                endpoint.text.zh.clone(),
                methods.join(","),
                endpoint.path.value.clone(),
                yes(endpoint.is_page),
            ]
        })
        .collect();
    assert_eq!(specified, printed());
    assert_eq!(specified.len(), 47);
    assert_eq!(specified.iter().filter(|row| row[4] == "yes").count(), 4);
}

#[test]
fn each_endpoint_is_in_the_models() {
    let in_models = ENDPOINTS.each_ref().map(|endpoint| {
        [
            endpoint.id.to_owned(),
            endpoint.zh.to_owned(),
            endpoint.methods.join(","),
            endpoint.path.to_owned(),
            yes(endpoint.is_page),
        ]
    });
    assert_eq!(in_models.as_slice(), printed());
}

#[test]
fn each_endpoint_is_in_the_documentation_of_its_request() {
    let spec = load();
    for [number, title, ..] in printed() {
        let info = crate::info(&number);
        let file = model_file(info.request.name);
        let purpose = squeeze(&crate::endpoint(&spec, &number).purpose.zh);
        let expected = format!("{}：{purpose}(IDcodeSPinterface1,{number})", squeeze(&title));
        assert!(file.contains(&expected), "{expected} is not in the file of {}", info.request.name);
    }
}
