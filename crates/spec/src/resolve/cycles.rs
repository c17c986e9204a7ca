//! Objects that hold themselves: no answer has them, and no model of fixed size can.

use crate::model::{Spec, Type, TypeDef};
use crate::report::Report;

pub fn check(spec: &Spec, report: &Report) {
    for def in &spec.types {
        if holds(spec, def, &def.name.value) {
            let message = format!("type `{}` holds itself", def.name.value);
            report.add("recursive-type", def.name.span, message);
        }
    }
}

/// Whether `name` can be reached from `def`.
fn holds(spec: &Spec, def: &TypeDef, name: &str) -> bool {
    let mut reached = Vec::new();
    let mut open = vec![def];
    while let Some(def) = open.pop() {
        for field in &def.fields {
            let (Type::Named(of) | Type::List(of) | Type::Json(of)) = &field.ty.ty else {
                continue;
            };
            if of == name {
                return true;
            }
            let next = spec.types.iter().find(|def| def.name.value == *of);
            if let Some(next) = next.filter(|next| !reached.contains(&next.name.value.as_str())) {
                reached.push(next.name.value.as_str());
                open.push(next);
            }
        }
    }
    false
}
