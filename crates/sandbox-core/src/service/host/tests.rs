use wire::{Effect, ModelInfo};

use super::*;
use crate::{HttpRequest, Reply, Server, ServerSettings};

const EMPTY: ModelInfo = ModelInfo { name: "", en: "", zh: "", fields: &[] };

const fn endpoint(
    id: &'static str,
    methods: &'static [&'static str],
    path: &'static str,
) -> EndpointInfo {
    EndpointInfo {
        id,
        name: id,
        methods,
        preferred_method: methods[0],
        is_page: false,
        is_restricted: false,
        takes_unlisted: false,
        effect: Effect::Read,
        path,
        en: "",
        zh: "",
        page_size: None,
        common: &[],
        files: &[],
        request: &EMPTY,
        reply: &EMPTY,
        constraints: &[],
        codes: &[],
    }
}

struct Toys;

impl Service for Toys {
    const NAME: &'static str = "toys";
    const ENDPOINTS: &'static [EndpointInfo] = &[
        endpoint("get", &["GET"], "/toys/{id}"),
        endpoint("delete", &["DELETE"], "/toys/{id}"),
        endpoint("new", &["GET"], "/toys/new"),
        endpoint("loans", &["GET"], "/toys/{toy}/loans"),
    ];
    const OPENAPI: &'static str = "{}";
    type Request = HttpRequest;

    fn answer(&self, call: Call<'_>, _: HttpRequest) -> Reply {
        Reply::json("0", call.endpoint.id.into())
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// The router panics if it cannot tell routes apart.
#[test]
fn endpoints_may_share_a_path_and_name_its_labels_differently() {
    let mut server = Server::bind(ServerSettings::default(), 0).expect("a free port");
    let routes = server.host(|_| Toys).router();
    assert!(routes.has_routes());
}
