//! A ranking of alternatives or estates.

use super::comparison::{ComparedAlternative, ComparisonInput, NOT_SCORED_YET};
use super::draws::OnProgress;
use super::format::Report;
use super::grid::{Columns, Grid, GridCell};
use super::json::{list, number, object, text, texts};
use super::lead_verdict::LeadVerdict;
use super::must_haves::{must_haves_grid, must_haves_json};
use super::page::Page;
use super::ranking::{MethodResult, RankError, RankMethod};
use crate::analysis::Interval;
use crate::model::RobustnessSettings;
use crate::model::number::format_decimals;
use serde_json::{Value, json};

/// A comparison, ranked by a method.
#[derive(Debug, Clone, PartialEq)]
pub struct RankReport {
    input: ComparisonInput,
    method: RankMethod,
    /// In the order of the input's alternatives.
    ranked: Vec<RankedAlternative>,
    /// Indices of those at rank 1.
    leaders: Vec<usize>,
    margin: Option<f64>,
    /// Of the criteria, 0 to 1.
    shares: Vec<f64>,
    total_range: (f64, f64),
    verdict: Option<LeadVerdict>,
}

#[derive(Debug, Clone, PartialEq)]
struct RankedAlternative {
    /// From 1; none for what is ruled out, and while nothing is scored.
    rank: Option<usize>,
    /// None while nothing is scored.
    total: Option<f64>,
    bounds: Option<Interval>,
    /// Where the total lies between the worst and the best possible, 0 to 100.
    percent: Option<f64>,
    /// Per criterion; empty for a method with a total that is no sum.
    contributions: Vec<f64>,
}

type Row<'r> = (&'r ComparedAlternative, &'r RankedAlternative);

impl RankReport {
    /// # Errors
    /// When the data cannot be ranked by this method.
    pub fn compute(input: ComparisonInput, method: RankMethod) -> Result<Self, RankError> {
        let result = MethodResult::compute(&input, method)?;
        let (low, high) = result.total_range;
        let ranked = input.alternatives.iter().enumerate().map(|(own, alternative)| {
            // A duplicate has the figures of the alternative that it repeats.
            let at = alternative.same_as.unwrap_or(own);
            RankedAlternative {
                rank: result.positions[at].map(|position| position.rank),
                total: input.is_scored.then_some(result.totals[at]),
                bounds: result.bounds.as_ref().map(|bounds| bounds[at]),
                percent: input.is_scored.then_some(100.0 * (result.totals[at] - low) / (high - low)),
                contributions: result.contributions.get(at).cloned().unwrap_or_default(),
            }
        });
        Ok(Self {
            ranked: ranked.collect(),
            margin: result.margin(&input.competing()),
            leaders: result.leaders,
            shares: result.shares.iter().map(|share| share.get()).collect(),
            total_range: result.total_range,
            verdict: None,
            input,
            method,
        })
    }

    /// With the verdict on the lead, if this method has one.
    pub fn with_verdict(self, settings: &RobustnessSettings, on_progress: OnProgress<'_>) -> Self {
        Self { verdict: LeadVerdict::compute(&self.input, self.method, settings, on_progress), ..self }
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.input.alternatives.iter().zip(&self.ranked)
    }

    /// From first to last, then what is ruled out.
    fn rows_by_rank(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row> = self.rows().collect();
        rows.sort_by_key(|(_, ranked)| ranked.rank.unwrap_or(usize::MAX));
        rows
    }

    /// Decimals of totals on the page.
    fn decimals(&self) -> usize {
        match self.method {
            RankMethod::WeightedSum => 2,
            RankMethod::PrometheeII | RankMethod::Topsis => 3,
        }
    }

    fn ranking_grid(&self) -> Grid {
        let decimals = self.decimals();
        let is_estate = self.rows().any(|(alternative, _)| !alternative.assign.is_empty());
        Columns::new()
            .cell("rank", |(_, ranked): &Row| GridCell::count(ranked.rank))
            .text(if is_estate { "estate" } else { "alternative" }, |(alternative, _)| &alternative.name)
            .number(self.method.total_name(), decimals, |(_, ranked)| ranked.total)
            .when(self.rows().any(|(_, ranked)| ranked.bounds.is_some()), |columns| {
                columns.number("at least", decimals, |(_, ranked)| ranked.bounds.map(|bounds| bounds.low)).number(
                    "at most",
                    decimals,
                    |(_, ranked)| ranked.bounds.map(|bounds| bounds.high),
                )
            })
            .number("% of range", 0, |(_, ranked)| ranked.percent)
            .when(is_estate, |columns| {
                columns.cell("what runs where", |(alternative, _)| {
                    let runs = alternative.assign.iter().map(|(workload, to)| format!("{workload}: {to}"));
                    runs.collect::<Vec<_>>().join(", ").into()
                })
            })
            .when(self.rows().any(|(alternative, _)| !alternative.is_feasible()), |columns| {
                columns.cell("ruled out by", |(alternative, _)| alternative.reasons.join("; ").into())
            })
            .grid(self.rows_by_rank())
    }

    fn leader_line(&self) -> String {
        let name = |at: &usize| self.input.name(*at);
        match (self.leaders.as_slice(), self.margin) {
            ([], _) if !self.input.is_scored => NOT_SCORED_YET.to_owned(),
            ([], _) => "no leader: nothing is feasible".to_owned(),
            ([one], Some(margin)) => {
                format!("leader: {}, {} ahead", name(one), format_decimals(margin, self.decimals()))
            }
            ([one], None) => format!("leader: {}, the only feasible one", name(one)),
            (several, _) => format!("tie: {}", several.iter().map(name).collect::<Vec<_>>().join(", ")),
        }
    }

    /// Rows are criteria: the weight, and what it contributes to each total.
    fn contributions_grid(&self) -> Grid {
        let has_contributions = self.ranked.iter().any(|ranked| !ranked.contributions.is_empty());
        let alternatives = self.rows_by_rank().into_iter().filter(|_| has_contributions);
        Columns::new()
            .cell("criterion", |at: &usize| self.input.criteria[*at].1.as_str().into())
            .number("weight %", 1, |at| self.shares.get(*at).map(|share| 100.0 * share))
            .each(alternatives, |columns, (alternative, ranked)| {
                columns.number(&alternative.name, self.decimals(), |at| ranked.contributions.get(*at).copied())
            })
            .grid(0..self.input.criteria.len())
    }

    fn row_json(&self, (alternative, ranked): Row) -> Value {
        let criteria = self.input.criteria.iter().zip(&ranked.contributions);
        let mut value = json!({
            "id": text(&alternative.id),
            "name": text(&alternative.name),
            "rank": ranked.rank,
            "total": number(ranked.total),
            "percent": number(ranked.percent),
            "feasible": alternative.is_feasible(),
            "reasons": texts(&alternative.reasons),
            "warnings": texts(&alternative.warnings),
            "contributions": object(criteria.map(|((id, _), part)| (id, number(*part)))),
        });
        if let Some(bounds) = ranked.bounds {
            value["total_low"] = number(bounds.low);
            value["total_high"] = number(bounds.high);
        }
        if !alternative.assign.is_empty() {
            let pairs = |pairs: &[(String, String)]| object(pairs.iter().map(|(workload, to)| (workload, text(to))));
            value["assign"] = pairs(&alternative.assign);
            value["exceptions"] = pairs(&alternative.exceptions);
            value["same_as"] = json!(alternative.same_as.map(|at| text(&self.input.alternatives[at].id)));
        }
        value
    }
}

impl Report for RankReport {
    /// The order, who leads, and what each criterion contributes.
    fn page(&self) -> Page {
        let (low, high) = self.total_range;
        let mut page = Page::titled(format!("{} · {}, {low} to {high}", self.input.title, self.method.name()));
        page.blank();
        page.table(self.ranking_grid());
        page.blank();
        page.line(self.leader_line());
        page.lines(self.verdict.as_ref().map(|verdict| verdict.summary(&self.input)));
        page.lines(self.input.consistency_line());
        page.blank();
        if !self.input.must_haves.is_empty() {
            page.table(must_haves_grid(&self.input.must_haves));
            page.blank();
        }
        page.table(self.contributions_grid());
        page
    }

    fn json(&self) -> Value {
        let criteria = self.input.criteria.iter().zip(&self.shares);
        let mut value = json!({
            "scope": text(&self.input.scope),
            "title": text(&self.input.title),
            "method": self.method.id(),
            "leader": texts(self.leaders.iter().map(|at| &self.input.alternatives[*at].id)),
            "tie": self.leaders.len() > 1,
            "margin": number(self.margin),
            "alternatives": list(self.rows(), |row| self.row_json(row)),
            "weights": object(criteria.map(|((id, _), share)| (id, json!(share)))),
            "must_haves": must_haves_json(&self.input.must_haves),
            "consistency": number(self.input.consistency_ratio()),
        });
        if let Some(verdict) = &self.verdict {
            value["verdict"] = verdict.json();
        }
        value
    }

    /// One row per alternative, in their order.
    fn grid(&self) -> Grid {
        Columns::new()
            .text("id", |(alternative, _): &Row| &alternative.id)
            .text("name", |(alternative, _)| &alternative.name)
            .cell("rank", |(_, ranked)| GridCell::count(ranked.rank))
            .number("total", 2, |(_, ranked)| ranked.total)
            .number("total_low", 2, |(_, ranked)| ranked.bounds.map(|bounds| bounds.low))
            .number("total_high", 2, |(_, ranked)| ranked.bounds.map(|bounds| bounds.high))
            .number("percent", 0, |(_, ranked)| ranked.percent)
            .cell("feasible", |(alternative, _)| GridCell::yes_no(alternative.is_feasible()))
            .cell("reasons", |(alternative, _)| alternative.reasons.join("; ").into())
            .each(self.input.criteria.iter().enumerate(), |columns, (at, (id, _))| {
                columns
                    .number(format!("contribution_{id}"), 2, move |(_, ranked)| ranked.contributions.get(at).copied())
            })
            .grid(self.rows())
    }

    fn notes(&self) -> Vec<String> {
        self.input.remarks.clone()
    }
}
