//! What leaving one kind of platform for another takes: a matrix to move about in, and the steps of each move.

use super::{HandlerResult, NO_EFFECTS, Refusal, compare, navigation, overlays};
use crate::app::msg::Msg;
use crate::app::overlay::{ExitCostsOverlay, Overlay};
use crate::app::{App, Pane, Workbench};
use crate::appraisal::exit_cost::{DESTINATIONS, ExitCost, explain_steps};
use crate::catalogue::PlatformKind;

impl App {
    /// The moves, of what the workload on screen is: with state or without. A session without workloads is without.
    pub fn exit_costs(&self) -> ExitCost {
        ExitCost::compute(&self.catalogue, self.workbench().is_some_and(is_stateful))
    }
}

fn is_stateful(bench: &Workbench) -> bool {
    let workload = bench.shown_workload().and_then(|id| bench.effective_session().workload(&id).cloned());
    workload.is_some_and(|workload| workload.demand.stateful)
}

/// Why there is no matrix to show.
pub fn refusal(bench: &Workbench) -> Option<String> {
    let about = bench.session.is_about_compute();
    (!about).then(|| "nothing here runs on a platform that one could leave".to_owned())
}

/// Opens it on the kind of the column under the cursor.
pub fn open(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if let Some(why) = refusal(bench) {
        return Refusal::err(why);
    }
    let from = selected_kind(bench).unwrap_or(0);
    let to = if from + 1 < PlatformKind::ALL.len() { from + 1 } else { from.saturating_sub(1) };
    Ok(overlays::open(app, Overlay::ExitCosts(ExitCostsOverlay { from, to })))
}

/// The kind behind the column under the cursor, or behind the leader.
fn selected_kind(bench: &Workbench) -> Option<usize> {
    let sheet = bench.matrix()?;
    let id = match bench.pane() {
        Pane::List | Pane::Form => {
            let at = bench.cursor(Pane::List, bench.session.alternatives.len());
            bench.session.alternatives.get(at)?.platform.as_ref()?.to_string()
        }
        Pane::Cost | Pane::Burden | Pane::Risks | Pane::Ranking => {
            sheet.columns.get(compare::selected_column(bench, bench.pane())?)?.platform.clone()?
        }
        _ => sheet.columns.get(sheet.leader()?)?.platform.clone()?,
    };
    let kind = PlatformKind::from_id(&id)?;
    PlatformKind::ALL.iter().position(|other| *other == kind)
}

/// A key on it.
pub fn handle(app: &mut App, msg: &Msg) -> HandlerResult {
    let Some(Overlay::ExitCosts(at)) = app.overlays.last_mut() else { return Ok(NO_EFFECTS) };
    if let Some(by) = navigation::row_delta(msg) {
        at.from = at.from.saturating_add_signed(by).min(PlatformKind::ALL.len() - 1);
        return Ok(NO_EFFECTS);
    }
    match msg {
        Msg::Left => at.to = at.to.saturating_sub(1),
        Msg::Right => at.to = (at.to + 1).min(DESTINATIONS - 1),
        Msg::Back | Msg::Quit | Msg::ExitCosts => {
            app.overlays.pop();
        }
        Msg::Help => return Ok(overlays::open(app, Overlay::Help(0))),
        Msg::Why | Msg::Enter => {
            let ExitCostsOverlay { from, to } = *at;
            let leaving = app.exit_costs();
            if leaving.hours_between(from, to).is_none() {
                return Refusal::err(if to + 1 == DESTINATIONS {
                    "it belongs to no cloud, so there is no other one"
                } else {
                    "it stays where it is, which takes nothing"
                });
            }
            let why = explain_steps(&app.catalogue, from, to, leaving.is_stateful);
            return Ok(overlays::open(app, Overlay::Explanation(why, 0)));
        }
        _ => return Refusal::err("arrows go from move to move; enter shows the steps"),
    }
    Ok(NO_EFFECTS)
}
