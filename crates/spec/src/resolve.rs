//! What only the whole file can tell: names that stand twice, and names that nothing bears.

mod cycles;
mod endpoints;
mod types;

use std::collections::HashMap;

use crate::model::{Spanned, Spec};
use crate::names::{check_snake, check_type};
use crate::report::Report;
use crate::suggest::did_you_mean;

pub fn check(spec: &Spec, report: &Report) {
    let checker = Checker { spec, report };
    checker.names();
    checker.types();
    checker.endpoints();
    cycles::check(spec, report);
}

struct Checker<'a> {
    spec: &'a Spec,
    report: &'a Report,
}

impl<'a> Checker<'a> {
    fn names(&self) {
        let spec = self.spec;
        let newtypes = spec.newtypes.iter().map(|def| &def.name);
        let enums = spec.enums.iter().map(|def| &def.name);
        let types = spec.types.iter().chain(&spec.replies).map(|def| &def.name);
        let requests = spec.endpoints.iter().map(|endpoint| &endpoint.request);
        let types = newtypes.chain(enums).chain(types).chain(requests);
        types.clone().for_each(|name| check_type(name, self.report));
        self.unique("type", types);
        self.unique("decision", spec.decisions.iter().map(|decision| &decision.id));
        self.unique("rule", spec.rules.iter().map(|rule| &rule.id));
        spec.hosts.iter().for_each(|host| check_snake(&host.name, self.report));
        self.unique("host", spec.hosts.iter().map(|host| &host.name));
        self.unique("endpoint id", spec.endpoints.iter().map(|endpoint| &endpoint.id));
        spec.endpoints.iter().for_each(|endpoint| check_snake(&endpoint.name, self.report));
        self.unique("endpoint name", spec.endpoints.iter().map(|endpoint| &endpoint.name));
    }

    fn decisions(&self, numbers: &[Spanned<String>]) {
        let known = self.spec.decisions.iter().map(|decision| &decision.id);
        self.refer_all("decision", numbers, known);
    }

    /// Says which of the names nothing bears.
    fn refer_all<'b>(
        &self,
        what: &str,
        names: impl IntoIterator<Item = &'b Spanned<String>>,
        known: impl Iterator<Item = &'a Spanned<String>>,
    ) {
        let known: Vec<_> = known.map(|name| name.value.as_str()).collect();
        for name in names.into_iter().filter(|name| !known.contains(&name.value.as_str())) {
            self.report.add_with_help(
                "unknown-name",
                name.span,
                format!("there is no {what} `{}`", name.value),
                did_you_mean(&name.value, known.iter().copied()),
            );
        }
    }

    /// Case does not tell names apart: readers accept keys in any case.
    fn unique(&self, what: &str, names: impl Iterator<Item = &'a Spanned<String>>) {
        let mut seen: HashMap<String, &Spanned<String>> = HashMap::new();
        for name in names {
            if let Some(first) = seen.insert(name.value.to_lowercase(), name) {
                self.report.add_with_help(
                    "duplicate-name",
                    name.span,
                    format!("{what} `{}` stands twice", name.value),
                    Some(format!("the first is `{}`", first.value)),
                );
            }
        }
    }
}
