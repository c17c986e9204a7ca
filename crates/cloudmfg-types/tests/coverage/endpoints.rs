//! The interfaces: a section each, with its title.

use cloudmfg_types::ENDPOINTS;
use spec::Endpoint;

use crate::document::{snake, squeeze};
use crate::workspace::read;
use crate::{load, table};

fn sections() -> Vec<[String; 2]> {
    table("sections", ["number", "title"])
}

fn title(number: &str) -> Option<String> {
    sections().into_iter().find(|[at, _]| at == number).map(|[_, title]| title)
}

/// `A.2.5` and not `A.2.5.1`.
fn is_interface(number: &str) -> bool {
    number.split('.').count() == 3
}

#[test]
fn the_endpoints_of_the_spec_are_the_sections_of_the_fragment() {
    let printed: Vec<_> = sections().into_iter().filter(|[at, _]| is_interface(at)).collect();
    let spec = load();
    let title = |at: &Endpoint| [at.id.value.clone(), format!("{}示例", at.text.zh)];
    assert_eq!(spec.endpoints.iter().map(title).collect::<Vec<_>>(), printed);
    assert_eq!(ENDPOINTS.each_ref().map(|at| [at.id.into(), format!("{}示例", at.zh)]), *printed);
    assert_eq!(printed.len(), 4);
}

#[test]
fn each_section_has_its_request_and_but_for_the_last_its_replies() {
    for endpoint in &load().endpoints {
        let (id, name) = (&endpoint.id.value, &endpoint.text.zh);
        assert_eq!(title(&format!("{id}.1")), Some(format!("{name}调用传参示例")));
        let replies = (id != "A.2.7").then(|| format!("{name}调用返回示例"));
        assert_eq!(title(&format!("{id}.2")), replies, "{id}");
    }
    assert_eq!(sections().len(), 4 + 4 + 3);
}

/// The purpose is the title of the request, or the line before it where that says more (G5).
#[test]
fn the_purpose_is_printed_and_in_the_documentation() {
    let columns = ["section", "kind", "file", "lead"];
    for (endpoint, info) in load().endpoints.iter().zip(&ENDPOINTS) {
        let (id, purpose) = (&endpoint.id.value, &endpoint.purpose.zh);
        let section = format!("{id}.1");
        let leads = table("examples", columns).into_iter();
        let lead = leads.filter(|[at, ..]| *at == section).map(|[.., lead]| lead).next();
        let is_lead = lead.is_some_and(|lead| lead == format!("{purpose}的格式示例如下："));
        assert_ne!(is_lead, title(&section).as_ref() == Some(purpose), "{purpose}");
        assert_eq!(is_lead, id == "A.2.5", "{purpose}");
        let file = snake(info.request.name);
        let path = format!("crates/cloudmfg-types/src/generated/models/{file}.rs");
        let expected = squeeze(&format!("{}：{purpose} (", endpoint.text.zh));
        assert!(squeeze(&read(&path)).contains(&expected), "{expected} is not in {path}");
    }
}

/// The fragment prints no path, method or address: they are our own, and the spec says so.
#[test]
fn paths_and_methods_are_decided() {
    let spec = load();
    assert!(spec.hosts.is_empty());
    let decision = spec.decisions.iter().find(|decision| decision.id.value == "G1").expect("G1");
    assert!(decision.open.starts_with("There are no paths, methods"), "{}", decision.open);
    for endpoint in &spec.endpoints {
        assert!(endpoint.decisions.iter().any(|at| at.value == "G1"), "{}", endpoint.id.value);
    }
}
