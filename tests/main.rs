//! Every integration test, in one program: one link instead of one per file. [`every_file_is_a_module`] fails on a file of this
//! folder that is not listed here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

mod accepted_sizes;
mod analysis;
mod any_keys;
mod burden_offers;
mod burden_screens;
mod campaigns;
mod circles;
mod claims;
mod claims_screen;
mod cli;
mod cli_burden;
mod cli_horizon;
mod cli_matrix;
mod cli_prices;
mod cli_robustness;
mod cli_sensitivity;
mod compare_sizes;
mod cost_bills;
mod cost_plausible;
mod cost_properties;
mod cost_screens;
mod cost_services;
mod edits;
mod figures;
mod layering;
mod limits;
mod mitigation;
mod must_haves;
mod numbers;
mod pty;
mod published_totals;
mod readme;
mod robustness_panes;
mod scenarios;
mod screens;
mod sessions;
mod store;
mod store_access;
mod store_faults;
mod store_journal;
mod store_refused;
mod terminal_faults;
mod terminal_manners;
mod typing;
mod typing_terminal;
mod view_sizes;
mod walk;
mod weigh_ways;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The modules that a Rust file declares.
fn declared_modules(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap();
    let names = text.lines().filter_map(|line| {
        let line = line.trim();
        line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")?.strip_suffix(';')
    });
    names.map(str::to_owned).collect()
}

/// The Rust files of a folder, without their ending, and folders with a `mod.rs`.
fn module_files(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let names = entries.filter(|path| path.extension().is_some_and(|ext| ext == "rs") || path.join("mod.rs").exists());
    let names = names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    names.filter(|name| name != "main" && name != "mod").collect()
}

#[test]
fn every_file_is_a_module() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    assert_eq!(declared_modules(&tests.join("main.rs")), module_files(&tests));
    assert_eq!(declared_modules(&tests.join("support/mod.rs")), module_files(&tests.join("support")));
    for folder in ["analysis", "figures"] {
        assert_eq!(declared_modules(&tests.join(folder).with_extension("rs")), module_files(&tests.join(folder)));
    }
}
