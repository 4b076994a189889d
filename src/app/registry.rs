//! Every place, and which of them gets a message: the pane with the cursor, then its step, then what acts everywhere.

use super::action::{Action, NO_MEANING, NOTHING_TO_EXPLAIN, PASTE_IGNORED, Plan, Refusal};
use super::binding::Binding;
use super::msg::Msg;
use super::overlay::Overlay;
use super::place::Place;
use super::places::{
    Contexts, Pane, compare, compare_panes, criteria, decide, exit_costs, frame, library, list, must_haves, navigation,
    options, overlays, pairs, points, questions, rank_order, score, swings, task_hours, volume, weigh, workloads,
};
use super::row::Row;
use super::workbench::Workbench;
use crate::appraisal::Step;
use crate::model::WeightingMethod;

/// The place of a pane.
fn pane_place(step: Step, pane: Pane, method: WeightingMethod) -> &'static dyn Place {
    macro_rules! place_of {
        ($($pane:ident { file: $file:ident, $($rest:tt)* })*) => {
            match pane {
                Pane::Form => form_place(step),
                Pane::People => &frame::People,
                Pane::List => list_place(step, method),
                Pane::Questions => &questions::Questions,
                Pane::MustHaves => &must_haves::MustHaves,
                Pane::Grid => &score::Grid,
                $(Pane::$pane => &super::places::$file::Pane,)*
            }
        };
    }
    compare_panes!(place_of)
}

fn form_place(step: Step) -> &'static dyn Place {
    match step {
        Step::Frame => &frame::Details,
        Step::Workloads => &workloads::DETAILS,
        Step::Options => &options::DETAILS,
        Step::Criteria => &criteria::DETAILS,
        Step::Decide => &decide::Decision,
        Step::Weigh | Step::Score | Step::Compare => step_place(step),
    }
}

fn list_place(step: Step, method: WeightingMethod) -> &'static dyn Place {
    match step {
        Step::Workloads => &workloads::LIST,
        Step::Options => &options::LIST,
        Step::Criteria => &criteria::LIST,
        Step::Weigh => match method {
            WeightingMethod::Points => &points::Points,
            WeightingMethod::Swing => &swings::Swings,
            WeightingMethod::Order => &rank_order::RankOrder,
            WeightingMethod::Pairs => &pairs::Pairs,
        },
        Step::Frame | Step::Score | Step::Compare | Step::Decide => step_place(step),
    }
}

/// What the panes of a step share.
fn step_place(step: Step) -> &'static dyn Place {
    struct Nothing;
    impl Place for Nothing {}
    match step {
        Step::Options => &options::Options,
        Step::Criteria => &criteria::Criteria,
        Step::Weigh => &weigh::Weigh,
        Step::Compare => &compare::Compare,
        Step::Frame | Step::Workloads | Step::Score | Step::Decide => &Nothing,
    }
}

/// The place with the cursor.
fn place(workbench: &Workbench) -> &'static dyn Place {
    pane_place(workbench.step, workbench.pane(), workbench.session.weighing.way)
}

/// The rows of the form on screen.
pub fn form_rows(workbench: &Workbench) -> Vec<Row> {
    place(workbench).form_rows(workbench)
}

/// What a message will do, or why it does nothing now.
pub fn plan(workbench: &Workbench, msg: &Msg) -> Plan {
    let (place, step) = (place(workbench), step_place(workbench.step));
    let is_comparing = workbench.step == Step::Compare;
    let mode = is_comparing.then(|| volume::Mode.plan(workbench, msg)).flatten();
    let local = mode.or_else(|| place.plan(workbench, msg)).or_else(|| step.plan(workbench, msg));
    if let Some(plan) = local {
        return plan;
    }
    if let Some(by) = msg.row_delta() {
        return navigation::plan_row(workbench, by, place.row_count(workbench), &place.form_rows(workbench));
    }
    match *msg {
        Msg::Why => {
            let why = place.explain(workbench).or_else(|| step.explain(workbench)).filter(|why| !why.lines.is_empty());
            why.map(|why| Action::Show(Overlay::Explanation(why, 0)))
                .ok_or_else(|| Refusal(NOTHING_TO_EXPLAIN.to_owned()))
        }
        exit_costs::SHOW => exit_costs::plan_open(workbench, place.selected_column(workbench)),
        Msg::Paste(_) => Refusal::err(PASTE_IGNORED),
        Msg::NextPane => navigation::plan_pane(workbench, 1, form_rows),
        Msg::PrevPane => navigation::plan_pane(workbench, -1, form_rows),
        _ => navigation::plan(workbench, msg).unwrap_or_else(|| Refusal::err(NO_MEANING)),
    }
}

/// Every row of the key tables: those of panes, of steps, and then those that act in many places.
pub fn bindings() -> Vec<Binding> {
    let mut places: Vec<&dyn Place> =
        WeightingMethod::ALL.iter().map(|method| list_place(Step::Weigh, *method)).collect();
    places.extend([step_place(Step::Weigh), &volume::Mode, step_place(Step::Compare), &score::Grid]);
    places.extend(Pane::COMPARE.iter().map(|pane| pane_place(Step::Compare, *pane, WeightingMethod::Points)));
    let mut rows: Vec<Binding> = places.iter().flat_map(|place| place.bindings()).collect();
    give_precedence_to_panes(&mut rows);
    rows.extend(exit_costs::bindings());
    rows.extend(task_hours::bindings());
    rows.extend(questions::Questions.bindings());
    rows.extend(must_haves::MustHaves.bindings());
    rows.extend(list::bindings());
    rows.extend(decide::Decision.bindings());
    rows.extend(library::bindings());
    rows.extend(navigation::bindings());
    rows.extend(overlays::bindings());
    rows
}

/// A key that a pane of Compare binds for itself does not act there as its step binds it.
fn give_precedence_to_panes(rows: &mut [Binding]) {
    for pane in Pane::COMPARE {
        let place = pane_place(Step::Compare, *pane, WeightingMethod::Points);
        let own: Vec<Binding> =
            place.bindings().into_iter().filter(|row| Contexts::from(*pane).contains_all(row.contexts)).collect();
        let has_key_of_own = |row: &&mut Binding| {
            own.iter().any(|own| own.name != row.name && own.keys.iter().any(|key| row.keys.contains(key)))
        };
        for row in
            rows.iter_mut().filter(has_key_of_own).filter(|row| !Contexts::from(*pane).contains_all(row.contexts))
        {
            row.contexts = row.contexts.without(*pane);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::event::OpenedSession;
    use crate::catalogue::{Catalogue, templates};
    use crate::model::{Edit, Moment, Scenario, Stamp};
    use std::sync::Arc;

    /// A message that no place handles would be a key that footer and help offer in vain.
    #[test]
    fn every_key_is_handled_wherever_it_is_bound() {
        let mut session = templates::find("grocer").unwrap().to_session().unwrap();
        let scenario = Scenario { id: "s".into(), name: "s".to_owned(), note: String::new(), overrides: Vec::new() };
        session.apply(Edit::AddScenario { at: 0, scenario }).unwrap();
        let opened = OpenedSession {
            path: "s.ron".into(),
            session: Box::new(session),
            read_only: false,
            is_new: false,
            notice: None,
            recovery: None,
        };
        let stamp = Stamp { at: Moment::from_unix(0), by: "ana".to_owned() };
        let mut workbench = Workbench::from_opened(opened, Arc::new(Catalogue::embedded().unwrap()), stamp);
        let check = |workbench: &Workbench| {
            for row in bindings().into_iter().filter(|row| row.contexts.contains(workbench.context())) {
                let is_of_app = matches!(row.msg, Msg::Help | Msg::Palette | Msg::Claims);
                if let (Err(Refusal(reason)), false) = (plan(workbench, &row.msg), is_of_app) {
                    assert_ne!(reason, NO_MEANING, "'{}' in {}", row.name, workbench.context().name());
                }
            }
        };
        for step in Step::ALL {
            workbench.step = step;
            for pane in Pane::for_step(step, &workbench.session) {
                workbench.set_pane(pane);
                for method in WeightingMethod::ALL {
                    workbench.session.weighing.way = method;
                    check(&workbench);
                }
                workbench.session.weighing.way = WeightingMethod::Points;
            }
        }
        workbench.step = Step::Compare;
        workbench.volume_mode = true;
        check(&workbench);
    }
}
