//! Compare: weights, volume, pins, and why.

use super::{HandlerResult, NO_EFFECTS, Refusal, guarded_edits, overlays, points, weighting};
use crate::app::baseline::Baseline;
use crate::app::forms::estimate::scale_estimate;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::{App, Pane, Tone, Workbench, amount};
use crate::appraisal::explain::{self, Explanation};
use crate::appraisal::{Horizon, Scope, Step, growth, margin};
use crate::model::edit::{DemandField, RobustnessField};
use crate::model::{Edit, Estimate, WeightSpaceKind, WeightingMethod, Workload};

/// What a pane without weights answers to the keys of weights.
pub const NO_WEIGHTS_HERE: &str = "weights move in the matrix: Tab goes there";
/// What is answered where nothing can be explained.
pub const NOTHING_TO_EXPLAIN: &str = "there is no figure under the cursor to explain";

/// What is answered where no money can be summed up.
pub const NO_BILLS: &str = "nothing is billed here, so there is nothing to sum up";

/// A key on Compare.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    match bench.pane() {
        Pane::Matrix => match bench.appraisal.matrices.first().map(|sheet| sheet.weights.effective_method()) {
            Some(WeightingMethod::Swing) => weighting::handle_swings(app, msg),
            Some(way @ (WeightingMethod::Order | WeightingMethod::Pairs)) => match msg {
                Msg::ToggleAgreed => points::handle(app, msg),
                _ => Refusal::err(format!("weights follow from the {}: Weigh (g 5) changes it", way.label())),
            },
            _ => points::handle(app, msg),
        },
        Pane::Cost | Pane::Volume if matches!(msg, Msg::Left | Msg::Right | Msg::LeftCoarse | Msg::RightCoarse) => {
            Refusal::err("press v first, then arrows change the volume")
        }
        Pane::Robustness => handle_robustness_key(app, &msg),
        _ if msg == Msg::Enter => explain_selected(app),
        _ => Refusal::err(NO_WEIGHTS_HERE),
    }
}

/// Turns the arrows into volume, and back.
pub fn toggle_volume_mode(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    if bench.step != Step::Compare {
        return Refusal::err("volume is changed live in Compare, and typed in Workloads");
    }
    if bench.volume_mode {
        bench.volume_mode = false;
        return Ok(NO_EFFECTS);
    }
    match scalable_workload(bench) {
        Err(why) => Refusal::err(why),
        Ok(_) => {
            bench.volume_mode = true;
            Ok(NO_EFFECTS)
        }
    }
}

/// The workload whose volume the arrows would change.
fn scalable_workload(bench: &Workbench) -> Result<&Workload, String> {
    let Some(sheet) = bench.matrix() else { return Err("there is no matrix yet".to_owned()) };
    match &sheet.scope {
        Scope::System => Err("volume is one workload's: choose one with , or . first".to_owned()),
        Scope::Matrix => Err("there is no workload: add one in step 2 to have a volume".to_owned()),
        Scope::Workload(id) => {
            let workload =
                bench.effective_session().workload(id).ok_or_else(|| format!("there is no workload '{id}'"))?;
            let demand = &workload.demand;
            if demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() {
                return Err(format!("how much {} does is not known: type it in Workloads", workload.name));
            }
            Ok(workload)
        }
    }
}

/// A key while the arrows change the volume.
pub fn handle_volume_key(app: &mut App, msg: Msg) -> HandlerResult {
    match msg {
        Msg::Left | Msg::Right | Msg::LeftCoarse | Msg::RightCoarse => scale_volume(app, &msg),
        Msg::Back | Msg::Enter => {
            if let Some(bench) = app.workbench_mut() {
                bench.volume_mode = false;
            }
            Ok(NO_EFFECTS)
        }
        _ => Refusal::err("arrows change the volume; v or esc ends that"),
    }
}

fn scale_volume(app: &mut App, msg: &Msg) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let workload = scalable_workload(bench).map_err(Refusal)?;
    let (up, coarse) =
        (matches!(msg, Msg::Right | Msg::RightCoarse), matches!(msg, Msg::LeftCoarse | Msg::RightCoarse));
    let step = |value: f64| amount::preferred_step(value, up, coarse).max(1.0);
    let field = match workload.demand.requests_per_month {
        Estimate::Unknown => scale_estimate(workload.demand.jobs_per_day, step).map(DemandField::JobsPerDay),
        requests => scale_estimate(requests, step).map(DemandField::RequestsPerMonth),
    };
    let Some(field) = field else { return Refusal::err("the volume is not known") };
    guarded_edits::apply(app, Edit::SetDemand { workload: workload.id.clone(), field })
}

/// Sums money up over a month, a year, three years, and then a month again.
pub fn next_horizon(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    if bench.step != Step::Compare {
        return Refusal::err("money is summed up over a longer time in Compare");
    }
    if !has_bills(bench) {
        return Refusal::err(NO_BILLS);
    }
    bench.horizon = bench.horizon.next();
    let said = match bench.horizon {
        Horizon::Month => "money is that of a month".to_owned(),
        longer => format!("money is that of {} months, with what is paid once", longer.months()),
    };
    app.notify(Tone::Note, said);
    Ok(NO_EFFECTS)
}

/// Whether there is money to sum up.
pub fn has_bills(bench: &Workbench) -> bool {
    bench.matrix().is_some_and(|sheet| sheet.columns.iter().any(|column| column.offer.bill.is_some()))
}

/// Asks TOPSIS beside the ranking, too, or no longer.
pub fn toggle_second_opinion(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench_mut().filter(|bench| bench.step == Step::Compare) else {
        return Refusal::err("a second opinion stands beside the ranking of Compare");
    };
    bench.show_topsis = !bench.show_topsis;
    let said =
        if bench.show_topsis { "TOPSIS is asked, too: see below the ranking" } else { "TOPSIS is not asked any more" };
    app.notify(Tone::Note, said);
    Ok(NO_EFFECTS)
}

/// A key on the draws: another space, or more or less of the weight up for discussion.
fn handle_robustness_key(app: &mut App, msg: &Msg) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let now = &bench.session.robustness;
    let field = match msg {
        Msg::Left | Msg::Right if now.space != WeightSpaceKind::Local => {
            return Refusal::err("the spread is that of the weights near ours: < and > go to that space");
        }
        Msg::Left => RobustnessField::Spread(now.spread.saturating_sub(5)),
        Msg::Right => RobustnessField::Spread((now.spread + 5).min(100)),
        Msg::LeftCoarse | Msg::RightCoarse => {
            let at = WeightSpaceKind::ALL.iter().position(|space| *space == now.space).unwrap_or(0);
            let step = if *msg == Msg::RightCoarse { 1 } else { WeightSpaceKind::ALL.len() - 1 };
            RobustnessField::Space(WeightSpaceKind::ALL[(at + step) % WeightSpaceKind::ALL.len()])
        }
        Msg::Enter => return explain_selected(app),
        _ => return Refusal::err("left and right change the spread, < and > the space"),
    };
    guarded_edits::apply(app, Edit::SetRobustness(field))
}

/// Pins the present state, or lets the pin go.
pub fn toggle_pin(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let pinned = !bench.baseline.pinned;
    bench.baseline = Baseline::from_appraisal(&bench.appraisal, pinned);
    app.notify(
        Tone::Note,
        if pinned { "pinned: every pane shows the change from here" } else { "unpinned: changes show from here on" },
    );
    Ok(NO_EFFECTS)
}

/// Explains the figure under the cursor.
pub fn explain_selected(app: &mut App) -> HandlerResult {
    match build_explanation(app) {
        Some(answer) if !answer.lines.is_empty() => Ok(overlays::open(app, Overlay::Explanation(answer, 0))),
        _ => Refusal::err(NOTHING_TO_EXPLAIN),
    }
}

/// Whether there is something under the cursor to explain.
pub fn has_explanation(bench: &Workbench) -> bool {
    let pane = bench.pane();
    let offer =
        || selected_column(bench, pane).and_then(|at| bench.matrix()?.columns.get(at)).map(|column| &column.offer);
    match pane {
        Pane::Form | Pane::People => false,
        Pane::List => bench.step == Step::Weigh && !bench.session.criteria.is_empty(),
        Pane::Matrix | Pane::Flips | Pane::Sensitivity => !bench.session.criteria.is_empty(),
        Pane::Robustness | Pane::TradeOff => offer().is_some(),
        Pane::Grid => !bench.session.criteria.is_empty() && !bench.session.alternatives.is_empty(),
        Pane::Cost => offer().is_some_and(|offer| offer.bill.is_some()),
        Pane::Volume => bench.matrix().is_some_and(|sheet| growth::is_available(bench.effective_session(), sheet)),
        Pane::Burden => offer().is_some_and(|offer| offer.burden.is_some()),
        Pane::Ranking | Pane::Risks => offer().is_some(),
        Pane::Estate => bench.estate().is_some(),
        Pane::Questions | Pane::Scenarios => true,
    }
}

/// Why the volume cannot be changed.
pub fn volume_refusal(bench: &Workbench) -> Option<String> {
    scalable_workload(bench).err()
}

fn build_explanation(app: &App) -> Option<Explanation> {
    let bench = app.workbench()?;
    let session = bench.effective_session();
    let rows = session.criteria.len();
    let sheet = bench.matrix()?;
    let pane = bench.pane();
    let column = || selected_column(bench, pane).and_then(|at| sheet.columns.get(at));
    Some(match (bench.step, pane) {
        (Step::Weigh, _) if !session.totals_seen => explain_sealed_weight(bench)?,
        (Step::Weigh, _) | (_, Pane::Matrix) => explain::explain_weight(session, sheet, bench.selected_criterion()?),
        (_, Pane::Ranking | Pane::Robustness | Pane::TradeOff) => {
            explain::explain_total(session, sheet, selected_column(bench, pane)?)
        }
        (_, Pane::Cost) => explain::explain_bill(session, sheet, column()?),
        (_, Pane::Volume) => explain::explain_growth(session, sheet, bench.cursor(pane, sheet.columns.len())),
        (_, Pane::Burden) => explain::explain_burden(column()?),
        (_, Pane::Risks) => explain::explain_risks(session, &app.catalogue, column()?),
        (_, Pane::Flips) => explain::explain_weight_range(session, sheet, bench.cursor(pane, rows)),
        (_, Pane::Sensitivity) => {
            explain::explain_weight_range(session, sheet, margin::criterion_at(sheet, bench.cursor(pane, rows))?)
        }
        (_, Pane::Scenarios) => {
            let row = bench.cursor(pane, bench.session.scenarios.len() + 1);
            explain::explain_scenario(&bench.session, row.checked_sub(1).and_then(|at| bench.session.scenarios.get(at)))
        }
        (_, Pane::Estate) => explain::explain_total(session, bench.appraisal.overall_matrix()?, bench.estate()?.0),
        (_, Pane::Grid) => {
            let sheet = bench.score_matrix()?;
            let last = sheet.columns.len().checked_sub(1)?;
            explain::explain_cell(
                session,
                &app.catalogue,
                sheet,
                bench.cursor(pane, rows),
                bench.score_column.min(last),
            )
        }
        (_, Pane::Questions) => {
            let count = app.catalogue.questions.len();
            explain::explain_question(app.catalogue.questions.get(bench.cursor(pane, count))?)
        }
        _ => return None,
    })
}

/// While totals are sealed a weight is explained without what it gives each.
fn explain_sealed_weight(bench: &Workbench) -> Option<Explanation> {
    let sheet = bench.matrix()?;
    let mut why = explain::explain_weight(&bench.session, sheet, bench.selected_criterion()?);
    let sealed = why.lines.iter().position(|(_, text)| text == "what it gives each");
    if let Some(from) = sealed {
        why.lines.drain(from..=(from + sheet.columns.len()).min(why.lines.len() - 1));
    }
    Some(why)
}

/// The columns of the sheet as a pane lists them: most in the session's order, others by rank, and where only rivals count
/// without what cannot lead.
pub fn listed_columns(bench: &Workbench, pane: Pane) -> Vec<usize> {
    let Some(sheet) = bench.matrix() else { return Vec::new() };
    let mut listed = match pane {
        Pane::Ranking | Pane::Robustness | Pane::TradeOff => sheet.columns_by_rank(),
        _ => (0..sheet.columns.len()).collect(),
    };
    listed.retain(|at| {
        sheet.columns.get(*at).is_some_and(|column| match pane {
            Pane::Robustness => column.is_eligible(),
            Pane::TradeOff => column.duplicate_of.is_none(),
            _ => true,
        })
    });
    listed
}

/// The column under the cursor of a pane that lists columns.
pub fn selected_column(bench: &Workbench, pane: Pane) -> Option<usize> {
    if pane == Pane::Risks {
        return bench.risky();
    }
    let listed = listed_columns(bench, pane);
    listed.get(bench.cursor(pane, listed.len())).copied()
}
