//! The README's table of keys is made from the table of bindings: `UPDATE_README=1 cargo test --test main readme` writes it.

use std::fmt::Write as _;
use std::path::PathBuf;
use weighbridge::app::places::{COMPARING, PANES, SCREENS, STEPS};
use weighbridge::app::{Context, Contexts};
use weighbridge::keys::Keymap;

const START: &str = "<!-- keys: made from the key tables in src/app/places by tests/readme.rs -->\n";
const END: &str = "<!-- /keys -->";

/// One row per command, with the places in which it acts; those of overlays are left out.
fn table() -> String {
    let mut text = String::from("| keys | what | where |\n|---|---|---|\n");
    let tables = Contexts::of(&[Context::TaskHours, Context::ExitCosts]);
    for command in Keymap::standard().unwrap().commands() {
        let names = |contexts: Contexts| contexts.iter().map(|context| context.name()).collect::<Vec<_>>();
        let places = command.contexts;
        let mut listed = Vec::new();
        let mut rest = places.only(SCREENS | tables);
        for (all, name) in [(STEPS, "every step"), (COMPARING, "compare (every pane)")] {
            if rest.contains_all(all) {
                listed.push(name.to_owned());
                rest = rest.without(all);
            }
        }
        let other_panes = PANES.without(rest);
        if other_panes.iter().count() < rest.only(PANES).iter().count() {
            let but = names(other_panes).join(", ");
            listed.push(if but.is_empty() { "compare".to_owned() } else { format!("compare (all panes but {but})") });
            rest = rest.without(PANES);
        }
        listed.extend(names(rest));
        if listed.is_empty() {
            continue;
        }
        let keys =
            command.keys.split(' ').map(|key| format!("`{}`", key.replace('|', "\\|"))).collect::<Vec<_>>().join(" ");
        writeln!(text, "| {keys} | {} | {} |", command.label, listed.join(", ")).unwrap();
    }
    text
}

#[test]
fn the_table_of_keys_is_that_of_the_program() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(START).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, format!("{before}{START}{}{END}{after}", table())).unwrap();
    } else {
        assert_eq!(shown, table(), "run UPDATE_README=1 cargo test --test main readme");
    }
}
