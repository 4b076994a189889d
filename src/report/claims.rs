//! Published claims: what is claimed, what recomputing gives, and the verdict.

use super::format::Report;
use super::grid::{Columns, Grid, GridCell};
use super::json::{list, number, text};
use super::page::Page;
use super::wrap::wrap_text;
use crate::appraisal::explain::LineKind;
use crate::claims::{CheckedClaim, ClaimFigure, ClaimPrice, ClaimVerdict, Span};
use serde_json::{Value, json};

/// Columns of a claim in full.
const PAGE_WIDTH: usize = 80;

/// Claims with their verdicts.
#[derive(Debug, Clone)]
pub struct ClaimReport<'a> {
    pub claims: Vec<&'a CheckedClaim>,
    /// Whether people get each claim in full instead of a line for each.
    pub in_full: bool,
}

impl Report for ClaimReport<'_> {
    fn page(&self) -> Page {
        if self.in_full { details_page(&self.claims) } else { overview_page(&self.claims) }
    }

    /// Of a range `claimed` and `recomputed` are the lower end; `claimed_high` and `recomputed_high` are the upper one.
    fn json(&self) -> Value {
        list(&self.claims, |claim| claim_json(claim))
    }

    /// One row per claim, with both ends of ranges.
    fn grid(&self) -> Grid {
        Columns::new()
            .text("id", |claim: &&CheckedClaim| &claim.id)
            .text("source", |claim| &claim.source)
            .text("date", |claim| &claim.date)
            .text("claim", |claim| &claim.claim)
            .number("claimed", 2, |claim| claimed(claim).map(|span| span.low))
            .number("claimed_high", 2, |claim| claimed(claim).map(|span| span.high))
            .number("recomputed", 2, |claim| recomputed(claim).map(|span| span.low))
            .number("recomputed_high", 2, |claim| recomputed(claim).map(|span| span.high))
            .text("unit", |claim| claim.main_figure().map_or("", |main| main.unit.label()))
            .text("verdict", |claim| claim.verdict.code())
            .text("formula", |claim| claim.main_figure().map_or("", |main| &main.formula))
            .cell("reason", |claim| claim.reason.describe().into())
            .grid(self.claims.iter().copied())
    }
}

fn claimed(claim: &CheckedClaim) -> Option<Span> {
    claim.main_figure()?.printed.as_ref().map(|printed| printed.span)
}

fn recomputed(claim: &CheckedClaim) -> Option<Span> {
    claim.main_figure()?.recomputed
}

/// A line for each claim, in 80 columns, and how many there are of each verdict.
fn overview_page(claims: &[&CheckedClaim]) -> Page {
    let figure = |text: Option<String>| text.filter(|text| !text.is_empty()).map_or(GridCell::Empty, GridCell::Figure);
    let has_figure = |main: &&ClaimFigure| main.printed.is_some() || main.recomputed.is_some();
    let columns = Columns::new()
        .text("id", |claim: &&CheckedClaim| &claim.id)
        .text("what is claimed", |claim| &claim.title)
        .cell("claimed", |claim| figure(claim.main_figure().and_then(|main| Some(main.printed.as_ref()?.text.clone()))))
        .cell("recomputed", |claim| figure(claim.main_figure().map(ClaimFigure::format_recomputed_figure)))
        .text("unit", |claim| claim.main_figure().filter(has_figure).map_or("", |main| main.unit.short_label()))
        .text("verdict", |claim| claim.verdict.code());
    let mut page = Page::default();
    page.table(columns.grid(claims.iter().copied()));
    page.blank();
    page.lines(wrap_text(&verdict_counts(claims), 0, PAGE_WIDTH));
    page
}

/// `34 claims: 12 holds, 2 rounding, …`
fn verdict_counts(claims: &[&CheckedClaim]) -> String {
    let count = |verdict: ClaimVerdict| {
        let count = claims.iter().filter(|claim| claim.verdict == verdict).count();
        (count > 0).then(|| format!("{count} {}", verdict.code()))
    };
    let counts: Vec<String> = ClaimVerdict::ALL.into_iter().filter_map(count).collect();
    format!("{} claims: {}", claims.len(), counts.join(", "))
}

/// Each claim in full: inputs, formula, prices, and why the figures differ.
fn details_page(claims: &[&CheckedClaim]) -> Page {
    let mut page = Page::default();
    for (at, claim) in claims.iter().enumerate() {
        let explanation = claim.explanation();
        if at > 0 {
            page.blank();
        }
        page.line(explanation.title);
        for (kind, line) in &explanation.lines {
            if *kind == LineKind::Heading {
                page.blank();
            }
            let indent = match kind {
                LineKind::Heading => 0,
                LineKind::Formula | LineKind::Text => 2,
                LineKind::Source => 4,
            };
            page.lines(wrap_text(line, indent, PAGE_WIDTH));
        }
    }
    page
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
        "inputs": list(&claim.inputs, |input| json!({
            "name": text(&input.name),
            "published": input.published.as_deref().map(text),
            "ours": input.corrected.as_deref().map(text),
        })),
        "also": list(claim.figures.iter().skip(1), figure_json),
        "prices": list(&claim.prices, price_json),
    });
    insert_figures(&mut value, main);
    value
}

fn figure_json(figure: &ClaimFigure) -> Value {
    let mut value = json!({
        "what": text(&figure.label),
        "unit": figure.unit.label(),
        "verdict": figure.verdict.as_ref().map(|(verdict, _)| verdict.code()),
        "formula": text(&figure.formula),
    });
    insert_figures(&mut value, Some(figure));
    value
}

fn insert_figures(value: &mut Value, figure: Option<&ClaimFigure>) {
    let spans = [
        ("claimed", figure.and_then(|figure| figure.printed.as_ref()).map(|printed| printed.span)),
        ("as_published", figure.and_then(|figure| figure.published)),
        ("recomputed", figure.and_then(|figure| figure.recomputed)),
    ];
    for (name, span) in spans {
        value[name] = number(span.map(|span| span.low));
        if let Some(span) = span.filter(|span| !span.is_exact()) {
            value[format!("{name}_high")] = number(span.high);
        }
    }
}

fn price_json(price: &ClaimPrice) -> Value {
    json!({
        "id": text(&price.id),
        "item": text(&price.item),
        "value": number(price.value),
        "unit": price.unit,
        "source": text(&price.source),
        "date": text(&price.date),
        "status": price.status,
    })
}
