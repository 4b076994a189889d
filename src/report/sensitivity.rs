//! What would change the leader: weights, the smallest shift of weight, single scores.

use super::comparison::ComparisonInput;
use super::format::Report;
use super::grid::{Columns, Grid, GridCell};
use super::json::{list, number, text, texts};
use super::page::Page;
use crate::analysis::goal::orient;
use crate::analysis::sensitivity::{CriticalWeight, OpenCell, ScoreFlip, Stability, WeightShift, find_open_cells};
use crate::analysis::{self, Goal, Problem, Ranking, Share};
use crate::model::number::format_decimals;
use serde_json::{Value, json};

/// Single scores that a table shows; JSON and CSV have them all.
const MAX_ROWS: usize = 20;
/// Changes of a share below this are rounding.
const ROUNDING: f64 = 1e-9;

/// Sensitivity of one comparison.
#[derive(Debug, Clone)]
pub struct SensitivityReport {
    input: ComparisonInput,
    problem: Problem,
    goals: Vec<Goal>,
    ranking: Ranking,
    /// Per criterion.
    stability: Vec<Stability>,
    critical: Option<CriticalWeight>,
    /// Per rival; none when it cannot draw level.
    shifts: Vec<(usize, Option<WeightShift>)>,
    flips: Vec<ScoreFlip>,
    open_scores: Vec<OpenCell>,
}

impl SensitivityReport {
    /// Examines the first leader. `goals` say which end of the values was the good one when they were entered, so that the report
    /// gives scores as entered.
    pub fn compute(input: ComparisonInput, problem: Problem, goals: Vec<Goal>) -> Self {
        let competing = input.competing();
        let ranking = analysis::rank(&problem, &competing);
        let always = Stability { low: Share::ZERO, high: Share::ONE, rival_low: None, rival_high: None };
        let comparison = analysis::Comparison::new(&problem, &ranking);
        let comparison = comparison.as_ref();
        let shifts = comparison.map(|lead| lead.rivals().iter().copied().zip(lead.weight_shifts()).collect());
        let mut flips = comparison.map(|lead| lead.one_point_flips()).unwrap_or_default();
        flips.retain(|flip| input.has_editable_score(flip.alternative, flip.criterion));
        Self {
            stability: comparison.map_or_else(|| vec![always; problem.criteria()], analysis::Comparison::stability),
            critical: comparison.and_then(analysis::Comparison::critical_weight),
            shifts: shifts.unwrap_or_default(),
            flips,
            open_scores: find_open_cells(&problem, &competing),
            input,
            problem,
            goals,
            ranking,
        }
    }

    fn id(&self, alternative: usize) -> &str {
        self.input.alternatives.get(alternative).map_or("", |row| &row.id)
    }

    fn name(&self, alternative: usize) -> &str {
        self.input.name(alternative)
    }

    fn criterion_id(&self, criterion: usize) -> &str {
        self.input.criteria.get(criterion).map_or("", |(id, _)| id)
    }

    fn criterion_name(&self, criterion: usize) -> &str {
        self.input.criteria.get(criterion).map_or("", |(_, name)| name)
    }

    fn share(&self, criterion: usize) -> Share {
        self.problem.shares()[criterion]
    }

    /// A value as it was entered.
    fn entered_value(&self, criterion: usize, value: f64) -> f64 {
        orient(value, self.goals.get(criterion).copied().unwrap_or_default(), self.problem.scale())
    }

    fn leader_line(&self) -> String {
        let span = format_decimals(self.problem.scale().span(), 2);
        let span = span.trim_end_matches('0').trim_end_matches('.');
        match (self.ranking.leaders.as_slice(), self.ranking.margin) {
            ([], _) => "no leader: nothing is feasible".to_owned(),
            ([one], Some(margin)) => {
                format!("leader: {}, {} of {span} ahead", self.name(*one), format_decimals(margin, 2))
            }
            ([one], None) => format!("leader: {}, the only feasible one", self.name(*one)),
            ([first, ..], _) => {
                let names: Vec<&str> = self.ranking.leaders.iter().map(|at| self.name(*at)).collect();
                format!("tie: {}; the rest is about {}", names.join(", "), self.name(*first))
            }
        }
    }

    fn nearest_change_line(&self) -> Option<String> {
        let Some(nearest) = self.critical else {
            return (!self.shifts.is_empty()).then(|| "no single weight changes the leader".to_owned());
        };
        let direction = if nearest.change < 0.0 { "below" } else { "above" };
        let criterion = self.criterion_name(nearest.criterion);
        let [at, now] =
            [nearest.crossover, self.share(nearest.criterion)].map(|share| format_decimals(share.percent(), 1));
        let rival = self.name(nearest.rival);
        Some(format!("nearest change: {criterion} {direction} {at} % (now {now} %), then {rival} leads"))
    }

    fn weights_grid(&self) -> Grid {
        type Row<'r> = (usize, &'r Stability);
        let rival = |at: Option<usize>| GridCell::from(at.map_or("–", |at| self.name(at)));
        Columns::new()
            .cell("criterion", |(at, _): &Row| self.criterion_name(*at).into())
            .number("weight %", 1, |(at, _)| self.share(*at).percent())
            .number("from %", 1, |(_, range)| range.low.percent())
            .number("to %", 1, |(_, range)| range.high.percent())
            .cell("leads below", move |(_, range)| rival(range.rival_low))
            .cell("leads above", move |(_, range)| rival(range.rival_high))
            .grid(self.stability.iter().enumerate())
    }

    fn shifts_grid(&self) -> Grid {
        type Row<'r> = &'r (usize, Option<WeightShift>);
        let total = |at: usize| self.ranking.standings.get(at).map_or(0.0, |standing| standing.total);
        let leader = self.ranking.leaders.first().copied().unwrap_or_default();
        let moved = |shift: &WeightShift, is_source: bool| {
            let change = |at: &usize| shift.shares[*at].get() - self.share(*at).get();
            let is_moved = |at: &usize| if is_source { change(at) < -ROUNDING } else { change(at) > ROUNDING };
            let names = (0..shift.shares.len()).filter(is_moved).map(|at| self.criterion_name(at));
            names.collect::<Vec<_>>().join(", ")
        };
        let mut rows: Vec<Row> = self.shifts.iter().collect();
        rows.sort_by(|a, b| points(&a.1).unwrap_or(f64::MAX).total_cmp(&points(&b.1).unwrap_or(f64::MAX)));
        Columns::new()
            .cell("rival", |(rival, _): &Row| self.name(*rival).into())
            .number("behind by", 2, move |(rival, _)| (total(leader) - total(*rival)).max(0.0))
            .number("points", 2, |(_, shift)| points(shift))
            .cell("moved from", move |(_, shift)| match shift {
                Some(shift) => moved(shift, true).into(),
                None => "behind at all weights".into(),
            })
            .cell("to", move |(_, shift)| shift.as_ref().map_or_else(String::new, |shift| moved(shift, false)).into())
            .grid(rows)
    }

    fn add_flips(&self, page: &mut Page) {
        if self.input.compares_estates() {
            page.blank();
            page.line("an estate's scores are those of its workloads: use --workload ID to change each by one point");
            return;
        }
        if self.flips.is_empty() {
            page.blank();
            page.line("no single score changes the leader by one point");
            return;
        }
        let columns = Columns::new()
            .cell("alternative", |flip: &&ScoreFlip| self.name(flip.alternative).into())
            .cell("criterion", |flip| self.criterion_name(flip.criterion).into())
            .number("score", 1, |flip| self.entered_value(flip.criterion, flip.from))
            .number("changed", 1, |flip| self.entered_value(flip.criterion, flip.to))
            .cell("then leads", |flip| self.name(flip.new_leader).into());
        page.section(
            "one point on one of these scores changes the leader",
            columns.grid(self.flips.iter().take(MAX_ROWS)),
        );
        if self.flips.len() > MAX_ROWS {
            page.line(format!("and {} more: see --format csv", self.flips.len() - MAX_ROWS));
        }
    }

    fn open_scores_grid(&self) -> Grid {
        Columns::new()
            .cell("alternative", |cell: &&OpenCell| self.name(cell.alternative).into())
            .cell("criterion", |cell| self.criterion_name(cell.criterion).into())
            .number("changes its total by", 2, |cell| cell.swing)
            .cell("could then lead", |cell| cell.new_leader.map_or("–", |at| self.name(at)).into())
            .grid(self.open_scores.iter().take(MAX_ROWS))
    }
}

/// Points of 100 that have to move.
fn points(shift: &Option<WeightShift>) -> Option<f64> {
    shift.as_ref().map(|shift| shift.moved.percent())
}

/// A row of the CSV, which has one per finding and leaves empty what does not apply to it.
#[derive(Default)]
struct Finding<'r> {
    kind: &'static str,
    criterion: Option<usize>,
    alternative: Option<usize>,
    stability: Option<&'r Stability>,
    points: Option<f64>,
    flip: Option<&'r ScoreFlip>,
    swing: Option<f64>,
    new_leader: Option<usize>,
}

impl Report for SensitivityReport {
    /// Who leads, and how far each weight and score is from changing that.
    fn page(&self) -> Page {
        let mut page = Page::titled(format!("{} · what would change the leader", self.input.title));
        page.blank();
        page.line(self.leader_line());
        let Some(leader) = self.ranking.leaders.first().map(|at| self.name(*at)) else { return page };
        page.lines(self.nearest_change_line());
        page.lines(self.input.consistency_line());
        page.section(
            format!("weights, in % of all weight: {leader} leads from … to …, the others in proportion"),
            self.weights_grid(),
        );
        if !self.shifts.is_empty() {
            page.section(
                "the smallest shift of weight after which a rival draws level, in points of 100",
                self.shifts_grid(),
            );
            self.add_flips(&mut page);
        }
        if !self.open_scores.is_empty() {
            page.section(
                "open scores, first those that could change the leader by themselves",
                self.open_scores_grid(),
            );
        }
        page
    }

    fn json(&self) -> Value {
        let id = |at: Option<usize>| at.map_or(Value::Null, |at| text(self.id(at)));
        let criterion = |(at, stability): (usize, &Stability)| {
            json!({
                "id": text(self.criterion_id(at)),
                "weight": self.share(at).get(),
                "low": stability.low.get(),
                "high": stability.high.get(),
                "rival_low": id(stability.rival_low),
                "rival_high": id(stability.rival_high),
            })
        };
        let flip = |flip: &ScoreFlip| {
            json!({
                "alternative": text(self.id(flip.alternative)),
                "criterion": text(self.criterion_id(flip.criterion)),
                "from": self.entered_value(flip.criterion, flip.from),
                "to": self.entered_value(flip.criterion, flip.to),
                "new_leader": text(self.id(flip.new_leader)),
            })
        };
        let open = |cell: &OpenCell| {
            json!({
                "alternative": text(self.id(cell.alternative)),
                "criterion": text(self.criterion_id(cell.criterion)),
                "swing": cell.swing,
                "new_leader": id(cell.new_leader),
            })
        };
        let critical = self.critical.map(|nearest| {
            json!({
                "criterion": text(self.criterion_id(nearest.criterion)),
                "rival": text(self.id(nearest.rival)),
                "at": nearest.crossover.get(),
                "change": nearest.change,
            })
        });
        json!({
            "scope": text(&self.input.scope),
            "title": text(&self.input.title),
            "leader": texts(self.ranking.leaders.iter().map(|at| self.id(*at))),
            "tie": self.ranking.tie,
            "margin": number(self.ranking.margin),
            "consistency": number(self.input.consistency_ratio()),
            "criteria": list(self.stability.iter().enumerate(), criterion),
            "critical": critical,
            "shift": list(&self.shifts, |(rival, shift)| {
                json!({"rival": text(self.id(*rival)), "points": number(points(shift))})
            }),
            "flips": list(&self.flips, flip),
            "open": list(&self.open_scores, open),
        })
    }

    fn grid(&self) -> Grid {
        let criteria = self.stability.iter().enumerate().map(|(at, stability)| Finding {
            kind: "criterion",
            criterion: Some(at),
            stability: Some(stability),
            ..Finding::default()
        });
        let shifts = self.shifts.iter().map(|(rival, shift)| Finding {
            kind: "shift",
            alternative: Some(*rival),
            points: points(shift),
            ..Finding::default()
        });
        let flips = self.flips.iter().map(|flip| Finding {
            kind: "flip",
            criterion: Some(flip.criterion),
            alternative: Some(flip.alternative),
            flip: Some(flip),
            new_leader: Some(flip.new_leader),
            ..Finding::default()
        });
        let open_scores = self.open_scores.iter().map(|cell| Finding {
            kind: "open",
            criterion: Some(cell.criterion),
            alternative: Some(cell.alternative),
            swing: Some(cell.swing),
            new_leader: cell.new_leader,
            ..Finding::default()
        });
        let id = |at: Option<usize>| GridCell::from(at.map(|at| self.id(at)));
        let weight = |row: &Finding| row.stability.and(row.criterion).map(|at| self.share(at).get());
        Columns::new()
            .text("kind", |row: &Finding| row.kind)
            .cell("criterion", |row| row.criterion.map(|at| self.criterion_id(at)).into())
            .cell("alternative", move |row| id(row.alternative))
            .number("weight", 4, weight)
            .number("low", 4, |row| row.stability.map(|range| range.low.get()))
            .number("high", 4, |row| row.stability.map(|range| range.high.get()))
            .cell("rival_low", move |row| id(row.stability.and_then(|range| range.rival_low)))
            .cell("rival_high", move |row| id(row.stability.and_then(|range| range.rival_high)))
            .number("points", 2, |row| row.points)
            .number("from", 2, |row| row.flip.map(|flip| self.entered_value(flip.criterion, flip.from)))
            .number("to", 2, |row| row.flip.map(|flip| self.entered_value(flip.criterion, flip.to)))
            .number("swing", 2, |row| row.swing)
            .cell("new_leader", move |row| id(row.new_leader))
            .grid(criteria.chain(shifts).chain(flips).chain(open_scores))
    }

    fn notes(&self) -> Vec<String> {
        self.input.remarks.clone()
    }
}
