//! The hours of a column as a table: what each task takes at the reference scope, what it grows with, what it comes to here.

use crate::app::{App, Context, Msg, TaskHoursOverlay};
use crate::appraisal::task_lines::{TaskLine, describe_reference_scope};
use crate::catalogue::HoursBand;
use crate::catalogue::PlatformKind;
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::text::{to_u16, wrap_text};
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::dialog;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows of words about the task under the cursor.
const DETAIL_ROWS: u16 = 4;
/// The widest that rows are read easily across.
const MAX_WIDTH: u16 = 132;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, hours: &TaskHoursOverlay, regions: &Regions) {
    let Some((workbench, column)) =
        app.workbench().and_then(|workbench| Some((workbench, workbench.hours_column(hours)?)))
    else {
        return;
    };
    let lines = workbench.task_lines(hours);
    let at = hours.cursor.min(lines.len().saturating_sub(1));
    let area = regions.above_keys();
    // As low as it gets, so that what follows from a change is seen above it.
    let above = Rect { height: regions.footer.top().saturating_sub(area.top()), ..area };
    let wanted = to_u16(lines.len()).saturating_add(1 + 1 + DETAIL_ROWS + 1 + 2);
    let place = dialog::bottom_aligned(above, area.width.saturating_sub(2).min(MAX_WIDTH), wanted);
    let keys = [(Msg::Enter, "edit"), (Msg::Clear, "reset to catalogue"), (Msg::Back, "close")];
    let hint = key_hints(app, Context::TaskHours, pen.theme.glyphs.dot, &keys);
    let of = hours.scope.name(&workbench.session);
    let scope = if workbench.session.workloads.len() > 1 { format!(" for {of}") } else { String::new() };
    let inner = dialog::draw_frame(pen, place, &format!("Task hours of {}{scope}", column.name), &hint);
    if inner.height < 3 {
        return;
    }
    let was = workbench.baseline.standing(&hours.scope, &column.id).and_then(|was| was.hours);
    draw_total(pen, app, (column, was), &lines, inner);
    let words = if inner.height > DETAIL_ROWS + 7 { DETAIL_ROWS } else { inner.height.saturating_sub(7).min(2) };
    let list = Rect { y: inner.y + 1, height: inner.height - 1 - words - u16::from(words > 0), ..inner };
    build_table(pen, &lines).render(pen, Some(at), true, list);
    if words > 0 {
        pen.rule(inner.x, list.bottom(), inner.width);
        let below = Rect { y: list.bottom() + 1, height: words, ..inner };
        if let Some(line) = lines.get(at) {
            draw_detail(pen, line, below);
        }
    }
}

/// What it comes to, since when that has changed, and the scope that the figures are for.
fn draw_total(
    pen: &mut Pen<'_>,
    app: &App,
    (column, was): (&crate::appraisal::Column, Option<f64>),
    lines: &[TaskLine],
    area: Rect,
) {
    let palette = pen.theme.palette.clone();
    let Some(burden) = &column.offer.burden else { return };
    let now = burden.mean.get();
    let mut pieces: Vec<(String, Style)> = vec![
        (format!("{now:.1} h/month"), palette.heading),
        (format!(" ({:.0}–{:.0})  ", burden.low.get(), burden.high.get()), palette.muted),
    ];
    if let Some((text, style)) =
        format_change(pen.theme, now, was, Direction::LowerIsBetter, |value| format!("{value:.1}"))
    {
        pieces.push((format!("{text}  "), style));
    }
    let mut kinds = lines.iter().filter_map(|line| line.platform.as_ref());
    let first = kinds.next();
    let one = first.filter(|first| kinds.all(|kind| kind == *first));
    let kind = one.and_then(|id| PlatformKind::from_id(id.as_str()));
    let scope = describe_reference_scope(&app.catalogue, kind);
    pieces.push((format!("low, likely and high apply to {scope}"), palette.muted));
    let pieces: Vec<(&str, Style)> = pieces.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    pen.spans(area.x + 2, area.y, area.width.saturating_sub(3), &pieces);
}

fn build_table(pen: &Pen<'_>, lines: &[TaskLine]) -> Table {
    let palette = &pen.theme.palette;
    let several = lines.iter().any(|line| line.monthly_hours.is_none());
    let rows = lines.iter().map(|line| {
        let style = if line.own_hours.is_some() { palette.heading } else { palette.text };
        let figure = |of: fn(&HoursBand) -> f64| {
            Cell::new(line.hours().map_or_else(|| "–".to_owned(), |band| format_hours(of(&band))), style)
        };
        let by_style = match &line.own_hours {
            Some(_) => palette.heading,
            None if line.is_published => palette.text,
            None => palette.estimate,
        };
        let is_guess = line.own_hours.is_none() && !line.is_published && !line.is_from_own_file;
        let by = if is_guess {
            format!("{} {}", pen.theme.glyphs.estimate, line.author())
        } else {
            line.author().to_owned()
        };
        let on = if several { line.platform_name.clone() } else { String::new() };
        let month = line.monthly_hours.map_or_else(|| "\"".to_owned(), |month| format!("{:.1}", month.get()));
        Row::new(vec![
            Cell::new(if line.monthly_hours.is_some() { line.name.as_str() } else { "" }, palette.text),
            Cell::new(on, palette.muted),
            Cell::new(&line.cadence, palette.muted),
            Cell::new(&line.scaling, palette.muted),
            figure(|band| band.low.get()),
            figure(|band| band.likely.get()),
            figure(|band| band.high.get()),
            Cell::new(month, palette.heading),
            Cell::new(by, by_style),
        ])
    });
    let columns = vec![
        Column::text("task").min(20),
        Column::text("on").min(8).priority(1),
        Column::text("frequency").min(12).priority(5),
        Column::text("scales with").min(16).priority(4),
        Column::number("low"),
        Column::number("likely"),
        Column::number("high"),
        Column::number("h/month"),
        Column::text("source").min(10).priority(2),
    ];
    Table::list(columns, rows.collect())
}

/// At most two digits behind the point, and none where none are needed.
fn format_hours(hours: f64) -> String {
    let text = format!("{hours:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Who says it and why, what the catalogue says instead, and how this month's hours come about.
fn draw_detail(pen: &mut Pen<'_>, line: &TaskLine, area: Rect) {
    let palette = pen.theme.palette.clone();
    let mut texts: Vec<(String, Style)> = Vec::new();
    if let Some(own) = &line.own_hours {
        let why = if own.why.is_empty() { "no reason given" } else { &own.why };
        texts.push((format!("{}: {why}", line.author()), palette.text));
        if let Some(book) = line.catalogue_hours {
            let [low, likely, high] = [book.low, book.likely, book.high].map(|hours| format_hours(hours.get()));
            texts.push((format!("catalogue: {low}, {likely}, {high} h/month"), palette.muted));
        }
    } else {
        let sign = if line.is_published { "" } else { "~ " };
        texts.push((format!("{sign}{}", line.basis), palette.muted));
    }
    texts.push((line.formula.clone(), palette.text));
    let width = usize::from(area.width.saturating_sub(3));
    let lines = texts.iter().flat_map(|(text, style)| wrap_text(text, width).into_iter().map(|line| (line, *style)));
    for (y, (text, style)) in (area.top()..area.bottom()).zip(lines) {
        pen.text(area.x + 2, y, area.width.saturating_sub(2), &text, style);
    }
}
