//! The ranking in sentences.

use super::must_haves::describe_open_must_haves;
use super::names::{join_names, not_scored_yet, nothing_to_rank, quote_name};
use super::stability::{LeadChange, LeadStability};
use crate::appraisal::matrix::DecisionMatrix;
use crate::appraisal::weights::WeightUnit;
use crate::model::Session;

/// A sentence about a ranking, by what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RankingLine {
    /// Who leads by how much, or why nobody does.
    Lead(String),
    /// What is not known yet and could unseat the leader.
    Doubt(String),
    /// What would change the leader first.
    Change(String),
}

impl RankingLine {
    pub fn text(&self) -> &str {
        match self {
            Self::Lead(text) | Self::Doubt(text) | Self::Change(text) => text,
        }
    }
}

/// What the ranking comes to, in sentences without full stops: who leads by how much, how sure that is, and what would
/// change it first. `name` gives a column's name.
pub fn describe_ranking(
    session: &Session,
    matrix: &DecisionMatrix,
    stability: Option<&LeadStability>,
    name: &dyn Fn(usize) -> String,
) -> Vec<RankingLine> {
    let alone = |text: String| vec![RankingLine::Lead(text)];
    if matrix.columns.is_empty() {
        return alone(nothing_to_rank());
    }
    let ranking = match (&matrix.ranking, &matrix.problem) {
        (Some(ranking), _) => ranking,
        (None, Err(why)) => return alone(why.to_string()),
        (None, Ok(_)) => return alone(not_scored_yet()),
    };
    let raw_name = name;
    let name = &|column: usize| quote_name(&raw_name(column));
    let Some(leader) = matrix.leader() else {
        return alone("no leader: each alternative is ruled out".to_owned());
    };
    let mut lines = alone(match (ranking.tie, ranking.runner_up, ranking.margin) {
        (true, _, _) => {
            let names: Vec<String> = ranking.leaders.iter().map(|column| name(*column)).collect();
            format!("tie: {} at {:.2}", join_names(&names), matrix.total(leader).unwrap_or(0.0))
        }
        (false, Some(second), Some(margin)) => {
            format!("{} leads {} by {margin:.2} of 4", name(leader), name(second))
        }
        _ => format!("{} is the only feasible one", name(leader)),
    });
    for at in &ranking.leaders {
        let issues = matrix.columns.get(*at).into_iter().flat_map(|column| column.offer.open_must_haves());
        lines.extend(describe_open_must_haves(issues, &name(*at)).map(RankingLine::Doubt));
    }
    if !ranking.certain && !ranking.tie {
        lines.push(RankingLine::Doubt("open scores could still change the leader".to_owned()));
    }
    if let Some(stability) = stability {
        lines.push(RankingLine::Change(match stability.nearest_change() {
            Some(turn) => format!("flips: {}", describe_lead_change(session, matrix, &turn, raw_name)),
            None => "no single weight changes the leader".to_owned(),
        }));
    }
    lines
}

/// Beyond this share the points of one weight say little, as they outgrow all others together.
const MAX_SHARE_IN_POINTS: f64 = 0.5;

/// `Functions leads if Lock-in drops below 6 points`.
pub fn describe_lead_change(
    session: &Session,
    matrix: &DecisionMatrix,
    turn: &LeadChange,
    name: &dyn Fn(usize) -> String,
) -> String {
    let criterion = session.criteria.get(turn.criterion).map_or("", |criterion| criterion.name.as_str());
    let moves = if turn.is_decrease { "drops below" } else { "rises above" };
    let rival = quote_name(&name(turn.rival));
    match (turn.points.filter(|_| turn.share <= MAX_SHARE_IN_POINTS), matrix.weights.unit()) {
        (Some(1), WeightUnit::Points) => format!("{rival} leads if {criterion} {moves} 1 point"),
        (Some(points), WeightUnit::Points) => format!("{rival} leads if {criterion} {moves} {points} points"),
        (Some(points), _) => format!("{rival} leads if the swing of {criterion} {moves} {points}"),
        (None, _) => format!("{rival} leads if the share of {criterion} {moves} {:.0} %", turn.share * 100.0),
    }
}
