//! A ranking as table, JSON or CSV.

use super::grid::{Cell, Grid};
use super::json::{number, object, pretty, text, texts};
use super::ranked::{Method, Ranked, Stand};
use super::table::{rounded, table};
use super::{csv, safe};
use serde_json::{Value, json};

/// As `rank --format json` prints it.
pub fn json(ranked: &Ranked) -> String {
    let leaders = ranked.leaders.iter().map(|at| &ranked.stands[*at].contender.id);
    let mut value = json!({
        "scope": text(&ranked.scope),
        "title": text(&ranked.title),
        "method": ranked.method.id(),
        "leader": texts(leaders),
        "tie": ranked.is_tie(),
        "margin": number(ranked.margin),
        "alternatives": ranked.stands.iter().map(|stand| stand_json(ranked, stand)).collect::<Value>(),
        "weights": object(ranked.criteria.iter().map(|(id, _, share)| (id, json!(share)))),
    });
    if let Some(called) = &ranked.called {
        value["verdict"] = called.json();
    }
    pretty(&value)
}

fn stand_json(ranked: &Ranked, stand: &Stand) -> Value {
    let who = &stand.contender;
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
        value["same_as"] = json!(who.same_as.map(|twin| text(&ranked.stands[twin].contender.id)));
    }
    value
}

/// As `rank --format csv` prints it: one row per alternative, in their order.
pub fn csv(ranked: &Ranked) -> String {
    let fixed = ["id", "name", "rank", "total", "total_low", "total_high", "percent", "feasible", "reasons"];
    let parts = ranked.criteria.iter().map(|(id, ..)| format!("contribution_{id}"));
    let mut grid = Grid::new(fixed.into_iter().map(str::to_owned).chain(parts));
    for stand in &ranked.stands {
        let who = &stand.contender;
        let fixed = [
            who.id.as_str().into(),
            who.name.as_str().into(),
            Cell::count(stand.rank),
            Cell::Number(stand.total, 2),
            Cell::maybe(stand.bounds.map(|bounds| bounds.low), 2),
            Cell::maybe(stand.bounds.map(|bounds| bounds.high), 2),
            Cell::Number(stand.percent, 0),
            Cell::truth(who.reasons.is_empty()),
            who.reasons.join("; ").into(),
        ];
        grid.row(fixed.into_iter().chain(stand.contributions.iter().map(|part| Cell::Number(*part, 2))));
    }
    csv::csv(&grid)
}

/// As `rank` prints it for people: the order, who leads, and what each criterion gives to whom.
pub fn text_table(ranked: &Ranked) -> String {
    let decimals = if ranked.method == Method::WeightedSum { 2 } else { 3 };
    let (low, high) = ranked.range;
    let title = format!("{} · {}, {low} to {high}\n\n", safe(&ranked.title), ranked.method.name());
    let mut whole = title + &table(&standings(ranked, decimals)) + "\n" + &lead(ranked, decimals);
    if let Some(called) = &ranked.called {
        let name = |at: usize| ranked.stands.get(at).map_or(String::new(), |stand| safe(&stand.contender.name));
        whole.push_str(&called.line(&name));
        whole.push('\n');
    }
    let weights = parts(ranked, decimals);
    whole.push('\n');
    whole.push_str(&table(&weights));
    whole
}

fn standings(ranked: &Ranked, decimals: usize) -> Grid {
    let is_open = ranked.stands.iter().any(|stand| stand.bounds.is_some());
    let is_ruled = ranked.stands.iter().any(|stand| !stand.contender.reasons.is_empty());
    let is_estate = ranked.stands.iter().any(|stand| !stand.contender.assign.is_empty());
    let mut headers = vec!["rank", if is_estate { "estate" } else { "alternative" }, ranked.method.total()];
    headers.extend(is_open.then_some(["at least", "at most"]).into_iter().flatten());
    headers.push("% of range");
    headers.extend(is_estate.then_some("what runs where"));
    headers.extend(is_ruled.then_some("ruled out by"));
    let mut grid = Grid::new(headers);
    for at in ranked.order() {
        let stand = &ranked.stands[at];
        let mut row =
            vec![Cell::count(stand.rank), stand.contender.name.as_str().into(), Cell::Number(stand.total, decimals)];
        if is_open {
            row.push(Cell::maybe(stand.bounds.map(|bounds| bounds.low), decimals));
            row.push(Cell::maybe(stand.bounds.map(|bounds| bounds.high), decimals));
        }
        row.push(Cell::Number(stand.percent, 0));
        if is_estate {
            let runs = stand.contender.assign.iter().map(|(workload, to)| format!("{workload}: {to}"));
            row.push(runs.collect::<Vec<_>>().join(", ").into());
        }
        row.push(stand.contender.reasons.join("; ").into());
        grid.row(row);
    }
    grid
}

fn lead(ranked: &Ranked, decimals: usize) -> String {
    let name = |at: &usize| safe(&ranked.stands[*at].contender.name);
    match (ranked.leaders.as_slice(), ranked.margin) {
        ([], _) => "nobody leads: nothing is feasible\n".to_owned(),
        ([one], Some(margin)) => format!("leader: {}, {} ahead\n", name(one), rounded(margin, decimals)),
        ([one], None) => format!("leader: {}, the only feasible one\n", name(one)),
        (several, _) => format!("tie: {}\n", several.iter().map(name).collect::<Vec<_>>().join(", ")),
    }
}

/// Rows are criteria: the weight, and what it contributes to each total.
fn parts(ranked: &Ranked, decimals: usize) -> Grid {
    let is_sum = ranked.stands.iter().any(|stand| !stand.contributions.is_empty());
    let shown = if is_sum { ranked.order() } else { Vec::new() };
    let names = shown.iter().map(|at| ranked.stands[*at].contender.name.as_str());
    let mut grid = Grid::new(["criterion", "weight %"].into_iter().chain(names));
    for (row, (_, name, share)) in ranked.criteria.iter().enumerate() {
        let parts = shown.iter().map(|at| Cell::maybe(ranked.stands[*at].contributions.get(row).copied(), decimals));
        grid.row([Cell::from(name.as_str()), Cell::Number(100.0 * share, 1)].into_iter().chain(parts));
    }
    grid
}
