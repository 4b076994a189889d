//! How much it takes to unseat the leader, as table, JSON or CSV.

use super::comparison::ComparisonInput;
use super::grid::{Grid, GridCell};
use super::json::{number, pretty, text, texts};
use super::table::{format_rounded, render_table};
use super::{csv, showable_text};
use crate::analysis::goal::orient;
use crate::analysis::sensitivity::{CriticalWeight, OpenCell, ScoreFlip, Stability, WeightShift, find_open_cells};
use crate::analysis::{self, Goal, Problem, Ranking, Share};
use serde_json::{Value, json};

/// So many one-point changes a table shows; JSON and CSV have them all.
const MAX_ROWS: usize = 20;

/// Sensitivity of one contest.
#[derive(Debug, Clone)]
pub struct SensitivityReport {
    input: ComparisonInput,
    problem: Problem,
    goals: Vec<Goal>,
    ranking: Ranking,
    stability: Vec<Stability>,
    critical: Option<CriticalWeight>,
    shifts: Vec<(usize, Option<WeightShift>)>,
    flips: Vec<ScoreFlip>,
    open_scores: Vec<OpenCell>,
}

impl SensitivityReport {
    /// Looks at the first leader of a contest. `goals` say which end of the values was the good one where they were entered, so
    /// that scores are told as they stand there.
    pub fn compute(contest: ComparisonInput, problem: Problem, goals: Vec<Goal>) -> Self {
        let feasible = contest.competing();
        let ranking = analysis::rank(&problem, &feasible);
        let always = Stability { low: Share::ZERO, high: Share::ONE, rival_low: None, rival_high: None };
        let seen = analysis::Comparison::new(&problem, &ranking);
        let pairs = seen.as_ref().map(|seen| seen.rivals().iter().copied().zip(seen.weight_shifts()).collect());
        Self {
            stability: seen.as_ref().map_or_else(|| vec![always; problem.criteria()], analysis::Comparison::stability),
            critical: seen.as_ref().and_then(analysis::Comparison::critical_weight),
            shifts: pairs.unwrap_or_default(),
            flips: seen.map(|seen| seen.one_point_flips()).map_or_else(Vec::new, |flips| {
                flips.into_iter().filter(|flip| contest.has_editable_score(flip.alternative, flip.criterion)).collect()
            }),
            open_scores: find_open_cells(&problem, &feasible),
            input: contest,
            problem,
            goals,
            ranking,
        }
    }

    fn id(&self, alternative: usize) -> &str {
        self.input.alternatives.get(alternative).map_or("", |row| row.id.as_str())
    }

    fn name(&self, alternative: usize) -> String {
        self.input.alternatives.get(alternative).map_or_else(String::new, |row| showable_text(&row.name))
    }

    fn criterion(&self, criterion: usize) -> (&str, &str) {
        self.input.criteria.get(criterion).map_or(("", ""), |(id, name)| (id.as_str(), name.as_str()))
    }

    /// A value as it was entered.
    fn entered_value(&self, criterion: usize, value: f64) -> f64 {
        orient(value, self.goals.get(criterion).copied().unwrap_or_default(), self.problem.scale())
    }
}

/// As `sensitivity --format json` prints it.
pub fn json(found: &SensitivityReport) -> String {
    let id = |at: Option<usize>| at.map_or(Value::Null, |at| text(found.id(at)));
    let criteria = found.stability.iter().enumerate().map(|(at, seen)| {
        json!({
            "id": text(found.criterion(at).0),
            "weight": found.problem.shares()[at].get(),
            "low": seen.low.get(),
            "high": seen.high.get(),
            "rival_low": id(seen.rival_low),
            "rival_high": id(seen.rival_high),
        })
    });
    let shift = |(rival, shift): &(usize, Option<WeightShift>)| {
        json!({
            "rival": text(found.id(*rival)),
            "points": number(shift.as_ref().map(|shift| shift.moved.percent())),
        })
    };
    let flip = |flip: &ScoreFlip| {
        json!({
            "alternative": text(found.id(flip.alternative)),
            "criterion": text(found.criterion(flip.criterion).0),
            "from": found.entered_value(flip.criterion, flip.from),
            "to": found.entered_value(flip.criterion, flip.to),
            "new_leader": text(found.id(flip.new_leader)),
        })
    };
    let open = |cell: &OpenCell| {
        json!({
            "alternative": text(found.id(cell.alternative)),
            "criterion": text(found.criterion(cell.criterion).0),
            "swing": cell.swing,
            "new_leader": id(cell.new_leader),
        })
    };
    let critical = found.critical.map(|nearest| {
        json!({
            "criterion": text(found.criterion(nearest.criterion).0),
            "rival": text(found.id(nearest.rival)),
            "at": nearest.crossover.get(),
            "change": nearest.change,
        })
    });
    pretty(&json!({
        "scope": text(&found.input.scope),
        "title": text(&found.input.title),
        "leader": texts(found.ranking.leaders.iter().map(|at| found.id(*at))),
        "tie": found.ranking.tie,
        "margin": number(found.ranking.margin),
        "criteria": criteria.collect::<Value>(),
        "critical": critical,
        "shift": found.shifts.iter().map(shift).collect::<Value>(),
        "flips": found.flips.iter().map(flip).collect::<Value>(),
        "open": found.open_scores.iter().map(open).collect::<Value>(),
    }))
}

/// As `sensitivity --format csv` prints it: one row per finding, `kind` saying which.
pub fn csv(found: &SensitivityReport) -> String {
    let headers = [
        "kind",
        "criterion",
        "alternative",
        "weight",
        "low",
        "high",
        "rival_low",
        "rival_high",
        "points",
        "from",
        "to",
        "swing",
        "new_leader",
    ];
    let mut grid = Grid::new(headers);
    let id = |at: Option<usize>| at.map_or(GridCell::Empty, |at| found.id(at).into());
    let none = || GridCell::Empty;
    for (at, seen) in found.stability.iter().enumerate() {
        let ends = [found.problem.shares()[at], seen.low, seen.high].map(|share| GridCell::Number(share.get(), 4));
        let row = ["criterion".into(), found.criterion(at).0.into(), none()].into_iter().chain(ends);
        grid.push_row(row.chain([id(seen.rival_low), id(seen.rival_high)]));
    }
    for (rival, shift) in &found.shifts {
        let blank = std::iter::repeat_n(GridCell::Empty, 5);
        let points = GridCell::optional(shift.as_ref().map(|shift| shift.moved.percent()), 2);
        grid.push_row(["shift".into(), none(), id(Some(*rival))].into_iter().chain(blank).chain([points]));
    }
    for flip in &found.flips {
        let blank = std::iter::repeat_n(GridCell::Empty, 6);
        let ends = [flip.from, flip.to].map(|value| GridCell::Number(found.entered_value(flip.criterion, value), 2));
        let row = ["flip".into(), found.criterion(flip.criterion).0.into(), id(Some(flip.alternative))];
        grid.push_row(row.into_iter().chain(blank).chain(ends).chain([none(), id(Some(flip.new_leader))]));
    }
    for cell in &found.open_scores {
        let blank = std::iter::repeat_n(GridCell::Empty, 8);
        let row = ["open".into(), found.criterion(cell.criterion).0.into(), id(Some(cell.alternative))];
        grid.push_row(row.into_iter().chain(blank).chain([GridCell::Number(cell.swing, 2), id(cell.new_leader)]));
    }
    csv::render_csv(&grid)
}

/// As `sensitivity` prints it for people: who leads, how far each weight and score is from changing that.
pub fn text_table(found: &SensitivityReport) -> String {
    let mut whole =
        format!("{} · what would change the leader\n\n{}", showable_text(&found.input.title), leader_line(found));
    if found.ranking.leaders.is_empty() {
        return whole;
    }
    whole.push_str(&nearest_change_line(found));
    let leader = found.ranking.leaders.first().map_or_else(String::new, |at| found.name(*at));
    whole.push_str(&format!("\nweights, in % of all weight: {leader} leads from … to …, the others in proportion\n"));
    whole.push_str(&render_table(&weights_grid(found)));
    if !found.shifts.is_empty() {
        whole.push_str("\nthe least weight that has to move for a rival to draw level, in points of 100\n");
        whole.push_str(&render_table(&shifts_grid(found)));
        whole.push_str(&flips_text(found));
    }
    let open = open_scores_grid(found);
    if !open.rows.is_empty() {
        whole.push_str("\nopen scores, those first that could change the leader by themselves\n");
        whole.push_str(&render_table(&open));
    }
    whole
}

fn leader_line(found: &SensitivityReport) -> String {
    let span = format_rounded(found.problem.scale().span(), 2);
    let span = span.trim_end_matches('0').trim_end_matches('.');
    match (found.ranking.leaders.as_slice(), found.ranking.margin) {
        ([], _) => "nobody leads: nothing is feasible\n".to_owned(),
        ([one], Some(margin)) => {
            format!("leader: {}, {} of {span} ahead\n", found.name(*one), format_rounded(margin, 2))
        }
        ([one], None) => format!("leader: {}, the only feasible one\n", found.name(*one)),
        (several, _) => {
            let names: Vec<String> = several.iter().map(|at| found.name(*at)).collect();
            format!("tie: {}; what follows is about {}\n", names.join(", "), names[0])
        }
    }
}

fn nearest_change_line(found: &SensitivityReport) -> String {
    let Some(nearest) = found.critical else {
        return if found.shifts.is_empty() {
            String::new()
        } else {
            "no single weight changes the leader\n".to_owned()
        };
    };
    let moves = if nearest.change < 0.0 { "below" } else { "above" };
    let (at, now) = (nearest.crossover.percent(), found.problem.shares()[nearest.criterion].percent());
    let name = showable_text(found.criterion(nearest.criterion).1);
    let rival = found.name(nearest.rival);
    format!(
        "nearest: {name} {moves} {} % (now {} %), then {rival} leads\n",
        format_rounded(at, 1),
        format_rounded(now, 1)
    )
}

fn weights_grid(found: &SensitivityReport) -> Grid {
    let mut grid = Grid::new(["criterion", "weight %", "from %", "to %", "below leads", "above leads"]);
    let rival = |at: Option<usize>| at.map_or_else(|| GridCell::from("–"), |at| found.name(at).into());
    for (at, seen) in found.stability.iter().enumerate() {
        let shares = [found.problem.shares()[at], seen.low, seen.high];
        let shares = shares.map(|share| GridCell::Number(share.percent(), 1));
        let row = [GridCell::from(found.criterion(at).1)].into_iter().chain(shares);
        grid.push_row(row.chain([rival(seen.rival_low), rival(seen.rival_high)]));
    }
    grid
}

fn shifts_grid(found: &SensitivityReport) -> Grid {
    let mut grid = Grid::new(["rival", "behind by", "points", "moved from", "to"]);
    let total = |at: usize| found.ranking.standings.get(at).map_or(0.0, |standing| standing.total);
    let leader = found.ranking.leaders.first().copied().unwrap_or_default();
    let mut order: Vec<&(usize, Option<WeightShift>)> = found.shifts.iter().collect();
    let points = |shift: &Option<WeightShift>| shift.as_ref().map(|shift| shift.moved.percent());
    order.sort_by(|a, b| points(&a.1).unwrap_or(101.0).total_cmp(&points(&b.1).unwrap_or(101.0)));
    for (rival, shift) in order {
        let behind = GridCell::Number((total(leader) - total(*rival)).max(0.0), 2);
        let row = [GridCell::from(found.name(*rival)), behind];
        let Some(shift) = shift else {
            grid.push_row(row.into_iter().chain([GridCell::Empty, "ahead of it whatever the weights".into()]));
            continue;
        };
        let change = |at: usize| shift.shares[at].get() - found.problem.shares()[at].get();
        let named = |of: &dyn Fn(f64) -> bool| {
            let names = (0..shift.shares.len()).filter(|at| of(change(*at))).map(|at| found.criterion(at).1);
            GridCell::from(names.collect::<Vec<_>>().join(", "))
        };
        let moved = [GridCell::Number(shift.moved.percent(), 2), named(&|by| by < -1e-9), named(&|by| by > 1e-9)];
        grid.push_row(row.into_iter().chain(moved));
    }
    grid
}

fn flips_text(found: &SensitivityReport) -> String {
    if found.input.compares_estates() {
        return "\nan estate's scores are those of its workloads: --workload ID tries each by one point\n".to_owned();
    }
    if found.flips.is_empty() {
        return "\nno single score changes the leader by one point\n".to_owned();
    }
    let mut grid = Grid::new(["alternative", "criterion", "score", "changed", "then leads"]);
    for flip in found.flips.iter().take(MAX_ROWS) {
        let ends = [flip.from, flip.to].map(|value| GridCell::Number(found.entered_value(flip.criterion, value), 1));
        let names = [GridCell::from(found.name(flip.alternative)), found.criterion(flip.criterion).1.into()];
        grid.push_row(names.into_iter().chain(ends).chain([found.name(flip.new_leader).into()]));
    }
    let more = found.flips.len().saturating_sub(MAX_ROWS);
    let rest = if more > 0 { format!("and {more} more: see --format csv\n") } else { String::new() };
    format!("\none point on one of these scores changes the leader\n{}{rest}", render_table(&grid))
}

fn open_scores_grid(found: &SensitivityReport) -> Grid {
    let mut grid = Grid::new(["alternative", "criterion", "moves its total by", "could then lead"]);
    for cell in found.open_scores.iter().take(MAX_ROWS) {
        let names = [GridCell::from(found.name(cell.alternative)), found.criterion(cell.criterion).1.into()];
        let next = cell.new_leader.map_or_else(|| GridCell::from("–"), |at| found.name(at).into());
        grid.push_row(names.into_iter().chain([GridCell::Number(cell.swing, 2), next]));
    }
    grid
}
