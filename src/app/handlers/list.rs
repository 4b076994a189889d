//! Lists and their forms in Frame, Workloads, Options and Criteria: add, remove, move, change.

use super::{HandlerResult, NO_EFFECTS, Refusal, forms, guarded_edits, overlays};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::{Confirm, Overlay};
use crate::app::picker::{Picker, PickerItem};
use crate::app::{App, Pane, Workbench};
use crate::appraisal::Step;
use crate::model::{
    Alternative, AlternativeId, Criterion, CriterionId, DerivedMetric, Edit, Figure, Measure, Participant,
    ParticipantId, Points, Session, Workload, WorkloadId,
};
use std::rc::Rc;

/// What a list answers to arrows.
pub const ARROWS_IN_DETAILS: &str = "Tab goes to the details, where arrows change values";

/// Why nothing can be added, removed or moved now.
pub fn refusal(bench: &Workbench, msg: &Msg) -> Option<String> {
    if bench.pane() == Pane::Estate {
        return if *msg == Msg::Delete { super::estates::custom_estate_refusal(bench) } else { None };
    }
    if bench.step == Step::Frame && bench.pane() != Pane::People {
        return Some("people are added and removed in their own pane: Tab goes there".to_owned());
    }
    let len = movable_rows(bench);
    match msg {
        Msg::Delete if remove_edit(bench).is_none() => Some("there is nothing here to remove".to_owned()),
        Msg::MoveUp | Msg::MoveDown if len < 2 => Some("there is nothing to change places with".to_owned()),
        _ => None,
    }
}

/// A key on a list or its form.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    match msg {
        Msg::Add | Msg::Delete if bench.step == Step::Frame && bench.pane() != Pane::People => {
            Refusal::err("people are added and removed in their own pane: Tab goes there")
        }
        Msg::Add => add(app),
        Msg::Delete => remove(app),
        Msg::MoveUp => move_selected(app, -1),
        Msg::MoveDown => move_selected(app, 1),
        Msg::Enter if matches!(bench.pane(), Pane::List | Pane::People) => enter_list(app),
        Msg::Left | Msg::Right | Msg::LeftCoarse | Msg::RightCoarse if bench.pane() == Pane::List => {
            Refusal::err(ARROWS_IN_DETAILS)
        }
        msg => {
            let rows = app.form_rows();
            let at = app.workbench().map_or(0, |bench| bench.cursor(bench.pane(), rows.len()));
            forms::handle(app, rows, at, &msg)
        }
    }
}

/// Enter on a list: rename what is there, or add the first.
fn enter_list(app: &mut App) -> HandlerResult {
    let name = match app.workbench() {
        Some(bench) if bench.pane() == Pane::People => {
            let at = bench.cursor(Pane::People, bench.session.participants.len());
            bench.session.participants.get(at).map(crate::app::forms::frame::participant_rows)
        }
        _ => Some(app.form_rows()),
    };
    match name.and_then(|rows| rows.into_iter().next()) {
        Some(row) => forms::edit_row(app, row),
        None => add(app),
    }
}

fn editor(
    app: &mut App,
    title: &str,
    hint: &str,
    make: impl Fn(&str) -> Result<Edit, String> + 'static,
) -> Vec<Effect> {
    overlays::open(app, Overlay::Editor(Box::new(Editor::new(title, hint, "", false, OnAccept::Edit(Rc::new(make))))))
}

fn parse_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() { Err("give it a name".to_owned()) } else { Ok(name.to_owned()) }
}

fn add(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let session = bench.session.clone();
    let step = bench.step;
    Ok(match step {
        Step::Frame => {
            editor(app, "New participant", "name, role", move |text| Ok(new_person(&session, &parse_name(text)?)))
        }
        Step::Workloads => editor(app, "New workload", "a name, such as Checkout", move |text| {
            Ok(new_workload(&session, &parse_name(text)?))
        }),
        Step::Options => pick_alternative(app, &session),
        Step::Criteria => pick_criterion(app, &session),
        _ => return Refusal::err("there is nothing to add here"),
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
    if session.workloads.is_empty() {
        return session.first_workload_addition(add, &id);
    }
    let estates = super::estates::assign_new_workload(session, &id);
    if estates.is_empty() { add } else { Edit::Batch(std::iter::once(add).chain(estates).collect()) }
}

fn pick_alternative(app: &mut App, session: &Session) -> Vec<Effect> {
    let at = session.alternatives.len();
    let new = |name: &str, platform| {
        let id = AlternativeId::fresh(name, session.alternatives.iter().map(|row| &row.id));
        let alternative = Alternative { id, name: name.to_owned(), platform, ..Alternative::default() };
        Msg::Apply(Box::new(Edit::AddAlternative { at, alternative }))
    };
    let items: Vec<PickerItem> = app
        .catalogue
        .platforms
        .iter()
        .map(|row| PickerItem::new(row.name.clone(), row.what.clone(), new(&row.name, Some(row.id.clone()))))
        .collect();
    overlays::open(
        app,
        Overlay::Picker(Picker::with_custom("Add an option", "an option that is in no catalogue", items)),
    )
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
        Measure::Derived { source, worst: figure(worst), best: figure(best), bends: Vec::new() }
    };
    let mut items = vec![
        PickerItem::new(
            "Cost",
            "derived from the monthly bill",
            new("Cost", "Business", derived(DerivedMetric::MonthlyCost, 1000.0, 0.0)),
        ),
        PickerItem::new(
            "Ops burden",
            "derived from the hours a month",
            new("Ops burden", "Organisation", derived(DerivedMetric::BurdenHours, 40.0, 0.0)),
        ),
        PickerItem::new(
            "Latency after idle",
            "derived from cold start and duration",
            new("Latency after idle", "Workload", derived(DerivedMetric::P95AfterIdle, 2000.0, 50.0)),
        ),
        PickerItem::new(
            "Share you operate",
            "derived from the layers",
            new("Share you operate", "Organisation", derived(DerivedMetric::OperatedShare, 100.0, 0.0)),
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
    let judged =
        judged.iter().map(|(name, group, what)| PickerItem::new(*name, *what, new(name, group, Measure::Judged)));
    // What is derived takes platforms: without any, what people judge comes first.
    let at = if session.is_about_compute() { items.len() } else { 0 };
    items.splice(at..at, judged);
    overlays::open(
        app,
        Overlay::Picker(Picker::with_custom("Add a criterion", "judged 1 to 5; its details say how else", items)),
    )
}

/// Adds an option or a criterion under a name of one's own; asks for the name where none was typed.
pub fn add_custom(app: &mut App, name: &str) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let (session, step) = (bench.session.clone(), bench.step);
    let make = move |text: &str| custom_edit(&session, step, &parse_name(text)?);
    if !name.trim().is_empty() {
        return guarded_edits::apply(app, make(name).map_err(Refusal)?);
    }
    let (title, hint) = match step {
        Step::Criteria => ("New criterion", "its name"),
        _ => ("New option", "its name"),
    };
    Ok(editor(app, title, hint, make))
}

fn custom_edit(session: &Session, step: Step, name: &str) -> Result<Edit, String> {
    let name = name.to_owned();
    Ok(match step {
        Step::Options => {
            let id = AlternativeId::fresh(&name, session.alternatives.iter().map(|row| &row.id));
            let alternative = Alternative { id, name, ..Alternative::default() };
            Edit::AddAlternative { at: session.alternatives.len(), alternative }
        }
        Step::Criteria => {
            let id = CriterionId::fresh(&name, session.criteria.iter().map(|row| &row.id));
            let criterion = Criterion { id, name, points: Points(10), ..Criterion::default() };
            Edit::AddCriterion { at: session.criteria.len(), criterion }
        }
        _ => return Err("there is nothing to add here".to_owned()),
    })
}

fn remove(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let Some((name, edit)) = remove_edit(bench) else { return Refusal::err("there is nothing here to remove") };
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

fn remove_edit(bench: &Workbench) -> Option<(String, Edit)> {
    let session = &bench.session;
    let at = |len: usize| bench.cursor(Pane::List, len);
    Some(match bench.step {
        Step::Frame => {
            let row = session.participants.get(bench.cursor(Pane::People, session.participants.len()))?;
            (row.name.clone(), session.participant_removal(&row.id))
        }
        Step::Workloads => {
            let row = session.workloads.get(at(session.workloads.len()))?;
            (row.name.clone(), session.workload_removal(&row.id))
        }
        Step::Options => {
            let row = session.alternatives.get(at(session.alternatives.len()))?;
            (row.name.clone(), session.alternative_removal(&row.id))
        }
        Step::Criteria => {
            let row = session.criteria.get(at(session.criteria.len()))?;
            (row.name.clone(), session.criterion_removal(&row.id))
        }
        _ => return None,
    })
}

/// How many rows can change places.
fn movable_rows(bench: &Workbench) -> usize {
    match bench.step {
        Step::Workloads => bench.session.workloads.len(),
        Step::Options => bench.session.alternatives.len(),
        Step::Criteria => bench.session.criteria.len(),
        _ => 0,
    }
}

fn move_selected(app: &mut App, by: isize) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let (session, len) = (&bench.session, movable_rows(bench));
    let from = bench.cursor(Pane::List, len);
    let Some(to) = from.checked_add_signed(by).filter(|to| *to < len) else {
        return Refusal::err("it is at the end of the list");
    };
    let edit = match bench.step {
        Step::Workloads => Edit::MoveWorkload { id: session.workloads[from].id.clone(), to },
        Step::Options => Edit::MoveAlternative { id: session.alternatives[from].id.clone(), to },
        _ => Edit::MoveCriterion { id: session.criteria[from].id.clone(), to },
    };
    let effects = guarded_edits::apply(app, edit)?;
    if app.overlays.is_empty()
        && let Some(bench) = app.workbench_mut()
    {
        bench.set_cursor(Pane::List, to);
    }
    Ok(effects)
}
