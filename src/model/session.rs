//! The session: everything a team said, and nothing that follows from it.

use super::alternative::Alternative;
use super::criterion::{Criterion, CriterionScope, Rubric, WorkloadAnchors};
use super::decision::Decision;
use super::history::LogEntry;
use super::hours::HoursOverride;
use super::id::{AlternativeId, CriterionId, EstateId, WorkloadId};
use super::is_default;
use super::market::Market;
use super::participant::Participant;
use super::robustness::RobustnessSettings;
use super::scenario::{self, Scenario};
use super::score::{Ballot, CellKey, Score};
use super::team::Team;
use super::time::Day;
use super::weighting::Weighting;
use super::workload::{Answer, Workload};
use serde::{Deserialize, Serialize};

/// The newest schema that this program reads and the one it writes.
pub const SCHEMA_VERSION: u32 = 1;

/// The document. Order in the file is the order on screen, and breaks ties.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// The number of the file's shape.
    pub schema: u32,
    /// What the decision is called.
    pub title: String,
    /// What is being asked.
    #[serde(default)]
    pub question: String,
    /// What a newcomer must know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// How far it has come.
    #[serde(default)]
    pub status: Status,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The day by which it must be decided.
    #[serde(default)]
    pub deadline: Option<Day>,
    /// How the decision is taken, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision_rule: String,
    /// Whether the totals have been looked at; until then they stay sealed.
    #[serde(default)]
    pub totals_seen: bool,
    /// Who must run it.
    #[serde(default)]
    pub team: Team,
    /// Where it is bought.
    #[serde(default)]
    pub market: Market,
    /// How criteria about the team count for an estate.
    #[serde(default, skip_serializing_if = "is_default")]
    pub team_rule: TeamRule,
    /// What there is to choose from.
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// What must run.
    #[serde(default)]
    pub workloads: Vec<Workload>,
    /// Hours of operations that the team reckons otherwise than the catalogue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<HoursOverride>,
    /// Other demands that they may meet.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "scenario::serialize_one_override_per_line"
    )]
    pub scenarios: Vec<Scenario>,
    /// What matters.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// How the weights come about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weighing: Weighting,
    /// How it is tried whether the outcome holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub robustness: RobustnessSettings,
    /// Anchors that a workload has of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<WorkloadAnchors>,
    /// What each level of a criterion means.
    #[serde(default)]
    pub rubrics: Vec<Rubric>,
    /// Answers to the catalogue's questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// The cells.
    #[serde(default)]
    pub scores: Vec<Score>,
    /// The team's own assignments of workloads to alternatives.
    #[serde(default)]
    pub estates: Vec<Estate>,
    /// Who takes part.
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// What each of them voted.
    #[serde(default)]
    pub ballots: Vec<Ballot>,
    /// Longer texts about one thing each.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// The decision, once somebody has begun to take it.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// Entries cut off the front of the log on request.
    #[serde(default, skip_serializing_if = "is_default")]
    pub log_trimmed: u32,
    /// Every edit, oldest first. It is no part of the document proper: replaying it backwards gives the past.
    #[serde(default)]
    pub log: Vec<LogEntry>,
}

impl Session {
    /// An empty session of this title.
    pub fn new(title: &str) -> Self {
        Self {
            schema: SCHEMA_VERSION,
            title: title.to_owned(),
            question: String::new(),
            context: String::new(),
            status: Status::Draft,
            tags: Vec::new(),
            deadline: None,
            decision_rule: String::new(),
            totals_seen: false,
            team: Team::default(),
            market: Market::default(),
            team_rule: TeamRule::default(),
            alternatives: Vec::new(),
            workloads: Vec::new(),
            hours: Vec::new(),
            scenarios: Vec::new(),
            criteria: Vec::new(),
            weighing: Weighting::default(),
            robustness: RobustnessSettings::default(),
            anchors: Vec::new(),
            rubrics: Vec::new(),
            answers: Vec::new(),
            scores: Vec::new(),
            estates: Vec::new(),
            participants: Vec::new(),
            ballots: Vec::new(),
            notes: Vec::new(),
            decision: None,
            log_trimmed: 0,
            log: Vec::new(),
        }
    }

    /// The criterion of this id.
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == *id)
    }

    /// The alternative of this id.
    pub fn alternative(&self, id: &AlternativeId) -> Option<&Alternative> {
        self.alternatives.iter().find(|alternative| alternative.id == *id)
    }

    /// The workload of this id.
    pub fn workload(&self, id: &WorkloadId) -> Option<&Workload> {
        self.workloads.iter().find(|workload| workload.id == *id)
    }

    /// The cell, if anything was ever said about it.
    pub fn score(&self, cell: &CellKey) -> Option<&Score> {
        self.scores.iter().find(|score| score.is_for(cell))
    }

    /// What this level of this criterion means, if somebody wrote it down.
    pub fn rubric(&self, criterion: &CriterionId, level: u8) -> Option<&str> {
        let row = self.rubrics.iter().find(|row| row.criterion == *criterion && row.level == level)?;
        Some(&row.text)
    }

    /// The note about this subject, or nothing.
    pub fn note(&self, subject: &NoteSubject) -> &str {
        self.notes.iter().find(|note| note.about == *subject).map_or("", |note| &note.text)
    }

    /// The cells of a criterion: one per alternative, and per workload when it is about the workload and there are any.
    pub fn cells_of<'a>(&'a self, criterion: &'a Criterion) -> impl Iterator<Item = CellKey> + 'a {
        let workloads: Vec<Option<&WorkloadId>> = match criterion.about {
            CriterionScope::Workload if !self.workloads.is_empty() => {
                self.workloads.iter().map(|w| Some(&w.id)).collect()
            }
            _ => vec![None],
        };
        workloads.into_iter().flat_map(move |workload| {
            self.alternatives.iter().map(move |alternative| CellKey {
                criterion: criterion.id.clone(),
                alternative: alternative.id.clone(),
                workload: workload.cloned(),
            })
        })
    }

    /// Whether anything in it runs somewhere: it has workloads, or an alternative is a platform. An ordinary decision has
    /// neither, and nothing that is only about compute concerns it.
    pub fn is_about_compute(&self) -> bool {
        !self.workloads.is_empty() || self.alternatives.iter().any(|row| row.platform.is_some())
    }

    /// The importance of all workloads together, at least 1.
    pub fn total_importance(&self) -> f64 {
        self.workloads.iter().map(|workload| f64::from(workload.importance)).sum::<f64>().max(1.0)
    }

    /// A workload's share of importance, 0 to 1. When every importance is 0 they count the same.
    pub fn importance_share(&self, workload: &Workload) -> f64 {
        let sum: f64 = self.workloads.iter().map(|w| f64::from(w.importance)).sum();
        if sum > 0.0 { f64::from(workload.importance) / sum } else { 1.0 / self.workloads.len().max(1) as f64 }
    }
}

/// How far a decision has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Status {
    /// Being prepared.
    #[default]
    Draft,
    /// Being discussed.
    Open,
    /// Taken.
    Decided,
    /// Replaced by a later one.
    Superseded,
}

impl Status {
    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Decided => "decided",
            Self::Superseded => "superseded",
        }
    }
}

/// How criteria about the team count for an estate that uses several alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum TeamRule {
    /// The worst over the alternatives in use.
    #[default]
    Worst,
    /// Their mean.
    Mean,
}

/// An assignment of every workload to an alternative.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estate {
    /// Its slug.
    pub id: EstateId,
    /// Its name on screen.
    pub name: String,
    /// Which workload runs on which alternative.
    #[serde(default)]
    pub assign: Vec<(WorkloadId, AlternativeId)>,
}

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NoteSubject {
    /// The frame.
    Frame,
    /// A workload.
    Workload(WorkloadId),
    /// One figure of a workload's demand: why it is what it is.
    Demand(WorkloadId, String),
    /// An alternative.
    Alternative(AlternativeId),
    /// A criterion and its weight.
    Criterion(CriterionId),
    /// The decision.
    Decision,
}

/// A longer text about one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it is about.
    pub about: NoteSubject,
    /// The text.
    pub text: String,
}
