//! What an edit does, in words: for the log, undo and redo.

use super::record::Record;
use crate::model::document::alternative::Alternative;
use crate::model::document::criterion::Criterion;
use crate::model::document::demand::DemandFigure;
use crate::model::document::edit::{Edit, EstateField, FrameField, ScenarioField};
use crate::model::document::estate::Estate;
use crate::model::document::hours::HoursFigures;
use crate::model::document::must_have::MustHave;
use crate::model::document::note::NoteSubject;
use crate::model::document::participant::Participant;
use crate::model::document::scenario::Scenario;
use crate::model::document::score::{CellKey, CellScore, Vote};
use crate::model::document::session::Session;
use crate::model::document::weighting::PairComparison;
use crate::model::document::workload::Workload;
use crate::model::values::id::CriterionId;

impl Edit {
    /// What the edit does, with the names of the records in `session`.
    pub fn describe(&self, session: &Session) -> String {
        let criterion = |id: &CriterionId| session.name_of::<Criterion>(id);
        let alternative = |id| session.name_of::<Alternative>(id);
        let must_have = |id| session.name_of::<MustHave>(id);
        let workload = |id| session.name_of::<Workload>(id);
        let scenario = |id| session.name_of::<Scenario>(id);
        let estate = |id| session.name_of::<Estate>(id);
        let participant = |id| session.name_of::<Participant>(id);
        let cell = |cell| describe_cell(cell, session);
        match self {
            Self::Batch(edits) => describe_batch(edits, session),
            Self::SetFrame(field) => spaced(field.name()),
            Self::SetTeam(field) => format!("team {}", spaced(field.name())),
            Self::SetMarket(field) => format!("market {}", spaced(field.name())),
            Self::AddAlternative { alternative, .. } => added(alternative),
            Self::RemoveAlternative { id } => format!("removed {}", alternative(id)),
            Self::MoveAlternative { id, .. } => format!("moved {}", alternative(id)),
            Self::SetAlternative { id, field } => format!("{} {}", alternative(id), spaced(field.name())),
            Self::SetOneTime { alternative: id, field } => format!("{} one-time {}", alternative(id), field.name()),
            Self::AddMustHave { must_have, .. } => format!("added the must-have '{}'", must_have.text),
            Self::RemoveMustHave { id } => format!("removed the must-have '{}'", must_have(id)),
            Self::MoveMustHave { id, .. } => format!("moved the must-have '{}'", must_have(id)),
            Self::SetMustHave { id, field } => format!("{} of the must-have '{}'", field.name(), must_have(id)),
            Self::SetMustHaveMark { must_have: id, alternative: of, said } => {
                let mark = said.as_ref().map_or("open", |said| said.mark.label());
                format!("'{}' {mark} for {}", must_have(id), alternative(of))
            }
            Self::AddWorkload { workload, .. } => added(workload),
            Self::RemoveWorkload { id } => format!("removed {}", workload(id)),
            Self::MoveWorkload { id, .. } => format!("moved {}", workload(id)),
            Self::SetWorkload { id, field } => format!("{} {}", workload(id), spaced(field.name())),
            Self::SetDemand { workload: id, field } => format!("{} {}", workload(id), field.figure().noun()),
            Self::SetHours { task, platform, said } => {
                let on = platform.as_ref().map_or(String::new(), |id| format!(" on {id}"));
                format!("hours of {task}{on}{}", describe_hours(said.as_ref()))
            }
            Self::AddScenario { scenario, .. } => format!("added scenario {}", scenario.name),
            Self::RemoveScenario { id } => format!("removed scenario {}", scenario(id)),
            Self::SetScenario { id, field: ScenarioField::Name(name) } => format!("scenario {id} renamed to {name}"),
            Self::SetScenario { id, field: ScenarioField::Note(_) } => format!("note of scenario {}", scenario(id)),
            Self::SetOverride { scenario: id, workload: of, field } => {
                format!("{} {} in scenario {}", workload(of), field.figure().noun(), scenario(id))
            }
            Self::ClearOverride { scenario: id, workload: of, field } => {
                format!("{} {} in scenario {} as in the base", workload(of), figure_noun(field), scenario(id))
            }
            Self::AddCriterion { criterion, .. } => added(criterion),
            Self::RemoveCriterion { id } => format!("removed {}", criterion(id)),
            Self::MoveCriterion { id, .. } => format!("moved {}", criterion(id)),
            Self::SetCriterion { id, field } => format!("{} {}", criterion(id), spaced(field.name())),
            Self::SetWeight { criterion: id, points } => format!("{} {points} points", criterion(id)),
            Self::SetWay(method) => format!("weights by {}", method.label()),
            Self::SetWayUntilComplete(method) => format!("weights by {} until then", method.label()),
            Self::SetSwing { criterion: id, worth: Some(worth) } => format!("{} swing {worth}", criterion(id)),
            Self::SetSwing { criterion: id, worth: None } => format!("{} swing removed", criterion(id)),
            Self::SetOrder(order) => {
                let rank = |ids: &Vec<CriterionId>| ids.iter().map(&criterion).collect::<Vec<_>>().join(" = ");
                format!("order: {}", order.iter().map(rank).collect::<Vec<_>>().join(" > "))
            }
            Self::SetPair { first, second, says } => describe_pair(&criterion(first), &criterion(second), *says),
            Self::SetRobustness(field) => format!("robustness {}", spaced(field.name())),
            Self::SetAgreed { criterion: id, agreed: true } => format!("{} agreed", criterion(id)),
            Self::SetAgreed { criterion: id, agreed: false } => format!("{} no longer agreed", criterion(id)),
            Self::SetRubric { criterion: id, level, .. } => format!("{} level {level}", criterion(id)),
            Self::SetAnchors { criterion: id, workload: of, .. } => {
                format!("{} anchors for {}", criterion(id), workload(of))
            }
            Self::SetAnswer { question, reply: Some(reply), .. } => {
                format!("answer {question}: {reply:?}").to_lowercase()
            }
            Self::SetAnswer { question, reply: None, .. } => format!("answer {question} removed"),
            Self::SetScore { cell: at, score, .. } => format!("{} {}", cell(at), describe_score(*score)),
            Self::SetAside { cell: at, aside: true } => format!("{} suspended", cell(at)),
            Self::SetAside { cell: at, aside: false } => format!("{} active again", cell(at)),
            Self::SetRationale { cell: at, .. } => format!("rationale of {}", cell(at)),
            Self::SetEvidence { cell: at, .. } => format!("evidence of {}", cell(at)),
            Self::AddEstate { estate, .. } => format!("added estate {}", estate.name),
            Self::RemoveEstate { id } => format!("removed estate {}", estate(id)),
            Self::SetEstate { id, field: EstateField::Name(name) } => format!("estate {id} renamed to {name}"),
            Self::SetEstate { id, field: EstateField::Assign(_) } => format!("assignment of {}", estate(id)),
            Self::AddParticipant { participant, .. } => added(participant),
            Self::RemoveParticipant { id } => format!("removed {}", participant(id)),
            Self::SetParticipant { id, field } => format!("{} {}", participant(id), field.name()),
            Self::CastBallot { by, cell: at, vote } => {
                let vote = match vote {
                    Some(Vote::Scored(level)) => level.to_string(),
                    Some(Vote::Abstained) => "abstained".to_owned(),
                    None => "removed".to_owned(),
                };
                format!("ballot of {} on {}: {vote}", participant(by), cell(at))
            }
            Self::SetNote { about, .. } => match about {
                NoteSubject::Workload(id) => format!("note on {}", workload(id)),
                NoteSubject::Criterion(id) => format!("note on {}", criterion(id)),
                NoteSubject::Alternative(id) => format!("note on {}", alternative(id)),
                NoteSubject::Demand(id, figure) => format!("note on {} of {}", figure_noun(figure), workload(id)),
                NoteSubject::Frame => "note on the frame".to_owned(),
                NoteSubject::Decision => "note on the decision".to_owned(),
            },
            Self::SetDecision(field) => format!("decision {}", spaced(field.name())),
        }
    }
}

fn spaced(field: &str) -> String {
    field.replace('_', " ")
}

fn added<R: Record>(record: &R) -> String {
    format!("added {}", record.name())
}

fn figure_noun(field: &str) -> String {
    DemandFigure::from_name(field).map_or_else(|| spaced(field), DemandFigure::noun)
}

fn describe_batch(edits: &[Edit], session: &Session) -> String {
    // A change of status accompanies the edit that required it, and is not what the batch is about.
    let is_status = |edit: &&Edit| matches!(edit, Edit::SetFrame(FrameField::Status(_)));
    let relevant: Vec<&Edit> = edits.iter().filter(|edit| !is_status(edit)).collect();
    let relevant = if relevant.is_empty() { edits.iter().collect() } else { relevant };
    match relevant.as_slice() {
        [] => "no change".to_owned(),
        [one] => one.describe(session),
        [.., last] => format!("{} and {} more", last.describe(session), relevant.len() - 1),
    }
}

fn describe_cell(cell: &CellKey, session: &Session) -> String {
    let workload = cell.workload.as_ref().map(|id| format!(" for {}", session.name_of::<Workload>(id)));
    let criterion = session.name_of::<Criterion>(&cell.criterion);
    format!("{criterion} · {}{}", session.name_of::<Alternative>(&cell.alternative), workload.unwrap_or_default())
}

fn describe_hours(figures: Option<&HoursFigures>) -> String {
    let Some(HoursFigures { low, likely, high, .. }) = figures else { return " as in the catalogue".to_owned() };
    let (low, likely, high) = (decimal(low.get()), decimal(likely.get()), decimal(high.get()));
    format!(": {low} to {high}, likely {likely} h/month")
}

fn describe_pair(first: &str, second: &str, comparison: Option<PairComparison>) -> String {
    match comparison {
        Some(PairComparison::First(1) | PairComparison::Second(1)) => format!("{first} as important as {second}"),
        Some(PairComparison::First(times)) => format!("{first} {times} times as important as {second}"),
        Some(PairComparison::Second(times)) => format!("{second} {times} times as important as {first}"),
        None => format!("comparison of {first} and {second} removed"),
    }
}

fn describe_score(score: CellScore) -> String {
    match score {
        CellScore::Blank => "cleared".to_owned(),
        CellScore::Exact(level) => level.to_string(),
        CellScore::Range(low, high) => format!("{low}–{high}"),
        CellScore::Unknown => "unknown".to_owned(),
        CellScore::Value(figure) => decimal(figure.get()),
        CellScore::Between(low, high) => format!("{}–{}", decimal(low.get()), decimal(high.get())),
    }
}

/// At most two decimals, none when the number is whole.
fn decimal(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.2}") }
}
