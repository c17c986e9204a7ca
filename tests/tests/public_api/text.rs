//! Items as one line of text.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, Fields, File, FnArg, Item, ItemFn, ItemTrait, Pat, PatWild, Path,
    ReceiverKind, Signature, Token, TraitItemType, Type, parse_quote,
};

/// An item on one line, without the body or the semicolon that ends it. The ways to items of the
/// same crate are left out: some files import them, others do not.
pub fn one_line(item: Item) -> String {
    let file = File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let text = prettyplease::unparse(&file);
    let mut line = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let breaks = [("( ", "("), (", )", ")"), ("< ", "<"), (", >", ">")];
    for (written, shown) in breaks.into_iter().chain([("super::", ""), ("crate::", "")]) {
        line = line.replace(written, shown);
    }
    let line = line.trim_end_matches([' ', '{', '}', ';', ',']);
    line.strip_prefix("pub ").unwrap_or(line).to_owned()
}

/// The line of an item, with the path of its name for the name.
pub fn with_path(item: Item, kind: &str, name: &str, path: &str) -> String {
    one_line(item).replacen(&format!("{kind} {name}"), &format!("{kind} {path}"), 1)
}

/// A function or method; the names of parameters are left out, since callers cannot depend on them.
pub fn function(signature: &Signature, path: &str) -> String {
    let mut sig = signature.clone();
    for input in &mut sig.inputs {
        match input {
            FnArg::Typed(input) => *input.pat = wildcard(),
            FnArg::Receiver(input) if matches!(input.kind, ReceiverKind::Value) => {
                input.mutability = None;
            }
            FnArg::Receiver(_) => {}
        }
    }
    let item: ItemFn = parse_quote!(#sig {});
    with_path(Item::Fn(item), "fn", &signature.ident.to_string(), path).replace("_: ", "")
}

fn wildcard() -> Pat {
    Pat::Wild(PatWild { attrs: Vec::new(), underscore_token: <Token![_]>::default() })
}

/// A type as it is written.
pub fn ty(ty: &Type) -> String {
    let line = one_line(parse_quote!(type T = #ty;));
    line.strip_prefix("type T = ").expect("an alias").to_owned()
}

/// A constant or static with its value, where the value is a literal.
pub fn value(kind: &str, path: &str, of: &Type, expression: &Expr) -> String {
    let literal = match expression {
        Expr::Lit(literal) => format!(" = {}", literal.to_token_stream()),
        _ => String::new(),
    };
    format!("{kind} {path}: {}{literal}", ty(of))
}

/// The fields of a variant; all of them are public.
pub fn variant(fields: &Fields) -> String {
    let types = fields.iter().map(|field| match &field.ident {
        Some(name) => format!("{name}: {}", ty(&field.ty)),
        None => ty(&field.ty),
    });
    let types = types.collect::<Vec<_>>().join(", ");
    match fields {
        Fields::Unit => String::new(),
        Fields::Unnamed(_) => format!("({types})"),
        Fields::Named(_) => format!(" {{ {types} }}"),
    }
}

/// The attributes with one of these names, as they are written.
pub fn shown_attributes(attributes: &[Attribute], names: &[&str]) -> Vec<String> {
    let shown = attributes.iter().filter(|attribute| {
        let name = attribute.path().segments.last().expect("a name").ident.to_string();
        names.contains(&name.as_str())
    });
    let lines = shown.map(|attribute| {
        let line = one_line(parse_quote!(#attribute type T = ();));
        line.strip_suffix("type T = ()").expect("an alias").trim().to_owned()
    });
    lines.collect()
}

/// The traits of the `derive` attributes.
pub fn derives(attributes: &[Attribute]) -> Vec<Path> {
    let derives = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let traits = derives.flat_map(|attribute| {
        let parse = Punctuated::<Path, Token![,]>::parse_terminated;
        attribute.parse_args_with(parse).expect("a list of traits")
    });
    traits.collect()
}

/// A type of a trait, with what it has to be.
pub fn associated_type(item: &TraitItemType, path: &str) -> String {
    let (ident, bounds) = (&item.ident, &item.bounds);
    let alone: ItemTrait = parse_quote!(trait #ident: #bounds {});
    with_path(Item::Trait(alone), "trait", &ident.to_string(), path).replacen("trait", "type", 1)
}

/// A path without the arguments of generics.
pub fn path(path: &Path) -> String {
    let segments = path.segments.iter().map(|segment| segment.ident.to_string());
    segments.collect::<Vec<_>>().join("::")
}
