//! A ranking as table, JSON or CSV.

use super::comparison::{RankMethod, RankReport, RankedAlternative};
use super::grid::{Grid, GridCell};
use super::json::{number, object, pretty, text, texts};
use super::table::{format_rounded, render_table};
use super::{csv, showable_text};
use serde_json::{Value, json};

/// As `rank --format json` prints it.
pub fn json(ranked: &RankReport) -> String {
    let leaders = ranked.leaders.iter().map(|at| &ranked.alternatives[*at].alternative.id);
    let mut value = json!({
        "scope": text(&ranked.scope),
        "title": text(&ranked.title),
        "method": ranked.method.id(),
        "leader": texts(leaders),
        "tie": ranked.is_tie(),
        "margin": number(ranked.margin),
        "alternatives": ranked.alternatives.iter().map(|stand| alternative_json(ranked, stand)).collect::<Value>(),
        "weights": object(ranked.criteria.iter().map(|(id, _, share)| (id, json!(share)))),
    });
    if let Some(called) = &ranked.verdict {
        value["verdict"] = called.json();
    }
    pretty(&value)
}

fn alternative_json(ranked: &RankReport, stand: &RankedAlternative) -> Value {
    let who = &stand.alternative;
    let parts = ranked.criteria.iter().zip(&stand.contributions);
    let mut value = json!({
        "id": text(&who.id),
        "name": text(&who.name),
        "rank": stand.rank,
        "total": number(Some(stand.total)),
        "percent": number(Some(stand.percent)),
        "feasible": who.reasons.is_empty(),
        "reasons": texts(&who.reasons),
        "warnings": texts(&who.warnings),
        "contributions": object(parts.map(|((id, ..), part)| (id, number(Some(*part))))),
    });
    if let Some(bounds) = stand.bounds {
        value["total_low"] = number(Some(bounds.low));
        value["total_high"] = number(Some(bounds.high));
    }
    if !who.assign.is_empty() {
        value["assign"] = object(who.assign.iter().map(|(workload, to)| (workload, text(to))));
        value["exceptions"] = object(who.exceptions.iter().map(|(workload, to)| (workload, text(to))));
        value["same_as"] = json!(who.same_as.map(|twin| text(&ranked.alternatives[twin].alternative.id)));
    }
    value
}

/// As `rank --format csv` prints it: one row per alternative, in their order.
pub fn csv(ranked: &RankReport) -> String {
    let fixed = ["id", "name", "rank", "total", "total_low", "total_high", "percent", "feasible", "reasons"];
    let parts = ranked.criteria.iter().map(|(id, ..)| format!("contribution_{id}"));
    let mut grid = Grid::new(fixed.into_iter().map(str::to_owned).chain(parts));
    for stand in &ranked.alternatives {
        let who = &stand.alternative;
        let fixed = [
            who.id.as_str().into(),
            who.name.as_str().into(),
            GridCell::optional_count(stand.rank),
            GridCell::Number(stand.total, 2),
            GridCell::optional(stand.bounds.map(|bounds| bounds.low), 2),
            GridCell::optional(stand.bounds.map(|bounds| bounds.high), 2),
            GridCell::Number(stand.percent, 0),
            GridCell::yes_no(who.reasons.is_empty()),
            who.reasons.join("; ").into(),
        ];
        grid.push_row(fixed.into_iter().chain(stand.contributions.iter().map(|part| GridCell::Number(*part, 2))));
    }
    csv::render_csv(&grid)
}

/// As `rank` prints it for people: the order, who leads, and what each criterion gives to whom.
pub fn text_table(ranked: &RankReport) -> String {
    let decimals = if ranked.method == RankMethod::WeightedSum { 2 } else { 3 };
    let (low, high) = ranked.total_range;
    let title = format!("{} · {}, {low} to {high}\n\n", showable_text(&ranked.title), ranked.method.name());
    let mut whole = title + &render_table(&ranking_grid(ranked, decimals)) + "\n" + &leader_line(ranked, decimals);
    if let Some(called) = &ranked.verdict {
        let name = |at: usize| {
            ranked.alternatives.get(at).map_or(String::new(), |stand| showable_text(&stand.alternative.name))
        };
        whole.push_str(&called.summary(&name));
        whole.push('\n');
    }
    let weights = contributions_grid(ranked, decimals);
    whole.push('\n');
    whole.push_str(&render_table(&weights));
    whole
}

fn ranking_grid(ranked: &RankReport, decimals: usize) -> Grid {
    let is_open = ranked.alternatives.iter().any(|stand| stand.bounds.is_some());
    let is_ruled = ranked.alternatives.iter().any(|stand| !stand.alternative.reasons.is_empty());
    let is_estate = ranked.alternatives.iter().any(|stand| !stand.alternative.assign.is_empty());
    let mut headers = vec!["rank", if is_estate { "estate" } else { "alternative" }, ranked.method.total_name()];
    headers.extend(is_open.then_some(["at least", "at most"]).into_iter().flatten());
    headers.push("% of range");
    headers.extend(is_estate.then_some("what runs where"));
    headers.extend(is_ruled.then_some("ruled out by"));
    let mut grid = Grid::new(headers);
    for at in ranked.indices_by_rank() {
        let stand = &ranked.alternatives[at];
        let mut row = vec![
            GridCell::optional_count(stand.rank),
            stand.alternative.name.as_str().into(),
            GridCell::Number(stand.total, decimals),
        ];
        if is_open {
            row.push(GridCell::optional(stand.bounds.map(|bounds| bounds.low), decimals));
            row.push(GridCell::optional(stand.bounds.map(|bounds| bounds.high), decimals));
        }
        row.push(GridCell::Number(stand.percent, 0));
        if is_estate {
            let runs = stand.alternative.assign.iter().map(|(workload, to)| format!("{workload}: {to}"));
            row.push(runs.collect::<Vec<_>>().join(", ").into());
        }
        row.push(stand.alternative.reasons.join("; ").into());
        grid.push_row(row);
    }
    grid
}

fn leader_line(ranked: &RankReport, decimals: usize) -> String {
    let name = |at: &usize| showable_text(&ranked.alternatives[*at].alternative.name);
    match (ranked.leaders.as_slice(), ranked.margin) {
        ([], _) => "nobody leads: nothing is feasible\n".to_owned(),
        ([one], Some(margin)) => format!("leader: {}, {} ahead\n", name(one), format_rounded(margin, decimals)),
        ([one], None) => format!("leader: {}, the only feasible one\n", name(one)),
        (several, _) => format!("tie: {}\n", several.iter().map(name).collect::<Vec<_>>().join(", ")),
    }
}

/// Rows are criteria: the weight, and what it contributes to each total.
fn contributions_grid(ranked: &RankReport, decimals: usize) -> Grid {
    let is_sum = ranked.alternatives.iter().any(|stand| !stand.contributions.is_empty());
    let shown = if is_sum { ranked.indices_by_rank() } else { Vec::new() };
    let names = shown.iter().map(|at| ranked.alternatives[*at].alternative.name.as_str());
    let mut grid = Grid::new(["criterion", "weight %"].into_iter().chain(names));
    for (row, (_, name, share)) in ranked.criteria.iter().enumerate() {
        let parts = shown
            .iter()
            .map(|at| GridCell::optional(ranked.alternatives[*at].contributions.get(row).copied(), decimals));
        grid.push_row([GridCell::from(name.as_str()), GridCell::Number(100.0 * share, 1)].into_iter().chain(parts));
    }
    grid
}
