//! The form of the decision: choices, dissent, triggers, signatures.

use super::signatures;
use crate::app::msg::Msg;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::appraisal::{DecisionMatrix, Scope};
use crate::model::edit::DecisionField as D;
use crate::model::{AlternativeId, Choice, Day, Decision, Edit, Session, Status, Trigger, WorkloadId};

/// Records the decision.
pub const RECORD: Msg = Msg::Local("record-decision");
/// Offers what could be watched after the decision.
pub const SUGGEST_TRIGGERS: Msg = Msg::Local("suggest-triggers");

/// The rows of the decision.
pub fn rows(workbench: &Workbench) -> Vec<Row> {
    let (session, appraisal) = (&workbench.session, &workbench.appraisal);
    let decision = session.decision.clone().unwrap_or_default();
    let mut rows = vec![Row::heading("Choice")];
    rows.extend(appraisal.workload_matrices().map(|matrix| choice_row(session, &decision, matrix)));
    rows.push(Row::heading("Dissent"));
    rows.push(
        Row::area("Dissent", &decision.dissent, |text| Ok(Edit::SetDecision(D::Dissent(text.trim_end().to_owned()))))
            .help("Who would have chosen otherwise, and why. It helps whoever reviews the decision in a year."),
    );
    rows.push(Row::heading("Look again when"));
    rows.extend(trigger_rows(&decision));
    rows.push(Row::heading("Record"));
    let state = if session.status == Status::Decided { "recorded" } else { "enter to record" };
    rows.push(
        Row::action("Decision", state, RECORD)
            .help("Marks the session as decided and keeps today's figures as evidence."),
    );
    rows.push(Row::heading("Signatures"));
    rows.extend(signatures::rows(workbench, &decision));
    rows
}

/// The edit that sets the choice for a workload, or removes it.
pub fn with_choice(session: &Session, workload: Option<&WorkloadId>, to: Option<&AlternativeId>, reason: &str) -> Edit {
    let mut choices = session.decision.as_ref().map_or(Vec::new(), |decision| decision.choices.clone());
    let place = choices.iter().position(|choice| choice.workload.as_ref() == workload);
    let row = to.map(|to| Choice { workload: workload.cloned(), alternative: to.clone(), reason: reason.to_owned() });
    match (place, row) {
        (Some(at), Some(row)) => choices[at] = row,
        (Some(at), None) => {
            choices.remove(at);
        }
        (None, row) => choices.extend(row),
    }
    let order = |choice: &Choice| session.workloads.iter().position(|row| Some(&row.id) == choice.workload.as_ref());
    choices.sort_by_key(order);
    Edit::SetDecision(D::Choices(choices))
}

fn choice_row(session: &Session, decision: &Decision, matrix: &DecisionMatrix) -> Row {
    let workload = match &matrix.scope {
        Scope::Workload(id) => Some(id),
        _ => None,
    };
    let label = workload.map_or("Choice".to_owned(), |_| matrix.scope.name(session));
    let chosen = decision.choices.iter().find(|choice| choice.workload.as_ref() == workload);
    let mut options = vec![("–".to_owned(), with_choice(session, workload, None, ""))];
    options.extend(session.alternatives.iter().map(|row| {
        let kept = chosen.filter(|choice| choice.alternative == row.id).map_or("", |choice| choice.reason.as_str());
        (row.name.clone(), with_choice(session, workload, Some(&row.id), kept))
    }));
    let current = chosen.map_or(Some(0), |choice| {
        session.alternatives.iter().position(|row| row.id == choice.alternative).map(|at| at + 1)
    });
    // The leader stays sealed until the totals were opened.
    let leader = matrix.leader().filter(|_| session.totals_seen);
    let unit = match (chosen, leader) {
        (Some(choice), _) if !choice.reason.is_empty() => format!("because {}", choice.reason),
        (Some(choice), Some(leader)) if matrix.columns[leader].id == choice.alternative.as_str() => "leads".to_owned(),
        (Some(_), Some(_)) => "does not lead; no reason yet: enter".to_owned(),
        (None, Some(leader)) => format!("{} leads", matrix.columns[leader].name),
        _ => String::new(),
    };
    let column = chosen.and_then(|choice| matrix.columns.iter().find(|row| row.id == choice.alternative.as_str()));
    let issue = column.and_then(|column| column.offer.gravest_must_have());
    let unit = match issue {
        Some(issue) if unit.is_empty() => issue.to_string(),
        Some(issue) => format!("{unit}; {issue}"),
        None => unit,
    };
    Row::choice(&label, options, current)
        .unit(unit)
        .help("If you choose an option that does not lead, you are asked for the reason.")
}

fn format_trigger(trigger: &Trigger) -> String {
    let date = trigger.date.map_or(String::new(), |day| day.to_string());
    let mut text = format!("{} | {} | {} | {date}", trigger.metric, trigger.threshold, trigger.owner);
    while text.ends_with([' ', '|']) {
        text.pop();
    }
    text
}

/// Reads `metric | threshold | owner | date`; the last two may be left out.
pub fn parse_trigger(text: &str) -> Result<Trigger, String> {
    let mut parts = text.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or("").to_owned();
    let (metric, threshold, owner, date) = (next(), next(), next(), next());
    if metric.is_empty() || threshold.is_empty() {
        return Err("give at least a metric and a threshold: requests | > 41 M per month | Ana | 2027-05-01".to_owned());
    }
    let date = if date.is_empty() { None } else { Some(date.parse::<Day>().map_err(|error| error.to_string())?) };
    Ok(Trigger { metric, threshold, owner, date })
}

/// The edit that adds a trigger.
pub fn with_trigger(session: &Session, trigger: Trigger) -> Edit {
    let mut all = session.decision.as_ref().map_or(Vec::new(), |decision| decision.triggers.clone());
    all.push(trigger);
    Edit::SetDecision(D::Triggers(all))
}

fn trigger_rows(decision: &Decision) -> Vec<Row> {
    let set = |triggers: Vec<Trigger>| Edit::SetDecision(D::Triggers(triggers));
    let mut rows: Vec<Row> = decision
        .triggers
        .iter()
        .enumerate()
        .map(|(at, trigger)| {
            let all = decision.triggers.clone();
            let mut row = Row::text(&format!("{}", at + 1), &format_trigger(trigger), move |text| {
                let mut all = all.clone();
                if text.trim().is_empty() {
                    all.remove(at);
                } else {
                    all[at] = parse_trigger(text)?;
                }
                Ok(set(all))
            });
            row.value = format!("{} {}", trigger.metric, trigger.threshold);
            row.unit = [trigger.owner.clone(), trigger.date.map_or(String::new(), |day| format!("by {day}"))]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            row.help("metric | threshold | owner | date. Leave it empty to remove it.")
        })
        .collect();
    rows.push(
        Row::action("+ add", "", SUGGEST_TRIGGERS)
            .help("Enter offers the volumes at which another option becomes cheaper, or takes what you write."),
    );
    rows
}
