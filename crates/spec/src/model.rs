//! A spec, typed.

mod constraint;
mod endpoint;
mod field;
mod head;
mod types;

pub use crate::object::Spanned;
pub use constraint::{Condition, Constraint, ConstraintKind};
pub use endpoint::{Effect, Endpoint, Paging};
pub use field::{Field, Limits, Placement, Required, Source, Type, TypeUse};
pub use head::{Decision, Document, Encoding, EncodingStyle, Host, Place, Revision, Rule};
pub use types::{Class, EnumDef, EnumValue, Envelope, Newtype, TypeDef};

/// What one revision of a vendor's document says.
#[derive(Debug)]
pub struct Spec {
    /// Short name of the protocol, like `udid`.
    pub protocol: Spanned<String>,
    /// Our number of the revision.
    pub revision: Spanned<String>,
    /// Title.
    pub text: Text,
    /// What was transcribed.
    pub documents: Vec<Document>,
    /// Address for questions that the document gives.
    pub contact: Option<Spanned<String>>,
    /// Base URL per environment.
    pub hosts: Vec<Host>,
    /// How requests go on the wire.
    pub encoding: Encoding,
    /// The document's own revision history.
    pub history: Vec<Revision>,
    /// What the document leaves open, and what we decided.
    pub decisions: Vec<Decision>,
    /// Rules that hold for all endpoints.
    pub rules: Vec<Rule>,
    /// Identifiers that are texts with a type of their own.
    pub newtypes: Vec<Newtype>,
    /// Lists of values, tables of codes among them.
    pub enums: Vec<EnumDef>,
    /// What every reply holds.
    pub envelope: Envelope,
    /// Parameters of every request, filled in by the client.
    pub common_parameters: Vec<Field>,
    /// What the document calls our types, where a field does not say otherwise: by type.
    pub printed_types: Vec<(Spanned<String>, Spanned<String>)>,
    /// Parameters that several endpoints have in common, by the name that `use` has.
    pub parameter_types: Vec<(Spanned<String>, Field)>,
    /// Objects inside of requests and replies.
    pub types: Vec<TypeDef>,
    /// The replies.
    pub replies: Vec<TypeDef>,
    /// The interfaces.
    pub endpoints: Vec<Endpoint>,
    /// The warnings that are right and stay nevertheless.
    pub allow: Vec<Allow>,
}

/// A warning that stays, and why.
#[derive(Debug)]
pub struct Allow {
    /// Id of the rule.
    pub rule: Spanned<String>,
    /// The thing that it finds, like `Organization.params` or the id of an endpoint.
    pub at: Spanned<String>,
    /// Why it stays.
    pub reason: Spanned<String>,
}

/// English meaning and Chinese original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// English meaning.
    pub en: String,
    /// Chinese original.
    pub zh: String,
}

impl Spec {
    /// The fields of a type or reply, those of the type that it builds on first.
    pub fn fields_of<'a>(&'a self, def: &'a TypeDef) -> impl Iterator<Item = &'a Field> + Clone {
        let base = def.fields_of.as_ref();
        let base = base.and_then(|base| self.types.iter().find(|def| def.name.value == base.value));
        base.map_or(&[][..], |base| base.fields.as_slice()).iter().chain(&def.fields)
    }
}
