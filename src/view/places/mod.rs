//! One file or folder per place: the steps, the panes of Compare, the overlays, and the library. All are registered here.

mod burden;
mod claims;
mod compare;
mod confirm;
mod cost;
mod criteria;
mod decide;
mod editor;
mod estate;
mod exit_costs;
mod explanation;
mod flips;
mod frame;
mod help;
mod library;
mod matrix;
mod options;
mod picker;
mod ranking;
mod risks;
mod robustness;
mod scenarios;
mod score;
mod sensitivity;
mod task_hours;
mod trade_off;
mod volume;
mod weigh;
mod workloads;

use super::chrome::Regions;
use super::pane::PaneView;
use super::pen::Pen;
use crate::app::{App, Library, Overlay, Pane, Workbench};
use crate::appraisal::Step;
use ratatui::layout::Rect;

/// Draws the list of saved sessions.
pub fn render_library(pen: &mut Pen<'_>, app: &App, library: &Library, area: Rect) {
    library::render(pen, app, library, area);
}

/// Draws the body of the step on screen.
pub fn render_step(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    if area.is_empty() {
        return;
    }
    match workbench.step {
        Step::Frame => frame::render(pen, app, workbench, area),
        Step::Workloads => workloads::render(pen, app, workbench, area),
        Step::Options => options::render(pen, app, workbench, area),
        Step::Criteria => criteria::render(pen, app, workbench, area),
        Step::Weigh => weigh::render(pen, app, workbench, area),
        Step::Score => score::render(pen, app, workbench, area),
        Step::Compare => compare::render(pen, app, workbench, area, &pane_view),
        Step::Decide => decide::render(pen, app, workbench, area),
    }
}

/// How a pane of Compare is drawn; none for the panes of other steps.
fn pane_view(pane: Pane) -> Option<&'static dyn PaneView> {
    match pane {
        Pane::Matrix => Some(&matrix::MatrixPane),
        Pane::Ranking => Some(&ranking::RankingPane),
        Pane::Cost => Some(&cost::CostPane),
        Pane::Volume => Some(&volume::VolumePane),
        Pane::Burden => Some(&burden::BurdenPane),
        Pane::Flips => Some(&flips::FlipsPane),
        Pane::Sensitivity => Some(&sensitivity::SensitivityPane),
        Pane::Robustness => Some(&robustness::RobustnessPane),
        Pane::TradeOff => Some(&trade_off::TradeOffPane),
        Pane::Estate => Some(&estate::EstatePane),
        Pane::Risks => Some(&risks::RisksPane),
        Pane::Scenarios => Some(&scenarios::ScenariosPane),
        Pane::Form | Pane::People | Pane::List | Pane::Questions | Pane::MustHaves | Pane::Grid => None,
    }
}

/// Draws an overlay over the screen.
pub fn render_overlay(pen: &mut Pen<'_>, app: &App, overlay: &Overlay, regions: &Regions) {
    match overlay {
        Overlay::Editor(editor) => editor::render(pen, app, editor, regions),
        Overlay::Picker(picker) => picker::render(pen, app, picker, regions),
        Overlay::Confirm(question) => confirm::render(pen, app, question, regions),
        Overlay::Help(scroll) => help::render(pen, app, *scroll, regions),
        Overlay::Claims(claims) => claims::render(pen, app, claims, regions),
        Overlay::TaskHours(hours) => task_hours::render(pen, app, hours, regions),
        Overlay::ExitCosts(exit_costs) => exit_costs::render(pen, app, *exit_costs, regions),
        Overlay::Explanation(explanation, scroll) => explanation::render(pen, app, explanation, *scroll, regions),
    }
}
