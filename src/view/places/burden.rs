//! What each column asks of the team: who operates which layer, hours, people, and what the team should know.

use crate::app::Pane;
use crate::appraisal::{Column, operators_by_layer};
use crate::catalogue::{Layer, Operator};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::option_row::begin_row;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{format_count, max_text_width, text_width, to_u16, visible_range, wrap_text};
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::{RowWriter, allocate_widths};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One sign per layer.
const LAYERS_WIDTH: u16 = 12;
/// `0.15`.
const FTE_WIDTH: u16 = 4;
/// `100.0`.
const TEAM_WIDTH: u16 = 6;
/// `▲ +120.5`; its place is kept, so that nothing moves when something changes.
const CHANGE_WIDTH: u16 = 8;

struct Widths {
    name: u16,
    layers: u16,
    hours: u16,
    band: u16,
    fte: u16,
    team: u16,
    delta: u16,
}

/// Header, column heads, columns, the legend, who is on call, a warning.
pub fn wanted_height(context: &PaneContext<'_>) -> u16 {
    let rotation = u16::from(context.matrix.columns.iter().any(|column| rotation_summary(context, column).is_some()));
    // What a team must hear takes more room while one looks at it.
    let remarks = match remark_texts(context).len() {
        0 => 0,
        _ if !context.has_focus(Pane::Burden) => 2,
        count => to_u16(3 * count).min(6),
    };
    2 + to_u16(context.matrix.columns.len()) + 1 + rotation + remarks
}

fn format_hours(value: f64) -> String {
    format!("{value:.1}")
}

fn format_range(column: &Column) -> String {
    let burden = column.offer.burden.as_ref();
    burden.map_or_else(String::new, |burden| format!("{:.0}–{:.0}", burden.low.get(), burden.high.get()))
}

fn measure_columns(context: &PaneContext<'_>, width: u16) -> Widths {
    let columns = &context.matrix.columns;
    let burdens = || columns.iter().filter_map(|column| column.offer.burden.as_ref());
    let hours = burdens().map(|burden| text_width(&format_hours(burden.mean.get()))).max().unwrap_or(1).max(5);
    let widest = max_text_width(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    let has_any = burdens().next().is_some();
    let band = columns.iter().map(|column| text_width(&format_range(column))).max().unwrap_or(0).max(6);
    let (name, [layers, delta, band, fte, team], _) = allocate_widths(
        width.saturating_sub(1 + hours + 1),
        (widest.min(14), widest),
        [if has_any { LAYERS_WIDTH } else { 0 }, CHANGE_WIDTH, band, FTE_WIDTH, TEAM_WIDTH],
    );
    Widths { name, layers, hours, band, fte, team, delta }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let team = format_count(usize::try_from(context.session.team.engineers).unwrap_or(usize::MAX), "engineer");
    let said = format!("h/month · {team}, {} on call", context.session.team.on_call);
    draw_pane_header(pen, area, "Burden", &[(&said, pen.theme.palette.muted)], context.has_focus(Pane::Burden));
    let columns = &context.matrix.columns;
    if columns.iter().all(|column| column.offer.burden.is_none()) {
        let text = if columns.is_empty() {
            "no alternatives yet: add them in step 3"
        } else {
            "hours are not known: no alternative has a platform of the catalogue (step 3)"
        };
        draw_note(pen, area, text);
        return;
    }
    let widths = measure_columns(context, area.width);
    let room = area.height.saturating_sub(1);
    let has_heads = room > 3;
    let rest = room.saturating_sub(u16::from(has_heads));
    let for_columns = to_u16(columns.len()).min(rest);
    let left = rest - for_columns;
    let mut line = 1;
    if has_heads {
        draw_headers(pen, &widths, area, line);
        line += 1;
    }
    let at = context.cursor(Pane::Burden, columns.len());
    let seen = visible_range(columns.len(), at.unwrap_or(0), usize::from(for_columns));
    let first = line;
    for place in seen.clone() {
        let Some(column) = columns.get(place) else { continue };
        draw_row(pen, context, &widths, area, line, (place, column), at == Some(place));
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, first, &seen, columns.len());
    if left > 0 && widths.layers > 0 {
        draw_legend(pen, area, line);
        line += 1;
    }
    if let Some(spoken) = focused_column(context).filter(|_| left > 1)
        && let Some((text, is_fine)) = rotation_summary(context, spoken)
        && let Some(mut row) = RowWriter::at(area, line)
    {
        let palette = &pen.theme.palette;
        row.skip(1);
        row.text(pen, &text, if is_fine { palette.text } else { palette.warning });
        line += 1;
    }
    draw_remarks(pen, context, area, line);
}

fn draw_headers(pen: &mut Pen<'_>, widths: &Widths, area: Rect, line: u16) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1 + widths.name + 1);
    if widths.layers > 0 {
        row.text_left(pen, widths.layers, "layers", muted);
    }
    row.text_right(pen, widths.hours, "hours", muted);
    if widths.delta > 0 {
        row.text_left(pen, widths.delta, "change", muted);
    }
    if widths.band > 0 {
        row.text_right(pen, widths.band, "band", muted);
    }
    if widths.fte > 0 {
        row.text_right(pen, widths.fte, "FTE", muted);
    }
    if widths.team > 0 {
        row.text_right(pen, widths.team, "team %", muted);
    }
}

fn draw_row(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    widths: &Widths,
    area: Rect,
    line: u16,
    (at, column): (usize, &Column),
    here: bool,
) {
    let Some(mut row) = begin_row(pen, context, RowWriter::at(area, line), widths.name, (at, column), here) else {
        return;
    };
    let palette = &pen.theme.palette;
    let Some(burden) = &column.offer.burden else {
        row.text(pen, "no platform of the catalogue", palette.muted);
        return;
    };
    if widths.layers > 0 {
        draw_layers(pen, context, &mut row, column);
    }
    row.text_right(pen, widths.hours, &format_hours(burden.mean.get()), palette.heading);
    if widths.delta > 0 {
        let was = context.baseline(column).and_then(|was| was.hours);
        let (text, style) = format_change(pen.theme, burden.mean.get(), was, Direction::LowerIsBetter, format_hours)
            .unwrap_or((String::new(), Style::new()));
        row.text_left(pen, widths.delta, &text, style);
    }
    if widths.band > 0 {
        row.text_right(pen, widths.band, &format_range(column), palette.muted);
    }
    if widths.fte > 0 {
        row.text_right(pen, widths.fte, &format!("{:.2}", burden.fte), palette.text);
    }
    if widths.team > 0 {
        let style = if burden.exceeds_toil_cap(&context.app.catalogue.tasks) { palette.warning } else { palette.text };
        row.text_right(pen, widths.team, &format!("{:.1}", 100.0 * burden.share_of_team), style);
    }
}

/// How a layer is drawn.
fn operator_glyph(pen: &Pen<'_>, operator: Operator) -> (&'static str, Style) {
    let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
    match operator {
        Operator::You => (glyphs.you, palette.you),
        Operator::Shared => (glyphs.shared, palette.shared),
        Operator::Provider => (glyphs.provider, palette.provider),
        Operator::Absent => (glyphs.dot, palette.muted),
    }
}

fn draw_layers(pen: &mut Pen<'_>, context: &PaneContext<'_>, row: &mut RowWriter, column: &Column) {
    match operators_by_layer(context.session, &context.app.catalogue, column) {
        Some(layers) => {
            let signs = layers.map(|by| operator_glyph(pen, by));
            row.glyphs(pen, signs.into_iter());
        }
        None => row.skip(LAYERS_WIDTH + 1),
    }
}

fn draw_legend(pen: &mut Pen<'_>, area: Rect, line: u16) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    for (by, word) in [(Operator::You, "you"), (Operator::Shared, "shared"), (Operator::Provider, "provider")] {
        let (glyph, style) = operator_glyph(pen, by);
        row.text(pen, glyph, style);
        row.text(pen, " ", muted);
        row.text(pen, word, muted);
        row.skip(1);
    }
    let names = Layer::ALL.map(Layer::abbreviation).join(" ");
    if text_width(&names) + 2 <= row.remaining() {
        row.skip(1);
        row.text(pen, &names, muted);
    } else if row.remaining() > 18 {
        row.skip(1);
        row.text(pen, "hardware → code", muted);
    }
}

/// The column that the pane speaks of.
fn focused_column<'a>(context: &'a PaneContext<'_>) -> Option<&'a Column> {
    context.matrix.columns.get(context.focused_column(Pane::Burden))
}

/// `2 of 8 on call · each every 4 weeks · at the cap of 25 %`, and whether the team can keep that up. None without on-call.
fn rotation_summary(context: &PaneContext<'_>, column: &Column) -> Option<(String, bool)> {
    let on_call = column.offer.burden.as_ref()?.on_call.as_ref()?;
    if on_call.no_paging {
        let saved = on_call.hours_saved.get();
        let falls = if saved > 0.0 { format!(" · {saved:.1} h a month fall away") } else { String::new() };
        return Some((format!("nobody is woken: all of it waits until morning{falls}"), true));
    }
    let turn = on_call.weeks_between.map_or_else(String::new, |weeks| match weeks {
        weeks if weeks <= 1.0 => " · always".to_owned(),
        weeks if weeks.fract() == 0.0 => format!(" · each every {weeks:.0} weeks"),
        weeks => format!(" · each every {weeks:.1} weeks"),
    });
    let cap = 100.0 * context.app.catalogue.tasks.rotation.cap;
    let share = match (on_call.at_cap, on_call.over_cap) {
        (true, _) => format!("at the cap of {cap:.0} %"),
        (_, true) => format!("over the cap of {cap:.0} %"),
        _ => format!("under the cap of {cap:.0} %"),
    };
    let said = format!("{} of {} on call{turn} · {share}", on_call.people, on_call.engineers);
    Some((said, !on_call.over_cap && on_call.people_short == 0))
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

fn draw_remarks(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, line: u16) {
    let left = usize::from(area.height.saturating_sub(line));
    let width = usize::from(area.width.saturating_sub(3));
    let mark = pen.theme.glyphs.warning;
    let lines: Vec<(String, bool)> = remark_texts(context)
        .into_iter()
        .flat_map(|(text, warns)| {
            wrap_text(&text, width)
                .into_iter()
                .enumerate()
                .map(move |(at, line)| (format!("{} {line}", if at == 0 && warns { mark } else { " " }), warns))
        })
        .collect();
    for (at, (text, warns)) in lines.iter().take(left).enumerate() {
        let Some(mut row) = RowWriter::at(area, line + to_u16(at)) else { break };
        row.skip(1);
        let cut = at + 1 == left && lines.len() > left;
        let text = if cut { format!("{text} …") } else { text.clone() };
        row.text(pen, &text, if *warns { pen.theme.palette.warning } else { pen.theme.palette.muted });
    }
}

/// See the module.
pub struct BurdenPane;

impl PaneView for BurdenPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        wanted_height(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
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
