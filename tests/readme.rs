//! The README's table of keys is made from the table of bindings: `UPDATE_README=1 cargo test --test main readme` writes it.

use std::fmt::Write as _;
use std::path::PathBuf;
use weighbridge::app::Context;
use weighbridge::keys::Keymap;

const START: &str = "<!-- keys: made from src/keys/bindings.rs by tests/readme.rs -->\n";
const END: &str = "<!-- /keys -->";

/// One row per command, with the places in which it acts.
fn table() -> String {
    let steps = [
        Context::Frame,
        Context::Workloads,
        Context::Options,
        Context::Criteria,
        Context::Weigh,
        Context::Score,
        Context::Compare,
        Context::Decide,
    ];
    let mut text = String::from("| keys | what | where |\n|---|---|---|\n");
    for command in Keymap::standard().unwrap().commands() {
        let inner = [
            Context::Confirm,
            Context::Goto,
            Context::Picker,
            Context::LineEditor,
            Context::TextEditor,
            Context::Reading,
        ];
        if command.contexts.iter().all(|context| inner.contains(context)) {
            continue;
        }
        let place = if steps.iter().all(|step| command.contexts.contains(step)) {
            "every step".to_owned()
        } else {
            let names =
                command.contexts.iter().filter(|context| !inner.contains(context)).map(|context| context.name());
            names.collect::<Vec<_>>().join(", ")
        };
        let keys =
            command.keys.split(' ').map(|key| format!("`{}`", key.replace('|', "\\|"))).collect::<Vec<_>>().join(" ");
        writeln!(text, "| {keys} | {} | {place} |", command.label).unwrap();
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
