//! Lists and their forms in Frame, Workloads, Options and Criteria: add, remove, move, change.

use super::{DONE, Outcome, Refused, asks, forms, overlays};
use crate::app::editor::{Editor, Then};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::{Confirm, Overlay};
use crate::app::picker::{Item, Picker};
use crate::app::{App, Pane, Workbench};
use crate::appraisal::Step;
use crate::model::{
    Alternative, AlternativeId, Criterion, CriterionId, Edit, Figure, Measure, Participant, ParticipantId, Points,
    Session, Source, Workload, WorkloadId,
};
use std::rc::Rc;

/// A key on a list or its form.
pub fn handle(app: &mut App, msg: Msg) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    match msg {
        Msg::Add => add(app),
        Msg::Delete => remove(app),
        Msg::MoveUp => shift(app, -1),
        Msg::MoveDown => shift(app, 1),
        Msg::Enter if matches!(bench.pane(), Pane::List | Pane::People) => enter_list(app),
        Msg::Left | Msg::Right | Msg::LeftBig | Msg::RightBig if bench.pane() == Pane::List => {
            Refused::because("Tab goes to the details, where arrows change values")
        }
        msg => {
            let (rows, len) = (app.form(), app.form().len());
            let at = app.bench().map_or(0, |bench| bench.cursor(bench.pane(), len));
            forms::handle(app, rows, at, &msg)
        }
    }
}

/// Enter on a list: rename what is there, or add the first.
fn enter_list(app: &mut App) -> Outcome {
    let name = match app.bench() {
        Some(bench) if bench.pane() == Pane::People => {
            let at = bench.cursor(Pane::People, bench.session.participants.len());
            bench.session.participants.get(at).map(crate::app::forms::frame::person)
        }
        _ => Some(app.form()),
    };
    match name.and_then(|rows| rows.into_iter().next()) {
        Some(row) => forms::enter(app, row),
        None => add(app),
    }
}

fn editor(
    app: &mut App,
    title: &str,
    hint: &str,
    make: impl Fn(&str) -> Result<Edit, String> + 'static,
) -> Vec<Effect> {
    overlays::open(app, Overlay::Editor(Box::new(Editor::new(title, hint, "", false, Then::Edit(Rc::new(make))))))
}

fn named(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() { Err("give it a name".to_owned()) } else { Ok(name.to_owned()) }
}

fn add(app: &mut App) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let session = bench.session.clone();
    let step = bench.step;
    Ok(match step {
        Step::Frame => {
            editor(app, "New participant", "name, role", move |text| Ok(new_person(&session, &named(text)?)))
        }
        Step::Workloads => editor(app, "New workload", "a name, such as Checkout", move |text| {
            Ok(new_workload(&session, &named(text)?))
        }),
        Step::Options => pick_alternative(app, &session),
        Step::Criteria => pick_criterion(app, &session),
        _ => return Refused::because("there is nothing to add here"),
    })
}

fn new_person(session: &Session, text: &str) -> Edit {
    let (name, role) = text.split_once(',').unwrap_or((text, ""));
    let id = ParticipantId::fresh(name, session.participants.iter().map(|row| &row.id));
    let participant = Participant {
        id,
        name: name.trim().to_owned(),
        role: role.trim().to_owned(),
        weight: 1,
        account: String::new(),
    };
    Edit::AddParticipant { at: session.participants.len(), participant }
}

/// A new workload. With the first one, what was scored without a workload moves to it.
fn new_workload(session: &Session, name: &str) -> Edit {
    let id = WorkloadId::fresh(name, session.workloads.iter().map(|row| &row.id));
    let workload = Workload { id: id.clone(), name: name.to_owned(), importance: 10, ..Workload::default() };
    let add = Edit::AddWorkload { at: session.workloads.len(), workload };
    if session.workloads.is_empty() { session.with_first_workload(add, &id) } else { add }
}

fn pick_alternative(app: &mut App, session: &Session) -> Vec<Effect> {
    let at = session.alternatives.len();
    let new = |name: &str, platform| {
        let id = AlternativeId::fresh(name, session.alternatives.iter().map(|row| &row.id));
        let alternative = Alternative { id, name: name.to_owned(), platform, ..Alternative::default() };
        Msg::Apply(Box::new(Edit::AddAlternative { at, alternative }))
    };
    let mut items: Vec<Item> = app
        .catalogue
        .platforms
        .iter()
        .map(|row| Item::new(row.name.clone(), row.what.clone(), new(&row.name, Some(row.id.clone()))))
        .collect();
    items.push(Item::new(
        "Our own…",
        "an alternative that is in no catalogue; rename it in its details",
        new("New alternative", None),
    ));
    overlays::open(app, Overlay::Picker(Picker::new("Add an alternative", items)))
}

fn pick_criterion(app: &mut App, session: &Session) -> Vec<Effect> {
    let at = session.criteria.len();
    let new = |name: &str, group: &str, measure: Measure| {
        let id = CriterionId::fresh(name, session.criteria.iter().map(|row| &row.id));
        let criterion = Criterion {
            id,
            name: name.to_owned(),
            group: group.to_owned(),
            measure,
            points: Points(10),
            ..Criterion::default()
        };
        Msg::Apply(Box::new(Edit::AddCriterion { at, criterion }))
    };
    let derived = |source, worst: f64, best: f64| {
        let figure = |value| Figure::new(value).unwrap_or_default();
        Measure::Derived { source, worst: figure(worst), best: figure(best) }
    };
    let mut items = vec![
        Item::new("Our own…", "judged 1 to 5; rename it in its details", new("New criterion", "", Measure::Judged)),
        Item::new(
            "Cost",
            "derived from the monthly bill",
            new("Cost", "Business", derived(Source::MonthlyCost, 1000.0, 0.0)),
        ),
        Item::new(
            "Ops burden",
            "derived from the hours a month",
            new("Ops burden", "Organisation", derived(Source::BurdenHours, 40.0, 0.0)),
        ),
        Item::new(
            "Latency after idle",
            "derived from cold start and duration",
            new("Latency after idle", "Workload", derived(Source::P95AfterIdle, 2000.0, 50.0)),
        ),
        Item::new(
            "Share you operate",
            "derived from the layers",
            new("Share you operate", "Organisation", derived(Source::OperatedShare, 100.0, 0.0)),
        ),
    ];
    let judged = [
        ("Traffic fit", "Workload", "follows the load, up and down"),
        ("Execution duration", "Workload", "suits how long one run takes"),
        ("Scaling", "Workload", "grows and shrinks as finely as needed"),
        ("State management", "Workload", "keeps what must be kept"),
        ("Team skill", "Organisation", "the team can run it today"),
        ("Time to market", "Business", "how soon the first version runs"),
        ("Portability", "Business", "how easily one leaves"),
        ("Security", "Organisation", "how small the surface is that the team must defend"),
    ];
    items.extend(judged.iter().map(|(name, group, what)| Item::new(*name, *what, new(name, group, Measure::Judged))));
    overlays::open(app, Overlay::Picker(Picker::new("Add a criterion", items)))
}

fn remove(app: &mut App) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let Some((name, edit)) = removal(bench) else { return Refused::because("there is nothing here to remove") };
    let hangs = match &edit {
        Edit::Batch(edits) if edits.len() > 1 => {
            format!("{} entries that refer to it go too; u brings all of it back.", edits.len() - 1)
        }
        _ => "u brings it back.".to_owned(),
    };
    Ok(overlays::open(
        app,
        Overlay::Confirm(Confirm {
            question: format!("Remove '{name}'?"),
            detail: hangs,
            yes: ("remove it".to_owned(), Msg::Apply(Box::new(edit))),
            no: None,
        }),
    ))
}

fn removal(bench: &Workbench) -> Option<(String, Edit)> {
    let session = &bench.session;
    let at = |len: usize| bench.cursor(Pane::List, len);
    Some(match bench.step {
        Step::Frame => {
            let row = session.participants.get(bench.cursor(Pane::People, session.participants.len()))?;
            (row.name.clone(), session.without_participant(&row.id))
        }
        Step::Workloads => {
            let row = session.workloads.get(at(session.workloads.len()))?;
            (row.name.clone(), session.without_workload(&row.id))
        }
        Step::Options => {
            let row = session.alternatives.get(at(session.alternatives.len()))?;
            (row.name.clone(), session.without_alternative(&row.id))
        }
        Step::Criteria => {
            let row = session.criteria.get(at(session.criteria.len()))?;
            (row.name.clone(), session.without_criterion(&row.id))
        }
        _ => return None,
    })
}

fn shift(app: &mut App, by: isize) -> Outcome {
    let Some(bench) = app.bench() else { return Ok(DONE) };
    let session = &bench.session;
    let len = match bench.step {
        Step::Workloads => session.workloads.len(),
        Step::Options => session.alternatives.len(),
        Step::Criteria => session.criteria.len(),
        _ => 0,
    };
    let from = bench.cursor(Pane::List, len);
    let Some(to) = from.checked_add_signed(by).filter(|to| *to < len) else {
        return Refused::because("it is at the end of the list");
    };
    let edit = match bench.step {
        Step::Workloads => Edit::MoveWorkload { id: session.workloads[from].id.clone(), to },
        Step::Options => Edit::MoveAlternative { id: session.alternatives[from].id.clone(), to },
        _ => Edit::MoveCriterion { id: session.criteria[from].id.clone(), to },
    };
    let effects = asks::apply(app, edit)?;
    if app.overlays.is_empty()
        && let Some(bench) = app.bench_mut()
    {
        bench.set_cursor(Pane::List, to);
    }
    Ok(effects)
}
