//! Burden: for each option who operates which layer, the hours per month, on-call, and what the team should know about it.

use crate::app::Pane;
use crate::appraisal::Column as OptionColumn;
use crate::appraisal::explain::operators_by_layer;
use crate::catalogue::{Layer, Operator};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::option_row::{MAX_NAME_WIDTH, name_style, ruled_out_row};
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{format_count, text_width, to_u16, wrap_text};
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::layout;
use crate::view::widgets::lines::{Lines, draw_lines};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The column of layers in the table.
const LAYERS: usize = 1;

pub struct BurdenPane;

impl PaneView for BurdenPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        let has_rotation = context.matrix.columns.iter().any(|column| rotation_summary(context, column).is_some());
        // What a team should know takes more room while the pane has the focus.
        let remarks = match remark_texts(context).len() {
            0 => 0,
            _ if !context.has_focus(Pane::Burden) => 2,
            count => to_u16(3 * count).min(6),
        };
        3 + to_u16(context.matrix.columns.len()) + u16::from(has_rotation) + remarks
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let team = &context.session.team;
        let engineers = format_count(usize::try_from(team.engineers).unwrap_or(usize::MAX), "engineer");
        let note = format!("h/month · {engineers}, {} on call", team.on_call);
        draw_pane_header(pen, area, "Burden", &[(&note, pen.theme.palette.muted)], context.has_focus(Pane::Burden));
        let columns = &context.matrix.columns;
        if columns.iter().all(|column| column.offer.burden.is_none()) {
            let text = if columns.is_empty() {
                "No alternatives yet. Add them in Options."
            } else {
                "No hours: no alternative uses a catalogue platform. Choose one in Options."
            };
            draw_note(pen, area, text);
            return;
        }
        let body = layout::skip_first_row(area);
        let cursor = context.cursor(Pane::Burden, columns.len());
        let mut table = build_table(pen.theme, context, cursor);
        table.has_header = body.height > 3;
        let has_layers = table.slots(pen, body).get(LAYERS).is_some_and(|slot| slot.width > 0);
        let y = table.render(pen, cursor, true, body);
        let mut rest = layout::from_row(body, y);
        let has_two = rest.height > 1;
        if has_layers && rest.height > 0 {
            draw_legend(pen, rest);
            rest = layout::skip_first_row(rest);
        }
        let mut lines = Vec::new();
        if let Some((text, is_fine)) =
            focused_column(context).filter(|_| has_two).and_then(|column| rotation_summary(context, column))
        {
            lines.push((text, if is_fine { pen.theme.palette.text } else { pen.theme.palette.warning }));
        }
        lines.extend(remark_lines(pen.theme, context, area.width));
        if lines.len() > usize::from(rest.height) {
            lines.truncate(rest.height.into());
            lines.iter_mut().last().into_iter().for_each(|(text, _)| text.push_str(" …"));
        }
        draw_lines(pen, rest, &lines);
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "h/month".to_owned()
    }

    fn has_content(&self, context: &PaneContext<'_>) -> bool {
        context.has_offers()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}

fn build_table(theme: &Theme, context: &PaneContext<'_>, cursor: Option<usize>) -> Table {
    let columns = vec![
        Column::text("").min(14).max(MAX_NAME_WIDTH),
        Column::text("layers").priority(1),
        Column::number("hours").reserve(5),
        Column::text("change").reserve(8).priority(2),
        Column::number("range").reserve(6).priority(3),
        Column::number("FTE").reserve(4).priority(4),
        Column::number("team %").priority(5),
    ];
    let rows = context.matrix.columns.iter().enumerate();
    let rows = rows.map(|(at, column)| build_row(theme, context, (at, column), cursor == Some(at)));
    Table::figures(columns, rows.collect())
}

fn build_row(theme: &Theme, context: &PaneContext<'_>, (at, column): (usize, &OptionColumn), is_here: bool) -> Row {
    if !column.offer.is_feasible() {
        return ruled_out_row(theme, column, is_here);
    }
    let palette = &theme.palette;
    let name = Cell::new(&column.name, name_style(theme, context, at, is_here));
    let Some(burden) = &column.offer.burden else {
        return Row::spanning(vec![name, Cell::new("no catalogue platform", palette.muted)]);
    };
    let layers = operators_by_layer(context.session, &context.app.catalogue, column);
    let glyphs = layers.into_iter().flatten().map(|by| operator_glyph(theme, by));
    let was = context.baseline(column).and_then(|was| was.hours);
    let (change, change_style) =
        format_change(theme, burden.mean.get(), was, Direction::LowerIsBetter, format_hours).unwrap_or_default();
    let is_too_much = burden.exceeds_toil_cap(&context.app.catalogue.tasks);
    Row::new(vec![
        name,
        Cell::from_spans(glyphs.map(|(glyph, style)| (glyph.to_owned(), style)).collect()),
        Cell::new(format_hours(burden.mean.get()), palette.heading),
        Cell::new(change, change_style),
        Cell::new(format!("{:.0}–{:.0}", burden.low.get(), burden.high.get()), palette.muted),
        Cell::new(format!("{:.2}", burden.fte), palette.text),
        Cell::new(
            format!("{:.1}", 100.0 * burden.share_of_team),
            if is_too_much { palette.warning } else { palette.text },
        ),
    ])
}

fn format_hours(value: f64) -> String {
    format!("{value:.1}")
}

fn operator_glyph(theme: &Theme, operator: Operator) -> (&'static str, Style) {
    let (glyphs, palette) = (&theme.glyphs, &theme.palette);
    match operator {
        Operator::You => (glyphs.you, palette.you),
        Operator::Shared => (glyphs.shared, palette.shared),
        Operator::Provider => (glyphs.provider, palette.provider),
        Operator::Absent => (glyphs.dot, palette.muted),
    }
}

/// What the glyphs mean, and, where there is room, which layers they stand for.
fn draw_legend(pen: &mut Pen<'_>, area: Rect) {
    let muted = pen.theme.palette.muted;
    let mut spans = Vec::new();
    for (by, word) in [(Operator::You, "you  "), (Operator::Shared, "shared  "), (Operator::Provider, "provider  ")] {
        spans.extend([operator_glyph(pen.theme, by), (" ", muted), (word, muted)]);
    }
    let left = area.x.saturating_add(1);
    let x = pen.spans(left, area.y, area.right().saturating_sub(left), &spans);
    let room = area.right().saturating_sub(x);
    let names = Layer::ALL.map(Layer::abbreviation).join(" ");
    let text = if text_width(&names) <= room { names.as_str() } else { "hardware → code" };
    if text_width(text) <= room {
        pen.text(x, area.y, room, text, muted);
    }
}

/// The column that the pane speaks of.
fn focused_column<'a>(context: &'a PaneContext<'_>) -> Option<&'a OptionColumn> {
    context.matrix.columns.get(context.focused_column(Pane::Burden))
}

/// `2 of 8 on call · each every 4 weeks · at the cap of 25 %`, and whether the team can keep that up. None without on-call.
fn rotation_summary(context: &PaneContext<'_>, column: &OptionColumn) -> Option<(String, bool)> {
    let on_call = column.offer.burden.as_ref()?.on_call.as_ref()?;
    if on_call.no_paging {
        let saved = on_call.hours_saved.get();
        let falls = if saved > 0.0 { format!(" · saves {saved:.1} h/month") } else { String::new() };
        return Some((format!("no pages at night: alerts wait until morning{falls}"), true));
    }
    let turn = on_call.weeks_between.map_or_else(String::new, |weeks| match weeks {
        weeks if weeks <= 1.0 => " · always on call".to_owned(),
        weeks if weeks.fract() == 0.0 => format!(" · 1 week in {weeks:.0}"),
        weeks => format!(" · 1 week in {weeks:.1}"),
    });
    let cap = 100.0 * context.app.catalogue.tasks.rotation.cap;
    let share = match (on_call.at_cap, on_call.over_cap) {
        (true, _) => format!("at the limit of {cap:.0} %"),
        (_, true) => format!("over the limit of {cap:.0} %"),
        _ => format!("under the limit of {cap:.0} %"),
    };
    let text = format!("{} of {} on call{turn} · {share}", on_call.people, on_call.engineers);
    Some((text, !on_call.over_cap && on_call.people_short == 0))
}

/// What the team should know about the column that the pane speaks of, warnings first, each with whether it is one.
/// Who says so is left to `w`.
fn remark_texts(context: &PaneContext<'_>) -> Vec<(String, bool)> {
    let Some(burden) = focused_column(context).and_then(|column| column.offer.burden.as_ref()) else {
        return Vec::new();
    };
    let warnings = burden.warnings.iter().map(|warning| (warning.summary(), true));
    warnings.chain(burden.notes.iter().map(|note| (note.to_string(), false))).collect()
}

/// The remarks as lines, a mark before each warning.
fn remark_lines(theme: &Theme, context: &PaneContext<'_>, width: u16) -> Lines {
    let mut lines = Vec::new();
    for (text, is_warning) in remark_texts(context) {
        let style = if is_warning { theme.palette.warning } else { theme.palette.muted };
        for (at, line) in wrap_text(&text, width.saturating_sub(3).into()).into_iter().enumerate() {
            let mark = if at == 0 && is_warning { theme.glyphs.warning } else { " " };
            lines.push((format!("{mark} {line}"), style));
        }
    }
    lines
}
