//! How a struct goes on the wire and comes back.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use spec::{Field, FieldSource, Limits, Placement, Spec, Type};

use super::Model;

pub fn model(spec: &Spec, model: &Model) -> TokenStream {
    let name = format_ident!("{}", model.name);
    let (title, en, zh) = (model.name, &model.text.en, &model.text.zh);
    let infos = model.fields.iter().map(|field| field_info(spec, field));
    let fields = fields(model);
    let functions = if model.fields.is_empty() { without_fields() } else { with_fields(model) };
    let reply = model.is_reply.then(|| reply(spec, model));
    // No import: a model may be called `Result`, like the type that the functions below return.
    quote! {
        #fields

        impl wire::Model for super::super::#name {
            const INFO: &'static wire::ModelInfo = &wire::ModelInfo {
                name: #title,
                en: #en,
                zh: #zh,
                fields: &[#(#infos),*],
            };

            #functions

            fn unknown_fields(&self) -> &wire::UnknownFields {
                &self.unknown_fields
            }

            fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
                &mut self.unknown_fields
            }
        }

        wire::impl_model!(super::super::#name);

        #reply
    }
}

/// The positions of the fields in `INFO`, by name: a new or a removed field changes no other line.
fn fields(model: &Model) -> Option<TokenStream> {
    let names: Vec<_> = names(model).collect();
    (!names.is_empty()).then(|| {
        quote! {
            #[derive(Clone, Copy)]
            #[allow(non_camel_case_types)]
            enum Field { #(#names,)* }

            const FIELDS: &[Field] = &[#(Field::#names,)*];
        }
    })
}

fn names<'a>(model: &'a Model) -> impl Iterator<Item = Ident> + 'a {
    model.fields.iter().map(|field| format_ident!("{}", field.name.value))
}

fn with_fields(model: &Model) -> TokenStream {
    let names: Vec<_> = names(model).collect();
    let wires = model.fields.iter().map(|field| &field.wire.value);
    let keys = model.fields.iter().map(|field| {
        let wire = &field.wire.value;
        let aliases = field.aliases.iter().map(|alias| &alias.value);
        quote! { #wire #(| #aliases)* }
    });
    quote! {
        fn index_of(key: &str) -> Option<usize> {
            let field = match key {
                #(#keys => Field::#names,)*
                _ => return None,
            };
            Some(field as usize)
        }

        fn read<'de, A: serde::de::MapAccess<'de>>(
            &mut self,
            index: usize,
            map: &mut A,
        ) -> Result<bool, A::Error> {
            let Some(field) = FIELDS.get(index) else { return Ok(false) };
            match field {
                #(Field::#names => wire::read_field(map, &mut self.#names),)*
            }
        }

        fn write<S: serde::ser::SerializeMap>(&self, map: &mut S) -> Result<(), S::Error> {
            #(wire::Field::write(&self.#names, #wires, map)?;)*
            Ok(())
        }

        fn get(&self, index: usize) -> wire::FieldRef<'_> {
            let Some(field) = FIELDS.get(index) else { return wire::FieldRef::Absent };
            match field {
                #(Field::#names => wire::Field::get(&self.#names),)*
            }
        }
    }
}

fn without_fields() -> TokenStream {
    quote! {
        fn index_of(_key: &str) -> Option<usize> {
            None
        }

        fn read<'de, A: serde::de::MapAccess<'de>>(
            &mut self,
            _index: usize,
            _map: &mut A,
        ) -> Result<bool, A::Error> {
            Ok(false)
        }

        fn write<S: serde::ser::SerializeMap>(&self, _map: &mut S) -> Result<(), S::Error> {
            Ok(())
        }

        fn get(&self, _index: usize) -> wire::FieldRef<'_> {
            wire::FieldRef::Absent
        }
    }
}

fn reply(spec: &Spec, model: &Model) -> TokenStream {
    let name = format_ident!("{}", model.name);
    let field = |wire: &str| spec.envelope.fields.iter().find(|field| field.wire.value == wire);
    let envelope = &spec.envelope;
    let member = |wire: &str| field(wire).map(|field| format_ident!("{}", field.name.value));
    let message = envelope.message.as_ref().and_then(|key| member(&key.value));
    let message = message.map_or(quote! { None }, |name| quote! { self.#name.as_deref() });
    let (table, code) = if let Some(table) = &envelope.status_codes {
        (&table.value, quote! { None })
    } else {
        let code = envelope.code.as_ref().and_then(|key| field(&key.value));
        let Some(code) = code else { return TokenStream::new() };
        let Type::Named(table) = &code.ty.ty else { return TokenStream::new() };
        let name = format_ident!("{}", code.name.value);
        (table, quote! { self.#name.as_ref() })
    };
    let table = format_ident!("{table}");
    let by_status = envelope.status_codes.is_some().then(|| {
        quote! { const CODE_IS_STATUS: bool = true; }
    });
    quote! {
        impl wire::Reply for super::super::#name {
            type Code = super::super::#table;

            #by_status

            fn code(&self) -> Option<&Self::Code> {
                #code
            }

            fn message(&self) -> Option<&str> {
                #message
            }
        }
    }
}

/// A `FieldInfo`, with only what differs from a plain optional field.
pub fn field_info(spec: &Spec, field: &Field) -> TokenStream {
    let (wire, name) = (&field.wire.value, &field.name.value);
    let (en, zh) = (&field.text.en, &field.text.zh);
    let kind = kind(spec, &field.ty.ty);
    let aliases: Vec<_> = field.aliases.iter().map(|alias| &alias.value).collect();
    let aliases = (!aliases.is_empty()).then(|| quote! { aliases: &[#(#aliases),*], });
    let required = field.required.is_required().then(|| quote! { required: true, });
    let filled = field.filled_by_client.then(|| quote! { filled_by_client: true, });
    let sensitive = field.sensitive.then(|| quote! { sensitive: true, });
    let source = match field.source {
        FieldSource::Document => None,
        FieldSource::Sample => Some(quote! { source: wire::Source::Sample, }),
        FieldSource::Observed => Some(quote! { source: wire::Source::Observed, }),
        FieldSource::Assumed => Some(quote! { source: wire::Source::Assumed, }),
    };
    let default = field.default.as_ref().map(|default| &default.value);
    let default = default.map(|default| quote! { default: Some(#default), });
    let sent = field.sent_default.as_ref().map(|sent| &sent.value);
    let sent = sent.map(|sent| quote! { sent_default: Some(#sent), });
    let place = match field.placement {
        Placement::Parameters => None,
        Placement::Path => Some(quote! { place: wire::Place::Path, }),
        Placement::Header => Some(quote! { place: wire::Place::Header, }),
    };
    let limits = limits(field.limits);
    let formats: Vec<_> = field.formats.iter().map(|format| &format.value).collect();
    let formats = (!formats.is_empty()).then(|| quote! { formats: &[#(#formats),*], });
    quote! {
        wire::FieldInfo {
            en: #en,
            zh: #zh,
            #aliases #required #filled #sensitive #source #default #sent #place #limits #formats
            ..wire::FieldInfo::new(#wire, #name, #kind)
        }
    }
}

fn limits(limits: Limits) -> Option<TokenStream> {
    let named = [
        ("min", limits.min),
        ("max", limits.max),
        ("min_length", limits.min_length),
        ("max_length", limits.max_length),
        ("max_bytes", limits.max_bytes),
    ];
    let stated = named.into_iter().filter_map(|(name, limit)| {
        let (name, limit) = (format_ident!("{name}"), separated(limit?));
        Some(quote! { #name: Some(#limit) })
    });
    let stated: Vec<_> = stated.collect();
    (!stated.is_empty())
        .then(|| quote! { limits: wire::Limits { #(#stated,)* ..wire::Limits::NONE }, })
}

/// `5_242_880` for 5242880.
fn separated(number: u64) -> Literal {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    // Digits and separators are always a literal.
    text.parse().unwrap_or_else(|_| Literal::u64_unsuffixed(number))
}

fn kind(spec: &Spec, ty: &Type) -> TokenStream {
    let enum_info = |name: &str| {
        let name = format_ident!("{name}");
        quote! { <super::super::#name as wire::OpenEnum>::INFO }
    };
    let model_info = |name: &str| {
        let name = format_ident!("{name}");
        quote! { <super::super::#name as wire::Model>::INFO }
    };
    match ty {
        Type::Text => quote! { wire::Kind::Text },
        Type::Count => quote! { wire::Kind::Count },
        Type::Date => quote! { wire::Kind::Date },
        Type::Integer => quote! { wire::Kind::Integer },
        Type::Signed => quote! { wire::Kind::Signed },
        Type::Decimal => quote! { wire::Kind::Decimal },
        Type::Boolean => quote! { wire::Kind::Boolean },
        Type::Scalars(item) => {
            let item = self::kind(spec, item);
            quote! { wire::Kind::Scalars(&#item) }
        }
        Type::Map(value) => {
            let value = self::kind(spec, value);
            quote! { wire::Kind::Map(&#value) }
        }
        Type::List(name) if spec.types.iter().all(|def| def.name.value != *name) => {
            let item = self::kind(spec, &Type::Named(name.clone()));
            quote! { wire::Kind::Scalars(&#item) }
        }
        Type::JoinedText => quote! { wire::Kind::JoinedText },
        Type::Joined(name) => {
            let info = enum_info(name);
            quote! { wire::Kind::JoinedEnum(#info) }
        }
        Type::Named(name) if spec.enums.iter().any(|def| def.name.value == *name) => {
            let info = enum_info(name);
            quote! { wire::Kind::Enum(#info) }
        }
        Type::File => quote! { wire::Kind::File },
        Type::ListText => quote! { wire::Kind::ListText },
        Type::Named(name) if spec.newtypes.iter().any(|def| def.name.value == *name) => {
            let is_number = |def: &spec::Newtype| def.is_number && def.name.value == *name;
            if spec.newtypes.iter().any(is_number) {
                quote! { wire::Kind::Count }
            } else {
                quote! { wire::Kind::Text }
            }
        }
        Type::Json(name) => {
            let info = model_info(name);
            quote! { wire::Kind::Json(#info) }
        }
        Type::Named(name) => {
            let info = model_info(name);
            quote! { wire::Kind::Model(#info) }
        }
        Type::List(name) => {
            let info = model_info(name);
            quote! { wire::Kind::List(#info) }
        }
    }
}
