//! Endpoints and what they refer to.

use super::Checker;
use crate::model::Endpoint;

impl<'a> Checker<'a> {
    pub fn endpoints(&self) {
        self.fields(self.spec.common_parameters.iter());
        self.spec.endpoints.iter().for_each(|endpoint| self.endpoint(endpoint));
    }

    fn endpoint(&self, endpoint: &'a Endpoint) {
        let spec = self.spec;
        self.decisions(&endpoint.decisions);
        self.fields(endpoint.parameters.iter());
        self.methods(endpoint);
        self.refer_all("reply", [&endpoint.reply], spec.replies.iter().map(|def| &def.name));
        self.refer_all("table of codes", &endpoint.codes, self.code_tables().map(|def| &def.name));
        let codes = || self.code_tables().flat_map(|def| &def.values).map(|value| &value.wire);
        self.refer_all("code", &endpoint.code_values, codes());
        self.refer_all("code", endpoint.code_texts.iter().map(|(code, _)| code), codes());
        let hosts = spec.hosts.iter().map(|host| &host.name);
        self.refer_all("host", endpoint.urls.iter().map(|url| &url.name), hosts);
        let common = || spec.common_parameters.iter().map(|field| &field.wire);
        self.refer_all("common parameter", endpoint.common.iter().flatten(), common());
        self.refer_all("common parameter", &endpoint.unmarked, common());
    }

    fn methods(&self, endpoint: &Endpoint) {
        if endpoint.methods.is_empty() {
            let message = "`methods` is missing: [GET], [POST] or [GET, POST]";
            self.report.add("missing-key", endpoint.id.span, message);
        }
        for method in &endpoint.methods {
            if !matches!(method.value.as_str(), "GET" | "POST") {
                let message = format!("`{}` is not GET or POST", method.value);
                self.report.add("value", method.span, message);
            }
        }
    }
}
