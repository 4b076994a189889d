//! Scenarios: switching between them, and where a change of demand goes while one is on screen.

use super::list::parse_name;
use crate::app::action::{Action, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};
use crate::model::edit::ScenarioField;
use crate::model::{Edit, Scenario, ScenarioId};
use std::rc::Rc;

/// From the base to the first scenario, on to the next, and back to the base.
pub const NEXT: Msg = Msg::Local("next-scenario");
/// Starts a scenario from the demand on screen.
const ADD: Msg = Msg::Local("add-scenario");
/// Asks for another name of the scenario under the cursor, or on screen.
const RENAME: Msg = Msg::Local("rename-scenario");
/// Asks when it would come about.
const DESCRIBE: Msg = Msg::Local("describe-scenario");
/// Removes it after a question.
const REMOVE: Msg = Msg::Local("remove-scenario");
/// What the palette offers besides the keys.
pub const COMMANDS: [(&str, Msg); 4] = [
    ("add a scenario", ADD),
    ("rename the scenario", RENAME),
    ("describe the scenario", DESCRIBE),
    ("remove the scenario", REMOVE),
];

const ON_BASE: &str = "this is the base: press s to switch to a scenario first";

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.scenarios.len() + 1
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match msg {
            Msg::Enter => Some(switch_to(scenario_at_cursor(workbench).map(|row| row.id.clone()))),
            Msg::Add => Some(plan_addition(workbench)),
            Msg::Delete => Some(plan_removal(workbench)),
            _ => None,
        }
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        Some(explain::explain_scenario(&workbench.session, scenario_at_cursor(workbench)))
    }

    fn bindings(&self) -> Vec<Binding> {
        vec![key("use-scenario", &["enter"], Msg::Enter, "work in it", super::Pane::Scenarios).footer(1)]
    }
}

/// The commands that act in every step.
pub fn plan_command(workbench: &Workbench, msg: &Msg) -> Option<Plan> {
    match *msg {
        NEXT => Some(plan_next(workbench)),
        ADD => Some(plan_addition(workbench)),
        RENAME => Some(plan_text(
            workbench,
            "its name",
            |row| row.name.clone(),
            |text| parse_name(text).map(ScenarioField::Name),
        )),
        DESCRIBE => Some(plan_text(
            workbench,
            "when it would come about, and who expects it",
            |row| row.note.clone(),
            |text| Ok(ScenarioField::Note(text.trim().to_owned())),
        )),
        REMOVE => Some(plan_removal(workbench)),
        _ => None,
    }
}

/// Shows the next scenario, or after the last the base.
fn plan_next(workbench: &Workbench) -> Plan {
    let scenarios = &workbench.session.scenarios;
    if scenarios.is_empty() {
        return Refusal::err("there are no scenarios yet; press : and choose 'add a scenario'");
    }
    let at = workbench.scenario().and_then(|now| scenarios.iter().position(|row| row.id == now.id));
    switch_to(scenarios.get(at.map_or(0, |at| at + 1)).map(|row| row.id.clone()))
}

fn switch_to(scenario: Option<ScenarioId>) -> Plan {
    Action::view_with_notice(move |workbench| {
        workbench.switch_scenario(scenario);
        match workbench.scenario() {
            Some(scenario) => format!("scenario: {}; changes of demand apply to this scenario only", scenario.name),
            None => "back to the base".to_owned(),
        }
    })
}

/// Of the rows of the pane the first is the base.
fn scenario_at_cursor(workbench: &Workbench) -> Option<&Scenario> {
    let scenarios = &workbench.session.scenarios;
    scenarios.get(workbench.cursor(super::Pane::Scenarios, scenarios.len() + 1).checked_sub(1)?)
}

/// The scenario that a command is about: in the pane the one under the cursor, elsewhere the one on screen.
fn target_scenario(workbench: &Workbench) -> Result<&Scenario, Refusal> {
    let is_listed = workbench.pane() == super::Pane::Scenarios;
    let target = if is_listed { scenario_at_cursor(workbench) } else { workbench.scenario() };
    target.ok_or_else(|| Refusal(ON_BASE.to_owned()))
}

fn plan_addition(workbench: &Workbench) -> Plan {
    let session = &workbench.session;
    if session.workloads.is_empty() {
        return Refusal::err("there is no demand to vary: add a workload in the step Workloads first");
    }
    let at = session.scenarios.len();
    let taken: Vec<ScenarioId> = session.scenarios.iter().map(|row| row.id.clone()).collect();
    let (from, overrides) =
        workbench.scenario().map_or(("the base", Vec::new()), |row| (row.name.as_str(), row.overrides.clone()));
    let hint = format!("a name, such as: scale-up; it starts as a copy of {from}");
    Action::ask_line("New scenario", &hint, move |text| {
        let name = parse_name(text)?;
        let id = ScenarioId::fresh(&name, taken.iter());
        let scenario = Scenario { id, name, note: String::new(), overrides: overrides.clone() };
        Ok(Edit::AddScenario { at, scenario })
    })
}

fn plan_text(
    workbench: &Workbench,
    hint: &str,
    read: fn(&Scenario) -> String,
    field: fn(&str) -> Result<ScenarioField, String>,
) -> Plan {
    let scenario = target_scenario(workbench)?;
    let (id, title) = (scenario.id.clone(), format!("Scenario '{}'", scenario.name));
    let parse = move |text: &str| Ok(Edit::SetScenario { id: id.clone(), field: field(text)? });
    let editor = Editor::new(&title, hint, &read(scenario), false, OnAccept::Edit(Rc::new(parse)));
    Action::ask_with(editor.select_all())
}

fn plan_removal(workbench: &Workbench) -> Plan {
    let scenario = target_scenario(workbench)?;
    let edit = Edit::RemoveScenario { id: scenario.id.clone() };
    let question = format!("Remove the scenario '{}'?", scenario.name);
    Action::confirm_removal(question, "The base stays as it is. u undoes it.", edit)
}

/// Where an edit goes while a scenario is on screen: a figure of the demand becomes the scenario's own, or the base's again
/// where it is the same. With it the name of the scenario that it went to.
pub fn redirect_demand(workbench: &Workbench, edit: Edit) -> (Edit, Option<String>) {
    let Some(scenario) = workbench.scenario() else { return (edit, None) };
    let Edit::SetDemand { workload, field } = edit else { return (edit, None) };
    let name = field.name();
    let base = workbench.session.workload(&workload).map(|row| field.figure().read(&row.demand));
    let has_override = scenario.override_for(&workload, name).is_some();
    let id = scenario.id.clone();
    let edit = match (base.as_ref() == Some(&field), has_override) {
        (true, true) => Edit::ClearOverride { scenario: id, workload, field: name.to_owned() },
        (true, false) => Edit::Batch(Vec::new()), // it is so already
        (false, _) => Edit::SetOverride { scenario: id, workload, field },
    };
    (edit, Some(scenario.name.clone()))
}

/// The note on an edit that went to a scenario.
pub fn describe_redirected(scenario: &str, edit: &Edit) -> String {
    match edit {
        Edit::ClearOverride { .. } => format!("in scenario '{scenario}' it is the same as in the base again"),
        _ => format!("changed in scenario '{scenario}' only; the base is unchanged"),
    }
}
