//! The score under the cursor: what it is, who gave it and why, and the rubric or the value function.

use super::context::ScoreContext;
use crate::appraisal::ValueCurve;
use crate::appraisal::{CellSource, CellValue, wording};
use crate::model::number::{format_figure, format_number};
use crate::model::{Criterion, CriterionScope, Measure};
use crate::view::pen::Pen;
use crate::view::widgets::layout;
use crate::view::widgets::lines::MarkedText;
use crate::view::widgets::pane_frame::draw_pane_header;
use ratatui::layout::Rect;

pub fn render(pen: &mut Pen<'_>, context: &ScoreContext<'_>, area: Rect) {
    if area.height < 2 {
        return;
    }
    let (Some(criterion), Some(column)) = (context.criterion(), context.matrix.columns.get(context.column)) else {
        return;
    };
    let palette = &pen.theme.palette;
    let workload = match (criterion.about, context.workload()) {
        (CriterionScope::Team, Some(_)) => " · for all workloads".to_owned(),
        (_, Some(workload)) => format!(" · for {}", workload.name),
        (_, None) => String::new(),
    };
    let of = format!("{}{workload}", column.name);
    draw_pane_header(pen, area, &criterion.name, &[(&of, palette.text)], false);
    let mut text = MarkedText::new(layout::skip_first_row(area), 2);
    let value = context.value(context.row, context.column).copied();
    draw_score(pen, context, criterion, value.as_ref(), &mut text);
    text.skip_row();
    draw_rubric(pen, context, criterion, value.as_ref(), &mut text);
}

fn draw_rubric(
    pen: &mut Pen<'_>,
    context: &ScoreContext<'_>,
    criterion: &Criterion,
    value: Option<&CellValue>,
    text: &mut MarkedText,
) {
    let palette = &pen.theme.palette;
    if let Some(curve) = ValueCurve::for_criterion(context.session, criterion, context.workload()) {
        let unit = unit_of(criterion);
        let between = if curve.is_straight() { ", linear in between" } else { "" };
        for (at, score) in curve.points().iter().rev() {
            let end = if *score == 1.0 { between } else { "" };
            let line = format!("{} {unit}{end}", format_number(*at));
            text.write(pen, (&format_number(*score), palette.heading), &line, palette.text);
        }
    }
    let mut has_any = false;
    for level in (1..=5u8).rev() {
        let Some(level_text) = context.session.rubric(&criterion.id, level) else { continue };
        has_any = true;
        let within = value.is_some_and(|value| {
            !matches!(value.source, CellSource::Blank | CellSource::Unknown)
                && (value.score.low..=value.score.high).contains(&f64::from(level))
        });
        let style = if within { palette.heading } else { palette.text };
        let mark = if within { format!("{level}{}", pen.theme.glyphs.left) } else { level.to_string() };
        text.write(pen, (&mark, palette.key), level_text, style);
    }
    if !has_any && criterion.measure == Measure::Judged {
        text.write(pen, ("", palette.muted), "No rubric yet. Describe a 5 and a 1 in Criteria.", palette.muted);
    }
}

/// How this cell can change the leader, once totals were seen.
fn lead_change_text(context: &ScoreContext<'_>) -> Option<String> {
    let name = |column: usize| context.matrix.columns.get(column).map_or("", |column| column.name.as_str());
    if let Some(flip) = context.stability.and_then(|stability| stability.flip_at(context.column, context.row)) {
        let way = if flip.to > flip.from { "more" } else { "less" };
        return Some(format!("one point {way}, and {} leads", name(flip.new_leader)));
    }
    let leader = context.open_cell_leader(context.row, context.column)?;
    Some(format!("open score: {} may lead once it is known", name(leader)))
}

/// The score with who gave it and why, or where it comes from.
fn draw_score(
    pen: &mut Pen<'_>,
    context: &ScoreContext<'_>,
    criterion: &Criterion,
    value: Option<&CellValue>,
    text: &mut MarkedText,
) {
    let palette = &pen.theme.palette;
    let Some(value) = value else { return };
    let entry = context.entry(context.row, context.column);
    let by = entry.filter(|entry| !entry.by.is_empty()).map_or(String::new(), |entry| format!(", by {}", entry.by));
    let figure = value.figure.map(|figure| format!("{} {}", format_figure(figure), unit_of(criterion)));
    let what = match value.source {
        CellSource::Blank => "not scored yet".to_owned(),
        CellSource::Unknown if entry.is_none() => "unknown: no figure to derive it from".to_owned(),
        CellSource::Unknown => format!("unknown{by}"),
        CellSource::Judged => format!("score {}{by}", wording::format_score(value)),
        CellSource::Measured => {
            let measured = context.measured_figure(context.row, context.column);
            let figure = measured.map(|figure| format!("{figure} {}", unit_of(criterion))).or(figure);
            format!("score {} from {}{by}", wording::format_score(value), figure.unwrap_or_default())
        }
        CellSource::Derived | CellSource::Aggregated => {
            format!("score {} derived from {}", wording::format_score(value), figure.unwrap_or_default())
        }
        CellSource::Overridden => format!("score {}{by}, overrides the derived score", wording::format_score(value)),
    };
    text.write(pen, (pen.theme.glyphs.cursor, palette.border_focus), &what, palette.heading);
    if let Some(change) = lead_change_text(context) {
        text.write(pen, (pen.theme.glyphs.flip, palette.flip), &change, palette.flip);
    }
    if value.clamped {
        text.write(pen, ("!", palette.warning), "Outside the anchors: check them in Criteria.", palette.warning);
    }
    match entry {
        Some(entry) if !entry.rationale.is_empty() => {
            text.write(pen, ("", palette.text), &format!("“{}”", entry.rationale.trim()), palette.text);
        }
        _ if value.source == CellSource::Derived => {
            text.write(pen, ("", palette.muted), "w shows the derivation", palette.muted);
        }
        _ => text.write(pen, ("", palette.muted), "No rationale yet: enter adds one", palette.muted),
    }
    if let Some(entry) = entry.filter(|entry| !entry.evidence.is_empty()) {
        text.write(pen, ("", palette.muted), &format!("evidence: {}", entry.evidence), palette.muted);
    }
}

fn unit_of(criterion: &Criterion) -> &str {
    match &criterion.measure {
        Measure::Judged => "",
        Measure::Measured { unit, .. } => unit,
        Measure::Derived { source, .. } => source.unit(),
    }
}
