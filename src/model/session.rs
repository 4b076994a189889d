//! The session: everything a team said, and nothing that follows from it.

use super::demand::{Anchors, Constraint, Demand};
use super::estimate::Estimate;
use super::history::LogEntry;
use super::id::{AlternativeId, CriterionId, EstateId, ParticipantId, PlatformId, QuestionId, WorkloadId};
use super::scenario::{self, Scenario};
use super::time::{Day, Moment};
use super::units::{Figure, HoursOnce, HoursPerMonth, Points, UsdOnce, UsdPerHour, UsdPerMonth};
use serde::{Deserialize, Serialize};

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The newest schema that this program reads and the one it writes.
pub const SCHEMA: u32 = 1;

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
    /// Other demands that they may meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "scenario::in_lines")]
    pub scenarios: Vec<Scenario>,
    /// What matters.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
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
            schema: SCHEMA,
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
            scenarios: Vec::new(),
            criteria: Vec::new(),
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
    pub fn score(&self, cell: &Cell) -> Option<&Score> {
        self.scores.iter().find(|score| score.is_for(cell))
    }

    /// What this level of this criterion means, if somebody wrote it down.
    pub fn rubric(&self, criterion: &CriterionId, level: u8) -> Option<&str> {
        let row = self.rubrics.iter().find(|row| row.criterion == *criterion && row.level == level)?;
        Some(&row.text)
    }

    /// The note about this subject, or nothing.
    pub fn note(&self, subject: &Subject) -> &str {
        self.notes.iter().find(|note| note.about == *subject).map_or("", |note| &note.text)
    }

    /// The cells of a criterion: one per alternative, and per workload when it is about the workload and there are any.
    pub fn cells_of<'a>(&'a self, criterion: &'a Criterion) -> impl Iterator<Item = Cell> + 'a {
        let workloads: Vec<Option<&WorkloadId>> = match criterion.about {
            About::Workload if !self.workloads.is_empty() => self.workloads.iter().map(|w| Some(&w.id)).collect(),
            _ => vec![None],
        };
        workloads.into_iter().flat_map(move |workload| {
            self.alternatives.iter().map(move |alternative| Cell {
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
    pub fn importance_sum(&self) -> f64 {
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
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Decided => "decided",
            Self::Superseded => "superseded",
        }
    }
}

/// Where the product stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Phase {
    /// A prototype that must prove itself.
    Mvp,
    /// It found its market and grows in leaps.
    #[default]
    Growth,
    /// It is large and steady.
    Steady,
    /// Milliseconds decide.
    RealTime,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 4] = [Self::Mvp, Self::Growth, Self::Steady, Self::RealTime];

    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mvp => "prototype",
            Self::Growth => "growth",
            Self::Steady => "steady",
            Self::RealTime => "real time",
        }
    }
}

/// Who must run it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Engineers in all.
    pub engineers: u32,
    /// Of them on call at the same time.
    pub on_call: u32,
    /// Environments, production included.
    pub environments: u32,
    /// What an hour of an engineer costs.
    pub hourly_rate: UsdPerHour,
    /// Where the product stands.
    pub phase: Phase,
}

impl Default for Team {
    fn default() -> Self {
        Self { engineers: 8, on_call: 2, environments: 2, hourly_rate: UsdPerHour::of(90.0), phase: Phase::Growth }
    }
}

/// A cloud whose prices the book holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Cloud {
    /// Amazon Web Services, us-east-1.
    #[default]
    Aws,
    /// Google Cloud, us-central1.
    Gcp,
    /// Microsoft Azure, eastus.
    Azure,
}

impl Cloud {
    /// Every cloud, in order.
    pub const ALL: [Self; 3] = [Self::Aws, Self::Gcp, Self::Azure];

    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Gcp => "GCP",
            Self::Azure => "Azure",
        }
    }

    /// The region that the shipped book prices.
    pub fn home_region(self) -> &'static str {
        match self {
            Self::Aws => "us-east-1",
            Self::Gcp => "us-central1",
            Self::Azure => "eastus",
        }
    }
}

/// How machines are paid for: by the hour, in advance, or as spare capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Commitment {
    /// Not at all.
    #[default]
    OnDemand,
    /// One year.
    OneYear,
    /// Three years.
    ThreeYears,
    /// Not at all, at the price of spare capacity that the provider may take back at short notice.
    Spot,
}

impl Commitment {
    /// Every term, in order.
    pub const ALL: [Self; 4] = [Self::OnDemand, Self::OneYear, Self::ThreeYears, Self::Spot];

    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnDemand => "none",
            Self::OneYear => "1 year",
            Self::ThreeYears => "3 years",
            Self::Spot => "spot",
        }
    }

    /// Whether something is paid for in advance.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::OneYear | Self::ThreeYears)
    }
}

/// How long a month is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Month {
    /// 730 hours, a twelfth of a year.
    #[default]
    Hours730,
    /// 30 days of 24 hours.
    Days30,
}

impl Month {
    /// Hours in it.
    pub fn hours(self) -> f64 {
        match self {
            Self::Hours730 => 730.0,
            Self::Days30 => 720.0,
        }
    }

    /// Days in it.
    pub fn days(self) -> f64 {
        self.hours() / 24.0
    }
}

/// Whether the money contains the cost of the team's hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Labour {
    /// Only while no criterion weighs the hours themselves, so that they never count twice.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl Labour {
    /// Every one, in order.
    pub const ALL: [Self; 3] = [Self::Auto, Self::On, Self::Off];

    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "unless weighed",
            Self::On => "always",
            Self::Off => "never",
        }
    }
}

/// Where compute is bought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Market {
    /// The cloud, unless an alternative names its own.
    pub cloud: Cloud,
    /// Its region.
    pub region: String,
    /// What amounts are shown in.
    pub currency: String,
    /// How long a month is.
    pub month: Month,
    /// Whether free allowances are taken off.
    pub free_tier: bool,
    /// How long machines are paid for in advance, unless an alternative says otherwise.
    #[serde(skip_serializing_if = "is_default")]
    pub commitment: Commitment,
    /// Whether the money contains the cost of hours.
    #[serde(skip_serializing_if = "is_default")]
    pub labour: Labour,
}

impl Default for Market {
    fn default() -> Self {
        Self {
            cloud: Cloud::Aws,
            region: Cloud::Aws.home_region().to_owned(),
            currency: "USD".to_owned(),
            month: Month::Hours730,
            free_tier: false,
            commitment: Commitment::OnDemand,
            labour: Labour::Auto,
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

/// One of the things to choose from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Its slug.
    pub id: AlternativeId,
    /// Its name on screen.
    pub name: String,
    /// The catalogue's platform behind it, for cost and burden.
    #[serde(default)]
    pub platform: Option<PlatformId>,
    /// The cloud, when it is not the session's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud: Option<Cloud>,
    /// The term, when it is not the session's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// A monthly price that somebody was quoted, which stands in for the model's bill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<UsdPerMonth>,
    /// It runs a version past its standard support, which some providers bill.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extended_support: bool,
    /// What adopting it costs once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub one_time: OneTime,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What adopting an alternative costs once. Unknown counts as nothing, and is said.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OneTime {
    /// Hours until the team can run it.
    #[serde(skip_serializing_if = "is_default")]
    pub learning: Estimate<HoursOnce>,
    /// Hours to set it up.
    #[serde(skip_serializing_if = "is_default")]
    pub build: Estimate<HoursOnce>,
    /// Hours to move one workload onto it; only for those that do not run on it today.
    #[serde(skip_serializing_if = "is_default")]
    pub migration: Estimate<HoursOnce>,
    /// Money besides hours: licences, training, consultants.
    #[serde(skip_serializing_if = "is_default")]
    pub fees: Estimate<UsdOnce>,
}

/// One of the things that must run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// Its slug.
    pub id: WorkloadId,
    /// Its name on screen.
    pub name: String,
    /// How much it matters beside the others, in points.
    #[serde(default = "one_importance")]
    pub importance: u32,
    /// What it asks for.
    #[serde(default)]
    pub demand: Demand,
    /// What it cannot do without.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// What it runs on today.
    #[serde(default)]
    pub today: Option<AlternativeId>,
}

fn one_importance() -> u32 {
    10
}

/// What a criterion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum About {
    /// The team: one score per alternative.
    Team,
    /// The workload: one score per alternative and workload.
    #[default]
    Workload,
}

/// Where a derived score comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Source {
    /// The bill, labour left out. USD per month.
    MonthlyCost,
    /// The hours of operations. Hours per month.
    BurdenHours,
    /// Time within which 95 of 100 answers come after idle. Milliseconds.
    P95AfterIdle,
    /// Share of layers that the team operates. Per cent.
    OperatedShare,
}

impl Source {
    /// Every source, in order.
    pub const ALL: [Self; 4] = [Self::MonthlyCost, Self::BurdenHours, Self::P95AfterIdle, Self::OperatedShare];

    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::MonthlyCost => "monthly cost",
            Self::BurdenHours => "burden hours",
            Self::P95AfterIdle => "p95 after idle",
            Self::OperatedShare => "share you operate",
        }
    }

    /// The unit of its figure.
    pub fn unit(self) -> &'static str {
        match self {
            Self::MonthlyCost => "USD/month",
            Self::BurdenHours => "h/month",
            Self::P95AfterIdle => "ms",
            Self::OperatedShare => "%",
        }
    }

    /// Whether the figures of several workloads add up; otherwise the worst of them stands for all.
    pub fn adds_up(self) -> bool {
        matches!(self, Self::MonthlyCost | Self::BurdenHours)
    }
}

/// How a criterion's scores come about.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Measure {
    /// Somebody judges, 1 to 5, against the rubric.
    #[default]
    Judged,
    /// Somebody measures; the anchors map the figure onto the scale.
    Measured {
        /// The unit of the figure.
        unit: String,
        /// Maps to 1.
        worst: Figure,
        /// Maps to 5.
        best: Figure,
    },
    /// It follows from the appraisal; the anchors map the figure onto the scale.
    Derived {
        /// Which figure.
        source: Source,
        /// Maps to 1.
        worst: Figure,
        /// Maps to 5.
        best: Figure,
    },
}

impl Measure {
    /// The anchors, if there are any.
    pub fn anchors(&self) -> Option<Anchors> {
        match *self {
            Self::Judged => None,
            Self::Measured { worst, best, .. } | Self::Derived { worst, best, .. } => Some(Anchors { worst, best }),
        }
    }

    /// The figure it is derived from, if it is.
    pub fn source(&self) -> Option<Source> {
        match self {
            Self::Derived { source, .. } => Some(*source),
            _ => None,
        }
    }

    /// As it is printed.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Judged => "judged",
            Self::Measured { .. } => "measured",
            Self::Derived { .. } => "derived",
        }
    }
}

/// Something that matters.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its slug.
    pub id: CriterionId,
    /// Its name on screen.
    pub name: String,
    /// The group it belongs to.
    #[serde(default)]
    pub group: String,
    /// What it is about.
    #[serde(default)]
    pub about: About,
    /// How its scores come about.
    #[serde(default)]
    pub measure: Measure,
    /// Its weight.
    #[serde(default)]
    pub points: Points,
    /// Whether the group has settled the weight.
    #[serde(default, skip_serializing_if = "is_default")]
    pub agreed: bool,
}

/// Anchors that a workload has of its own for a derived criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkloadAnchors {
    /// Of which criterion.
    pub criterion: CriterionId,
    /// For which workload.
    pub workload: WorkloadId,
    /// Maps to 1.
    pub worst: Figure,
    /// Maps to 5.
    pub best: Figure,
}

/// What a level of a criterion means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    /// Of which criterion.
    pub criterion: CriterionId,
    /// Which level, 1 to 5.
    pub level: u8,
    /// What it means.
    pub text: String,
}

/// An answer to a question that leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Perhaps.
    Maybe,
}

/// An answer about a workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// About which workload; none in a session without workloads.
    #[serde(default)]
    pub workload: Option<WorkloadId>,
    /// To which question of the catalogue.
    pub question: QuestionId,
    /// What was said.
    pub reply: Reply,
}

/// Where a score stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Row.
    pub criterion: CriterionId,
    /// Column.
    pub alternative: AlternativeId,
    /// Sheet, for criteria about the workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
}

/// The state of a cell. Blank is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum CellScore {
    /// Nobody has said anything.
    #[default]
    Blank,
    /// 1 to 5.
    Exact(u8),
    /// From low to high, both 1 to 5.
    Range(u8, u8),
    /// Nobody can tell; the total becomes an interval.
    Unknown,
    /// A measured figure, in the criterion's unit.
    Value(Figure),
    /// A measured figure between two bounds.
    Between(Figure, Figure),
}

/// A cell of the matrix: its score, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Row.
    pub criterion: CriterionId,
    /// Column.
    pub alternative: AlternativeId,
    /// Sheet, for criteria about the workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
    /// What was said.
    #[serde(default)]
    pub score: CellScore,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
    /// Where that can be looked up.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

impl Score {
    /// An empty row for a cell.
    pub fn blank(cell: &Cell) -> Self {
        Self {
            criterion: cell.criterion.clone(),
            alternative: cell.alternative.clone(),
            workload: cell.workload.clone(),
            score: CellScore::Blank,
            rationale: String::new(),
            evidence: String::new(),
            by: String::new(),
        }
    }

    /// Where it stands.
    pub fn cell(&self) -> Cell {
        Cell {
            criterion: self.criterion.clone(),
            alternative: self.alternative.clone(),
            workload: self.workload.clone(),
        }
    }

    /// Whether it stands at this cell.
    pub fn is_for(&self, cell: &Cell) -> bool {
        self.criterion == cell.criterion && self.alternative == cell.alternative && self.workload == cell.workload
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.score == CellScore::Blank && self.rationale.is_empty() && self.evidence.is_empty()
    }
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

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// A slug.
    pub id: ParticipantId,
    /// As others call them.
    pub name: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// How much their vote counts, in points.
    #[serde(default = "one_vote")]
    pub weight: u32,
    /// Their account on the machine, by which they are recognised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
}

fn one_vote() -> u32 {
    1
}

/// What one person voted on one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Who.
    pub by: ParticipantId,
    /// Row.
    pub criterion: CriterionId,
    /// Column.
    pub alternative: AlternativeId,
    /// Sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
    /// What.
    pub vote: Vote,
}

/// A vote: a score, or a deliberate abstention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Vote {
    /// 1 to 5.
    Scored(u8),
    /// Leaves it to the others.
    Abstained,
}

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
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
    pub about: Subject,
    /// The text.
    pub text: String,
}

/// What was chosen, by whom, and on what grounds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// One per workload; one without a workload in an ordinary matrix.
    pub choices: Vec<Choice>,
    /// Who disagrees, and why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dissent: String,
    /// When to look again.
    pub triggers: Vec<Trigger>,
    /// What was turned down, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejection>,
    /// Who stands behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// What the figures were when it was recorded.
    pub evidence: Option<Evidence>,
}

/// What a workload shall run on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Which workload; none in an ordinary matrix.
    #[serde(default)]
    pub workload: Option<WorkloadId>,
    /// What was chosen.
    pub alternative: AlternativeId,
    /// Why; asked for when it does not lead.
    #[serde(default)]
    pub reason: String,
}

/// When to look at the decision again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// What is watched.
    pub metric: String,
    /// From where on.
    pub threshold: String,
    /// Who watches.
    #[serde(default)]
    pub owner: String,
    /// By when at the latest.
    #[serde(default)]
    pub date: Option<Day>,
}

/// What was turned down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// Which alternative.
    pub alternative: AlternativeId,
    /// Why.
    pub reason: String,
}

/// Somebody who stands behind the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who.
    pub by: String,
    /// When.
    pub on: Day,
}

/// What the figures were when the decision was recorded, so that a reviewer sees then beside now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The program and its version.
    pub program: String,
    /// The method of the ranking.
    pub method: String,
    /// The version of the catalogue: prices and hours.
    pub catalogue: String,
    /// When.
    pub at: Moment,
    /// Who led.
    pub leader: String,
    /// Every total of the scope in which it was decided, by the column's name.
    pub totals: Vec<(String, f64)>,
    /// Every monthly bill, by the column's name.
    pub costs: Vec<(String, UsdPerMonth)>,
    /// Every month's hours, by the column's name.
    pub hours: Vec<(String, HoursPerMonth)>,
}
