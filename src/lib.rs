//! weighbridge: a terminal workbench for weighted decisions, and for what software should run on in particular.
//!
//! # The way through the house
//!
//! ```text
//! key ──► keys ──► Msg ──► app::update ──► Edit ──► Session ──► Appraisal ──► view ──► terminal
//!                               │                                   │
//!                               └──► Effect (save, journal, quit) ──┼──► store
//!                                                                   └──► report, cli   (same numbers)
//! ```
//!
//! [`model`] is the document and the one way to change it. [`catalogue`] is what the product knows. [`analysis`], [`cost`] and
//! [`burden`] are numbers; [`appraisal`] combines them and explains the results; [`claims`] recomputes published figures. [`app`] is the state of the
//! program, [`keys`] the one table of keys, [`view`] the face, [`theme`] its looks. [`store`] reads and writes files,
//! [`terminal`] is the terminal, [`cli`] the command line, [`report`] its answers. Imports point down only:
//! `tests/layering.rs` holds them to it. `ARCHITECTURE.md` says why.
//!
//! # The screen, and who draws what
//!
//! ```text
//! ┌ view/chrome ── title ▸ ●Frame ●Workloads … [●Compare] ○Decide        Checkout ◂▸   ✓ saved ┐
//! │ view/panes/strip.rs     Catalogue → Run   Checkout → Run   Warehouse → Fleet               │
//! │ view/panes/matrix.rs                         ┊ view/panes/ranking.rs                       │
//! │ ▸Cost        ███████▍░░░  22  4.6  4.3  4.9  ┊ 1 Container-serverless  ███████  4.38 ▲     │
//! ├ view/panes/cost.rs ──────────────────────────┼ view/panes/burden.rs ───────────────────────┤
//! │ VM fleet     ██████    ~157   idle 98 %      ┊ VM fleet  □□■■·■◧◧■■■■  14.5  6–26  0.10    │
//! ├ view/panes/flips.rs ─────────────────────────┼ view/panes/estate.rs, risks.rs ─────────────┤
//! │ view/steps/<step>.rs draws the other steps; view/form.rs their forms; view/table.rs lists  │
//! ├ view/chrome ── what the last key did, or what is missing ──────────────────────────────────┤
//! └ view/chrome ── ←→ points  <> by 5  x agreed  ,. matrix  v volume  w why  u undo  ? help ───┘
//!   view/overlays/ lies over it: typing, picking, being asked, reading; view/library/ comes before it
//! ```
//!
//! Every text in a cell goes through [`view::pen::Pen`], which makes it showable first.

pub mod analysis;
pub mod app;
pub mod appraisal;
pub mod burden;
pub mod catalogue;
pub mod claims;
pub mod cli;
pub mod cost;
pub mod keys;
pub mod model;
pub mod report;
pub mod store;
pub mod terminal;
pub mod theme;
pub mod view;
