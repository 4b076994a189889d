//! The questions of a workload that point to a kind of platform.

use super::workloads;
use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::{Context, Pane};
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};
use crate::model::{Edit, Reply};

/// Goes to the next question without an answer to this one.
pub const SKIP: Msg = Msg::Local("skip-question");

/// The questions.
pub struct Questions;

impl Place for Questions {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.catalogue.questions.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            Msg::Answer(reply) => Some(plan_answer(workbench, Some(reply))),
            Msg::Clear => Some(plan_answer(workbench, None)),
            SKIP => Some(Action::view(go_to_next)),
            _ => None,
        }
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let questions = &workbench.catalogue.questions;
        Some(explain::explain_question(questions.get(workbench.cursor(Pane::Questions, questions.len()))?))
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = Context::Questions;
        vec![
            key("yes", &["y"], Msg::Answer(Reply::Yes), "yes", here).footer(1),
            key("no", &["n"], Msg::Answer(Reply::No), "no", here).footer(2),
            key("maybe", &["m"], Msg::Answer(Reply::Maybe), "maybe", here).footer(3),
            key("skip", &["space"], SKIP, "skip", here).footer(4),
            key("unanswer", &["backspace"], Msg::Clear, "clear", here).footer(5),
        ]
    }
}

fn plan_answer(workbench: &Workbench, reply: Option<Reply>) -> Plan {
    let questions = &workbench.catalogue.questions;
    let Some(question) = questions.get(workbench.cursor(Pane::Questions, questions.len())) else {
        return Refusal::err("there are no questions");
    };
    let workload = workbench.session.workloads.get(workloads::LIST.selected(workbench)).map(|row| row.id.clone());
    let edit = Edit::SetAnswer { workload, question: question.id.clone(), reply };
    match reply {
        None => Action::edit(edit),
        Some(_) => Action::edit_then(edit, |workbench| {
            go_to_next(workbench);
            Followup::default()
        }),
    }
}

fn go_to_next(workbench: &mut Workbench) {
    let count = workbench.catalogue.questions.len();
    let at = workbench.cursor(Pane::Questions, count);
    workbench.set_cursor(Pane::Questions, (at + 1).min(count.saturating_sub(1)));
}
