//! How often each alternative leads when weights and open scores are drawn, as table, JSON or CSV.

use super::grid::{Cell, Grid};
use super::json::{object, pretty, text};
use super::ranked::{Contender, Contest};
use super::table::{rounded, table};
use super::{csv, safe};
use crate::analysis::Problem;
use crate::analysis::robustness::{Acceptance, Draws, GENERATOR, Space, acceptance};
use serde_json::{Value, json};

/// So many ranks and rivals a table shows side by side; JSON and CSV have them all.
const WIDE: usize = 8;

/// Robustness of one contest.
#[derive(Debug, Clone)]
pub struct Robust {
    contest: Contest,
    shares: Vec<f64>,
    space: Space,
    seed: u64,
    found: Acceptance,
}

impl Robust {
    /// Draws so many weightings from `space`, and open scores with them.
    pub fn of(contest: Contest, problem: &Problem, space: Space, seed: u64, samples: u64) -> Self {
        let feasible = contest.competes();
        let found = acceptance(problem, &feasible, space, &mut Draws::new(seed), samples);
        Self { contest, shares: problem.shares().iter().map(|share| share.get()).collect(), space, seed, found }
    }

    /// Alternatives by how often they lead, those that take no part at the end.
    fn order(&self) -> Vec<usize> {
        let competes = self.contest.competes();
        let mut order: Vec<usize> = (0..competes.len()).collect();
        order.sort_by(|a, b| {
            competes[*b].cmp(&competes[*a]).then(self.found.first(*b).total_cmp(&self.found.first(*a)))
        });
        order
    }

    fn rivals(&self) -> Vec<usize> {
        let competes = self.contest.competes();
        self.order().into_iter().filter(|at| competes[*at]).collect()
    }

    fn name(&self, at: usize) -> String {
        self.contest.contenders.get(at).map_or_else(String::new, |row| safe(&row.name))
    }
}

/// As `robustness --format json` prints it.
pub fn json(found: &Robust) -> String {
    let seen = &found.found;
    let weights = |central: &Vec<f64>| {
        object(found.contest.criteria.iter().zip(central).map(|((id, _), weight)| (id, json!(weight))))
    };
    let row = |(at, who): (usize, &Contender)| {
        json!({
            "id": text(&who.id),
            "name": text(&who.name),
            "feasible": who.reasons.is_empty(),
            "same_as": who.same_as.map(|twin| text(&found.contest.contenders[twin].id)),
            "acceptability": seen.acceptability[at],
            "first_rank_error": seen.error_of(seen.first(at)),
            "central_weights": seen.central[at].as_ref().map(weights),
        })
    };
    pretty(&json!({
        "scope": text(&found.contest.scope),
        "title": text(&found.contest.title),
        "samples": seen.samples,
        "seed": found.seed,
        "generator": GENERATOR,
        "space": found.space.to_string(),
        "alternatives": found.contest.contenders.iter().enumerate().map(row).collect::<Value>(),
        "pairwise": seen.pairwise,
    }))
}

/// As `robustness --format csv` prints it: one row per alternative, in their order, as shares of draws.
pub fn csv(found: &Robust) -> String {
    let seen = &found.found;
    let ranks = seen.acceptability.first().map_or(0, Vec::len);
    let fixed = ["id", "name", "space", "samples", "seed", "feasible", "first_rank_error"].map(str::to_owned);
    let headers = fixed
        .into_iter()
        .chain((1..=ranks).map(|rank| format!("rank_{rank}")))
        .chain(found.contest.criteria.iter().map(|(id, _)| format!("central_{id}")))
        .chain(found.contest.contenders.iter().map(|row| format!("beats_{}", row.id)));
    let mut grid = Grid::new(headers);
    for (at, who) in found.contest.contenders.iter().enumerate() {
        let fixed = [
            who.id.as_str().into(),
            who.name.as_str().into(),
            found.space.to_string().into(),
            Cell::Number(seen.samples as f64, 0),
            Cell::from(found.seed.to_string()),
            Cell::truth(who.reasons.is_empty()),
            Cell::Number(seen.error_of(seen.first(at)), 4),
        ];
        let share = |share: &f64| Cell::Number(*share, 4);
        let central = (0..found.contest.criteria.len())
            .map(|k| Cell::maybe(seen.central[at].as_ref().and_then(|central| central.get(k)).copied(), 4));
        let ranks = seen.acceptability[at].iter().map(share);
        grid.row(fixed.into_iter().chain(ranks).chain(central).chain(seen.pairwise[at].iter().map(share)));
    }
    csv::csv(&grid)
}

/// As `robustness` prints it for people: how often who has which rank, who beats whom, and for which weights one would be for it.
pub fn text_table(found: &Robust) -> String {
    let seen = &found.found;
    let (space, words) = (found.space, words(found.space));
    let mut whole = format!(
        "{} · {} draws of {space}: {words} (seed {}, {GENERATOR})\n\n",
        safe(&found.contest.title),
        seen.samples,
        found.seed
    );
    if found.rivals().is_empty() {
        whole.push_str("nobody leads: nothing is feasible\n");
        return whole;
    }
    whole.push_str(&format!("how often each has which rank, in % of {space}; ± is one standard error of the first\n"));
    whole.push_str(&table(&ranks(found)));
    if found.rivals().len() > 1 {
        whole.push_str(&format!("\nhow often the row beats the column, in % of {space}\n"));
        whole.push_str(&table(&pairs(found)));
    }
    whole.push_str(&format!("\ncentral weights, in %: the mean of the weightings in {space} that put it first\n"));
    whole.push_str(&table(&central(found)));
    let left = found.rivals().len().saturating_sub(WIDE);
    if left > 0 {
        whole.push_str(&format!("\n{left} more columns each: see --format csv\n"));
    }
    whole
}

fn words(space: Space) -> String {
    match space {
        Space::Simplex => "every weighting alike".to_owned(),
        Space::Ordinal => "every weighting that keeps the stated order, with equal weights kept equal".to_owned(),
        Space::Local(reach) => {
            format!("{} % of the weight up for discussion, the rest as stated", rounded(reach.percent(), 1))
        }
    }
}

fn ranks(found: &Robust) -> Grid {
    let seen = &found.found;
    let shown = found.rivals().len().min(WIDE);
    let is_left_out = found.rivals().len() < found.contest.contenders.len();
    let headers = ["alternative".to_owned(), "rank 1 %".to_owned(), "±".to_owned()].into_iter();
    let headers = headers.chain((2..=shown).map(|rank| format!("{rank} %")));
    let mut grid = Grid::new(headers.chain(is_left_out.then(|| "takes no part".to_owned())));
    for at in found.order() {
        let who = &found.contest.contenders[at];
        let out = match who.same_as {
            Some(twin) => format!("the same as {}", found.name(twin)),
            None => who.reasons.join("; "),
        };
        let mut row = vec![Cell::from(found.name(at))];
        if out.is_empty() {
            row.push(Cell::Number(100.0 * seen.first(at), 1));
            row.push(Cell::Number(100.0 * seen.error_of(seen.first(at)), 2));
            row.extend(seen.acceptability[at].iter().take(shown).skip(1).map(|share| Cell::Number(100.0 * share, 1)));
        } else {
            row.extend(std::iter::repeat_n(Cell::Empty, shown + 1));
        }
        row.extend(is_left_out.then(|| Cell::from(out)));
        grid.row(row);
    }
    grid
}

fn pairs(found: &Robust) -> Grid {
    let rivals = found.rivals();
    let shown = || rivals.iter().copied().take(WIDE);
    let mut grid = Grid::new(std::iter::once("beats".to_owned()).chain(shown().map(|at| found.name(at))));
    for &at in &rivals {
        let share = |other: usize| Cell::maybe((other != at).then(|| 100.0 * found.found.pairwise[at][other]), 1);
        grid.row(std::iter::once(Cell::from(found.name(at))).chain(shown().map(share)));
    }
    grid
}

/// Rows are criteria, columns those that are ever first.
fn central(found: &Robust) -> Grid {
    let first: Vec<usize> =
        found.rivals().into_iter().filter(|at| found.found.central[*at].is_some()).take(WIDE).collect();
    let headers = ["criterion".to_owned(), "stated".to_owned()].into_iter();
    let mut grid = Grid::new(headers.chain(first.iter().map(|at| found.name(*at))));
    for (row, (_, name)) in found.contest.criteria.iter().enumerate() {
        let weight = |at: &usize| found.found.central[*at].as_ref().and_then(|central| central.get(row)).copied();
        let weights = first.iter().map(|at| Cell::maybe(weight(at).map(|weight| 100.0 * weight), 1));
        let stated = Cell::maybe(found.shares.get(row).map(|share| 100.0 * share), 1);
        grid.row([Cell::from(name.as_str()), stated].into_iter().chain(weights));
    }
    grid
}
