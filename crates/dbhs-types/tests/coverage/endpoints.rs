//! The endpoints: id, title, method, path and description, and the address of the service.

use dbhs_types::{ENDPOINTS, HOST_PRODUCTION};

use crate::document::squeeze;
use crate::workspace::read;
use crate::{info, is_decided, load, table};

const COLUMNS: [&str; 6] = ["id", "title", "method", "path", "description", "example"];

/// 接口描述 of two endpoints, where nothing stands between the marks (D10).
const EMPTY: &str = "``";

#[test]
fn the_endpoints_of_the_spec_are_those_of_the_document_in_its_order() {
    let printed = table("endpoints", COLUMNS);
    let spec = load();
    assert_eq!((printed.len(), spec.endpoints.len()), (3, 3));
    for ([id, title, method, path, description, _], endpoint) in printed.iter().zip(&spec.endpoints)
    {
        let methods: Vec<_> = endpoint.methods.iter().map(|at| &at.value).collect();
        assert_eq!((&endpoint.id.value, methods), (id, vec![method]));
        assert_eq!((&endpoint.text.zh, &endpoint.path.value), (title, path));
        assert_eq!(&endpoint.purpose.zh, description, "{id}");
        assert_eq!(is_decided(&endpoint.decisions, "D10"), description == EMPTY, "{id}");
    }
}

#[test]
fn each_endpoint_is_in_the_models_and_their_documentation() {
    let rows = table("endpoints", COLUMNS);
    for ([id, title, method, path, description, _], endpoint) in rows.iter().zip(&ENDPOINTS) {
        assert_eq!((endpoint.id, endpoint.zh, endpoint.path), (&**id, &**title, &**path));
        assert_eq!(endpoint.methods, [method.as_str()], "{id}");
        let file = format!("{}.rs", crate::snake(info(id).request.name));
        let file = squeeze(&read(&format!("crates/dbhs-types/src/generated/models/{file}")));
        let expected = format!("{title}：{description}(DBHSopeninterface1,{id})");
        assert!(file.contains(&expected), "{expected} is not in {file}");
    }
    assert_eq!(rows.len(), ENDPOINTS.len());
}

#[test]
fn the_address_and_the_example_lead_to_the_endpoint() {
    let paragraphs = table("paragraphs", ["section", "text"]);
    let is_host = |[_, text]: &[String; 2]| text == &format!("主机地址 {HOST_PRODUCTION}");
    assert!(paragraphs.iter().any(is_host), "{HOST_PRODUCTION}");
    let examples = table("endpoints", COLUMNS).into_iter().filter(|row| !row[5].is_empty());
    let examples: Vec<_> = examples.collect();
    assert_eq!(examples.len(), 1);
    let [id, _, _, path, _, example] = &examples[0];
    let parameter = info(id).request.fields[0].wire;
    assert_eq!(*example, format!("{path}?{parameter}=企业名称"));
}
