//! Everything that can be wrong with a document that has the right shape, each with its place and what to do about it.

use super::apply::{Record, check_anchors, check_level, check_measure, check_score, check_services};
use super::criterion::{Criterion, CriterionScope};
use super::demand::Demand;
use super::edit::{DemandField, OneTimeField};
use super::id::{AlternativeId, CriterionId, WorkloadId};
use super::score::{CellKey, Vote};
use super::session::{NoteSubject, Session};
use super::units::Points;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// A step on the way from the document to a value in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathStep {
    /// A field of a record.
    Field(&'static str),
    /// An item of a list, from 0.
    Item(usize),
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The document contradicts itself; it is refused.
    Error,
    /// It can be worked with, but something is missing or odd.
    Warning,
}

/// Something wrong with a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub path: Vec<PathStep>,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// So many contradictions are told; whoever has more has one that causes the others.
const MAX_DIAGNOSTICS: usize = 50;
/// So many names are offered in place of one that does not exist.
const MAX_NAMES: usize = 20;

struct Checker<'a> {
    session: &'a Session,
    diagnostics: Vec<Diagnostic>,
    alternatives: HashSet<&'a str>,
    workloads: HashSet<&'a str>,
    criteria: HashMap<&'a str, &'a Criterion>,
    participants: HashSet<&'a str>,
}

/// Finds the contradictions, in the order of the file: every one, unless there are very many.
pub fn check_session(session: &Session) -> Vec<Diagnostic> {
    let mut checker = Checker {
        session,
        diagnostics: Vec::new(),
        alternatives: session.alternatives.iter().map(|row| row.id.as_str()).collect(),
        workloads: session.workloads.iter().map(|row| row.id.as_str()).collect(),
        criteria: session.criteria.iter().rev().map(|row| (row.id.as_str(), row)).collect(),
        participants: session.participants.iter().map(|row| row.id.as_str()).collect(),
    };
    checker.sizes();
    if !checker.diagnostics.is_empty() {
        return checker.diagnostics; // what is wrong within it could take for ever to find
    }
    checker.ids();
    checker.alternatives_and_workloads();
    checker.scenarios();
    checker.estates();
    checker.criteria();
    checker.weighing();
    checker.hours();
    checker.tables();
    checker.ballots();
    checker.decision();
    checker.weights();
    checker.diagnostics
}

impl Checker<'_> {
    fn error(&mut self, path: &[PathStep], what: impl Into<String>, hint: impl Into<String>) {
        let (what, hint) = match self.diagnostics.len() {
            0..MAX_DIAGNOSTICS => (what.into(), hint.into()),
            MAX_DIAGNOSTICS => ("there are more problems than these".to_owned(), "correct these first".to_owned()),
            _ => return,
        };
        self.diagnostics.push(Diagnostic { severity: Severity::Error, path: path.to_vec(), what, hint });
    }

    /// Whether it is worth looking further.
    fn is_full(&self) -> bool {
        self.diagnostics.len() > MAX_DIAGNOSTICS
    }

    fn sizes(&mut self) {
        let session = self.session;
        self.size("alternatives", &session.alternatives);
        self.size("workloads", &session.workloads);
        self.size("criteria", &session.criteria);
        self.size("scenarios", &session.scenarios);
        self.size("estates", &session.estates);
        self.size("participants", &session.participants);
    }

    fn size<R: Record>(&mut self, list: &'static str, rows: &[R]) {
        if rows.len() > R::MAX_COUNT {
            let what = format!("there are {} {list}", rows.len());
            self.error(
                &[PathStep::Field(list), PathStep::Item(R::MAX_COUNT)],
                what,
                format!("a session has at most {}", R::MAX_COUNT),
            );
        }
    }

    fn unique<T: Eq + Hash>(&mut self, list: &'static str, keys: impl Iterator<Item = T>, name: impl Fn(&T) -> String) {
        let mut seen = HashSet::new();
        for (place, key) in keys.enumerate() {
            let text = name(&key);
            if text.is_empty() {
                self.error(
                    &[PathStep::Field(list), PathStep::Item(place)],
                    "the id is empty",
                    "give it a slug such as 'cost'",
                );
            }
            if !seen.insert(key) {
                let what = format!("'{text}' stands twice in {list}");
                self.error(
                    &[PathStep::Field(list), PathStep::Item(place)],
                    what,
                    "take one away, or give it another id",
                );
            }
        }
    }

    fn ids(&mut self) {
        let session = self.session;
        self.unique("alternatives", session.alternatives.iter().map(|row| row.id.as_str()), |id| id.to_string());
        self.unique("workloads", session.workloads.iter().map(|row| row.id.as_str()), |id| id.to_string());
        self.unique("criteria", session.criteria.iter().map(|row| row.id.as_str()), |id| id.to_string());
        self.unique("scenarios", session.scenarios.iter().map(|row| row.id.as_str()), |id| id.to_string());
        self.unique("estates", session.estates.iter().map(|row| row.id.as_str()), |id| id.to_string());
        self.unique("participants", session.participants.iter().map(|row| row.id.as_str()), |id| id.to_string());
    }

    /// Says that there is no such thing, and what there is, unless it `exists`.
    fn require(&mut self, what: &'static str, id: &str, exists: bool, path: &[PathStep]) {
        if exists || self.is_full() {
            return;
        }
        let session = self.session;
        let mut names: Vec<&str> = match what {
            "alternative" => session.alternatives.iter().map(|row| row.id.as_str()).collect(),
            "workload" => session.workloads.iter().map(|row| row.id.as_str()).collect(),
            "criterion" => session.criteria.iter().map(|row| row.id.as_str()).collect(),
            _ => session.participants.iter().map(|row| row.id.as_str()).collect(),
        };
        names.retain(|name| !name.is_empty());
        if names.len() > MAX_NAMES {
            names.truncate(MAX_NAMES);
            names.push("…");
        }
        let hint = match names.is_empty() {
            true => "there are none yet".to_owned(),
            false => format!("there are: {}", names.join(", ")),
        };
        self.error(path, format!("there is no {what} '{id}'"), hint);
    }

    fn require_alternative(&mut self, id: &AlternativeId, path: &[PathStep]) {
        self.require("alternative", id.as_str(), self.alternatives.contains(id.as_str()), path);
    }

    fn require_workload(&mut self, id: &WorkloadId, path: &[PathStep]) {
        self.require("workload", id.as_str(), self.workloads.contains(id.as_str()), path);
    }

    fn require_criterion(&mut self, id: &CriterionId, path: &[PathStep]) {
        self.require("criterion", id.as_str(), self.criteria.contains_key(id.as_str()), path);
    }

    fn alternatives_and_workloads(&mut self) {
        let session = self.session;
        for (place, alternative) in session.alternatives.iter().enumerate() {
            for name in OneTimeField::FIELDS {
                if OneTimeField::read(&alternative.one_time, name).is_some_and(|field| field.check().is_err()) {
                    let path = [PathStep::Field("alternatives"), PathStep::Item(place)];
                    let path = [path[0], path[1], PathStep::Field("one_time"), PathStep::Field(name)];
                    let what = format!("the range of {name} in '{}' runs downwards", alternative.id);
                    self.error(&path, what, "give the lower end first: Range(low, high)");
                }
            }
        }
        for (place, workload) in session.workloads.iter().enumerate() {
            let path = [PathStep::Field("workloads"), PathStep::Item(place)];
            if let Some(today) = &workload.today {
                let path = [path[0], path[1], PathStep::Field("today")];
                self.require_alternative(today, &path);
            }
            if let Err(error) = check_services(workload.services) {
                let path = [path[0], path[1], PathStep::Field("services")];
                self.error(&path, error.to_string(), "give 1 or more, or leave it out for 1");
            }
            for field in reversed_fields(&workload.demand) {
                let what = format!("the range of {field} in '{}' runs downwards", workload.id);
                self.error(
                    &[path[0], path[1], PathStep::Field("demand"), PathStep::Field(field)],
                    what,
                    "give the lower end first: Range(low, high)",
                );
            }
        }
    }

    fn scenarios(&mut self) {
        let session = self.session;
        for (place, scenario) in session.scenarios.iter().enumerate() {
            let mut seen = HashSet::new();
            for (row, (workload, field)) in scenario.overrides.iter().enumerate() {
                let path = [
                    PathStep::Field("scenarios"),
                    PathStep::Item(place),
                    PathStep::Field("overrides"),
                    PathStep::Item(row),
                ];
                self.require_workload(workload, &path);
                let name = field.field();
                if let Err(error) = field.check() {
                    let what = format!("{name} of '{workload}' in scenario '{}': {error}", scenario.id);
                    self.error(&path, what, "write Range(low, high)");
                }
                if !seen.insert((workload, name)) {
                    let what = format!("scenario '{}' sets {name} of '{workload}' twice", scenario.id);
                    self.error(&path, what, "keep one of the two");
                }
            }
        }
    }

    fn estates(&mut self) {
        let session = self.session;
        for (place, estate) in session.estates.iter().enumerate() {
            let path = [PathStep::Field("estates"), PathStep::Item(place), PathStep::Field("assign")];
            let mut seen = HashSet::new();
            for (workload, alternative) in &estate.assign {
                self.require_workload(workload, &path);
                self.require_alternative(alternative, &path);
                if !seen.insert(workload) {
                    let what = format!("estate '{}' assigns '{workload}' twice", estate.id);
                    self.error(&path, what, "every workload runs on one alternative");
                }
            }
        }
    }

    fn criteria(&mut self) {
        let session = self.session;
        for (place, criterion) in session.criteria.iter().enumerate() {
            let path = [PathStep::Field("criteria"), PathStep::Item(place)];
            if criterion.points.0 > Points::MAX {
                let what = format!("{} points are too many", criterion.points);
                self.error(&[path[0], path[1], PathStep::Field("points")], what, format!("at most {}", Points::MAX));
            }
            if let Err(error) = check_measure(&criterion.measure) {
                self.error(&[path[0], path[1], PathStep::Field("measure")], error.to_string(), "correct the anchors");
            }
            if let Some(before) = &criterion.measured_before
                && let Err(error) = check_measure(before)
            {
                let path = [path[0], path[1], PathStep::Field("measured_before")];
                self.error(&path, error.to_string(), "correct the anchors");
            }
        }
    }

    fn weighing(&mut self) {
        let session = self.session;
        let mut seen = HashSet::new();
        for (place, row) in session.weighing.swings.iter().enumerate() {
            let path = [PathStep::Field("weighing"), PathStep::Field("swings"), PathStep::Item(place)];
            self.require_criterion(&row.criterion, &path);
            if row.worth > 100 {
                self.error(&path, format!("a swing of {} is too much", row.worth), "swings are 0 to 100");
            }
            if !seen.insert(&row.criterion) {
                self.error(&path, format!("'{}' has two swings", row.criterion), "keep one of them");
            }
        }
        let path = [PathStep::Field("weighing"), PathStep::Field("order")];
        for id in session.weighing.order.iter().flatten() {
            self.require_criterion(id, &path);
        }
        if self.diagnostics.is_empty()
            && let Err(error) = session.check_order(&session.weighing.order)
        {
            self.error(&path, error.to_string(), "name every criterion once");
        }
        let mut seen = HashSet::new();
        for (place, row) in session.weighing.pairs.iter().enumerate() {
            let path = [PathStep::Field("weighing"), PathStep::Field("pairs"), PathStep::Item(place)];
            self.require_criterion(&row.first, &path);
            self.require_criterion(&row.second, &path);
            if self.criteria.contains_key(row.first.as_str())
                && self.criteria.contains_key(row.second.as_str())
                && let Err(error) = session.check_pair(&row.first, &row.second, Some(row.says))
            {
                self.error(&path, error.to_string(), "write First(n) or Second(n), with the ids in alphabetical order");
            }
            if !seen.insert((&row.first, &row.second)) {
                self.error(&path, "this pair stands twice", "keep one of the two");
            }
        }
        if let Err(error) = session.robustness.check() {
            self.error(&[PathStep::Field("robustness")], error.to_string(), "correct it, or take it out");
        }
    }

    fn hours(&mut self) {
        let session = self.session;
        let mut seen = HashSet::new();
        for (place, row) in session.hours.iter().enumerate() {
            let path = [PathStep::Field("hours"), PathStep::Item(place)];
            if let Err(error) = row.check() {
                self.error(&path, error.to_string(), "hours go from low through likely to high");
            }
            if !seen.insert((&row.task, &row.platform)) {
                self.error(&path, format!("the hours of '{}' stand twice", row.task), "keep one of the two");
            }
        }
    }

    fn tables(&mut self) {
        let session = self.session;
        let mut seen = HashSet::new();
        for (place, row) in session.rubrics.iter().enumerate() {
            let path = [PathStep::Field("rubrics"), PathStep::Item(place)];
            self.require_criterion(&row.criterion, &path);
            if let Err(error) = check_level(row.level) {
                self.error(&[path[0], path[1], PathStep::Field("level")], error.to_string(), "use a level from 1 to 5");
            }
            if !seen.insert((&row.criterion, row.level)) {
                self.error(
                    &path,
                    format!("level {} of '{}' is described twice", row.level, row.criterion),
                    "keep one of them",
                );
            }
        }
        let mut seen = HashSet::new();
        for (place, row) in session.anchors.iter().enumerate() {
            let path = [PathStep::Field("anchors"), PathStep::Item(place)];
            self.require_criterion(&row.criterion, &path);
            self.require_workload(&row.workload, &path);
            if let Err(error) = check_anchors(row.worst.get(), row.best.get()) {
                self.error(&path, error.to_string(), "give two different values");
            }
            if !seen.insert((&row.criterion, &row.workload)) {
                self.error(&path, "these anchors stand twice", "keep one of them");
            }
        }
        let mut seen = HashSet::new();
        for (place, row) in session.answers.iter().enumerate() {
            let path = [PathStep::Field("answers"), PathStep::Item(place)];
            if let Some(workload) = &row.workload {
                self.require_workload(workload, &path);
            }
            if !seen.insert((&row.workload, &row.question)) {
                self.error(&path, format!("'{}' is answered twice", row.question), "keep one answer");
            }
        }
        let mut seen = HashSet::new();
        for (place, row) in session.notes.iter().enumerate() {
            let path = [PathStep::Field("notes"), PathStep::Item(place)];
            match &row.about {
                NoteSubject::Workload(id) | NoteSubject::Demand(id, _) => {
                    self.require_workload(id, &path);
                }
                NoteSubject::Alternative(id) => {
                    self.require_alternative(id, &path);
                }
                NoteSubject::Criterion(id) => self.require_criterion(id, &path),
                NoteSubject::Frame | NoteSubject::Decision => {}
            }
            if !seen.insert(row.about.clone()) {
                self.error(&path, "there are two notes about the same thing", "join them");
            }
        }
        let mut seen = HashSet::new();
        for (place, row) in session.scores.iter().enumerate() {
            let path = [PathStep::Field("scores"), PathStep::Item(place)];
            let cell = row.cell();
            if self.cell(&cell, &path)
                && !row.aside
                && let Some(criterion) = self.criteria.get(cell.criterion.as_str())
                && let Err(error) = check_score(row.score, criterion)
            {
                self.error(
                    &[path[0], path[1], PathStep::Field("score")],
                    error.to_string(),
                    "scores are Exact(1) to Exact(5), Range(low, high), Unknown, or Value(…) for what is measured",
                );
            }
            if !seen.insert(cell) {
                self.error(&path, "this cell is scored twice", "keep one of the two rows");
            }
        }
    }

    /// Checks that a cell exists in the matrix; says whether it does.
    fn cell(&mut self, cell: &CellKey, path: &[PathStep]) -> bool {
        let session = self.session;
        let before = self.diagnostics.len();
        self.require_criterion(&cell.criterion, path);
        self.require_alternative(&cell.alternative, path);
        if let Some(workload) = &cell.workload {
            self.require_workload(workload, path);
        }
        if let Some(criterion) = self.criteria.get(cell.criterion.as_str()).copied() {
            let per_workload = criterion.about == CriterionScope::Workload && !session.workloads.is_empty();
            if per_workload && cell.workload.is_none() {
                let what = format!("'{}' is about the workload, and this score names none", criterion.id);
                self.error(path, what, "add workload: Some(\"…\")");
            }
            if !per_workload && cell.workload.is_some() {
                let what = format!("'{}' has one score per alternative, and this one names a workload", criterion.id);
                self.error(path, what, "take the workload away, or make the criterion about: Workload");
            }
        }
        self.diagnostics.len() == before
    }

    fn ballots(&mut self) {
        let session = self.session;
        let mut seen = HashSet::new();
        for (place, row) in session.ballots.iter().enumerate() {
            let path = [PathStep::Field("ballots"), PathStep::Item(place)];
            self.require("participant", row.by.as_str(), self.participants.contains(row.by.as_str()), &path);
            let cell = CellKey {
                criterion: row.criterion.clone(),
                alternative: row.alternative.clone(),
                workload: row.workload.clone(),
            };
            self.cell(&cell, &path);
            if let Vote::Scored(level) = row.vote
                && let Err(error) = check_level(level)
            {
                self.error(&path, error.to_string(), "use Scored(1) to Scored(5), or Abstained");
            }
            if !seen.insert((row.by.clone(), cell)) {
                self.error(&path, format!("'{}' voted twice on this cell", row.by), "keep one ballot");
            }
        }
    }

    fn decision(&mut self) {
        let session = self.session;
        let Some(decision) = &session.decision else { return };
        let path = [PathStep::Field("decision"), PathStep::Field("choices")];
        let mut seen = HashSet::new();
        for choice in &decision.choices {
            self.require_alternative(&choice.alternative, &path);
            if let Some(workload) = &choice.workload {
                self.require_workload(workload, &path);
            }
            if !seen.insert(&choice.workload) {
                self.error(&path, "two choices for the same workload", "keep one");
            }
        }
        for row in &decision.rejected {
            let path = [PathStep::Field("decision"), PathStep::Field("rejected")];
            self.require_alternative(&row.alternative, &path);
        }
        if let Some(evidence) = &decision.evidence
            && evidence.totals.iter().any(|(_, total)| !total.is_finite())
        {
            let path = [PathStep::Field("decision"), PathStep::Field("evidence")];
            self.error(&path, "a recorded total is not a finite number", "correct it or take it out");
        }
    }

    fn weights(&mut self) {
        if !self.session.criteria.is_empty() && self.session.criteria.iter().all(|criterion| criterion.points.0 == 0) {
            self.diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                path: vec![PathStep::Field("criteria")],
                what: "every criterion has 0 points, so nothing can be ranked".to_owned(),
                hint: "give at least one criterion points".to_owned(),
            });
        }
    }
}

/// The fields of a demand whose range runs downwards.
pub(super) fn reversed_fields(demand: &Demand) -> Vec<&'static str> {
    let runs_down = |name: &&&'static str| DemandField::read(demand, name).is_some_and(|field| field.check().is_err());
    DemandField::FIELDS.iter().filter(runs_down).copied().collect()
}
