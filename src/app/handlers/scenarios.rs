//! Scenarios: switching between them, and where a change of demand goes while one is on screen.

use super::{HandlerResult, NO_EFFECTS, READ_ONLY, Refusal, compare, overlays};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::{Confirm, Overlay};
use crate::app::{App, Pane, Tone, Workbench};
use crate::model::edit::ScenarioField;
use crate::model::{Edit, Scenario, ScenarioId};
use std::rc::Rc;

/// What is answered where there is only the base.
pub const NO_SCENARIOS: &str = "there are no scenarios yet: the command 'add a scenario' (:) begins one";
/// What is answered where a scenario must be on screen.
const ON_BASE: &str = "this is the base: s switches to a scenario first";

/// A key on the scenarios.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    match msg {
        Msg::Enter => use_selected(app),
        Msg::Add => add(app),
        Msg::Delete => remove(app),
        Msg::Left | Msg::Right | Msg::LeftCoarse | Msg::RightCoarse => Refusal::err(compare::NO_WEIGHTS_HERE),
        _ => Refusal::err("that key does nothing here; ? shows what does"),
    }
}

/// From the base to the first scenario, on to the next, and back to the base.
pub fn next_scenario(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let scenarios = &bench.session.scenarios;
    if scenarios.is_empty() {
        return Refusal::err(NO_SCENARIOS);
    }
    let at = bench.scenario().and_then(|now| scenarios.iter().position(|row| row.id == now.id));
    let next = scenarios.get(at.map_or(0, |at| at + 1)).map(|row| row.id.clone());
    switch(app, next);
    Ok(NO_EFFECTS)
}

/// Shows the session under the scenario in the row of the cursor.
fn use_selected(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let row = bench.cursor(Pane::Scenarios, bench.session.scenarios.len() + 1);
    let id = row.checked_sub(1).and_then(|at| bench.session.scenarios.get(at)).map(|row| row.id.clone());
    switch(app, id);
    Ok(NO_EFFECTS)
}

fn switch(app: &mut App, to: Option<ScenarioId>) {
    let catalogue = app.catalogue.clone();
    let Some(bench) = app.workbench_mut() else { return };
    bench.switch_scenario(to, &catalogue);
    let said = match bench.scenario() {
        Some(scenario) => format!("scenario: {}; changes of demand are this scenario's now", scenario.name),
        None => "the base again".to_owned(),
    };
    app.notify(Tone::Note, said);
}

/// Asks for a name, and begins a scenario from the demand on screen.
pub fn add(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if let Some(why) = refusal(bench, &Msg::AddScenario) {
        return Refusal::err(why);
    }
    let at = bench.session.scenarios.len();
    let taken: Vec<ScenarioId> = bench.session.scenarios.iter().map(|row| row.id.clone()).collect();
    let (from, overrides) =
        bench.scenario().map_or(("the base", Vec::new()), |row| (row.name.as_str(), row.overrides.clone()));
    let hint = format!("a name, such as: scale-up; it begins as a copy of {from}");
    let make = move |text: &str| {
        let name = parse_name(text)?;
        let id = ScenarioId::fresh(&name, taken.iter());
        let scenario = Scenario { id, name, note: String::new(), overrides: overrides.clone() };
        Ok(Edit::AddScenario { at, scenario })
    };
    let editor = Editor::new("New scenario", &hint, "", false, OnAccept::Edit(Rc::new(make)));
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}

fn parse_name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("give it a name".to_owned()),
        name => Ok(name.to_owned()),
    }
}

/// The scenario that is meant: the one under the cursor of the scenarios, else the one on screen.
fn target_scenario(bench: &Workbench) -> Option<&Scenario> {
    if bench.pane() != Pane::Scenarios {
        return bench.scenario();
    }
    let row = bench.cursor(Pane::Scenarios, bench.session.scenarios.len() + 1);
    bench.session.scenarios.get(row.checked_sub(1)?)
}

/// Asks for another name.
pub fn rename(app: &mut App) -> HandlerResult {
    edit_text(app, "its name", |row| row.name.clone(), |text| parse_name(text).map(ScenarioField::Name))
}

/// Asks when it would come about.
pub fn describe(app: &mut App) -> HandlerResult {
    let field = |text: &str| Ok(ScenarioField::Note(text.trim().to_owned()));
    edit_text(app, "when it would come about, and who expects it", |row| row.note.clone(), field)
}

fn edit_text(
    app: &mut App,
    hint: &str,
    read: fn(&Scenario) -> String,
    field: impl Fn(&str) -> Result<ScenarioField, String> + 'static,
) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if bench.read_only {
        return Refusal::err(READ_ONLY);
    }
    let Some(scenario) = target_scenario(bench) else { return Refusal::err(ON_BASE) };
    let (id, title, text) = (scenario.id.clone(), format!("Scenario '{}'", scenario.name), read(scenario));
    let make = move |text: &str| Ok(Edit::SetScenario { id: id.clone(), field: field(text)? });
    let editor = Editor::new(&title, hint, &text, false, OnAccept::Edit(Rc::new(make))).select_all();
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}

/// Asks whether it shall go.
pub fn remove(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    if bench.read_only {
        return Refusal::err(READ_ONLY);
    }
    let Some(scenario) = target_scenario(bench) else { return Refusal::err(ON_BASE) };
    let confirm = Confirm {
        question: format!("Remove the scenario '{}'?", scenario.name),
        detail: "The base stays as it is. u brings it back.".to_owned(),
        yes: ("remove it".to_owned(), Msg::Apply(Box::new(Edit::RemoveScenario { id: scenario.id.clone() }))),
        no: None,
    };
    Ok(overlays::open(app, Overlay::Confirm(confirm)))
}

/// Why a message about scenarios would be refused now.
pub fn refusal(bench: &Workbench, msg: &Msg) -> Option<String> {
    match msg {
        Msg::NextScenario => bench.session.scenarios.is_empty().then(|| NO_SCENARIOS.to_owned()),
        _ if bench.read_only => Some(READ_ONLY.to_owned()),
        Msg::AddScenario | Msg::Add => bench
            .session
            .workloads
            .is_empty()
            .then(|| "there is no demand to vary: add a workload in step 2 first".to_owned()),
        _ => target_scenario(bench).is_none().then(|| ON_BASE.to_owned()),
    }
}

/// Where an edit goes while a scenario is on screen: a figure of the demand becomes the scenario's own, or the base's again
/// where it is the same. Says the name of the scenario it went to.
pub fn redirect_demand(bench: &Workbench, edit: Edit) -> (Edit, Option<String>) {
    let Some(scenario) = bench.scenario() else { return (edit, None) };
    let Edit::SetDemand { workload, field } = edit else { return (edit, None) };
    let name = field.name();
    let base = bench.session.workload(&workload).map(|row| field.figure().read(&row.demand));
    let is_known = scenario.override_for(&workload, name).is_some();
    let id = scenario.id.clone();
    let edit = match (base.as_ref() == Some(&field), is_known) {
        (true, true) => Edit::ClearOverride { scenario: id, workload, field: name.to_owned() },
        (true, false) => Edit::Batch(Vec::new()), // it is so already
        (false, _) => Edit::SetOverride { scenario: id, workload, field },
    };
    (edit, Some(scenario.name.clone()))
}

/// Carries out what was diverted, and says that the base is as it was.
pub fn notify_redirected(app: &mut App, scenario: &str, edit: &Edit) {
    let text = match edit {
        Edit::ClearOverride { .. } => format!("in scenario '{scenario}' it is as in the base again"),
        _ => format!("changed in scenario '{scenario}' only; the base is as it was"),
    };
    app.notify(Tone::Note, text);
}

/// A decision is about the base: a scenario is left on the way to it.
pub fn leave_scenario(app: &mut App) -> Vec<Effect> {
    let Some(name) = app.workbench().and_then(Workbench::scenario).map(|row| row.name.clone()) else {
        return NO_EFFECTS;
    };
    let catalogue = app.catalogue.clone();
    if let Some(bench) = app.workbench_mut() {
        bench.switch_scenario(None, &catalogue);
    }
    app.notify(Tone::Note, format!("a decision is about the base: scenario '{name}' is off"));
    NO_EFFECTS
}
