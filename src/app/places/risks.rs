//! Failure modes of one option, and the mitigations that are switched on against them.

use super::burden;
use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::Column;
use crate::appraisal::explain::{self, Explanation};
use crate::appraisal::outcome::{FailureMode, SwitchSetting};

/// Switches the mitigation under the cursor on or off.
const TOGGLE_MITIGATION: Msg = Msg::Local("toggle-mitigation");

/// The id of the column that was chosen with the arrows.
#[derive(Debug, Clone, Default)]
struct ChosenColumn(Option<String>);

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        listed(workbench).len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            Msg::Left => Some(plan_column(workbench, -1)),
            Msg::Right => Some(plan_column(workbench, 1)),
            TOGGLE_MITIGATION => Some(plan_mitigation(workbench)),
            burden::SHOW_RESPONSIBILITIES => Some(burden::plan_responsibilities(workbench, column(workbench))),
            _ => None,
        }
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        Some(explain::explain_risks(workbench.effective_session(), &workbench.catalogue, column(workbench)?))
    }

    fn selected_column(&self, workbench: &Workbench) -> Option<usize> {
        column_index(workbench)
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = super::Pane::Risks;
        vec![
            key("mitigate", &["space", "enter"], TOGGLE_MITIGATION, "switch on or off", here).footer(1),
            key("option-left", &["left", "h"], Msg::Left, "previous option", here).purpose(Purpose::Move),
            key("option-right", &["right", "l"], Msg::Right, "next option", here)
                .footer_pair(3, "option-left", "option")
                .purpose(Purpose::Move),
        ]
    }
}

/// The column of which the failure modes are shown: the one that was chosen, else the leader, else the first.
pub fn column_index(workbench: &Workbench) -> Option<usize> {
    let matrix = workbench.matrix()?;
    let ChosenColumn(id) = workbench.memory.get();
    let chosen = id.and_then(|id| matrix.columns.iter().position(|column| column.id == id));
    chosen.or_else(|| matrix.leader()).or((!matrix.columns.is_empty()).then_some(0))
}

fn column(workbench: &Workbench) -> Option<&Column> {
    workbench.matrix()?.columns.get(column_index(workbench)?)
}

fn listed(workbench: &Workbench) -> &[FailureMode] {
    let (session, catalogue) = (workbench.effective_session(), &workbench.catalogue);
    let matrix = column_index(workbench).zip(workbench.matrix());
    matrix.map_or(&[], |(at, matrix)| matrix.failure_modes(session, catalogue, at))
}

fn plan_mitigation(workbench: &Workbench) -> Plan {
    let listed = listed(workbench);
    let Some(mode) = listed.get(workbench.cursor(super::Pane::Risks, listed.len())) else {
        return Refusal::err("the catalogue knows no failure mode of this option");
    };
    let setting = mode.setting();
    let edit = mode.toggle_edit(&workbench.session).filter(|_| setting != SwitchSetting::NotModelled);
    let Some(edit) = edit else { return Refusal::err("this mitigation is not modelled, so it cannot be switched on") };
    let available = mode.switches.iter().filter(|row| row.is_available);
    let names: Vec<&str> =
        available.filter_map(|row| Some(workbench.session.alternative(&row.alternative)?.name.as_str())).collect();
    let to = if setting == SwitchSetting::On { "off" } else { "on" };
    let notice = format!("{}, switched {to}: {}", names.join(" and "), mode.risk.mitigation);
    Action::edit_then(edit, |_| Followup::notice(notice))
}

fn plan_column(workbench: &Workbench, by: isize) -> Plan {
    let columns = workbench.matrix().map_or(&[][..], |matrix| &matrix.columns);
    if columns.len() < 2 {
        return Refusal::err("there is only one option");
    }
    let to =
        column_index(workbench).and_then(|at| columns.get(at.checked_add_signed(by)?)).map(|column| column.id.clone());
    let Some(to) = to else { return Refusal::err("there is no option further on") };
    Action::view(|workbench| {
        workbench.memory.set(ChosenColumn(Some(to)));
        workbench.set_cursor(super::Pane::Risks, 0);
    })
}
