//! What can be said about the lead before deciding: the verdict that Compare shows too, and how little weight would undo it.

use crate::app::Workbench;
use crate::appraisal::Sheet;
use crate::appraisal::firmness::{self, Firmness, Shift};
use crate::model::Session;

/// A lead that this many of a hundred points of weight undo is fragile.
const FRAGILE: f64 = 5.0;

/// What is said, and how much that should worry a reader.
pub struct Verdict {
    /// A word that stands out, or nothing.
    pub word: &'static str,
    /// A sentence or two.
    pub text: String,
}

/// The verdict on the whole session.
pub fn of(bench: &Workbench) -> Verdict {
    let Some(sheet) = bench.appraisal.whole() else { return Verdict { word: "", text: String::new() } };
    let session = &bench.session;
    let firmness = Firmness::of(sheet);
    let name = |at: usize| column(sheet, at).to_owned();
    let mut sentences = firmness::verdict(session, sheet, firmness.as_ref(), &name);
    let shifts = firmness::shifts(sheet);
    let least = shifts.iter().filter_map(|shift| Some((shift.moved?, shift))).min_by(|a, b| a.0.total_cmp(&b.0));
    let is_tie = sheet.ranking.as_ref().is_some_and(|ranking| ranking.tie);
    if let (Some((points, shift)), false) = (least, is_tie) {
        sentences.push(shifted(session, sheet, points, shift));
    }
    let flips = firmness::single_scores(sheet).len();
    if flips > 0 && !is_tie {
        sentences.push(one_point(flips));
    }
    let is_open = sheet.ranking.as_ref().is_some_and(|ranking| !ranking.certain && !ranking.leaders.is_empty());
    let is_fragile = is_open || flips > 0 || least.is_some_and(|(points, _)| points <= FRAGILE);
    let word = match (is_tie, is_fragile) {
        (true, _) => "TIE",
        (false, true) => "FRAGILE",
        (false, false) => "",
    };
    Verdict { word, text: sentences.join("; ") + "." }
}

fn one_point(scores: usize) -> String {
    match scores {
        1 => "one point on one score changes the leader".to_owned(),
        n => format!("one point on any of {n} scores changes the leader"),
    }
}

fn column(sheet: &Sheet, at: usize) -> &str {
    sheet.columns.get(at).map_or("", |column| column.name.as_str())
}

/// `moving 3 of 100 points from Lock-in to Ops burden brings Functions level`.
fn shifted(session: &Session, sheet: &Sheet, points: f64, shift: &Shift) -> String {
    let criterion = |at: &usize| session.criteria.get(*at).map_or("", |criterion| criterion.name.as_str());
    let amount = if points < 1.0 { format!("{points:.1}") } else { format!("{points:.0}") };
    let from = match shift.from.as_slice() {
        [] => String::new(),
        [one] => format!(" from {}", criterion(one)),
        [one, more @ ..] => format!(" from {} and {} more", criterion(one), more.len()),
    };
    let to = shift.to.as_ref().map_or(String::new(), |to| format!(" to {}", criterion(to)));
    format!("moving {amount} of 100 points{from}{to} brings {} level", column(sheet, shift.rival))
}

/// Who leads for each workload and by how much, where there are several.
pub fn per_workload(bench: &Workbench) -> Vec<String> {
    let sheets: Vec<&Sheet> = bench.appraisal.workload_sheets().collect();
    if sheets.len() < 2 {
        return Vec::new();
    }
    let words = sheets.iter().map(|sheet| {
        let workload = sheet.scope.name(&bench.session);
        let margin = sheet.ranking.as_ref().and_then(|ranking| ranking.margin);
        match (sheet.leader().map(|at| column(sheet, at)), margin) {
            (Some(leader), Some(margin)) => format!("{workload}: {leader} +{margin:.2}"),
            (Some(leader), None) => format!("{workload}: {leader} alone"),
            (None, _) => format!("{workload}: nobody"),
        }
    });
    words.collect()
}
