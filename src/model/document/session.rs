//! The session: the whole document. It holds what people entered and no calculated figure.

use super::alternative::Alternative;
use super::criterion::{Criterion, CriterionScope, Measure, Rubric, WorkloadAnchors};
use super::decision::Decision;
use super::edit::Edit;
use super::estate::{Estate, TeamRule};
use super::fields::field_access;
use super::frame_field::{FrameField, frame_fields};
use super::hours::HoursOverride;
use super::log::LogEntry;
use super::market::Market;
use super::must_have::{MustHave, MustHaveMark};
use super::note::{Note, NoteSubject};
use super::participant::Participant;
use super::robustness::RobustnessSettings;
use super::scenario::{self, Scenario};
use super::score::{Ballot, CellKey, Score};
use super::status::Status;
use super::team::Team;
use super::weighting::Weighting;
use super::workload::{Answer, Workload};
use crate::model::values::default::is_default;
use crate::model::values::id::{AlternativeId, CriterionId, MustHaveId, PlatformId, ScenarioId, WorkloadId};
use crate::model::values::time::Day;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The schema that this program reads and writes.
pub const SCHEMA_VERSION: u32 = 1;

/// The document. The order in the file is the order on screen, and breaks ties.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    pub schema: u32,
    pub title: String,
    #[serde(default)]
    pub question: String,
    /// Background for readers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub context: String,
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub deadline: Option<Day>,
    /// How the decision is made, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision_rule: String,
    /// Whether the totals have been seen; until then they stay hidden.
    #[serde(default)]
    pub totals_seen: bool,
    #[serde(default)]
    pub team: Team,
    #[serde(default)]
    pub market: Market,
    #[serde(default, skip_serializing_if = "is_default")]
    pub team_rule: TeamRule,
    #[serde(default)]
    pub alternatives: Vec<Alternative>,
    /// Requirements of the whole decision, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must_haves: Vec<MustHave>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub must_have_marks: Vec<MustHaveMark>,
    #[serde(default)]
    pub workloads: Vec<Workload>,
    /// The team's own operations hours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<HoursOverride>,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "scenario::serialize_one_override_per_line"
    )]
    pub scenarios: Vec<Scenario>,
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub weighing: Weighting,
    #[serde(default, skip_serializing_if = "is_default")]
    pub robustness: RobustnessSettings,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<WorkloadAnchors>,
    #[serde(default)]
    pub rubrics: Vec<Rubric>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    #[serde(default)]
    pub scores: Vec<Score>,
    #[serde(default)]
    pub estates: Vec<Estate>,
    #[serde(default)]
    pub participants: Vec<Participant>,
    #[serde(default)]
    pub ballots: Vec<Ballot>,
    #[serde(default)]
    pub notes: Vec<Note>,
    /// None until somebody records a choice.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// Number of entries removed from the front of the log on request.
    #[serde(default, skip_serializing_if = "is_default")]
    pub log_trimmed: u32,
    /// Every edit, oldest first. Replaying it backwards gives earlier states of the document.
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
            must_haves: Vec::new(),
            must_have_marks: Vec::new(),
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

    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == *id)
    }

    pub fn alternative(&self, id: &AlternativeId) -> Option<&Alternative> {
        self.alternatives.iter().find(|alternative| alternative.id == *id)
    }

    /// What was said of an alternative under a must-have; none while that is open.
    pub fn must_have_mark(&self, must_have: &MustHaveId, alternative: &AlternativeId) -> Option<&MustHaveMark> {
        self.must_have_marks.iter().find(|row| row.is_for(must_have, alternative))
    }

    /// How many pairs of a must-have and an alternative nobody has said anything about.
    pub fn open_must_have_marks(&self) -> usize {
        (self.must_haves.len() * self.alternatives.len()).saturating_sub(self.must_have_marks.len())
    }

    pub fn workload(&self, id: &WorkloadId) -> Option<&Workload> {
        self.workloads.iter().find(|workload| workload.id == *id)
    }

    pub fn score(&self, cell: &CellKey) -> Option<&Score> {
        self.scores.iter().find(|score| score.is_for(cell))
    }

    /// The meaning of a level of a criterion.
    pub fn rubric(&self, criterion: &CriterionId, level: u8) -> Option<&str> {
        let row = self.rubrics.iter().find(|row| row.criterion == *criterion && row.level == level)?;
        Some(&row.text)
    }

    /// The note about this subject; empty if there is none.
    pub fn note(&self, subject: &NoteSubject) -> &str {
        self.notes.iter().find(|note| note.about == *subject).map_or("", |note| &note.text)
    }

    /// Whether the criterion has a score per alternative and workload, not only per alternative.
    pub fn is_scored_per_workload(&self, criterion: &Criterion) -> bool {
        criterion.about == CriterionScope::Workload && !self.workloads.is_empty()
    }

    /// The cells of a criterion: one per alternative, times one per workload when it is about the workload.
    pub fn cells_of<'a>(&'a self, criterion: &'a Criterion) -> impl Iterator<Item = CellKey> + 'a {
        let workloads: Vec<Option<&WorkloadId>> = match self.is_scored_per_workload(criterion) {
            true => self.workloads.iter().map(|workload| Some(&workload.id)).collect(),
            false => vec![None],
        };
        workloads.into_iter().flat_map(move |workload| {
            self.alternatives.iter().map(move |alternative| CellKey {
                criterion: criterion.id.clone(),
                alternative: alternative.id.clone(),
                workload: workload.cloned(),
            })
        })
    }

    /// Whether an edit made now is marked as one of preferences after the totals were seen.
    pub fn marks(&self, edit: &Edit) -> bool {
        self.totals_seen && edit.changes_preferences()
    }

    /// The criteria that people judge without a rubric that says what a level means.
    pub fn criteria_without_rubric(&self) -> impl Iterator<Item = &Criterion> {
        let has_rubric = |id: &CriterionId| self.rubrics.iter().any(|row| row.criterion == *id);
        self.criteria.iter().filter(move |row| row.measure == Measure::Judged && !has_rubric(&row.id))
    }

    /// Whether it is about compute: it has workloads, or an alternative has a platform. A plain matrix has neither.
    pub fn is_about_compute(&self) -> bool {
        !self.workloads.is_empty() || self.alternatives.iter().any(|row| row.platform.is_some())
    }

    /// Whether it is known to be about something else: it has alternatives, and nothing in it is about compute.
    pub fn is_ordinary(&self) -> bool {
        !self.alternatives.is_empty() && !self.is_about_compute()
    }

    /// Sum of the importance of all workloads, at least 1.
    pub fn total_importance(&self) -> f64 {
        self.workloads.iter().map(|workload| f64::from(workload.importance)).sum::<f64>().max(1.0)
    }

    /// A workload's share of the importance, 0 to 1. When all are 0, workloads count the same.
    pub fn importance_share(&self, workload: &Workload) -> f64 {
        let sum: f64 = self.workloads.iter().map(|w| f64::from(w.importance)).sum();
        if sum > 0.0 { f64::from(workload.importance) / sum } else { 1.0 / self.workloads.len().max(1) as f64 }
    }

    pub fn scenario(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == *id)
    }

    /// The team's own hours for this task on this platform.
    pub fn hours_override(&self, task: &str, platform: Option<&PlatformId>) -> Option<&HoursOverride> {
        self.hours.iter().find(|row| row.is_for(task, platform))
    }

    /// The session with the demand of a scenario. Without a scenario, or with an unknown one, it is the base.
    pub fn for_scenario(&self, scenario: Option<&ScenarioId>) -> Cow<'_, Session> {
        let Some(scenario) = scenario.and_then(|id| self.scenario(id)) else { return Cow::Borrowed(self) };
        let mut session = self.clone();
        for (id, field) in &scenario.overrides {
            if let Some(workload) = session.workloads.iter_mut().find(|workload| workload.id == *id) {
                field.clone().swap(&mut workload.demand);
            }
        }
        Cow::Owned(session)
    }
}

frame_fields!(field_access);
