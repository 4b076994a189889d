//! Published claims: what is claimed, what it comes to, and what is to be said of it.

use super::csv as sheet;
use super::grid::{Grid, GridCell};
use super::json::{number, pretty, text};
use super::table::render_table;
use crate::appraisal::explain::LineKind;
use crate::claims::{CheckedClaim, ClaimFigure, ClaimPrice, ClaimVerdict, Span};
use crate::model::showable::{pad_left, width};
use serde_json::{Value, json};

/// Columns of a claim in full.
const PAGE_WIDTH: usize = 80;

/// As `claims --format json` prints it. Of a range `claimed` and `recomputed` are the lower end, and the upper one stands
/// in `claimed_high` and `recomputed_high`.
pub fn json(claims: &[&CheckedClaim]) -> String {
    pretty(&claims.iter().map(|claim| claim_json(claim)).collect::<Value>())
}

fn claim_json(claim: &CheckedClaim) -> Value {
    let main = claim.main_figure();
    let mut value = json!({
        "id": text(&claim.id),
        "source": text(&claim.source),
        "date": text(&claim.date),
        "claim": text(&claim.claim),
        "unit": main.map_or("", |main| main.unit.label()),
        "verdict": claim.verdict.code(),
        "formula": text(main.map_or("", |main| &main.formula)),
        "reason": text(&claim.reason.describe()),
        "why": text(&claim.why),
        "inputs": claim.inputs.iter().map(|input| json!({
            "name": text(&input.name),
            "published": input.published.as_deref().map(text),
            "ours": input.corrected.as_deref().map(text),
        })).collect::<Value>(),
        "also": claim.figures.iter().skip(1).map(finding_json).collect::<Value>(),
        "prices": claim.prices.iter().map(price_json).collect::<Value>(),
    });
    insert_figures(&mut value, main);
    value
}

fn finding_json(reading: &ClaimFigure) -> Value {
    let mut value = json!({
        "what": text(&reading.label),
        "unit": reading.unit.label(),
        "verdict": reading.verdict.as_ref().map(|(verdict, _)| verdict.code()),
        "formula": text(&reading.formula),
    });
    insert_figures(&mut value, Some(reading));
    value
}

fn insert_figures(value: &mut Value, finding: Option<&ClaimFigure>) {
    let claimed = finding.and_then(|finding| finding.printed.as_ref()).map(|said| said.span);
    let spans = [
        ("claimed", claimed),
        ("as_published", finding.and_then(|finding| finding.published)),
        ("recomputed", finding.and_then(|finding| finding.recomputed)),
    ];
    for (name, span) in spans {
        value[name] = number(span.map(|span| span.low));
        let high = span.filter(|span| !span.is_exact()).map(|span| span.high);
        if high.is_some() {
            value[format!("{name}_high")] = number(high);
        }
    }
}

fn price_json(price: &ClaimPrice) -> Value {
    json!({
        "id": text(&price.id),
        "item": text(&price.item),
        "value": number(Some(price.value)),
        "unit": price.unit,
        "source": text(&price.source),
        "date": text(&price.date),
        "status": price.status,
    })
}

/// As `claims --format csv` prints it: one row per claim, and of a range both ends.
pub fn csv(claims: &[&CheckedClaim]) -> String {
    let mut grid = Grid::new([
        "id",
        "source",
        "date",
        "claim",
        "claimed",
        "claimed_high",
        "recomputed",
        "recomputed_high",
        "unit",
        "verdict",
        "formula",
        "reason",
    ]);
    let ends = |span: Option<Span>| {
        [GridCell::optional(span.map(|span| span.low), 2), GridCell::optional(span.map(|span| span.high), 2)]
    };
    for claim in claims {
        let main = claim.main_figure();
        let [claimed, claimed_high] = ends(main.and_then(|main| main.printed.as_ref()).map(|said| said.span));
        let [recomputed, recomputed_high] = ends(main.and_then(|main| main.recomputed));
        grid.push_row([
            claim.id.as_str().into(),
            claim.source.as_str().into(),
            claim.date.as_str().into(),
            claim.claim.as_str().into(),
            claimed,
            claimed_high,
            recomputed,
            recomputed_high,
            main.map_or("", |main| main.unit.label()).into(),
            claim.verdict.code().into(),
            main.map_or("", |main| &main.formula).into(),
            claim.reason.describe().into(),
        ]);
    }
    sheet::render_csv(&grid)
}

/// As `claims` prints it for people: a line for each, in 80 columns, and how many there are of each verdict.
pub fn text_table(claims: &[&CheckedClaim]) -> String {
    let mut grid = Grid::new(["id", "what is claimed", "claimed", "recomputed", "unit", "verdict"]);
    let said = |claim: &CheckedClaim| claim.main_figure().and_then(|main| main.printed.clone()).map(|said| said.text);
    let found = |claim: &CheckedClaim| {
        claim.main_figure().map(ClaimFigure::format_recomputed_figure).filter(|figure| !figure.is_empty())
    };
    let claimed = right_aligned("claimed", claims.iter().map(|claim| said(claim)).collect());
    let recomputed = right_aligned("recomputed", claims.iter().map(|claim| found(claim)).collect());
    for ((claim, claimed), recomputed) in claims.iter().zip(claimed).zip(recomputed) {
        let has_figure = claim.main_figure().is_some_and(|main| main.printed.is_some() || main.recomputed.is_some());
        let unit = claim.main_figure().filter(|_| has_figure).map_or("", |main| main.unit.short_label());
        grid.push_row([
            claim.id.as_str().into(),
            claim.title.as_str().into(),
            claimed.into(),
            recomputed.into(),
            unit.into(),
            claim.verdict.code().into(),
        ]);
    }
    format!("{}\n{}\n", render_table(&grid), verdict_counts(claims))
}

/// `34 claims: 12 holds, 2 rounding, …`
fn verdict_counts(claims: &[&CheckedClaim]) -> String {
    let of = |verdict: ClaimVerdict| {
        let count = claims.iter().filter(|claim| claim.verdict == verdict).count();
        (count > 0).then(|| format!("{count} {}", verdict.code()))
    };
    let counts: Vec<String> = ClaimVerdict::ALL.into_iter().filter_map(of).collect();
    wrap_text(&format!("{} claims: {}", claims.len(), counts.join(", ")), 0).join("\n")
}

/// Figures under a header, all ending in one column; a dash where there is none.
fn right_aligned(header: &str, figures: Vec<Option<String>>) -> Vec<String> {
    let figures: Vec<String> = figures.into_iter().map(|figure| figure.unwrap_or_else(|| "–".to_owned())).collect();
    let widest = figures.iter().map(|figure| width(figure)).max().unwrap_or(0).max(width(header));
    figures.iter().map(|figure| pad_left(figure, widest)).collect()
}

/// Claims in full, for people.
pub fn details_text(claims: &[&CheckedClaim]) -> String {
    let texts: Vec<String> = claims.iter().map(|claim| claim_details(claim)).collect();
    texts.join("\n")
}

fn claim_details(claim: &CheckedClaim) -> String {
    let explanation = claim.explanation();
    let mut text = format!("{}\n", explanation.title);
    for (part, line) in &explanation.lines {
        let indent = match part {
            LineKind::Heading => {
                text.push('\n');
                0
            }
            LineKind::Source => 4,
            LineKind::Formula | LineKind::Text => 2,
        };
        for line in wrap_text(line, indent) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// Broken at words into lines of 80 columns at most, each so far in. What is longer than a line stays whole.
fn wrap_text(text: &str, indent: usize) -> Vec<String> {
    let text = super::showable_text(text);
    let blank = " ".repeat(indent);
    let mut lines = vec![blank.clone()];
    // Spaces at the start and between aligned words are kept.
    for word in text.split_inclusive(' ') {
        let Some(line) = lines.last_mut() else { continue };
        if width(line) + width(word.trim_end()) > PAGE_WIDTH && line.trim() != "" {
            line.truncate(line.trim_end().len());
            lines.push(blank.clone());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    lines
}
