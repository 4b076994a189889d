//! How often each alternative leads when weights and open scores are drawn, as table, JSON or CSV.

use super::comparison::{ComparedAlternative, ComparisonInput};
use super::grid::{Grid, GridCell};
use super::json::{object, pretty, text};
use super::table::{format_rounded, render_table};
use super::{csv, showable_text};
use crate::analysis::Problem;
use crate::analysis::robustness::{Acceptance, Draws, GENERATOR, WeightSpace, compute_acceptance};
use serde_json::{Value, json};

/// So many ranks and rivals a table shows side by side; JSON and CSV have them all.
const MAX_COLUMNS: usize = 8;

/// Robustness of one contest.
#[derive(Debug, Clone)]
pub struct RobustnessReport {
    input: ComparisonInput,
    shares: Vec<f64>,
    space: WeightSpace,
    seed: u64,
    acceptance: Acceptance,
}

impl RobustnessReport {
    /// Draws so many weightings from `space`, and open scores with them.
    pub fn compute(contest: ComparisonInput, problem: &Problem, space: WeightSpace, seed: u64, samples: u64) -> Self {
        let feasible = contest.competing();
        let found = compute_acceptance(problem, &feasible, space, &mut Draws::new(seed), samples);
        Self {
            input: contest,
            shares: problem.shares().iter().map(|share| share.get()).collect(),
            space,
            seed,
            acceptance: found,
        }
    }

    /// Alternatives by how often they lead, those that take no part at the end.
    fn indices_by_first_rank(&self) -> Vec<usize> {
        let competes = self.input.competing();
        let mut order: Vec<usize> = (0..competes.len()).collect();
        order.sort_by(|a, b| {
            competes[*b]
                .cmp(&competes[*a])
                .then(self.acceptance.first_rank_share(*b).total_cmp(&self.acceptance.first_rank_share(*a)))
        });
        order
    }

    fn competitors(&self) -> Vec<usize> {
        let competes = self.input.competing();
        self.indices_by_first_rank().into_iter().filter(|at| competes[*at]).collect()
    }

    fn name(&self, at: usize) -> String {
        self.input.alternatives.get(at).map_or_else(String::new, |row| showable_text(&row.name))
    }
}

/// As `robustness --format json` prints it.
pub fn json(found: &RobustnessReport) -> String {
    let seen = &found.acceptance;
    let weights = |central: &Vec<f64>| {
        object(found.input.criteria.iter().zip(central).map(|((id, _), weight)| (id, json!(weight))))
    };
    let row = |(at, who): (usize, &ComparedAlternative)| {
        json!({
            "id": text(&who.id),
            "name": text(&who.name),
            "feasible": who.reasons.is_empty(),
            "same_as": who.same_as.map(|twin| text(&found.input.alternatives[twin].id)),
            "acceptability": seen.acceptability[at],
            "first_rank_error": seen.standard_error(seen.first_rank_share(at)),
            "central_weights": seen.central_weights[at].as_ref().map(weights),
        })
    };
    pretty(&json!({
        "scope": text(&found.input.scope),
        "title": text(&found.input.title),
        "samples": seen.samples,
        "seed": found.seed,
        "generator": GENERATOR,
        "space": found.space.to_string(),
        "alternatives": found.input.alternatives.iter().enumerate().map(row).collect::<Value>(),
        "pairwise": seen.pairwise,
    }))
}

/// As `robustness --format csv` prints it: one row per alternative, in their order, as shares of draws.
pub fn csv(found: &RobustnessReport) -> String {
    let seen = &found.acceptance;
    let ranks = seen.acceptability.first().map_or(0, Vec::len);
    let fixed = ["id", "name", "space", "samples", "seed", "feasible", "first_rank_error"].map(str::to_owned);
    let headers = fixed
        .into_iter()
        .chain((1..=ranks).map(|rank| format!("rank_{rank}")))
        .chain(found.input.criteria.iter().map(|(id, _)| format!("central_{id}")))
        .chain(found.input.alternatives.iter().map(|row| format!("beats_{}", row.id)));
    let mut grid = Grid::new(headers);
    for (at, who) in found.input.alternatives.iter().enumerate() {
        let fixed = [
            who.id.as_str().into(),
            who.name.as_str().into(),
            found.space.to_string().into(),
            GridCell::Number(seen.samples as f64, 0),
            GridCell::from(found.seed.to_string()),
            GridCell::yes_no(who.reasons.is_empty()),
            GridCell::Number(seen.standard_error(seen.first_rank_share(at)), 4),
        ];
        let share = |share: &f64| GridCell::Number(*share, 4);
        let central = (0..found.input.criteria.len()).map(|k| {
            GridCell::optional(seen.central_weights[at].as_ref().and_then(|central| central.get(k)).copied(), 4)
        });
        let ranks = seen.acceptability[at].iter().map(share);
        grid.push_row(fixed.into_iter().chain(ranks).chain(central).chain(seen.pairwise[at].iter().map(share)));
    }
    csv::render_csv(&grid)
}

/// As `robustness` prints it for people: how often who has which rank, who beats whom, and for which weights one would be for it.
pub fn text_table(found: &RobustnessReport) -> String {
    let seen = &found.acceptance;
    let (space, words) = (found.space, describe_space(found.space));
    let mut whole = format!(
        "{} · {} draws of {space}: {words} (seed {}, {GENERATOR})\n\n",
        showable_text(&found.input.title),
        seen.samples,
        found.seed
    );
    if found.competitors().is_empty() {
        whole.push_str("nobody leads: nothing is feasible\n");
        return whole;
    }
    whole.push_str(&format!("how often each has which rank, in % of {space}; ± is one standard error of the first\n"));
    whole.push_str(&render_table(&ranks_grid(found)));
    if found.competitors().len() > 1 {
        whole.push_str(&format!("\nhow often the row beats the column, in % of {space}\n"));
        whole.push_str(&render_table(&pairwise_grid(found)));
    }
    whole.push_str(&format!("\ncentral weights, in %: the mean of the weightings in {space} that put it first\n"));
    whole.push_str(&render_table(&central_weights_grid(found)));
    let left = found.competitors().len().saturating_sub(MAX_COLUMNS);
    if left > 0 {
        whole.push_str(&format!("\n{left} more columns each: see --format csv\n"));
    }
    whole
}

fn describe_space(space: WeightSpace) -> String {
    match space {
        WeightSpace::Simplex => "every weighting alike".to_owned(),
        WeightSpace::Ordinal => "every weighting that keeps the stated order, with equal weights kept equal".to_owned(),
        WeightSpace::Local(reach) => {
            format!("{} % of the weight up for discussion, the rest as stated", format_rounded(reach.percent(), 1))
        }
    }
}

fn ranks_grid(found: &RobustnessReport) -> Grid {
    let seen = &found.acceptance;
    let shown = found.competitors().len().min(MAX_COLUMNS);
    let is_left_out = found.competitors().len() < found.input.alternatives.len();
    let headers = ["alternative".to_owned(), "rank 1 %".to_owned(), "±".to_owned()].into_iter();
    let headers = headers.chain((2..=shown).map(|rank| format!("{rank} %")));
    let mut grid = Grid::new(headers.chain(is_left_out.then(|| "takes no part".to_owned())));
    for at in found.indices_by_first_rank() {
        let who = &found.input.alternatives[at];
        let out = match who.same_as {
            Some(twin) => format!("the same as {}", found.name(twin)),
            None => who.reasons.join("; "),
        };
        let mut row = vec![GridCell::from(found.name(at))];
        if out.is_empty() {
            row.push(GridCell::Number(100.0 * seen.first_rank_share(at), 1));
            row.push(GridCell::Number(100.0 * seen.standard_error(seen.first_rank_share(at)), 2));
            row.extend(
                seen.acceptability[at].iter().take(shown).skip(1).map(|share| GridCell::Number(100.0 * share, 1)),
            );
        } else {
            row.extend(std::iter::repeat_n(GridCell::Empty, shown + 1));
        }
        row.extend(is_left_out.then(|| GridCell::from(out)));
        grid.push_row(row);
    }
    grid
}

fn pairwise_grid(found: &RobustnessReport) -> Grid {
    let rivals = found.competitors();
    let shown = || rivals.iter().copied().take(MAX_COLUMNS);
    let mut grid = Grid::new(std::iter::once("beats".to_owned()).chain(shown().map(|at| found.name(at))));
    for &at in &rivals {
        let share =
            |other: usize| GridCell::optional((other != at).then(|| 100.0 * found.acceptance.pairwise[at][other]), 1);
        grid.push_row(std::iter::once(GridCell::from(found.name(at))).chain(shown().map(share)));
    }
    grid
}

/// Rows are criteria, columns those that are ever first.
fn central_weights_grid(found: &RobustnessReport) -> Grid {
    let first: Vec<usize> = found
        .competitors()
        .into_iter()
        .filter(|at| found.acceptance.central_weights[*at].is_some())
        .take(MAX_COLUMNS)
        .collect();
    let headers = ["criterion".to_owned(), "stated".to_owned()].into_iter();
    let mut grid = Grid::new(headers.chain(first.iter().map(|at| found.name(*at))));
    for (row, (_, name)) in found.input.criteria.iter().enumerate() {
        let weight =
            |at: &usize| found.acceptance.central_weights[*at].as_ref().and_then(|central| central.get(row)).copied();
        let weights = first.iter().map(|at| GridCell::optional(weight(at).map(|weight| 100.0 * weight), 1));
        let stated = GridCell::optional(found.shares.get(row).map(|share| 100.0 * share), 1);
        grid.push_row([GridCell::from(name.as_str()), stated].into_iter().chain(weights));
    }
    grid
}
