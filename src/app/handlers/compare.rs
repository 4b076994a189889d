//! Compare: weights, volume, pins, and why.

use super::{DONE, Outcome, Refused, asks, overlays, weighing, weights};
use crate::app::baseline::Baseline;
use crate::app::forms::estimate::scaled;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::{App, Pane, Tone, Workbench, amount};
use crate::appraisal::explain::{self, Explanation};
use crate::appraisal::{Horizon, Scope, Step, growth, margin};
use crate::model::edit::{DemandField, RobustnessField};
use crate::model::{Edit, Estimate, Space, Way, Workload};

/// What a pane without weights answers to the keys of weights.
pub const ELSEWHERE: &str = "weights move in the matrix: Tab goes there";
/// What is answered where nothing can be explained.
pub const NO_FIGURE: &str = "there is no figure under the cursor to explain";

/// What is answered where no money can be summed up.
pub const NO_BILLS: &str = "nothing is billed here, so there is nothing to sum up";

/// A key on Compare.
pub fn handle(app: &mut App, msg: Msg) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    match bench.pane() {
        Pane::Matrix => match bench.appraisal.sheets.first().map(|sheet| sheet.weights.in_use()) {
            Some(Way::Swing) => weighing::swings(app, msg),
            Some(way @ (Way::Order | Way::Pairs)) => match msg {
                Msg::Agree => weights::handle(app, msg),
                _ => Refused::because(format!("weights follow from the {}: Weigh (g 5) changes it", way.word())),
            },
            _ => weights::handle(app, msg),
        },
        Pane::Cost | Pane::Volume if matches!(msg, Msg::Left | Msg::Right | Msg::LeftBig | Msg::RightBig) => {
            Refused::because("press v first, then arrows change the volume")
        }
        Pane::Robustness => robustness_key(app, &msg),
        _ if msg == Msg::Enter => why(app),
        _ => Refused::because(ELSEWHERE),
    }
}

/// Turns the arrows into volume, and back.
pub fn volume(app: &mut App) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    if bench.step != Step::Compare {
        return Refused::because("volume is changed live in Compare, and typed in Workloads");
    }
    if bench.volume {
        bench.volume = false;
        return Ok(DONE);
    }
    match shown_workload(bench) {
        Err(why) => Refused::because(why),
        Ok(_) => {
            bench.volume = true;
            Ok(DONE)
        }
    }
}

/// The workload whose volume the arrows would change.
fn shown_workload(bench: &Workbench) -> Result<&Workload, String> {
    let Some(sheet) = bench.sheet() else { return Err("there is no matrix yet".to_owned()) };
    match &sheet.scope {
        Scope::System => Err("volume is one workload's: choose one with , or . first".to_owned()),
        Scope::Matrix => Err("there is no workload: add one in step 2 to have a volume".to_owned()),
        Scope::Workload(id) => {
            let workload = bench.asked().workload(id).ok_or_else(|| format!("there is no workload '{id}'"))?;
            let demand = &workload.demand;
            if demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() {
                return Err(format!("how much {} does is not known: type it in Workloads", workload.name));
            }
            Ok(workload)
        }
    }
}

/// A key while the arrows change the volume.
pub fn volume_key(app: &mut App, msg: Msg) -> Outcome {
    match msg {
        Msg::Left | Msg::Right | Msg::LeftBig | Msg::RightBig => scale_volume(app, &msg),
        Msg::Back | Msg::Enter => {
            if let Some(bench) = app.bench_mut() {
                bench.volume = false;
            }
            Ok(DONE)
        }
        _ => Refused::because("arrows change the volume; v or esc ends that"),
    }
}

fn scale_volume(app: &mut App, msg: &Msg) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let workload = shown_workload(bench).map_err(Refused)?;
    let (up, coarse) = (matches!(msg, Msg::Right | Msg::RightBig), matches!(msg, Msg::LeftBig | Msg::RightBig));
    let step = |value: f64| amount::preferred_step(value, up, coarse).max(1.0);
    let field = match workload.demand.requests_per_month {
        Estimate::Unknown => scaled(workload.demand.jobs_per_day, step).map(DemandField::JobsPerDay),
        requests => scaled(requests, step).map(DemandField::RequestsPerMonth),
    };
    let Some(field) = field else { return Refused::because("the volume is not known") };
    asks::apply(app, Edit::SetDemand { workload: workload.id.clone(), field })
}

/// Sums money up over a month, a year, three years, and then a month again.
pub fn horizon(app: &mut App) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    if bench.step != Step::Compare {
        return Refused::because("money is summed up over a longer time in Compare");
    }
    if !has_bills(bench) {
        return Refused::because(NO_BILLS);
    }
    bench.horizon = bench.horizon.next();
    let said = match bench.horizon {
        Horizon::Month => "money is that of a month".to_owned(),
        longer => format!("money is that of {} months, with what is paid once", longer.months()),
    };
    app.say(Tone::Note, said);
    Ok(DONE)
}

/// Whether there is money to sum up.
pub fn has_bills(bench: &Workbench) -> bool {
    bench.sheet().is_some_and(|sheet| sheet.columns.iter().any(|column| column.offer.bill.is_some()))
}

/// Asks TOPSIS beside the ranking, too, or no longer.
pub fn opinion(app: &mut App) -> Outcome {
    let Some(bench) = app.bench_mut().filter(|bench| bench.step == Step::Compare) else {
        return Refused::because("a second opinion stands beside the ranking of Compare");
    };
    bench.topsis = !bench.topsis;
    let said =
        if bench.topsis { "TOPSIS is asked, too: see below the ranking" } else { "TOPSIS is not asked any more" };
    app.say(Tone::Note, said);
    Ok(DONE)
}

/// A key on the draws: another space, or more or less of the weight up for discussion.
fn robustness_key(app: &mut App, msg: &Msg) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let now = &bench.session.robustness;
    let field = match msg {
        Msg::Left | Msg::Right if now.space != Space::Local => {
            return Refused::because("the spread is that of the weights near ours: < and > go to that space");
        }
        Msg::Left => RobustnessField::Spread(now.spread.saturating_sub(5)),
        Msg::Right => RobustnessField::Spread((now.spread + 5).min(100)),
        Msg::LeftBig | Msg::RightBig => {
            let at = Space::ALL.iter().position(|space| *space == now.space).unwrap_or(0);
            let step = if *msg == Msg::RightBig { 1 } else { Space::ALL.len() - 1 };
            RobustnessField::Space(Space::ALL[(at + step) % Space::ALL.len()])
        }
        Msg::Enter => return why(app),
        _ => return Refused::because("left and right change the spread, < and > the space"),
    };
    asks::apply(app, Edit::SetRobustness(field))
}

/// Pins the present state, or lets the pin go.
pub fn pin(app: &mut App) -> Outcome {
    let Some(bench) = app.bench_mut() else { return Ok(DONE) };
    let pinned = !bench.baseline.pinned;
    bench.baseline = Baseline::of(&bench.appraisal, pinned);
    app.say(
        Tone::Note,
        if pinned { "pinned: every pane shows the change from here" } else { "unpinned: changes show from here on" },
    );
    Ok(DONE)
}

/// Explains the figure under the cursor.
pub fn why(app: &mut App) -> Outcome {
    match explanation(app) {
        Some(answer) if !answer.lines.is_empty() => Ok(overlays::open(app, Overlay::Why(answer, 0))),
        _ => Refused::because(NO_FIGURE),
    }
}

/// Whether there is something under the cursor to explain.
pub fn has_why(bench: &Workbench) -> bool {
    let pane = bench.pane();
    let offer =
        || ordered_column(bench, pane).and_then(|at| bench.sheet()?.columns.get(at)).map(|column| &column.offer);
    match pane {
        Pane::Form | Pane::People => false,
        Pane::List => bench.step == Step::Weigh && !bench.session.criteria.is_empty(),
        Pane::Matrix | Pane::Flips | Pane::Sensitivity => !bench.session.criteria.is_empty(),
        Pane::Robustness | Pane::TradeOff => offer().is_some(),
        Pane::Grid => !bench.session.criteria.is_empty() && !bench.session.alternatives.is_empty(),
        Pane::Cost => offer().is_some_and(|offer| offer.bill.is_some()),
        Pane::Volume => bench.sheet().is_some_and(|sheet| growth::is_known(bench.asked(), sheet)),
        Pane::Burden => offer().is_some_and(|offer| offer.burden.is_some()),
        Pane::Ranking | Pane::Risks => offer().is_some(),
        Pane::Estate => bench.estate().is_some(),
        Pane::Questions | Pane::Scenarios => true,
    }
}

/// Why the volume cannot be changed.
pub fn no_volume(bench: &Workbench) -> Option<String> {
    shown_workload(bench).err()
}

fn explanation(app: &App) -> Option<Explanation> {
    let bench = app.bench()?;
    let session = bench.asked();
    let rows = session.criteria.len();
    let sheet = bench.sheet()?;
    let pane = bench.pane();
    let column = || ordered_column(bench, pane).and_then(|at| sheet.columns.get(at));
    Some(match (bench.step, pane) {
        (Step::Weigh, _) if !session.totals_seen => sealed_weight(bench)?,
        (Step::Weigh, _) | (_, Pane::Matrix) => explain::weight(session, sheet, bench.weighed()?),
        (_, Pane::Ranking | Pane::Robustness | Pane::TradeOff) => {
            explain::total(session, sheet, ordered_column(bench, pane)?)
        }
        (_, Pane::Cost) => explain::bill(session, sheet, column()?),
        (_, Pane::Volume) => explain::growth(session, sheet, bench.cursor(pane, sheet.columns.len())),
        (_, Pane::Burden) => explain::burden(column()?),
        (_, Pane::Risks) => explain::risks(session, &app.catalogue, column()?),
        (_, Pane::Flips) => explain::flip(session, sheet, bench.cursor(pane, rows)),
        (_, Pane::Sensitivity) => explain::flip(session, sheet, margin::place(sheet, bench.cursor(pane, rows))?),
        (_, Pane::Scenarios) => {
            let row = bench.cursor(pane, bench.session.scenarios.len() + 1);
            explain::scenario(&bench.session, row.checked_sub(1).and_then(|at| bench.session.scenarios.get(at)))
        }
        (_, Pane::Estate) => explain::total(session, bench.appraisal.whole()?, bench.estate()?.0),
        (_, Pane::Grid) => {
            let sheet = bench.score_sheet()?;
            let last = sheet.columns.len().checked_sub(1)?;
            explain::cell(session, &app.catalogue, sheet, bench.cursor(pane, rows), bench.column.min(last))
        }
        (_, Pane::Questions) => {
            let count = app.catalogue.questions.len();
            explain::question(app.catalogue.questions.get(bench.cursor(pane, count))?)
        }
        _ => return None,
    })
}

/// While totals are sealed a weight is explained without what it gives each.
fn sealed_weight(bench: &Workbench) -> Option<Explanation> {
    let sheet = bench.sheet()?;
    let mut why = explain::weight(&bench.session, sheet, bench.weighed()?);
    let sealed = why.lines.iter().position(|(_, text)| text == "what it gives each");
    if let Some(from) = sealed {
        why.lines.drain(from..=(from + sheet.columns.len()).min(why.lines.len() - 1));
    }
    Some(why)
}

/// The columns of the sheet as a pane lists them: most in the session's order, others by rank, and where only rivals count
/// without what cannot lead.
pub fn listed(bench: &Workbench, pane: Pane) -> Vec<usize> {
    let Some(sheet) = bench.sheet() else { return Vec::new() };
    let mut listed = match pane {
        Pane::Ranking | Pane::Robustness | Pane::TradeOff => sheet.order(),
        _ => (0..sheet.columns.len()).collect(),
    };
    listed.retain(|at| {
        sheet.columns.get(*at).is_some_and(|column| match pane {
            Pane::Robustness => column.competes(),
            Pane::TradeOff => column.same_as.is_none(),
            _ => true,
        })
    });
    listed
}

/// The column under the cursor of a pane that lists columns.
pub fn ordered_column(bench: &Workbench, pane: Pane) -> Option<usize> {
    if pane == Pane::Risks {
        return bench.risky();
    }
    let listed = listed(bench, pane);
    listed.get(bench.cursor(pane, listed.len())).copied()
}
