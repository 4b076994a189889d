//! Cost: the bill of each option at the present volume.

pub mod header;
mod idle;
mod row;

use crate::app::Pane;
use crate::appraisal::{Horizon, includes_labour};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{format_count, to_u16, wrap_text};
use crate::view::widgets::layout;
use crate::view::widgets::lines::{Lines, draw_lines};
use crate::view::widgets::pane_frame::draw_note;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What a sum over more than a month includes.
const ONE_TIME_NOTE: &str = "includes one-time adoption cost: hours at your rate, fees";

/// Shown where hours are money and there is no room for a figure of their own.
const LABOUR_NOTE: &str = "includes operations hours at your rate: w shows them";

pub struct CostPane;

impl PaneView for CostPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        let remarks = exception_texts(context).len()
            + market_texts(context).len()
            + usize::from(first_caveat(context).is_some())
            + 1;
        1 + to_u16(context.matrix.columns.len() + remarks)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        header::draw_header(pen, context, area, Pane::Cost);
        let columns = &context.matrix.columns;
        if columns.iter().all(|column| column.offer.bill.is_none()) {
            draw_note(pen, area, no_bills_text(context));
            return;
        }
        let body = layout::skip_first_row(area);
        let palette = &pen.theme.palette;
        let mut remarks: Lines = exception_texts(context).into_iter().map(|text| (text, palette.text)).collect();
        remarks.extend(market_texts(context).into_iter().map(|text| (text, palette.warning)));
        remarks.extend(first_caveat(context).map(|text| (text, palette.warning)));
        // Remarks about faults take up to a third of the height from the options; the others only what is left.
        let kept = to_u16(remarks.len()).min(body.height / 3);
        let cursor = context.cursor(Pane::Cost, columns.len());
        let table = row::build_table(pen.theme, context, cursor);
        remarks.extend(optional_remarks(pen, context, &row::Shown::of(pen, &table, body)));
        let y = table.render(pen, cursor, true, Rect { height: body.height - kept, ..body });
        draw_lines(pen, layout::from_row(body, y), &remarks);
    }

    fn tab_note(&self, context: &PaneContext<'_>, theme: &Theme) -> String {
        header::tab_note(context, theme)
    }

    fn tab_note_style(&self, context: &PaneContext<'_>, theme: &Theme) -> Style {
        header::volume_style(context, theme)
    }

    fn has_content(&self, context: &PaneContext<'_>) -> bool {
        context.has_offers()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}

/// What the figures include and what the signs mean.
fn optional_remarks(pen: &Pen<'_>, context: &PaneContext<'_>, shown: &row::Shown) -> Lines {
    let mut remarks = Vec::new();
    if context.workbench.horizon != Horizon::Month {
        remarks.push(ONE_TIME_NOTE.to_owned());
    }
    if !shown.labour && includes_labour(context.session) {
        remarks.push(LABOUR_NOTE.to_owned());
    }
    if shown.idle_parts {
        remarks.push(idle::legend(pen.theme));
    }
    let mut bills = context.matrix.columns.iter().filter_map(|column| column.offer.bill.as_ref());
    if bills.any(row::is_unverified) {
        remarks.push(format!("{} uses an unverified price: w shows it", pen.theme.glyphs.estimate));
    }
    remarks.into_iter().map(|text| (text, pen.theme.palette.muted)).collect()
}

fn no_bills_text(context: &PaneContext<'_>) -> &'static str {
    match (context.matrix.columns.is_empty(), context.session.workloads.is_empty()) {
        (true, _) => "No alternatives yet. Add them in Options.",
        (_, true) => "No bills: add a workload in Workloads, or a quote in Options.",
        _ => "No bills: no alternative has a catalogue platform or a quote. Add one in Options.",
    }
}

/// What cannot run where all else runs, each exception once: `+1 exception: Warehouse gateway on VM fleet`.
pub fn exception_texts(context: &PaneContext<'_>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
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
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// Where the session's market is not that of the prices.
fn market_texts(context: &PaneContext<'_>) -> Vec<String> {
    context.workbench.appraisal.offers.market_mismatches.iter().map(|mismatch| format!("! {mismatch}")).collect()
}

/// The first caveat of the bill in focus.
fn first_caveat(context: &PaneContext<'_>) -> Option<String> {
    let column = context.matrix.columns.get(context.focused_column(Pane::Cost))?;
    let caveat = column.offer.bill.as_ref()?.caveats.first()?.to_string();
    let line = wrap_text(&caveat, usize::from(u16::MAX)).into_iter().next()?;
    Some(format!("! {}: {line}", column.name))
}
