//! Inside a room each file imports only files before it: a circle of files cannot be read from top to bottom. The arrows are read
//! from the syntax of every file (`use` lines and paths); a re-export is followed to the file that holds the item.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};

/// A module, by the names from the crate's root on.
type Module = Vec<String>;

/// What one file imports and names.
#[derive(Default)]
struct Names {
    /// Paths that the code uses, as they are written.
    used: BTreeSet<Vec<String>>,
    /// What a `use` line brings in: the local name and the path behind it.
    imported: BTreeMap<String, Vec<String>>,
    /// The same for `pub use`.
    exported: BTreeMap<String, Vec<String>>,
    /// Modules whose items are all brought in.
    globs: Vec<Vec<String>>,
}

impl Names {
    fn add_use(&mut self, tree: &syn::UseTree, prefix: &[String], is_public: bool) {
        let with = |name: &syn::Ident| [prefix, &[name.to_string()]].concat();
        let mut bind = |local: String, path: Vec<String>| {
            let path =
                if path.last().is_some_and(|last| last == "self") { path[..path.len() - 1].to_vec() } else { path };
            let local = if local == "self" { path.last().cloned().unwrap_or_default() } else { local };
            if is_public {
                self.exported.insert(local, path);
            } else {
                self.imported.insert(local, path);
            }
        };
        match tree {
            syn::UseTree::Path(path) => self.add_use(&path.tree, &with(&path.ident), is_public),
            syn::UseTree::Name(name) => bind(name.ident.to_string(), with(&name.ident)),
            syn::UseTree::Rename(name) => bind(name.rename.to_string(), with(&name.ident)),
            syn::UseTree::Glob(_) => self.globs.push(prefix.to_vec()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.add_use(item, prefix, is_public)),
        }
    }

    /// Paths inside the arguments of a macro, which are no syntax yet.
    fn add_tokens(&mut self, tokens: proc_macro2::TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.used.insert(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                proc_macro2::TokenTree::Group(group) => {
                    self.used.insert(std::mem::take(&mut path));
                    colons = 0;
                    self.add_tokens(group.stream());
                }
                _ => {
                    self.used.insert(std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.used.insert(path);
    }
}

fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test_only(&item.attrs) {
            self.add_use(&item.tree, &[], !matches!(item.vis, syn::Visibility::Inherited));
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test_only(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.used.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.add_tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

/// Every file of the library with what it names, except files of tests.
fn read_modules() -> BTreeMap<Module, Names> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    let mut modules = BTreeMap::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")) {
        let relative = file.strip_prefix(&src).unwrap().with_extension("");
        let mut module: Module = relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if module.last().is_some_and(|name| name == "mod") {
            module.pop();
        }
        if module.last().is_some_and(|name| name == "tests" || name.ends_with("_tests")) {
            continue;
        }
        let syntax = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
        let mut names = Names::default();
        names.visit_file(&syntax);
        modules.insert(module, names);
    }
    modules
}

/// A path as it is written in a module, from the crate's root on; none when it leads out of the crate or is a local name.
fn absolute(modules: &BTreeMap<Module, Names>, module: &[String], path: &[String]) -> Option<Vec<String>> {
    let first = path.first()?;
    match first.as_str() {
        "crate" => return Some(path[1..].to_vec()),
        "self" => return Some([module, &path[1..]].concat()),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            let parent = module.len().checked_sub(ups)?;
            return Some([&module[..parent], &path[ups..]].concat());
        }
        _ => {}
    }
    let names = &modules[module];
    if let Some(behind) = names.imported.get(first).or_else(|| names.exported.get(first)) {
        // A name that is brought in under itself is that of another crate, as in `use clap::{self, Parser}`.
        let full = if behind.first() == Some(first) { None } else { absolute(modules, module, behind) };
        return full.map(|full| [full.as_slice(), &path[1..]].concat());
    }
    let child = [module, std::slice::from_ref(first)].concat();
    modules.contains_key(&child).then(|| [module, path].concat())
}

/// The file that holds what a path from the root names; none for a path that names a module only.
fn holder(modules: &BTreeMap<Module, Names>, path: &[String], depth: usize) -> Option<Module> {
    let length = (1..=path.len()).rev().find(|&length| modules.contains_key(&path[..length]))?;
    let (module, rest) = path.split_at(length);
    let item = rest.first()?;
    let behind = modules[module].exported.get(item).filter(|_| depth < 8);
    match behind.and_then(|behind| absolute(modules, module, behind)) {
        Some(full) if full.as_slice() != path => {
            holder(modules, &[full.as_slice(), &rest[1..]].concat(), depth + 1).or_else(|| Some(module.to_vec()))
        }
        _ => Some(module.to_vec()),
    }
}

/// The files of the same room that each file names, outside of `pub use`.
fn arrows(modules: &BTreeMap<Module, Names>) -> BTreeMap<Module, BTreeSet<Module>> {
    let mut arrows: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (module, names) in modules {
        let globs = names.globs.iter().map(|path| [path.as_slice(), &["*".to_owned()]].concat());
        let paths = names.used.iter().chain(names.imported.values()).cloned().chain(globs);
        let targets = paths.filter_map(|path| holder(modules, &absolute(modules, module, &path)?, 0));
        let same_room = targets.filter(|target| target.first() == module.first() && target != module);
        arrows.entry(module.clone()).or_default().extend(same_room);
    }
    arrows
}

/// Files that can reach one another. Small rooms: reachability is computed from every file.
fn circles(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Vec<String>> {
    let reach = |from: &Module| {
        let mut seen: BTreeSet<Module> = BTreeSet::new();
        let mut next: Vec<&Module> = arrows.get(from).into_iter().flatten().collect();
        while let Some(module) = next.pop() {
            if seen.insert(module.clone()) {
                next.extend(arrows.get(module).into_iter().flatten());
            }
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> = arrows.keys().map(|module| (module, reach(module))).collect();
    let on_circle = reached.iter().filter(|(module, seen)| seen.contains(**module));
    let together = on_circle.map(|(module, seen)| {
        let both = seen.iter().filter(|other| reached.get(other).is_some_and(|back| back.contains(*module)));
        both.map(|module| module.join("/")).collect()
    });
    together.collect()
}

#[test]
fn no_files_of_a_room_import_one_another_in_a_circle() {
    let found = circles(&arrows(&read_modules()));
    assert!(found.is_empty(), "circles of files:\n{found:#?}");
}

#[test]
fn the_check_sees_a_circle_through_a_re_export() {
    let parse = |text: &str| {
        let mut names = Names::default();
        names.visit_file(&syn::parse_file(text).unwrap());
        names
    };
    let module = |path: &str| -> Module { path.split('/').map(str::to_owned).collect() };
    let tree = |second: &str| {
        BTreeMap::from([
            (module("room"), parse("mod a; mod b; pub use a::First;")),
            (module("room/a"), parse("use super::b::Second; pub struct First(Second);")),
            (module("room/b"), parse(second)),
        ])
    };
    let closed = tree("pub struct Second; fn name() { println!(\"{}\", crate::room::First::new()) }");
    assert_eq!(circles(&arrows(&closed)), BTreeSet::from([vec!["room/a".to_owned(), "room/b".to_owned()]]));
    let open = tree("pub struct Second; #[cfg(test)] mod tests { use crate::room::First; }");
    assert!(circles(&arrows(&open)).is_empty());
}

/// So that a file holds one idea.
const MAX_LINES: usize = 400;

#[test]
fn no_file_is_long() {
    for module in read_modules().keys() {
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module.join("/"));
        let file = if base.is_dir() { base.join("mod.rs") } else { base.with_extension("rs") };
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= MAX_LINES, "{} has {lines} lines", file.display());
    }
}
