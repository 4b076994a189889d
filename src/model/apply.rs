//! Carrying out an edit. Every edit is checked first, changes nothing when refused, and returns the edit that takes it back.

use super::alternative::{Alternative, OneTime};
use super::criterion::{Criterion, CriterionScope, Measure, Rubric, WorkloadAnchors};
use super::decision::{Choice, Decision};
use super::demand::Demand;
use super::edit::{DecisionField, DemandField, Edit, OneTimeField, WorkloadField};
use super::estimate::Estimate;
use super::id::{AlternativeId, CriterionId, ParticipantId, WorkloadId};
use super::participant::Participant;
use super::scenario::{Scenario, override_order};
use super::score::{Ballot, CellKey, CellScore, Score, Vote};
use super::session::{Estate, Note, NoteSubject, Session};
use super::units::Points;
use super::workload::{Answer, Workload};

/// Why an edit was refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EditError {
    #[error("there is no {what} '{id}'")]
    Missing { what: &'static str, id: String },
    #[error("the {0} has no id")]
    Nameless(&'static str),
    #[error("there is already a {what} '{id}'")]
    Taken { what: &'static str, id: String },
    #[error("{what} '{id}' is still in use: {by}")]
    InUse { what: &'static str, id: String, by: String },
    #[error("there are {most} {what}s already, and no decision needs more")]
    Full { what: &'static str, most: usize },
    #[error("place {at} is past the end of {len} {what}")]
    Place { what: &'static str, at: usize, len: usize },
    #[error("{0} is no score: scores are 1 to 5")]
    Score(u8),
    #[error("the range runs from {0} down to {1}: give the lower end first")]
    Reversed(String, String),
    #[error("{0} points are too many: at most {max}", max = Points::MAX)]
    Points(u32),
    #[error("a swing of {0} is too much: swings are 0 to 100")]
    Swing(u32),
    #[error("a comparison of {0} is off the scale: it is 1 (equal) to 9")]
    Comparison(u8),
    #[error("'{0}' and '{1}' are not in the order of the alphabet, in which a pair is kept")]
    PairOrder(String, String),
    #[error("a rank must hold at least one criterion")]
    EmptyRank,
    #[error("a workload consists of at least one service")]
    NoService,
    #[error("{0} draws cannot be made: 1 to 10 000 000")]
    Samples(u32),
    #[error("{0} is {1}, and must be 0 to 100")]
    PerCent(&'static str, u32),
    #[error(
        "a bend must lie between worst and best, each further than the one before, at scores that rise between 1 and 5"
    )]
    Bends,
    #[error("worst and best are both {0}: they must differ")]
    Anchors(f64),
    #[error("the figures of scenario '{0}' must stand in the order of the workloads and their fields")]
    Disorder(String),
    #[error("'{criterion}' is about {about}, so its scores stand {stand}")]
    Sheet { criterion: String, about: &'static str, stand: &'static str },
    #[error("'{criterion}' is {measure}: {hint}")]
    Kind { criterion: String, measure: &'static str, hint: &'static str },
}

pub(super) type EditResult = Result<Edit, EditError>;

/// A row of the document that has an id of its own.
pub(super) trait Record {
    const KIND: &'static str;
    /// So many there may be. Every one is appraised against the others, so that a hostile file could ask for years.
    const MAX_COUNT: usize;
    fn id(&self) -> &str;
}

macro_rules! row {
    ($($kind:ty => $most:literal $what:literal),*) => {
        $(impl Record for $kind {
            const KIND: &'static str = $what;
            const MAX_COUNT: usize = $most;
            fn id(&self) -> &str {
                self.id.as_str()
            }
        })*
    };
}

row!(
    Alternative => 200 "alternative",
    Workload => 100 "workload",
    Criterion => 1000 "criterion",
    Estate => 200 "estate",
    Scenario => 50 "scenario",
    Participant => 1000 "participant"
);

fn missing<R: Record>(id: &str) -> EditError {
    EditError::Missing { what: R::KIND, id: id.to_owned() }
}

pub(super) fn position<R: Record>(rows: &[R], id: &str) -> Result<usize, EditError> {
    rows.iter().position(|row| row.id() == id).ok_or_else(|| missing::<R>(id))
}

pub(super) fn find<'a, R: Record>(rows: &'a mut [R], id: &str) -> Result<&'a mut R, EditError> {
    rows.iter_mut().find(|row| row.id() == id).ok_or_else(|| missing::<R>(id))
}

pub(super) fn insert<R: Record>(rows: &mut Vec<R>, at: usize, row: R) -> Result<(), EditError> {
    if row.id().is_empty() {
        return Err(EditError::Nameless(R::KIND));
    }
    if position(rows, row.id()).is_ok() {
        return Err(EditError::Taken { what: R::KIND, id: row.id().to_owned() });
    }
    if at > rows.len() {
        return Err(EditError::Place { what: R::KIND, at, len: rows.len() });
    }
    if rows.len() >= R::MAX_COUNT {
        return Err(EditError::Full { what: R::KIND, most: R::MAX_COUNT });
    }
    rows.insert(at, row);
    Ok(())
}

fn shift<R: Record>(rows: &mut Vec<R>, id: &str, to: usize) -> Result<usize, EditError> {
    let from = position(rows, id)?;
    if to >= rows.len() {
        return Err(EditError::Place { what: R::KIND, at: to, len: rows.len() });
    }
    let row = rows.remove(from);
    rows.insert(to, row);
    Ok(from)
}

pub(super) fn take<R: Record>(rows: &mut Vec<R>, id: &str, used_by: Option<String>) -> Result<(usize, R), EditError> {
    let at = position(rows, id)?;
    match used_by {
        Some(by) => Err(EditError::InUse { what: R::KIND, id: id.to_owned(), by }),
        None => Ok((at, rows.remove(at))),
    }
}

impl Session {
    /// Carries out an edit and returns the one that takes it back. A refused edit changes nothing. The log is left alone.
    pub fn apply(&mut self, edit: Edit) -> EditResult {
        match edit {
            Edit::Batch(edits) => self.apply_all(edits),
            Edit::SetFrame(field) => Ok(Edit::SetFrame(field.swap(self))),
            Edit::SetTeam(field) => Ok(Edit::SetTeam(field.swap(&mut self.team))),
            Edit::SetMarket(field) => Ok(Edit::SetMarket(field.swap(&mut self.market))),
            Edit::AddAlternative { at, alternative } => {
                check_one_time(&alternative.one_time)?;
                let id = alternative.id.clone();
                insert(&mut self.alternatives, at, alternative)?;
                self.sorted_inverse(Edit::RemoveAlternative { id })
            }
            Edit::RemoveAlternative { id } => {
                let used = self.uses_of_alternative(&id);
                let (at, alternative) = take(&mut self.alternatives, id.as_str(), used)?;
                self.sorted_inverse(Edit::AddAlternative { at, alternative })
            }
            Edit::MoveAlternative { id, to } => {
                let to = shift(&mut self.alternatives, id.as_str(), to)?;
                self.sorted_inverse(Edit::MoveAlternative { id, to })
            }
            Edit::AddWorkload { at, workload } => {
                if let Some(today) = &workload.today {
                    position(&self.alternatives, today.as_str())?;
                }
                check_demand(&workload.demand)?;
                check_services(workload.services)?;
                if self.workloads.is_empty()
                    && let Some(by) = self.cells_without_workload()
                {
                    return Err(EditError::InUse { what: "ordinary matrix, for workload", id: workload.id.0, by });
                }
                let id = workload.id.clone();
                insert(&mut self.workloads, at, workload)?;
                self.sorted_inverse(Edit::RemoveWorkload { id })
            }
            Edit::RemoveWorkload { id } => {
                let used = self.uses_of_workload(&id);
                let (at, workload) = take(&mut self.workloads, id.as_str(), used)?;
                self.sorted_inverse(Edit::AddWorkload { at, workload })
            }
            Edit::MoveWorkload { id, to } => {
                let to = shift(&mut self.workloads, id.as_str(), to)?;
                self.sorted_inverse(Edit::MoveWorkload { id, to })
            }
            Edit::AddCriterion { at, criterion } => {
                check_criterion(&criterion)?;
                let id = criterion.id.clone();
                insert(&mut self.criteria, at, criterion)?;
                self.sorted_inverse(Edit::RemoveCriterion { id })
            }
            Edit::RemoveCriterion { id } => {
                let used = self.uses_of_criterion(&id);
                let (at, criterion) = take(&mut self.criteria, id.as_str(), used)?;
                self.sorted_inverse(Edit::AddCriterion { at, criterion })
            }
            Edit::MoveCriterion { id, to } => {
                let to = shift(&mut self.criteria, id.as_str(), to)?;
                self.sorted_inverse(Edit::MoveCriterion { id, to })
            }
            Edit::AddEstate { at, estate } => {
                self.check_assignment(&estate.assign)?;
                let id = estate.id.clone();
                insert(&mut self.estates, at, estate)?;
                self.sorted_inverse(Edit::RemoveEstate { id })
            }
            Edit::RemoveEstate { id } => {
                let (at, estate) = take(&mut self.estates, id.as_str(), None)?;
                self.sorted_inverse(Edit::AddEstate { at, estate })
            }
            Edit::AddParticipant { at, participant } => {
                let id = participant.id.clone();
                insert(&mut self.participants, at, participant)?;
                self.sorted_inverse(Edit::RemoveParticipant { id })
            }
            Edit::RemoveParticipant { id } => {
                let used =
                    self.ballots.iter().any(|ballot| ballot.by == id).then(|| "there are ballots of theirs".to_owned());
                let (at, participant) = take(&mut self.participants, id.as_str(), used)?;
                self.sorted_inverse(Edit::AddParticipant { at, participant })
            }
            Edit::SetAlternative { id, field } => {
                let field = field.swap(find(&mut self.alternatives, id.as_str())?);
                Ok(Edit::SetAlternative { id, field })
            }
            Edit::SetOneTime { alternative, field } => {
                field.check()?;
                let field = field.swap(&mut find(&mut self.alternatives, alternative.as_str())?.one_time);
                Ok(Edit::SetOneTime { alternative, field })
            }
            Edit::SetWorkload { id, field } => {
                if let WorkloadField::Today(Some(today)) = &field {
                    position(&self.alternatives, today.as_str())?;
                }
                if let WorkloadField::Services(services) = field {
                    check_services(services)?;
                }
                let field = field.swap(find(&mut self.workloads, id.as_str())?);
                Ok(Edit::SetWorkload { id, field })
            }
            Edit::SetDemand { workload, field } => {
                field.check()?;
                let field = field.swap(&mut find(&mut self.workloads, workload.as_str())?.demand);
                Ok(Edit::SetDemand { workload, field })
            }
            Edit::SetHours { task, platform, said } => self.set_hours(task, platform, said),
            Edit::SetWay(way) => self.set_way(way),
            Edit::SetSwing { criterion, worth } => self.set_swing(criterion, worth),
            Edit::SetOrder(order) => self.set_order(order),
            Edit::SetPair { first, second, says } => self.set_pair(first, second, says),
            Edit::SetRobustness(field) => {
                let mut changed = self.robustness.clone();
                let field = field.swap(&mut changed);
                changed.check()?;
                self.robustness = changed;
                Ok(Edit::SetRobustness(field))
            }
            Edit::AddScenario { at, scenario } => self.add_scenario(at, scenario),
            Edit::RemoveScenario { id } => self.remove_scenario(&id),
            Edit::SetScenario { id, field } => {
                let field = field.swap(find(&mut self.scenarios, id.as_str())?);
                Ok(Edit::SetScenario { id, field })
            }
            Edit::SetOverride { scenario, workload, field } => self.set_override(scenario, workload, field),
            Edit::ClearOverride { scenario, workload, field } => self.clear_override(scenario, workload, field),
            Edit::SetCriterion { id, field } => self.set_criterion(id, field),
            Edit::SetWeight { criterion, points } => {
                if points.0 > Points::MAX {
                    return Err(EditError::Points(points.0));
                }
                let row = find(&mut self.criteria, criterion.as_str())?;
                let points = std::mem::replace(&mut row.points, points);
                Ok(Edit::SetWeight { criterion, points })
            }
            Edit::SetAgreed { criterion, agreed } => {
                let row = find(&mut self.criteria, criterion.as_str())?;
                let agreed = std::mem::replace(&mut row.agreed, agreed);
                Ok(Edit::SetAgreed { criterion, agreed })
            }
            Edit::SetEstate { id, field } => {
                if let super::edit::EstateField::Assign(assign) = &field {
                    self.check_assignment(assign)?;
                }
                let field = field.swap(find(&mut self.estates, id.as_str())?);
                Ok(Edit::SetEstate { id, field })
            }
            Edit::SetParticipant { id, field } => {
                let field = field.swap(find(&mut self.participants, id.as_str())?);
                Ok(Edit::SetParticipant { id, field })
            }
            Edit::SetDecision(field) => self.set_decision(field),
            Edit::SetRubric { criterion, level, text } => {
                position(&self.criteria, criterion.as_str())?;
                check_level(level)?;
                let mine = |row: &Rubric| row.criterion == criterion && row.level == level;
                let row = (!text.is_empty()).then(|| Rubric { criterion: criterion.clone(), level, text });
                let old = replace(&mut self.rubrics, mine, row).map_or(String::new(), |row| row.text);
                self.sorted_inverse(Edit::SetRubric { criterion, level, text: old })
            }
            Edit::SetAnchors { criterion, workload, anchors } => {
                position(&self.criteria, criterion.as_str())?;
                position(&self.workloads, workload.as_str())?;
                if let Some(anchors) = anchors {
                    check_anchors(anchors.worst.get(), anchors.best.get())?;
                }
                let mine = |row: &WorkloadAnchors| row.criterion == criterion && row.workload == workload;
                let row = anchors.map(|anchors| WorkloadAnchors {
                    criterion: criterion.clone(),
                    workload: workload.clone(),
                    worst: anchors.worst,
                    best: anchors.best,
                });
                let old = replace(&mut self.anchors, mine, row)
                    .map(|row| super::demand::Anchors { worst: row.worst, best: row.best });
                self.sorted_inverse(Edit::SetAnchors { criterion, workload, anchors: old })
            }
            Edit::SetAnswer { workload, question, reply } => {
                if let Some(workload) = &workload {
                    position(&self.workloads, workload.as_str())?;
                }
                let mine = |row: &Answer| row.workload == workload && row.question == question;
                let row = reply.map(|reply| Answer { workload: workload.clone(), question: question.clone(), reply });
                let old = replace(&mut self.answers, mine, row).map(|row| row.reply);
                self.sorted_inverse(Edit::SetAnswer { workload, question, reply: old })
            }
            Edit::SetNote { about, text } => {
                self.check_subject(&about)?;
                let mine = |row: &Note| row.about == about;
                let row = (!text.is_empty()).then(|| Note { about: about.clone(), text });
                let old = replace(&mut self.notes, mine, row).map_or(String::new(), |row| row.text);
                self.sorted_inverse(Edit::SetNote { about, text: old })
            }
            Edit::CastBallot { by, cell, vote } => self.cast(by, cell, vote),
            Edit::SetScore { cell, score, by } => {
                let criterion = self.check_cell(&cell)?;
                // What is kept aside need not fit until it stands in again.
                if !self.score(&cell).is_some_and(|row| row.aside) {
                    check_score(score, criterion)?;
                }
                let (old, by) = self.edit_score(&cell, |row| {
                    (std::mem::replace(&mut row.score, score), std::mem::replace(&mut row.by, by))
                });
                Ok(Edit::SetScore { cell, score: old, by })
            }
            Edit::SetAside { cell, aside } => {
                let criterion = self.check_cell(&cell)?;
                if !aside && let Some(row) = self.score(&cell) {
                    check_score(row.score, criterion)?;
                }
                let aside = self.edit_score(&cell, |row| std::mem::replace(&mut row.aside, aside));
                Ok(Edit::SetAside { cell, aside })
            }
            Edit::SetRationale { cell, text } => {
                self.check_cell(&cell)?;
                let text = self.edit_score(&cell, |row| std::mem::replace(&mut row.rationale, text));
                Ok(Edit::SetRationale { cell, text })
            }
            Edit::SetEvidence { cell, text } => {
                self.check_cell(&cell)?;
                let text = self.edit_score(&cell, |row| std::mem::replace(&mut row.evidence, text));
                Ok(Edit::SetEvidence { cell, text })
            }
        }
    }

    /// Puts the flat tables in order after a change of what they refer to.
    pub(super) fn sorted_inverse(&mut self, inverse: Edit) -> EditResult {
        self.sort_tables();
        Ok(inverse)
    }

    fn apply_all(&mut self, edits: Vec<Edit>) -> EditResult {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        // What was just applied can be taken back: its inverse refers to the state it came from.
                        let _ = self.apply(inverse);
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch(inverses))
    }

    fn set_criterion(&mut self, id: CriterionId, field: super::edit::CriterionField) -> EditResult {
        use super::edit::CriterionField;
        let place = position(&self.criteria, id.as_str())?;
        match &field {
            CriterionField::Measure(measure) => {
                check_measure(measure)?;
                let as_it_would_be = Criterion { measure: measure.clone(), ..self.criteria[place].clone() };
                for row in self.scores.iter().filter(|row| row.criterion == id && !row.aside) {
                    check_score(row.score, &as_it_would_be)?;
                }
            }
            CriterionField::MeasuredBefore(Some(measure)) => check_measure(measure)?,
            CriterionField::About(about) if *about != self.criteria[place].about && self.is_scored(&id) => {
                let by = "it has scores; what it is about cannot change under them".to_owned();
                return Err(EditError::InUse { what: "criterion", id: id.0, by });
            }
            _ => {}
        }
        let field = field.swap(&mut self.criteria[place]);
        Ok(Edit::SetCriterion { id, field })
    }

    fn is_scored(&self, id: &CriterionId) -> bool {
        self.scores.iter().any(|row| row.criterion == *id) || self.ballots.iter().any(|row| row.criterion == *id)
    }

    fn set_decision(&mut self, field: DecisionField) -> EditResult {
        match &field {
            DecisionField::Choices(choices) => self.check_choices(choices)?,
            DecisionField::Rejected(rows) => {
                for row in rows {
                    position(&self.alternatives, row.alternative.as_str())?;
                }
            }
            _ => {}
        }
        let mut decision = self.decision.take().unwrap_or_default();
        let field = field.swap(&mut decision);
        self.decision = (decision != Decision::default()).then_some(decision);
        Ok(Edit::SetDecision(field))
    }

    fn check_choices(&self, choices: &[Choice]) -> Result<(), EditError> {
        for (place, choice) in choices.iter().enumerate() {
            position(&self.alternatives, choice.alternative.as_str())?;
            if let Some(workload) = &choice.workload {
                position(&self.workloads, workload.as_str())?;
            }
            if choices[..place].iter().any(|other| other.workload == choice.workload) {
                let id = choice.workload.as_ref().map_or(String::new(), ToString::to_string);
                return Err(EditError::Taken { what: "choice for workload", id });
            }
        }
        Ok(())
    }

    /// Scores and ballots about the workload that name none, as an ordinary matrix has them.
    fn cells_without_workload(&self) -> Option<String> {
        let about =
            |id: &CriterionId| self.criterion(id).is_some_and(|criterion| criterion.about == CriterionScope::Workload);
        let scores = self.scores.iter().filter(|row| about(&row.criterion)).count();
        let ballots = self.ballots.iter().filter(|row| about(&row.criterion)).count();
        uses(&[("scores", scores), ("ballots", ballots)])
    }

    fn check_assignment(&self, assign: &[(WorkloadId, AlternativeId)]) -> Result<(), EditError> {
        for (place, (workload, alternative)) in assign.iter().enumerate() {
            position(&self.workloads, workload.as_str())?;
            position(&self.alternatives, alternative.as_str())?;
            if assign[..place].iter().any(|(other, _)| other == workload) {
                return Err(EditError::Taken { what: "assignment of", id: workload.to_string() });
            }
        }
        Ok(())
    }

    fn check_cell(&self, cell: &CellKey) -> Result<&Criterion, EditError> {
        let place = position(&self.criteria, cell.criterion.as_str())?;
        let criterion = &self.criteria[place];
        position(&self.alternatives, cell.alternative.as_str())?;
        if let Some(workload) = &cell.workload {
            position(&self.workloads, workload.as_str())?;
        }
        let per_workload = criterion.about == CriterionScope::Workload && !self.workloads.is_empty();
        if per_workload == cell.workload.is_some() {
            return Ok(criterion);
        }
        let (about, stand) = match criterion.about {
            CriterionScope::Team => ("the team", "without a workload"),
            CriterionScope::Workload => ("the workload", "with the workload that they are about"),
        };
        Err(EditError::Sheet { criterion: cell.criterion.to_string(), about, stand })
    }

    fn edit_score<T>(&mut self, cell: &CellKey, change: impl FnOnce(&mut Score) -> T) -> T {
        let mut row = match self.scores.iter().position(|row| row.is_for(cell)) {
            Some(place) => self.scores.remove(place),
            None => Score::blank(cell),
        };
        let old = change(&mut row);
        if row.is_worth_keeping() {
            self.scores.push(row);
        }
        self.sort_tables();
        old
    }

    fn cast(&mut self, by: ParticipantId, cell: CellKey, vote: Option<Vote>) -> EditResult {
        position(&self.participants, by.as_str())?;
        self.check_cell(&cell)?;
        if let Some(Vote::Scored(level)) = vote {
            check_level(level)?;
        }
        let mine = |row: &Ballot| {
            row.by == by
                && row.criterion == cell.criterion
                && row.alternative == cell.alternative
                && row.workload == cell.workload
        };
        let row = vote.map(|vote| Ballot {
            by: by.clone(),
            criterion: cell.criterion.clone(),
            alternative: cell.alternative.clone(),
            workload: cell.workload.clone(),
            vote,
        });
        let old = replace(&mut self.ballots, mine, row).map(|row| row.vote);
        self.sort_tables();
        Ok(Edit::CastBallot { by, cell, vote: old })
    }

    fn check_subject(&self, about: &NoteSubject) -> Result<(), EditError> {
        match about {
            NoteSubject::Frame | NoteSubject::Decision => Ok(()),
            NoteSubject::Workload(id) | NoteSubject::Demand(id, _) => {
                position(&self.workloads, id.as_str()).map(|_| ())
            }
            NoteSubject::Alternative(id) => position(&self.alternatives, id.as_str()).map(|_| ()),
            NoteSubject::Criterion(id) => position(&self.criteria, id.as_str()).map(|_| ()),
        }
    }

    /// Puts the flat tables into their one order: that of the criteria, workloads and alternatives they refer to.
    /// Their keys are unique, so the order is total, and adding a row back puts it where it was.
    pub fn sort_tables(&mut self) {
        let criteria: Vec<_> = self.criteria.iter().map(|row| row.id.clone()).collect();
        let workloads: Vec<_> = self.workloads.iter().map(|row| row.id.clone()).collect();
        let alternatives: Vec<_> = self.alternatives.iter().map(|row| row.id.clone()).collect();
        let people: Vec<_> = self.participants.iter().map(|row| row.id.clone()).collect();
        let criterion = |id: &CriterionId| criteria.iter().position(|other| other == id);
        let workload = |id: &Option<WorkloadId>| id.as_ref().map(|id| workloads.iter().position(|other| other == id));
        let alternative = |id: &AlternativeId| alternatives.iter().position(|other| other == id);
        self.scores.sort_by_cached_key(|row| {
            (criterion(&row.criterion), workload(&row.workload), alternative(&row.alternative))
        });
        self.hours.sort_by(|a, b| (&a.task, &a.platform).cmp(&(&b.task, &b.platform)));
        self.weighing.swings.sort_by_cached_key(|row| criterion(&row.criterion));
        self.weighing.pairs.sort_by_cached_key(|row| (criterion(&row.first), criterion(&row.second)));
        self.rubrics.sort_by_cached_key(|row| (criterion(&row.criterion), std::cmp::Reverse(row.level)));
        self.anchors.sort_by_cached_key(|row| (criterion(&row.criterion), workload(&Some(row.workload.clone()))));
        self.answers.sort_by_cached_key(|row| (workload(&row.workload), row.question.clone()));
        for scenario in &mut self.scenarios {
            scenario.overrides.sort_by_cached_key(|row| override_order(&self.workloads, row));
        }
        self.notes.sort_by(|a, b| a.about.cmp(&b.about));
        self.ballots.sort_by_cached_key(|row| {
            let person = people.iter().position(|other| *other == row.by);
            (person, criterion(&row.criterion), workload(&row.workload), alternative(&row.alternative))
        });
    }

    fn uses_of_alternative(&self, id: &AlternativeId) -> Option<String> {
        let scores = self.scores.iter().filter(|row| row.alternative == *id).count();
        let ballots = self.ballots.iter().filter(|row| row.alternative == *id).count();
        let today = self.workloads.iter().filter(|row| row.today.as_ref() == Some(id)).count();
        let estates = self.estates.iter().filter(|row| row.assign.iter().any(|(_, to)| to == id)).count();
        let notes = usize::from(self.notes.iter().any(|row| row.about == NoteSubject::Alternative(id.clone())));
        let decision = self.decision.as_ref().map_or(0, |decision| {
            decision.choices.iter().filter(|choice| choice.alternative == *id).count()
                + decision.rejected.iter().filter(|row| row.alternative == *id).count()
        });
        uses(&[
            ("scores", scores),
            ("ballots", ballots),
            ("workloads running on it today", today),
            ("estates", estates),
            ("notes", notes),
            ("choices", decision),
        ])
    }

    fn uses_of_workload(&self, id: &WorkloadId) -> Option<String> {
        let is = |workload: &Option<WorkloadId>| workload.as_ref() == Some(id);
        let scores = self.scores.iter().filter(|row| is(&row.workload)).count();
        let ballots = self.ballots.iter().filter(|row| is(&row.workload)).count();
        let anchors = self.anchors.iter().filter(|row| row.workload == *id).count();
        let answers = self.answers.iter().filter(|row| is(&row.workload)).count();
        let estates = self.estates.iter().filter(|row| row.assign.iter().any(|(from, _)| from == id)).count();
        let scenarios = self.scenarios.iter().flat_map(|row| &row.overrides).filter(|(from, _)| from == id).count();
        let notes = self
            .notes
            .iter()
            .filter(|row| matches!(&row.about, NoteSubject::Workload(w) | NoteSubject::Demand(w, _) if w == id))
            .count();
        let decision =
            self.decision.as_ref().map_or(0, |d| d.choices.iter().filter(|choice| is(&choice.workload)).count());
        uses(&[
            ("scores", scores),
            ("ballots", ballots),
            ("anchors", anchors),
            ("answers", answers),
            ("estates", estates),
            ("figures in scenarios", scenarios),
            ("notes", notes),
            ("choices", decision),
        ])
    }

    fn uses_of_criterion(&self, id: &CriterionId) -> Option<String> {
        let scores = self.scores.iter().filter(|row| row.criterion == *id).count();
        let ballots = self.ballots.iter().filter(|row| row.criterion == *id).count();
        let rubrics = self.rubrics.iter().filter(|row| row.criterion == *id).count();
        let anchors = self.anchors.iter().filter(|row| row.criterion == *id).count();
        let notes = usize::from(self.notes.iter().any(|row| row.about == NoteSubject::Criterion(id.clone())));
        let weights = usize::from(self.weighing.refers_to(id));
        uses(&[
            ("scores", scores),
            ("ballots", ballots),
            ("rubrics", rubrics),
            ("anchors", anchors),
            ("swings, ranks or pairs", weights),
            ("notes", notes),
        ])
    }
}

fn uses(counts: &[(&str, usize)]) -> Option<String> {
    let parts: Vec<String> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}")).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

pub(super) fn replace<T>(rows: &mut Vec<T>, mine: impl Fn(&T) -> bool, row: Option<T>) -> Option<T> {
    let old = rows.iter().position(mine).map(|place| rows.remove(place));
    rows.extend(row);
    old
}

/// A level is 1 to 5.
pub(super) fn check_level(level: u8) -> Result<(), EditError> {
    if (1..=5).contains(&level) { Ok(()) } else { Err(EditError::Score(level)) }
}

/// Anchors must differ, or nothing can be mapped between them.
pub(super) fn check_anchors(worst: f64, best: f64) -> Result<(), EditError> {
    if worst == best { Err(EditError::Anchors(worst)) } else { Ok(()) }
}

/// Anchors that differ, and bends on the way from the one to the other.
pub(super) fn check_measure(measure: &Measure) -> Result<(), EditError> {
    let Some(anchors) = measure.anchors() else { return Ok(()) };
    let (worst, best) = (anchors.worst.get(), anchors.best.get());
    check_anchors(worst, best)?;
    let way = |figure: f64| (figure - worst) / (best - worst);
    let (mut at, mut score) = (0.0, 1.0);
    for bend in measure.breakpoints() {
        let (next, scored) = (way(bend.at.get()), bend.score.get());
        if !(next > at && scored > score) {
            return Err(EditError::Bends);
        }
        (at, score) = (next, scored);
    }
    if measure.breakpoints().is_empty() || (at < 1.0 && score < 5.0) { Ok(()) } else { Err(EditError::Bends) }
}

/// What runs is at least one service.
pub(super) fn check_services(services: u32) -> Result<(), EditError> {
    if services == 0 { Err(EditError::NoService) } else { Ok(()) }
}

/// No range may run downwards.
fn check_demand(demand: &Demand) -> Result<(), EditError> {
    match super::check::reversed_fields(demand).first() {
        Some(field) => Err(EditError::Reversed(format!("{field} high"), "low".to_owned())),
        None => Ok(()),
    }
}

fn check_criterion(criterion: &Criterion) -> Result<(), EditError> {
    if criterion.points.0 > Points::MAX {
        return Err(EditError::Points(criterion.points.0));
    }
    check_measure(&criterion.measure)
}

/// A score must be of the kind that its criterion takes.
pub(super) fn check_score(score: CellScore, criterion: &Criterion) -> Result<(), EditError> {
    let kind = |hint| EditError::Kind { criterion: criterion.id.to_string(), measure: criterion.measure.label(), hint };
    match score {
        CellScore::Blank | CellScore::Unknown => Ok(()),
        CellScore::Exact(level) => check_level(level),
        CellScore::Range(low, high) => {
            check_level(low)?;
            check_level(high)?;
            if low > high { Err(EditError::Reversed(low.to_string(), high.to_string())) } else { Ok(()) }
        }
        CellScore::Value(_) | CellScore::Between(..) if !matches!(criterion.measure, Measure::Measured { .. }) => {
            Err(kind("give a score from 1 to 5"))
        }
        CellScore::Value(_) => Ok(()),
        CellScore::Between(low, high) if low > high => Err(EditError::Reversed(low.to_string(), high.to_string())),
        CellScore::Between(..) => Ok(()),
    }
}

/// No range may run downwards.
fn check_one_time(once: &OneTime) -> Result<(), EditError> {
    OneTimeField::FIELDS.iter().filter_map(|name| OneTimeField::read(once, name)).try_for_each(|field| field.check())
}

fn ordered<T: Copy + PartialOrd + std::fmt::Display>(estimate: &Estimate<T>) -> Result<(), EditError> {
    match estimate {
        Estimate::Range(low, high) if low > high => Err(EditError::Reversed(low.to_string(), high.to_string())),
        _ => Ok(()),
    }
}

impl OneTimeField {
    /// Refuses a range whose low end is above its high end.
    pub(super) fn check(&self) -> Result<(), EditError> {
        match self {
            Self::Learning(estimate) | Self::Build(estimate) | Self::Migration(estimate) => ordered(estimate),
            Self::Fees(estimate) => ordered(estimate),
        }
    }
}

impl DemandField {
    /// Refuses a range whose low end is above its high end.
    pub(super) fn check(&self) -> Result<(), EditError> {
        match self {
            Self::RequestsPerMonth(estimate) | Self::QueuedPerMonth(estimate) => ordered(estimate),
            Self::JobsPerDay(estimate) => ordered(estimate),
            Self::DurationMs(estimate) | Self::CpuMs(estimate) => ordered(estimate),
            Self::MemoryMib(estimate) => ordered(estimate),
            Self::Vcpu(estimate) => ordered(estimate),
            Self::Concurrency(estimate) | Self::PeakToAverage(estimate) => ordered(estimate),
            Self::ActiveHours(estimate) | Self::WarmHours(estimate) => ordered(estimate),
            Self::StorageGib(estimate)
            | Self::EgressGib(estimate)
            | Self::CdnGib(estimate)
            | Self::BetweenZonesGib(estimate) => ordered(estimate),
            Self::GpuHours(estimate) => ordered(estimate),
            Self::LogKib(estimate) => ordered(estimate),
            Self::AlwaysOn(_)
            | Self::Replicas(_)
            | Self::Zones(_)
            | Self::WarmInstances(_)
            | Self::Stateful(_)
            | Self::ManagedData(_)
            | Self::OwnData(_)
            | Self::Gpus(_)
            | Self::FrontDoor(_)
            | Self::DatabaseProxy(_)
            | Self::OffOutsideHours(_)
            | Self::Interruptible(_) => Ok(()),
        }
    }
}
