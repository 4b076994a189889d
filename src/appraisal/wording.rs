//! Figures and edits in words, the same on screen and in the log.

use super::cell::{CellSource, CellValue};
use crate::cost::crossover::{Crossover, CrossoverKind, Side};
use crate::model::edit::{EstateField, FrameField, ScenarioField};
use crate::model::{
    AlternativeId, CellKey, CellScore, CriterionId, Edit, EstateId, NoteSubject, PairComparison, ScenarioId, Session,
    Vote, WorkloadId,
};

/// A value as the matrix shows it: `4`, `2–3`, `4.6`, `?`, `·`.
pub fn format_score(value: &CellValue) -> String {
    match value.source {
        CellSource::Blank => "·".to_owned(),
        CellSource::Unknown => "?".to_owned(),
        _ if !value.score.is_exact() => {
            let (low, high) = (format_level(value.score.low), format_level(value.score.high));
            // Ends that read as one are one.
            if low == high { low } else { format!("{low}–{high}") }
        }
        CellSource::Judged => format_level(value.score.low),
        _ => format!("{:.1}", value.score.low),
    }
}

fn format_level(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// A number without needless decimals.
pub fn format_number(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.2}") }
}

/// Where one bill becomes cheaper than another, in words.
pub fn describe_crossover(found: &Crossover, a: &str, b: &str) -> String {
    let name = |side: Option<Side>| match side {
        Some(Side::A) => a.to_owned(),
        Some(Side::B) => b.to_owned(),
        None => "neither".to_owned(),
    };
    let volume = |at: Option<f64>| at.map_or(String::new(), |at| format!("{} {}", format_volume(at), found.unit));
    let words = match found.kind {
        CrossoverKind::None if found.cheaper_below.is_none() => format!("{a} and {b} cost the same at every volume"),
        CrossoverKind::None => format!(
            "{} is cheaper than {} at every volume",
            name(found.cheaper_below),
            name(other_side(found.cheaper_below))
        ),
        CrossoverKind::Single => format!(
            "{} is cheaper below {}, {} above",
            name(found.cheaper_below),
            volume(found.first_volume),
            name(found.cheaper_above)
        ),
        CrossoverKind::Zone if found.cheaper_below == found.cheaper_above => format!(
            "{} is cheaper, but from {} to {} it changes {} times",
            name(found.cheaper_below),
            volume(found.first_volume),
            volume(found.last_volume),
            found.flips.len()
        ),
        CrossoverKind::Zone => format!(
            "{} is cheaper below {}, {} above {}; in between it changes {} times",
            name(found.cheaper_below),
            volume(found.first_volume),
            name(found.cheaper_above),
            volume(found.last_volume),
            found.flips.len()
        ),
    };
    match found.max_volume {
        Some((at, side)) => format!("{words}; {} holds no more than {}", name(Some(side)), volume(Some(at))),
        None => words,
    }
}

fn other_side(side: Option<Side>) -> Option<Side> {
    side.map(|side| if side == Side::A { Side::B } else { Side::A })
}

/// A volume to three figures: `41.2 M`.
pub fn format_volume(at: f64) -> String {
    let (scaled, letter) = match at {
        at if at >= 1e9 => (at / 1e9, " G"),
        at if at >= 1e6 => (at / 1e6, " M"),
        at if at >= 1e3 => (at / 1e3, " k"),
        at => (at, ""),
    };
    let digits = if scaled >= 100.0 {
        0
    } else if scaled >= 10.0 {
        1
    } else {
        2
    };
    format!("{scaled:.digits$}{letter}")
}

/// What an edit does, in words.
pub fn describe_edit(edit: &Edit, session: &Session) -> String {
    let criterion = |id: &CriterionId| session.criterion(id).map_or_else(|| id.to_string(), |row| row.name.clone());
    let alternative =
        |id: &AlternativeId| session.alternative(id).map_or_else(|| id.to_string(), |row| row.name.clone());
    let workload = |id: &WorkloadId| session.workload(id).map_or_else(|| id.to_string(), |row| row.name.clone());
    let estate = |id: &EstateId| {
        session.estates.iter().find(|row| row.id == *id).map_or_else(|| id.to_string(), |row| row.name.clone())
    };
    let scenario = |id: &ScenarioId| session.scenario(id).map_or_else(|| id.to_string(), |row| row.name.clone());
    let at = |cell: &CellKey| {
        let sheet = cell.workload.as_ref().map_or(String::new(), |id| format!(" for {}", workload(id)));
        format!("{} · {}{sheet}", criterion(&cell.criterion), alternative(&cell.alternative))
    };
    match edit {
        Edit::Batch(edits) => {
            // Reopening goes with the change that asked for it, and is not what the change is about.
            let is_status = |edit: &&Edit| matches!(edit, Edit::SetFrame(FrameField::Status(_)));
            let said: Vec<&Edit> = edits.iter().filter(|edit| !is_status(edit)).collect();
            let said = if said.is_empty() { edits.iter().collect() } else { said };
            match said.as_slice() {
                [] => "nothing".to_owned(),
                [one] => describe_edit(one, session),
                [.., last] => format!("{} and {} more", describe_edit(last, session), said.len() - 1),
            }
        }
        Edit::SetFrame(field) => field.field().replace('_', " "),
        Edit::SetTeam(field) => format!("team {}", field.field().replace('_', " ")),
        Edit::SetMarket(field) => format!("market {}", field.field().replace('_', " ")),
        Edit::AddAlternative { alternative, .. } => format!("added {}", alternative.name),
        Edit::RemoveAlternative { id } => format!("removed {}", alternative(id)),
        Edit::MoveAlternative { id, .. } => format!("moved {}", alternative(id)),
        Edit::SetAlternative { id, field } => format!("{} {}", alternative(id), field.field()),
        Edit::SetOneTime { alternative: id, field } => format!("{} {} once", alternative(id), field.field()),
        Edit::AddWorkload { workload, .. } => format!("added {}", workload.name),
        Edit::RemoveWorkload { id } => format!("removed {}", workload(id)),
        Edit::MoveWorkload { id, .. } => format!("moved {}", workload(id)),
        Edit::SetWorkload { id, field } => format!("{} {}", workload(id), field.field().replace('_', " ")),
        Edit::SetDemand { workload: id, field } => format!("{} {}", workload(id), field.field().replace('_', " ")),
        Edit::SetHours { task, platform, said } => {
            let on = platform.as_ref().map_or(String::new(), |id| format!(" on {id}"));
            match said {
                Some(said) => format!(
                    "hours of {task}{on}: {} to {}, likely {} h/month",
                    format_number(said.low.get()),
                    format_number(said.high.get()),
                    format_number(said.likely.get())
                ),
                None => format!("hours of {task}{on} as in the catalogue"),
            }
        }
        Edit::SetWay(way) => format!("weights by {}", way.label()),
        Edit::SetSwing { criterion: id, worth: Some(worth) } => format!("{} swing {worth}", criterion(id)),
        Edit::SetSwing { criterion: id, worth: None } => format!("{} swing taken back", criterion(id)),
        Edit::SetOrder(order) => {
            let rank = |ids: &Vec<CriterionId>| ids.iter().map(&criterion).collect::<Vec<_>>().join(" = ");
            format!("order: {}", order.iter().map(rank).collect::<Vec<_>>().join(" > "))
        }
        Edit::SetPair { first, second, says } => {
            let (first, second) = (criterion(first), criterion(second));
            match says {
                Some(PairComparison::First(1) | PairComparison::Second(1)) => {
                    format!("{first} as important as {second}")
                }
                Some(PairComparison::First(times)) => format!("{first} {times} times as important as {second}"),
                Some(PairComparison::Second(times)) => format!("{second} {times} times as important as {first}"),
                None => format!("{first} and {second} not compared"),
            }
        }
        Edit::SetRobustness(field) => format!("robustness {}", field.field().replace('_', " ")),
        Edit::AddScenario { scenario, .. } => format!("added scenario {}", scenario.name),
        Edit::RemoveScenario { id } => format!("removed scenario {}", scenario(id)),
        Edit::SetScenario { id, field: ScenarioField::Name(name) } => format!("scenario {id} is called {name}"),
        Edit::SetScenario { id, .. } => format!("note of scenario {}", scenario(id)),
        Edit::SetOverride { scenario: id, workload: of, field } => {
            format!("{} {} in scenario {}", workload(of), field.field().replace('_', " "), scenario(id))
        }
        Edit::ClearOverride { scenario: id, workload: of, field } => {
            format!("{} {} in scenario {} as in the base", workload(of), field.replace('_', " "), scenario(id))
        }
        Edit::AddCriterion { criterion, .. } => format!("added {}", criterion.name),
        Edit::RemoveCriterion { id } => format!("removed {}", criterion(id)),
        Edit::MoveCriterion { id, .. } => format!("moved {}", criterion(id)),
        Edit::SetCriterion { id, field } => format!("{} {}", criterion(id), field.field()),
        Edit::SetWeight { criterion: id, points } => format!("{} {points} points", criterion(id)),
        Edit::SetAgreed { criterion: id, agreed } => {
            format!("{} {}", criterion(id), if *agreed { "agreed" } else { "no longer agreed" })
        }
        Edit::SetRubric { criterion: id, level, .. } => format!("{} level {level}", criterion(id)),
        Edit::SetAnchors { criterion: id, workload: of, .. } => {
            format!("{} anchors for {}", criterion(id), workload(of))
        }
        Edit::SetAnswer { question, reply, .. } => match reply {
            Some(reply) => format!("answer {question}: {reply:?}").to_lowercase(),
            None => format!("answer {question} taken back"),
        },
        Edit::SetScore { cell, score, .. } => format!("{} {}", at(cell), format_cell_score(*score)),
        Edit::SetAside { cell, aside } => {
            format!("{} {}", at(cell), if *aside { "kept for later" } else { "counts again" })
        }
        Edit::SetRationale { cell, .. } => format!("rationale of {}", at(cell)),
        Edit::SetEvidence { cell, .. } => format!("evidence of {}", at(cell)),
        Edit::AddEstate { estate, .. } => format!("added estate {}", estate.name),
        Edit::RemoveEstate { id } => format!("removed estate {}", estate(id)),
        Edit::SetEstate { id, field: EstateField::Name(name) } => format!("estate {id} is called {name}"),
        Edit::SetEstate { id, .. } => format!("what runs where in {}", estate(id)),
        Edit::AddParticipant { participant, .. } => format!("added {}", participant.name),
        Edit::RemoveParticipant { id } => format!("removed {id}"),
        Edit::SetParticipant { id, field } => format!("{id} {}", field.field()),
        Edit::CastBallot { by, cell, vote } => {
            let vote = match vote {
                Some(Vote::Scored(level)) => level.to_string(),
                Some(Vote::Abstained) => "abstained".to_owned(),
                None => "taken back".to_owned(),
            };
            format!("{by} on {}: {vote}", at(cell))
        }
        Edit::SetNote { about, .. } => match about {
            NoteSubject::Workload(id) => format!("note on {}", workload(id)),
            NoteSubject::Criterion(id) => format!("note on {}", criterion(id)),
            NoteSubject::Alternative(id) => format!("note on {}", alternative(id)),
            NoteSubject::Demand(id, figure) => format!("note on {} of {}", figure.replace('_', " "), workload(id)),
            NoteSubject::Frame => "note on the frame".to_owned(),
            NoteSubject::Decision => "note on the decision".to_owned(),
        },
        Edit::SetDecision(field) => format!("decision {}", field.field().replace('_', " ")),
    }
}

fn format_cell_score(score: CellScore) -> String {
    match score {
        CellScore::Blank => "cleared".to_owned(),
        CellScore::Exact(level) => level.to_string(),
        CellScore::Range(low, high) => format!("{low}–{high}"),
        CellScore::Unknown => "unknown".to_owned(),
        CellScore::Value(figure) => format_number(figure.get()),
        CellScore::Between(low, high) => format!("{}–{}", format_number(low.get()), format_number(high.get())),
    }
}
