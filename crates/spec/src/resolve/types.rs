//! Enums, objects and their fields.

use super::Checker;
use crate::model::{EnumDef, Field, Spanned, Type, TypeDef};
use crate::names::{check_snake, check_variant};

impl<'a> Checker<'a> {
    pub fn types(&self) {
        let spec = self.spec;
        spec.enums.iter().for_each(|def| self.enum_def(def));
        for def in spec.types.iter().chain(&spec.replies) {
            self.decisions(&def.decisions);
            self.refer_all("type", &def.fields_of, spec.types.iter().map(|def| &def.name));
            self.unique_fields(spec.fields_of(def));
            def.fields.iter().for_each(|field| self.field(field));
        }
        spec.replies.iter().for_each(|def| self.reply(def));
        self.envelope();
        self.decisions(&spec.encoding.decisions);
    }

    fn enum_def(&self, def: &'a EnumDef) {
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

    /// A reply has the fields of the envelope as well.
    fn reply(&self, def: &'a TypeDef) {
        let fields = self.spec.fields_of(def);
        self.unique_fields(self.spec.envelope.fields.iter().chain(fields));
    }

    fn envelope(&self) {
        let envelope = &self.spec.envelope;
        self.decisions(&envelope.decisions);
        self.fields(envelope.fields.iter());
        let wires = envelope.fields.iter().map(|field| &field.wire);
        self.refer_all("field of the envelope", [&envelope.code, &envelope.message], wires);
        let code = envelope.fields.iter().find(|field| field.wire.value == envelope.code.value);
        let tables = || self.code_tables().map(|def| &def.name.value);
        if let Some(field) = code
            && !matches!(&field.ty.ty, Type::Named(name) if tables().any(|table| table == name))
        {
            let message = "the type of the return code is a table of codes: an enum with classes";
            self.report.add("code-table", field.ty.span, message);
        }
    }

    /// Enums whose values have classes.
    pub fn code_tables(&self) -> impl Iterator<Item = &'a EnumDef> {
        self.spec.enums.iter().filter(|def| def.is_code_table())
    }

    pub fn fields(&self, fields: impl Iterator<Item = &'a Field> + Clone) {
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
        let endpoints = self.spec.endpoints.iter().map(|endpoint| &endpoint.id);
        self.refer_all("endpoint", &field.endpoints, endpoints);
        let enums = self.spec.enums.iter().map(|def| &def.name);
        let types = self.spec.types.iter().map(|def| &def.name);
        let newtypes = self.spec.newtypes.iter().map(|def| &def.name);
        let name = |name: &String| [Spanned { value: name.clone(), span: field.ty.span }];
        match &field.ty.ty {
            Type::Named(of) => {
                self.refer_all("type", &name(of), enums.chain(types).chain(newtypes));
            }
            Type::Joined(of) => self.refer_all("type", &name(of), enums),
            Type::List(of) | Type::Json(of) => self.refer_all("type", &name(of), types),
            _ => {}
        }
    }
}
