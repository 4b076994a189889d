//! How often each alternative leads when weights and open scores are drawn at random.

use super::comparison::{ComparedAlternative, ComparisonInput};
use super::draws::{OnProgress, count_acceptance};
use super::format::Report;
use super::grid::{Columns, Grid, GridCell};
use super::json::{list, object, text};
use super::page::Page;
use crate::analysis::Problem;
use crate::analysis::robustness::{Acceptance, GENERATOR, WeightSpace};
use crate::model::number::format_decimals;
use serde_json::{Value, json};

/// Ranks and rivals that a table shows side by side; JSON and CSV have them all.
const MAX_COLUMNS: usize = 8;

/// Robustness of one comparison.
#[derive(Debug, Clone)]
pub struct RobustnessReport {
    input: ComparisonInput,
    /// Of the criteria, as stated.
    shares: Vec<f64>,
    space: WeightSpace,
    seed: u64,
    acceptance: Acceptance,
}

impl RobustnessReport {
    /// So many weightings from `space`, drawn by `seed`, with a value for every open score.
    pub fn compute(
        input: ComparisonInput,
        problem: &Problem,
        space: WeightSpace,
        (seed, samples): (u64, u64),
        on_progress: OnProgress<'_>,
    ) -> Self {
        let acceptance = count_acceptance(problem, &input.competing(), space, (seed, samples), on_progress);
        Self { input, shares: problem.shares().iter().map(|share| share.get()).collect(), space, seed, acceptance }
    }

    fn first_rank_share(&self, at: usize) -> f64 {
        self.acceptance.first_rank_share(at)
    }

    fn first_rank_error(&self, at: usize) -> f64 {
        self.acceptance.standard_error(self.first_rank_share(at))
    }

    /// The share of a rank, counted from 0.
    fn rank_share(&self, at: usize, rank: usize) -> Option<f64> {
        self.acceptance.acceptability[at].get(rank).copied()
    }

    fn central_weight(&self, at: usize, criterion: usize) -> Option<f64> {
        self.acceptance.central_weights[at].as_ref()?.get(criterion).copied()
    }

    /// Alternatives by how often they lead, then those that take no part.
    fn indices_by_first_rank(&self) -> Vec<usize> {
        let competing = self.input.competing();
        let mut order: Vec<usize> = (0..competing.len()).collect();
        order.sort_by(|a, b| {
            competing[*b].cmp(&competing[*a]).then(self.first_rank_share(*b).total_cmp(&self.first_rank_share(*a)))
        });
        order
    }

    fn competitors(&self) -> Vec<usize> {
        let competing = self.input.competing();
        self.indices_by_first_rank().into_iter().filter(|at| competing[*at]).collect()
    }

    fn ranks_grid(&self) -> Grid {
        let competing = self.input.competing();
        let competitors = self.competitors().len();
        let in_percent = |at: &usize, share: Option<f64>| share.filter(|_| competing[*at]).map(|share| 100.0 * share);
        Columns::new()
            .cell("alternative", |at: &usize| self.input.name(*at).into())
            .number("rank 1 %", 1, |at| in_percent(at, Some(self.first_rank_share(*at))))
            .number("±", 2, |at| in_percent(at, Some(self.first_rank_error(*at))))
            .each(1..competitors.min(MAX_COLUMNS), |columns, rank| {
                columns.number(format!("{} %", rank + 1), 1, move |at| in_percent(at, self.rank_share(*at, rank)))
            })
            .when(competitors < competing.len(), |columns| {
                columns.cell("takes no part", |at| {
                    let alternative = &self.input.alternatives[*at];
                    match alternative.same_as {
                        Some(twin) => format!("the same as {}", self.input.name(twin)).into(),
                        None => alternative.reasons.join("; ").into(),
                    }
                })
            })
            .grid(self.indices_by_first_rank())
    }

    fn pairwise_grid(&self) -> Grid {
        let competitors = self.competitors();
        Columns::new()
            .cell("beats", |at: &usize| self.input.name(*at).into())
            .each(competitors.iter().copied().take(MAX_COLUMNS), |columns, other| {
                columns.number(self.input.name(other), 1, move |at| {
                    (other != *at).then(|| 100.0 * self.acceptance.pairwise[*at][other])
                })
            })
            .grid(competitors.iter().copied())
    }

    /// Rows are criteria, columns the alternatives that are ever first.
    fn central_weights_grid(&self) -> Grid {
        let is_ever_first = |at: &usize| self.acceptance.central_weights[*at].is_some();
        let alternatives = self.competitors().into_iter().filter(is_ever_first).take(MAX_COLUMNS);
        Columns::new()
            .cell("criterion", |at: &usize| self.input.criteria[*at].1.as_str().into())
            .number("stated", 1, |criterion| self.shares.get(*criterion).map(|share| 100.0 * share))
            .each(alternatives, |columns, at| {
                columns.number(self.input.name(at), 1, move |criterion| {
                    self.central_weight(at, *criterion).map(|weight| 100.0 * weight)
                })
            })
            .grid(0..self.input.criteria.len())
    }

    fn alternative_json(&self, at: usize, alternative: &ComparedAlternative) -> Value {
        let weights = |central: &Vec<f64>| {
            object(self.input.criteria.iter().zip(central).map(|((id, _), weight)| (id, json!(weight))))
        };
        json!({
            "id": text(&alternative.id),
            "name": text(&alternative.name),
            "feasible": alternative.is_feasible(),
            "same_as": alternative.same_as.map(|twin| text(&self.input.alternatives[twin].id)),
            "acceptability": self.acceptance.acceptability[at],
            "first_rank_error": self.first_rank_error(at),
            "central_weights": self.acceptance.central_weights[at].as_ref().map(weights),
        })
    }
}

impl Report for RobustnessReport {
    /// How often each alternative has each rank, which beats which, and for which weights each one leads.
    fn page(&self) -> Page {
        let space = self.space;
        let (samples, seed) = (self.acceptance.samples, self.seed);
        let description = describe_space(space);
        let title =
            format!("{} · {samples} draws of {space}: {description} (seed {seed}, {GENERATOR})", self.input.title);
        let mut page = Page::titled(title);
        let competitors = self.competitors().len();
        if competitors == 0 {
            page.blank();
            page.line("no leader: nothing is feasible");
            return page;
        }
        page.section(
            format!("how often each has which rank, in % of {space}; ± is one standard error of rank 1"),
            self.ranks_grid(),
        );
        if competitors > 1 {
            page.section(format!("how often the row beats the column, in % of {space}"), self.pairwise_grid());
        }
        page.section(
            format!("central weights, in %: the mean of the weightings in {space} that put it first"),
            self.central_weights_grid(),
        );
        if competitors > MAX_COLUMNS {
            page.blank();
            page.line(format!("{} more columns each: see --format csv", competitors - MAX_COLUMNS));
        }
        page
    }

    fn json(&self) -> Value {
        let alternatives = self.input.alternatives.iter().enumerate();
        json!({
            "scope": text(&self.input.scope),
            "title": text(&self.input.title),
            "samples": self.acceptance.samples,
            "seed": self.seed,
            "generator": GENERATOR,
            "space": self.space.to_string(),
            "alternatives": list(alternatives, |(at, alternative)| self.alternative_json(at, alternative)),
            "pairwise": self.acceptance.pairwise,
        })
    }

    /// One row per alternative, in their order, as shares of draws.
    fn grid(&self) -> Grid {
        type Row<'r> = (usize, &'r ComparedAlternative);
        let ranks = self.acceptance.acceptability.first().map_or(0, Vec::len);
        Columns::new()
            .text("id", |(_, alternative): &Row| &alternative.id)
            .text("name", |(_, alternative)| &alternative.name)
            .cell("space", |_| self.space.to_string().into())
            .number("samples", 0, |_| self.acceptance.samples as f64)
            .cell("seed", |_| self.seed.to_string().into())
            .cell("feasible", |(_, alternative)| GridCell::yes_no(alternative.is_feasible()))
            .number("first_rank_error", 4, |(at, _)| self.first_rank_error(*at))
            .each(0..ranks, |columns, rank| {
                columns.number(format!("rank_{}", rank + 1), 4, move |(at, _)| self.rank_share(*at, rank))
            })
            .each(self.input.criteria.iter().enumerate(), |columns, (criterion, (id, _))| {
                columns.number(format!("central_{id}"), 4, move |(at, _)| self.central_weight(*at, criterion))
            })
            .each(self.input.alternatives.iter().enumerate(), |columns, (other, alternative)| {
                let share = move |(at, _): &Row| self.acceptance.pairwise[*at].get(other).copied();
                columns.number(format!("beats_{}", alternative.id), 4, share)
            })
            .grid(self.input.alternatives.iter().enumerate())
    }

    fn notes(&self) -> Vec<String> {
        self.input.remarks.clone()
    }
}

fn describe_space(space: WeightSpace) -> String {
    match space {
        WeightSpace::Simplex => "all weightings, equally likely".to_owned(),
        WeightSpace::Ordinal => "all weightings in the stated order, with equal weights kept equal".to_owned(),
        WeightSpace::Local(reach) => {
            format!("{} % of the weight varies freely, the rest stays as stated", format_decimals(reach.percent(), 1))
        }
    }
}
