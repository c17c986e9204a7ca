//! Files import each other in one direction only; parents and children may know each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::crates;
use crate::modules::{Crate, ModulePath};

type Imports = BTreeMap<ModulePath, BTreeSet<ModulePath>>;

/// The files that a file leads to.
fn reachable(imports: &Imports, from: &ModulePath) -> BTreeSet<ModulePath> {
    let (mut found, mut open) = (BTreeSet::new(), vec![from.clone()]);
    while let Some(path) = open.pop() {
        for target in imports.get(&path).into_iter().flatten() {
            if found.insert(target.clone()) {
                open.push(target.clone());
            }
        }
    }
    found
}

/// The imports that are part of a circle, as text.
fn circular(imports: &Imports) -> Vec<String> {
    let reachable: BTreeMap<_, _> =
        imports.keys().map(|path| (path, reachable(imports, path))).collect();
    let edges = imports.iter().flat_map(|(from, targets)| targets.iter().map(move |to| (from, to)));
    let circular = edges.filter(|(from, to)| reachable[to].contains(*from));
    circular.map(|(from, to)| format!("{} -> {}", from.join("::"), to.join("::"))).collect()
}

#[test]
fn files_do_not_import_each_other_in_circles() {
    let found: Vec<_> = crates()
        .into_iter()
        .flat_map(|(name, src)| {
            let edges = circular(&Crate::load(&src).imports());
            edges.into_iter().map(move |edge| format!("{name}: {edge}"))
        })
        .collect();
    assert!(found.is_empty(), "imports in circles:\n{}", found.join("\n"));
}

#[test]
fn a_circle_is_found() {
    let path = |text: &str| text.split("::").map(str::to_owned).collect::<ModulePath>();
    let imports = |edges: &[(&str, &str)]| {
        let mut imports = Imports::new();
        for (from, to) in edges {
            imports.entry(path(from)).or_default().insert(path(to));
            imports.entry(path(to)).or_default();
        }
        imports
    };
    assert!(circular(&imports(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let found = circular(&imports(&[("a", "b"), ("b", "c"), ("c", "b")]));
    assert_eq!(found, ["b -> c", "c -> b"]);
}
