//! How far each step has come, and what it still lacks.

use super::cell::Origin;
use super::scope::Scope;
use super::sheet::Sheet;
use super::weighing::gap;
use crate::model::{About, CellScore, Demand, Session, Status, Way};

/// A step of the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Step {
    Frame,
    Workloads,
    Options,
    Criteria,
    Weigh,
    Score,
    Compare,
    Decide,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 8] = [
        Self::Frame,
        Self::Workloads,
        Self::Options,
        Self::Criteria,
        Self::Weigh,
        Self::Score,
        Self::Compare,
        Self::Decide,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Frame => "Frame",
            Self::Workloads => "Workloads",
            Self::Options => "Options",
            Self::Criteria => "Criteria",
            Self::Weigh => "Weigh",
            Self::Score => "Score",
            Self::Compare => "Compare",
            Self::Decide => "Decide",
        }
    }

    /// Its place, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The step at a place, from 0.
    pub fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing is there.
    Untouched,
    /// Something is there.
    Begun,
    /// Nothing is missing.
    Complete,
}

/// How far every step has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    steps: Vec<(Mark, Vec<String>)>,
}

impl Progress {
    /// Looks at a session and its sheets.
    pub fn of(session: &Session, sheets: &[Sheet]) -> Self {
        let steps = Step::ALL
            .into_iter()
            .map(|step| {
                let (touched, missing) = match step {
                    Step::Frame => frame(session),
                    Step::Workloads => workloads(session),
                    Step::Options => options(session),
                    Step::Criteria => criteria(session),
                    Step::Weigh => weigh(session),
                    Step::Score => score(session, sheets),
                    Step::Compare => compare(session),
                    Step::Decide => decide(session),
                };
                let mark = match (touched, missing.is_empty()) {
                    (_, true) => Mark::Complete,
                    (true, false) => Mark::Begun,
                    (false, false) => Mark::Untouched,
                };
                (mark, missing)
            })
            .collect();
        Self { steps }
    }

    /// How far a step has come.
    pub fn mark(&self, step: Step) -> Mark {
        self.steps.get(step.index()).map_or(Mark::Untouched, |(mark, _)| *mark)
    }

    /// What a step still lacks, in words.
    pub fn missing(&self, step: Step) -> &[String] {
        self.steps.get(step.index()).map_or(&[], |(_, missing)| missing)
    }

    /// The first step that lacks something, or Compare.
    pub fn first_incomplete(&self) -> Step {
        let open = Step::ALL.into_iter().find(|step| self.mark(*step) != Mark::Complete);
        open.filter(|step| *step < Step::Compare).unwrap_or(Step::Compare)
    }
}

type Found = (bool, Vec<String>);

fn lacking(parts: &[(bool, &str)]) -> Vec<String> {
    parts.iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| (*what).to_owned()).collect()
}

fn frame(session: &Session) -> Found {
    let touched = !session.question.is_empty() || !session.participants.is_empty() || session.deadline.is_some();
    let missing = lacking(&[
        (session.question.trim().is_empty(), "a question"),
        (session.participants.is_empty(), "participants"),
    ]);
    (touched, missing)
}

fn workloads(session: &Session) -> Found {
    let is_unknown = |demand: &Demand| {
        demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() && !demand.always_on
    };
    let unknown = session.workloads.iter().filter(|workload| is_unknown(&workload.demand));
    // An ordinary decision has no workloads; it is complete without any.
    let missing = unknown.map(|workload| format!("how much {} does", workload.name)).collect();
    (!session.workloads.is_empty(), missing)
}

fn options(session: &Session) -> Found {
    let missing = match session.alternatives.len() {
        0 => vec!["alternatives: at least two".to_owned()],
        1 => vec!["a second alternative".to_owned()],
        _ => Vec::new(),
    };
    (!session.alternatives.is_empty(), missing)
}

fn criteria(session: &Session) -> Found {
    let without_rubric = session
        .criteria
        .iter()
        .filter(|criterion| criterion.measure.anchors().is_none())
        .filter(|criterion| !session.rubrics.iter().any(|row| row.criterion == criterion.id))
        .count();
    let mut missing = lacking(&[(session.criteria.is_empty(), "criteria")]);
    if without_rubric > 0 {
        missing.push(match without_rubric {
            1 => "a rubric for one criterion".to_owned(),
            n => format!("rubrics for {n} criteria"),
        });
    }
    (!session.criteria.is_empty(), missing)
}

fn weigh(session: &Session) -> Found {
    let has_points = session.criteria.iter().any(|criterion| criterion.points.0 > 0);
    let way = session.weighing.way;
    match gap(session) {
        None if way == Way::Points => (has_points, lacking(&[(!has_points, "points for at least one criterion")])),
        None => (!session.criteria.is_empty(), lacking(&[(session.criteria.is_empty(), "criteria")])),
        Some(gap) => (true, vec![gap.words(session)]),
    }
}

fn score(session: &Session, sheets: &[Sheet]) -> Found {
    let touched = session.scores.iter().any(|row| row.score != CellScore::Blank);
    let (filled, all) = filled(session, sheets);
    let mut missing = Vec::new();
    if session.criteria.is_empty() || session.alternatives.is_empty() {
        missing.push("criteria and alternatives to score".to_owned());
    } else if filled < all {
        missing.push(if all - filled == 1 { "one score".to_owned() } else { format!("{} scores", all - filled) });
    }
    (touched, missing)
}

/// How many cells say something, and how many there are in all. A criterion about the team has one row of cells, whatever
/// the number of workloads.
pub fn filled(session: &Session, sheets: &[Sheet]) -> (usize, usize) {
    let (mut filled, mut all) = (0, 0);
    for (place, sheet) in sheets.iter().filter(|sheet| sheet.scope != Scope::System).enumerate() {
        let rows =
            session.criteria.iter().zip(&sheet.values).filter(|(row, _)| place == 0 || row.about == About::Workload);
        for value in rows.flat_map(|(_, values)| values) {
            all += 1;
            filled += usize::from(value.origin != Origin::Blank);
        }
    }
    (filled, all)
}

fn compare(session: &Session) -> Found {
    (session.totals_seen, lacking(&[(!session.totals_seen, "a look at the totals")]))
}

fn decide(session: &Session) -> Found {
    let chosen = session.decision.as_ref().map_or(0, |decision| decision.choices.len());
    let wanted = session.workloads.len().max(1);
    let taken = session.status == Status::Decided;
    let mut missing = Vec::new();
    match (wanted, wanted.saturating_sub(chosen)) {
        (_, 0) => {}
        (1, _) => missing.push("a choice".to_owned()),
        (_, open) if open == wanted => missing.push(format!("all {wanted} choices")),
        (_, open) => missing.push(format!("{open} of {wanted} choices")),
    }
    if !taken {
        missing.push("the record".to_owned());
    }
    (chosen > 0, missing)
}
