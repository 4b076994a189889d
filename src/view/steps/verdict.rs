//! What can be said about the lead in a sentence: who, by how much, and what little would undo it.

use crate::analysis::Contest;
use crate::app::Workbench;
use crate::appraisal::{Scope, Sheet};
use crate::model::Session;

/// Below this shift, in points of 100, a lead is called fragile.
const FRAGILE: f64 = 5.0;

/// What is said, and how much that should worry a reader.
pub struct Verdict {
    /// A word that stands out, or nothing.
    pub word: &'static str,
    /// A sentence or two.
    pub text: String,
    /// Whether the lead cannot be relied upon.
    pub is_doubtful: bool,
}

/// The verdict on the whole session.
pub fn of(bench: &Workbench) -> Verdict {
    let Some(sheet) = bench.appraisal.whole() else { return nothing("There is nothing to choose from yet.") };
    let (Some(ranking), Some(leader)) = (&sheet.ranking, sheet.leader()) else {
        return nothing(&why_nobody_leads(sheet));
    };
    let name = |at: usize| sheet.columns.get(at).map_or("", |column| column.name.as_str());
    let equals: Vec<usize> = ranking.leaders.iter().copied().filter(|at| !is_same(sheet, leader, *at)).collect();
    if !equals.is_empty() {
        let names: Vec<&str> = std::iter::once(leader).chain(equals).map(name).collect();
        let text = format!("{} have the same total{}.", names.join(" and "), whole(sheet));
        return Verdict { word: "TIE", text, is_doubtful: true };
    }
    let Some(margin) = margin(sheet, leader) else {
        let text = format!("{} is the only one that nothing rules out.", name(leader));
        return Verdict { word: "", text, is_doubtful: false };
    };
    let mut text = format!("{} leads{} by {margin:.2} on the scale from 1 to 5.", name(leader), whole(sheet));
    let shift = least_shift(&bench.session, sheet);
    if let Some((_, words)) = &shift {
        text.push(' ');
        text.push_str(words);
    }
    if !ranking.certain {
        text.push_str(" What is still unknown could change who leads.");
    }
    let is_doubtful = !ranking.certain || shift.is_some_and(|(points, _)| points <= FRAGILE);
    Verdict { word: if is_doubtful { "FRAGILE" } else { "" }, text, is_doubtful }
}

fn nothing(text: &str) -> Verdict {
    Verdict { word: "", text: text.to_owned(), is_doubtful: false }
}

fn why_nobody_leads(sheet: &Sheet) -> String {
    match &sheet.problem {
        Err(error) => format!("Nothing can be ranked yet: {error}."),
        Ok(_) => "Everything is ruled out.".to_owned(),
    }
}

fn whole(sheet: &Sheet) -> &'static str {
    if sheet.scope == Scope::System { " over the whole system" } else { "" }
}

/// Whether two columns are the same assignment under two names, so that they cannot but have the same total.
pub fn is_same(sheet: &Sheet, one: usize, other: usize) -> bool {
    match (sheet.columns.get(one), sheet.columns.get(other)) {
        (Some(one), Some(other)) => one.id == other.id || (!one.assign.is_empty() && one.assign == other.assign),
        _ => false,
    }
}

/// How far the leader is ahead of the next that is not the same thing.
fn margin(sheet: &Sheet, leader: usize) -> Option<f64> {
    let ranking = sheet.ranking.as_ref()?;
    let next = (0..sheet.columns.len())
        .filter(|at| !is_same(sheet, leader, *at))
        .filter_map(|at| ranking.standings.get(at).filter(|standing| standing.place.is_some()))
        .map(|standing| standing.total)
        .reduce(f64::max)?;
    Some(sheet.total(leader)? - next)
}

/// The least weight that has to change hands for a rival to draw level, in points of 100, and in words.
fn least_shift(session: &Session, sheet: &Sheet) -> Option<(f64, String)> {
    let (problem, ranking) = (sheet.problem.as_ref().ok()?, sheet.ranking.as_ref()?);
    let (shifts, first) = (Contest::new(problem, ranking)?.shifts(), sheet.leader()?);
    let others = shifts.into_iter().flatten().filter(|shift| !is_same(sheet, first, shift.rival));
    let Some(shift) = others.min_by(|a, b| a.moved.get().total_cmp(&b.moved.get())) else {
        return Some((f64::INFINITY, "No other weighting puts anything else in front.".to_owned()));
    };
    let change = |at: usize| {
        let before = problem.shares().get(at).map_or(0.0, |share| share.get());
        shift.shares.get(at).map_or(0.0, |share| share.get()) - before
    };
    let criteria = 0..session.criteria.len();
    let taker = criteria.clone().max_by(|a, b| change(*a).total_cmp(&change(*b)))?;
    let givers: Vec<&str> = criteria.filter(|at| change(*at) < -1e-9).map(|at| criterion(session, at)).collect();
    let points = shift.moved.percent();
    let rival = sheet.columns.get(shift.rival)?.name.as_str();
    let amount = if points < 1.0 { format!("{points:.1}") } else { format!("{points:.0}") };
    let from = match givers.as_slice() {
        [] => String::new(),
        [one] => format!(" from {one}"),
        [one, more @ ..] => format!(" from {one} and {} more", more.len()),
    };
    let words = format!("Moving {amount} of 100 points{from} to {} brings {rival} level.", criterion(session, taker));
    Some((points, words))
}

fn criterion(session: &Session, at: usize) -> &str {
    session.criteria.get(at).map_or("", |criterion| criterion.name.as_str())
}

/// Who leads for each workload and by how much, where there are several.
pub fn per_workload(bench: &Workbench) -> Vec<String> {
    let sheets: Vec<&Sheet> = bench.appraisal.workload_sheets().collect();
    if sheets.len() < 2 {
        return Vec::new();
    }
    let words = sheets.iter().map(|sheet| {
        let workload = sheet.scope.name(&bench.session);
        let leader = sheet.leader().and_then(|at| sheet.columns.get(at));
        let margin = sheet.ranking.as_ref().and_then(|ranking| ranking.margin);
        match (leader, margin) {
            (Some(leader), Some(margin)) => format!("{workload}: {} +{margin:.2}", leader.name),
            (Some(leader), None) => format!("{workload}: {} alone", leader.name),
            (None, _) => format!("{workload}: nobody"),
        }
    });
    words.collect()
}
