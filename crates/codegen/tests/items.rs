//! Macros expand to what the generated files contain.

use std::collections::BTreeMap;

use spec::Spec;
use syn::{AttrStyle, Attribute, File, Item};

const OBSTACLES: &str = include_str!("obstacles.yaml");
const EARLIER: &str = include_str!("earlier.yaml");

fn load(text: &str) -> Spec {
    spec::load("spec.yaml", text).unwrap_or_else(|report| panic!("{report}"))
}

/// Text by path: what stands in the root, and below it in each module that has its content with it.
fn modules(mut file: File, path: &str, into: &mut BTreeMap<String, String>) {
    let folder = path.trim_end_matches("mod.rs").trim_end_matches(".rs").to_owned();
    for item in &mut file.items {
        if let Item::Mod(module) = item
            && let Some((_, items)) = module.content.take()
        {
            module.semi = Some(syn::token::Semi::default());
            let slash = if folder.is_empty() { "" } else { "/" };
            let path = format!("{folder}{slash}{}.rs", module.ident);
            let is_inner =
                |attribute: &mut Attribute| matches!(attribute.style, AttrStyle::Inner(_));
            let attrs = module.attrs.extract_if(.., is_inner).collect();
            modules(File { shebang: None, frontmatter: None, attrs, items }, &path, into);
        }
    }
    into.insert(path.to_owned(), prettyplease::unparse(&file));
}

#[test]
fn every_module_is_a_file() {
    let spec = load(OBSTACLES);
    let (mut nested, mut written) = (BTreeMap::new(), BTreeMap::new());
    let root = syn::parse2(codegen::generate_items(&spec)).expect("Rust");
    modules(root, "mod.rs", &mut nested);
    for file in codegen::generate(&spec, "spec.yaml", OBSTACLES) {
        let mut code = syn::parse_file(&file.text).expect("Rust");
        if file.path == "mod.rs" {
            let reexports = code.items.pop().expect("the last item");
            assert!(matches!(reexports, Item::Use(_)), "what users of macros have from `wire`");
        }
        modules(code, &file.path, &mut written);
    }
    // The files, and `enums`, `models` and `impls`, which stand in the root file.
    assert_eq!(written.len(), 33 + 3);
    assert!(nested.keys().eq(written.keys()), "{:?} {:?}", nested.keys(), written.keys());
    for (path, text) in written {
        // A macro does not know in which module it is used: its links are relative.
        let decisions = format!("]({}decisions#", "super::".repeat(path.matches('/').count() + 1));
        let text = text.replace("](crate::decisions#", &decisions);
        assert_eq!(nested[&path], text, "{path}");
    }
    assert!(nested["models/error.rs"].contains("See [X1](super::super::decisions#x1)."));
}

#[test]
fn the_methods_of_a_client_are_those_of_the_file() {
    let spec = load(EARLIER);
    let [file] = codegen::generate_client(&spec, "spec.yaml").try_into().expect("a file");
    let mut written = syn::parse_file(&file.text).expect("Rust");
    written.items.retain(|item| !matches!(item, Item::Use(_)));
    let items = codegen::generate_client_items(&spec).expect("methods");
    let items = syn::parse2::<File>(items).expect("Rust");
    assert_eq!(prettyplease::unparse(&items), prettyplease::unparse(&written));
}

#[test]
fn there_are_no_methods_where_a_client_writes_its_own() {
    let spec = load(include_str!("../../spec/tests/small.yaml"));
    assert!(codegen::generate_client_items(&spec).is_none());
}
