//! Published claims: what is claimed, what it comes to, and what is to be said of it.

use super::csv as sheet;
use super::grid::{Cell, Grid};
use super::json::{number, pretty, text};
use super::table::table;
use crate::appraisal::claims::{Checked, Finding, Priced, Span, Verdict};
use crate::appraisal::explain::Part;
use crate::model::showable::{pad_left, width};
use serde_json::{Value, json};

/// Columns of a claim in full.
const WIDTH: usize = 80;

/// As `claims --format json` prints it. Of a range `claimed` and `recomputed` are the lower end, and the upper one stands
/// in `claimed_high` and `recomputed_high`.
pub fn json(claims: &[&Checked]) -> String {
    pretty(&claims.iter().map(|claim| claim_json(claim)).collect::<Value>())
}

fn claim_json(claim: &Checked) -> Value {
    let main = claim.main();
    let mut value = json!({
        "id": text(&claim.id),
        "source": text(&claim.source),
        "date": text(&claim.date),
        "claim": text(&claim.claim),
        "unit": main.map_or("", |main| main.unit.word()),
        "verdict": claim.verdict.code(),
        "formula": text(main.map_or("", |main| &main.formula)),
        "reason": text(&claim.ground.words()),
        "why": text(&claim.why),
        "inputs": claim.inputs.iter().map(|input| json!({
            "name": text(&input.name),
            "published": input.published.as_deref().map(text),
            "ours": input.ours.as_deref().map(text),
        })).collect::<Value>(),
        "also": claim.figures.iter().skip(1).map(reading_json).collect::<Value>(),
        "prices": claim.prices.iter().map(price_json).collect::<Value>(),
    });
    put_figures(&mut value, main);
    value
}

fn reading_json(reading: &Finding) -> Value {
    let mut value = json!({
        "what": text(&reading.what),
        "unit": reading.unit.word(),
        "verdict": reading.verdict.as_ref().map(|(verdict, _)| verdict.code()),
        "formula": text(&reading.formula),
    });
    put_figures(&mut value, Some(reading));
    value
}

fn put_figures(value: &mut Value, finding: Option<&Finding>) {
    let claimed = finding.and_then(|finding| finding.said.as_ref()).map(|said| said.span);
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

fn price_json(price: &Priced) -> Value {
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
pub fn csv(claims: &[&Checked]) -> String {
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
    let ends =
        |span: Option<Span>| [Cell::maybe(span.map(|span| span.low), 2), Cell::maybe(span.map(|span| span.high), 2)];
    for claim in claims {
        let main = claim.main();
        let [claimed, claimed_high] = ends(main.and_then(|main| main.said.as_ref()).map(|said| said.span));
        let [recomputed, recomputed_high] = ends(main.and_then(|main| main.recomputed));
        grid.row([
            claim.id.as_str().into(),
            claim.source.as_str().into(),
            claim.date.as_str().into(),
            claim.claim.as_str().into(),
            claimed,
            claimed_high,
            recomputed,
            recomputed_high,
            main.map_or("", |main| main.unit.word()).into(),
            claim.verdict.code().into(),
            main.map_or("", |main| &main.formula).into(),
            claim.ground.words().into(),
        ]);
    }
    sheet::csv(&grid)
}

/// As `claims` prints it for people: a line for each, in 80 columns, and how many there are of each verdict.
pub fn text_table(claims: &[&Checked]) -> String {
    let mut grid = Grid::new(["id", "what is claimed", "claimed", "recomputed", "unit", "verdict"]);
    let said = |claim: &Checked| claim.main().and_then(|main| main.said.clone()).map(|said| said.text);
    let found = |claim: &Checked| claim.main().map(Finding::figure).filter(|figure| !figure.is_empty());
    let claimed = to_the_right("claimed", claims.iter().map(|claim| said(claim)).collect());
    let recomputed = to_the_right("recomputed", claims.iter().map(|claim| found(claim)).collect());
    for ((claim, claimed), recomputed) in claims.iter().zip(claimed).zip(recomputed) {
        let has_figure = claim.main().is_some_and(|main| main.said.is_some() || main.recomputed.is_some());
        let unit = claim.main().filter(|_| has_figure).map_or("", |main| main.unit.short());
        grid.row([
            claim.id.as_str().into(),
            claim.title.as_str().into(),
            claimed.into(),
            recomputed.into(),
            unit.into(),
            claim.verdict.code().into(),
        ]);
    }
    format!("{}\n{}\n", table(&grid), counts(claims))
}

/// `34 claims: 12 holds, 2 rounding, …`
fn counts(claims: &[&Checked]) -> String {
    let of = |verdict: Verdict| {
        let count = claims.iter().filter(|claim| claim.verdict == verdict).count();
        (count > 0).then(|| format!("{count} {}", verdict.code()))
    };
    let counts: Vec<String> = Verdict::ALL.into_iter().filter_map(of).collect();
    wrapped(&format!("{} claims: {}", claims.len(), counts.join(", ")), 0).join("\n")
}

/// Figures under a header, all ending in one column; a dash where there is none.
fn to_the_right(header: &str, figures: Vec<Option<String>>) -> Vec<String> {
    let figures: Vec<String> = figures.into_iter().map(|figure| figure.unwrap_or_else(|| "–".to_owned())).collect();
    let widest = figures.iter().map(|figure| width(figure)).max().unwrap_or(0).max(width(header));
    figures.iter().map(|figure| pad_left(figure, widest)).collect()
}

/// Claims in full, for people.
pub fn text_in_full(claims: &[&Checked]) -> String {
    let texts: Vec<String> = claims.iter().map(|claim| in_full(claim)).collect();
    texts.join("\n")
}

fn in_full(claim: &Checked) -> String {
    let explanation = claim.explanation();
    let mut text = format!("{}\n", explanation.title);
    for (part, line) in &explanation.lines {
        let indent = match part {
            Part::Heading => {
                text.push('\n');
                0
            }
            Part::Source => 4,
            Part::Formula | Part::Text => 2,
        };
        for line in wrapped(line, indent) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// Broken at words into lines of 80 columns at most, each so far in. What is longer than a line stays whole.
fn wrapped(text: &str, indent: usize) -> Vec<String> {
    let text = super::safe(text);
    let blank = " ".repeat(indent);
    let mut lines = vec![blank.clone()];
    // Spaces at the start and between aligned words are kept.
    for word in text.split_inclusive(' ') {
        let Some(line) = lines.last_mut() else { continue };
        if width(line) + width(word.trim_end()) > WIDTH && line.trim() != "" {
            line.truncate(line.trim_end().len());
            lines.push(blank.clone());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    lines
}
