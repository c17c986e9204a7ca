//! What only the whole file can tell: names that stand twice, and names that nothing bears.

use std::collections::HashMap;

use crate::model::{Endpoint, EnumDef, Field, Spanned, Spec, Type, TypeDef};
use crate::names::{check_snake, check_type, check_variant};
use crate::report::Report;
use crate::suggest::did_you_mean;

pub fn check(spec: &Spec, report: &Report) {
    let checker = Checker { spec, report };
    checker.names();
    spec.enums.iter().for_each(|def| checker.enum_def(def));
    for def in spec.types.iter().chain(&spec.replies) {
        checker.type_def(def);
    }
    spec.replies.iter().for_each(|def| checker.reply(def));
    checker.envelope();
    checker.decisions(&spec.encoding.decisions);
    spec.endpoints.iter().for_each(|endpoint| checker.endpoint(endpoint));
}

struct Checker<'a> {
    spec: &'a Spec,
    report: &'a Report,
}

impl<'a> Checker<'a> {
    fn names(&self) {
        let spec = self.spec;
        let enums = spec.enums.iter().map(|def| &def.name);
        let types = spec.types.iter().chain(&spec.replies).map(|def| &def.name);
        let requests = spec.endpoints.iter().map(|endpoint| &endpoint.request);
        let types = enums.chain(types).chain(requests);
        types.clone().for_each(|name| check_type(name, self.report));
        self.unique("type", types);
        self.unique("decision", spec.decisions.iter().map(|decision| &decision.id));
        spec.hosts.iter().for_each(|host| check_snake(&host.name, self.report));
        self.unique("host", spec.hosts.iter().map(|host| &host.name));
        self.unique("endpoint id", spec.endpoints.iter().map(|endpoint| &endpoint.id));
        spec.endpoints.iter().for_each(|endpoint| check_snake(&endpoint.name, self.report));
        self.unique("endpoint name", spec.endpoints.iter().map(|endpoint| &endpoint.name));
    }

    fn enum_def(&self, def: &EnumDef) {
        self.decisions(&def.decisions);
        for value in &def.values {
            check_variant(&value.name, self.report);
            if value.name.value == "Unknown" {
                let message = "`Unknown` is taken: every enum has it for unlisted values";
                self.report.add("name", value.name.span, message);
            }
        }
        self.unique("variant", def.values.iter().map(|value| &value.name));
        let spellings =
            def.values.iter().flat_map(|value| [&value.wire].into_iter().chain(&value.aliases));
        self.unique("value", spellings);
    }

    fn type_def(&self, def: &TypeDef) {
        self.decisions(&def.decisions);
        self.fields(def.fields.iter());
    }

    /// A reply has the fields of the envelope as well.
    fn reply(&self, def: &'a TypeDef) {
        self.unique_fields(self.spec.envelope.fields.iter().chain(&def.fields));
    }

    fn envelope(&self) {
        let envelope = &self.spec.envelope;
        self.decisions(&envelope.decisions);
        self.fields(envelope.fields.iter());
        let wires: Vec<_> = envelope.fields.iter().map(|field| field.wire.value.as_str()).collect();
        self.refer("field of the envelope", &envelope.code, &wires);
        self.refer("field of the envelope", &envelope.message, &wires);
    }

    fn endpoint(&self, endpoint: &Endpoint) {
        self.decisions(&endpoint.decisions);
        self.fields(endpoint.parameters.iter());
        let replies: Vec<_> = self.spec.replies.iter().map(|def| def.name.value.as_str()).collect();
        self.refer("reply", &endpoint.reply, &replies);
        let tables: Vec<_> = self
            .spec
            .enums
            .iter()
            .filter(|def| def.is_code_table())
            .map(|def| def.name.value.as_str())
            .collect();
        for code in &endpoint.codes {
            self.refer("table of codes", code, &tables);
        }
        let hosts: Vec<_> = self.spec.hosts.iter().map(|host| host.name.value.as_str()).collect();
        for url in &endpoint.urls {
            self.refer("host", &url.name, &hosts);
        }
    }

    fn fields(&self, fields: impl Iterator<Item = &'a Field> + Clone) {
        self.unique_fields(fields.clone());
        fields.for_each(|field| self.field(field));
    }

    fn unique_fields(&self, fields: impl Iterator<Item = &'a Field> + Clone) {
        self.unique("field", fields.clone().map(|field| &field.name));
        let keys = fields.flat_map(|field| [&field.wire].into_iter().chain(&field.aliases));
        self.unique("key", keys);
    }

    fn field(&self, field: &Field) {
        check_snake(&field.name, self.report);
        self.decisions(&field.decisions);
        let endpoints: Vec<_> =
            self.spec.endpoints.iter().map(|endpoint| endpoint.id.value.as_str()).collect();
        for id in &field.endpoints {
            self.refer("endpoint", id, &endpoints);
        }
        let enums = || self.spec.enums.iter().map(|def| def.name.value.as_str());
        let types = || self.spec.types.iter().map(|def| def.name.value.as_str());
        let (name, known): (_, Vec<_>) = match &field.ty.ty {
            Type::Named(name) => (name, enums().chain(types()).collect()),
            Type::Joined(name) => (name, enums().collect()),
            Type::List(name) => (name, types().collect()),
            _ => return,
        };
        let name = Spanned { value: name.clone(), span: field.ty.span };
        self.refer("type", &name, &known);
    }

    fn decisions(&self, numbers: &[Spanned<String>]) {
        let known: Vec<_> =
            self.spec.decisions.iter().map(|decision| decision.id.value.as_str()).collect();
        for number in numbers {
            self.refer("decision", number, &known);
        }
    }

    fn refer(&self, what: &str, name: &Spanned<String>, known: &[&str]) {
        if !known.contains(&name.value.as_str()) {
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
