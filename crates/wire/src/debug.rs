//! `Debug` of models: what is there, with sensitive values hidden.

use std::fmt;

use crate::{FieldRef, Model};

/// Prints the fields that hold something. Sensitive fields and fields that no document names
/// (nobody knows what is in them) show that they are there, not what they hold.
pub fn debug_model<M: Model>(model: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(M::INFO.name);
    for (index, field) in M::INFO.fields.iter().enumerate() {
        match model.get(index) {
            FieldRef::Absent => {}
            _ if field.sensitive => {
                out.field(field.name, &format_args!("<hidden>"));
            }
            FieldRef::Text(text) => {
                out.field(field.name, &text);
            }
            FieldRef::Nested(nested) => {
                out.field(field.name, nested);
            }
        }
    }
    if !model.unknown_fields().is_empty() {
        out.field("unknown_fields", model.unknown_fields());
    }
    out.finish()
}

impl fmt::Debug for crate::UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|(key, _)| key)).finish()
    }
}
