//! What a month costs on each column.

mod idle;
mod row;

use crate::app::{Pane, amount};
use crate::appraisal::{Horizon, Scope, includes_labour};
use crate::model::Estimate;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{format_count, to_u16, visible_range, wrap_text};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use row::CostColumns;

/// What a sum over more than a month holds.
const ONE_TIME_NOTE: &str = "with what adopting costs once: hours at your rate, fees";

/// What is said where hours are money and there is no room for a figure of their own.
const LABOUR_NOTE: &str = "hours of operations are in it, at your rate: w shows them";

/// Header, columns, exceptions, a remark.
pub fn wanted_height(context: &PaneContext<'_>) -> u16 {
    let remarks = exception_texts(context).len() + usize::from(first_caveat(context).is_some()) + 1;
    1 + to_u16(context.matrix.columns.len() + remarks)
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    draw_header(pen, context, area, Pane::Cost);
    let columns = &context.matrix.columns;
    if columns.iter().all(|column| column.offer.bill.is_none()) {
        return draw_empty(pen, context, area);
    }
    let mut remarks: Vec<(String, Style)> =
        exception_texts(context).into_iter().map(|text| (text, pen.theme.palette.text)).collect();
    remarks.extend(first_caveat(context).map(|text| (text, pen.theme.palette.warning)));
    let room = area.height.saturating_sub(1);
    // What must be said takes up to a third of the room from the columns; what may be said only what they leave.
    let must = to_u16(remarks.len()).min(room / 3);
    let height = to_u16(columns.len()).min(room - must);
    let for_remarks = room - height;
    let height = usize::from(height);
    let at = context.cursor(Pane::Cost, columns.len());
    let widths = CostColumns::measure(context, area.width);
    let bills = || columns.iter().filter_map(|column| column.offer.bill.as_ref());
    if context.workbench.horizon != Horizon::Month {
        remarks.push((ONE_TIME_NOTE.to_owned(), pen.theme.palette.muted));
    }
    if widths.labour == 0 && includes_labour(context.session) {
        remarks.push((LABOUR_NOTE.to_owned(), pen.theme.palette.muted));
    }
    if widths.parts > 0 {
        remarks.push((idle::legend(pen.theme), pen.theme.palette.muted));
    }
    if bills().any(row::is_unverified) {
        let text = format!("{} rests on a price nobody has verified: w shows it", pen.theme.glyphs.estimate);
        remarks.push((text, pen.theme.palette.muted));
    }
    let mut line = 1;
    let seen = visible_range(columns.len(), at.unwrap_or(0), height);
    let first = line;
    for place in seen.clone() {
        let Some(column) = columns.get(place) else { continue };
        row::draw_row(pen, context, &widths, RowWriter::at(area, line), (place, column), at == Some(place));
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, first, &seen, columns.len());
    for (text, style) in remarks.iter().take(usize::from(for_remarks)) {
        let Some(mut row) = RowWriter::at(area, line) else { break };
        row.skip(1);
        row.text(pen, text, *style);
        line += 1;
    }
}

/// The header of a pane of money along a volume, the volume as it can be changed.
pub fn draw_header(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, pane: Pane) {
    let palette = &pen.theme.palette;
    let (left, right) = (pen.theme.glyphs.left, pen.theme.glyphs.right);
    // One header is live: that of the chart where it has the keys, otherwise that of the bills.
    let is_live = context.workbench.volume_mode && (pane == Pane::Volume) == context.has_focus(Pane::Volume);
    let (title, has_focus) = (pane.name(), context.has_focus(pane) || is_live);
    let unit = unit_label(context, pane);
    let Some((volume, can_change)) = volume_label(context) else {
        draw_pane_header(pen, area, title, &[(&unit, palette.muted)], has_focus);
        return;
    };
    let unit = format!("{unit} · ");
    let unit = (unit.as_str(), palette.muted);
    if is_live {
        let live = format!(" {left} {volume} {right} ");
        let style = palette.heading.add_modifier(Modifier::REVERSED);
        draw_pane_header(pen, area, title, &[unit, (&live, style)], has_focus);
    } else {
        let turn = if can_change { format!(" {left} v {right}") } else { String::new() };
        let said = [unit, (volume.as_str(), palette.text), (turn.as_str(), palette.muted)];
        draw_pane_header(pen, area, title, &said, has_focus);
    }
}

/// Unit and volume in one text, for a line of tabs.
pub fn tab_note(context: &PaneContext<'_>, theme: &Theme) -> String {
    let (left, right) = (theme.glyphs.left, theme.glyphs.right);
    let unit = unit_label(context, Pane::Cost);
    match volume_label(context) {
        None => unit,
        Some((volume, _)) if context.workbench.volume_mode => format!("{unit} {left} {volume} {right}"),
        Some((volume, true)) => format!("{unit} · {volume} {left} v {right}"),
        Some((volume, false)) => format!("{unit} · {volume}"),
    }
}

/// How the volume looks while the arrow keys change it.
pub fn volume_style(context: &PaneContext<'_>, theme: &Theme) -> Style {
    let palette = &theme.palette;
    if context.workbench.volume_mode { palette.heading.add_modifier(Modifier::REVERSED) } else { palette.text }
}

/// What amounts are in: bills may be summed up over a longer time, the chart is of a month.
fn unit_label(context: &PaneContext<'_>, pane: Pane) -> String {
    let horizon = if pane == Pane::Volume { Horizon::Month } else { context.workbench.horizon };
    horizon.unit("USD")
}

/// How much is billed, and whether the arrows could change it.
fn volume_label(context: &PaneContext<'_>) -> Option<(String, bool)> {
    match &context.matrix.scope {
        Scope::Matrix => None,
        Scope::System => Some(("all workloads together".to_owned(), false)),
        Scope::Workload(id) => {
            let demand = &context.session.workload(id)?.demand;
            Some(match (&demand.requests_per_month, &demand.jobs_per_day) {
                (Estimate::Unknown, Estimate::Unknown) if demand.always_on => ("always on".to_owned(), false),
                (Estimate::Unknown, Estimate::Unknown) => ("volume not known".to_owned(), false),
                (Estimate::Unknown, jobs) => (format!("{} jobs/day", amount::format_estimate(jobs)), true),
                (requests, _) => (format!("{} req/month", amount::format_estimate(requests)), true),
            })
        }
    }
}

fn draw_empty(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let text = match (context.matrix.columns.is_empty(), context.session.workloads.is_empty()) {
        (true, _) => "no alternatives yet: add them in step 3",
        (_, true) => "nothing is billed: there is no workload (step 2), and no alternative has a quote (step 3)",
        _ => "nothing is billed: no alternative has a platform of the catalogue or a quote (step 3)",
    };
    draw_note(pen, area, text);
}

/// What cannot run where all else runs, said once: `+1 exception: Warehouse gateway on VM fleet`.
pub fn exception_texts(context: &PaneContext<'_>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for column in context.matrix.columns.iter().filter(|column| !column.exceptions.is_empty()) {
        let parts: Vec<String> = column
            .exceptions
            .iter()
            .map(|(workload, to)| {
                let what = context.session.workload(workload).map_or(workload.as_str(), |row| row.name.as_str());
                format!("{what} on {}", context.alternative_name(to.as_str()))
            })
            .collect();
        let text = format!("+{}: {}", format_count(parts.len(), "exception"), parts.join(", "));
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// The first caveat of the bill in focus.
fn first_caveat(context: &PaneContext<'_>) -> Option<String> {
    let column = context.matrix.columns.get(context.focused_column(Pane::Cost))?;
    let caveat = column.offer.bill.as_ref()?.caveats.first()?.to_string();
    let line = wrap_text(&caveat, usize::from(u16::MAX)).into_iter().next()?;
    Some(format!("! {}: {line}", column.name))
}

/// See the module.
pub struct CostPane;

impl PaneView for CostPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        wanted_height(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn tab_note(&self, context: &PaneContext<'_>, theme: &Theme) -> String {
        tab_note(context, theme)
    }

    fn tab_note_style(&self, context: &PaneContext<'_>, theme: &Theme) -> Style {
        volume_style(context, theme)
    }

    fn has_content(&self, context: &PaneContext<'_>) -> bool {
        context.has_offers()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}
