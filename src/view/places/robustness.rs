//! How often the outcome holds: how often each has which rank, what somebody values who prefers it, and whom it beats.

use crate::app::Pane;
use crate::appraisal::robustness::{DrawResult, describe_space, format_share};
use crate::appraisal::wording::format_volume;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::PaneView;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, to_u16, visible_range, wrap_text};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;

/// `100 %`.
const CELL_WIDTH: u16 = 5;

/// Header, heads, columns, what is drawn, central weights, whom it beats.
pub fn wanted_height(context: &PaneContext<'_>) -> u16 {
    if context.robustness.is_none() { 3 } else { 2 + to_u16(context.unique_columns().count()) + 6 }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let found = context.robustness.map(|robust| &robust.selected);
    let said = found.map_or_else(String::new, |found| format!("% of {}", describe_space(found.space)));
    draw_pane_header(pen, area, "Robustness", &[(&said, pen.theme.palette.muted)], context.has_focus(Pane::Robustness));
    let Some(found) = found else {
        draw_note(pen, area, "there is no leader with a rival, so nothing is drawn");
        return;
    };
    let columns = context.competing_columns();
    let room = area.height.saturating_sub(2);
    let said = detail_lines(pen, context, found, area.width);
    let height = to_u16(columns.len()).min(room.saturating_sub(to_u16(said.len()).min(room / 2)));
    let name = max_text_width(columns.iter().map(|at| context.name(*at))).clamp(4, 26).min(area.width / 3);
    let ranks = found.acceptance.acceptability.iter().map(Vec::len).max().unwrap_or(0);
    let fixed = 1 + name + 1;
    let fit = usize::from(area.width.saturating_sub(fixed) / (CELL_WIDTH + 1)).min(ranks);
    let bar = area.width.saturating_sub(fixed + to_u16(fit) * (CELL_WIDTH + 1)).saturating_sub(1).min(30);
    let bar = if bar < 8 { 0 } else { bar };
    draw_headers(pen, area, name, fit, bar);
    let at = context.cursor(Pane::Robustness, columns.len());
    let seen = visible_range(columns.len(), at.unwrap_or(0), usize::from(height));
    let mut line = 2;
    for place in seen.clone() {
        let Some(column) = columns.get(place).copied() else { continue };
        let Some(mut row) = RowWriter::at(area, line) else { break };
        let here = at == Some(place);
        let palette = &pen.theme.palette;
        let style = if context.is_leader(column) { palette.leader } else { palette.text };
        row.cursor(pen, here, true);
        row.text_left(pen, name, context.name(column), if here { palette.focus } else { style });
        for rank in 0..fit {
            let share = found.acceptance.acceptability.get(column).and_then(|ranks| ranks.get(rank)).copied();
            row.text_right(
                pen,
                CELL_WIDTH,
                &share.map_or(String::new(), format_share),
                if rank == 0 { style } else { palette.muted },
            );
        }
        if bar > 0 {
            row.bar(
                pen,
                bar,
                found.first_rank_share(column),
                if context.is_leader(column) { palette.leader } else { palette.bar },
            );
        }
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, 2, &seen, columns.len());
    for (text, style) in said {
        let Some(mut row) = RowWriter::at(area, line) else { return };
        row.skip(1);
        row.text(pen, &text, style);
        line += 1;
    }
}

fn draw_headers(pen: &mut Pen<'_>, area: Rect, name: u16, fit: usize, bar: u16) {
    let Some(mut row) = RowWriter::at(area, 1) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    row.text_left(pen, name, "comes", muted);
    for rank in 1..=fit {
        let ends = match (rank % 10, rank % 100) {
            (1, other) if other != 11 => "st",
            (2, other) if other != 12 => "nd",
            (3, other) if other != 13 => "rd",
            _ => "th",
        };
        row.text_right(pen, CELL_WIDTH, &format!("{rank}{ends}"), muted);
    }
    if bar > 0 {
        row.text_left(pen, bar, "how often first", muted);
    }
}

/// What was drawn, and of the column under the cursor whom it beats and what somebody values who prefers it.
fn detail_lines(
    pen: &Pen<'_>,
    context: &PaneContext<'_>,
    found: &DrawResult,
    width: u16,
) -> Vec<(String, ratatui::style::Style)> {
    let palette = &pen.theme.palette;
    let columns = context.competing_columns();
    let place = context.cursor(Pane::Robustness, columns.len()).unwrap_or(0);
    let mut lines = vec![(format_draws(context, found), palette.muted)];
    if let Some(column) = columns.get(place.min(columns.len().saturating_sub(1))).copied() {
        let beats: Vec<String> = columns
            .iter()
            .filter(|other| **other != column)
            .filter_map(|other| {
                let share = found.acceptance.pairwise.get(column)?.get(*other)?;
                Some(format!("{} {}", context.short_name(*other), format_share(*share)))
            })
            .collect();
        lines.push((format!("{} beats: {}", context.short_name(column), beats.join(", ")), palette.text));
        let central = found.acceptance.central_weights.get(column).and_then(Option::as_ref);
        lines.push(match central {
            Some(weights) => {
                let mut told: Vec<(usize, f64)> = weights.iter().copied().enumerate().collect();
                told.sort_by(|a, b| b.1.total_cmp(&a.1));
                let name = |at: usize| context.session.criteria.get(at).map_or("", |row| row.name.as_str());
                let told: Vec<String> =
                    told.iter().map(|(at, share)| format!("{} {:.0}", name(*at), 100.0 * share)).collect();
                let text = format!("who prefers it weighs on average, in %: {}", told.join(", "));
                (text, palette.text)
            }
            None => ("no draw puts it first".to_owned(), palette.muted),
        });
    }
    let width = usize::from(width.saturating_sub(1));
    lines
        .into_iter()
        .flat_map(|(text, style)| wrap_text(&text, width).into_iter().map(move |line| (line, style)))
        .collect()
}

/// `100 k draws · seed 1 · local:0.2 · standard error of the leader's share 0.16 points`.
fn format_draws(context: &PaneContext<'_>, found: &DrawResult) -> String {
    let leader = context.matrix.leader().unwrap_or(0);
    let error = 100.0 * found.acceptance.standard_error(found.first_rank_share(leader));
    let draws = format_volume(found.acceptance.samples as f64).replace(".00", "");
    format!(
        "{draws} draws · seed {} · {} · standard error of the leader's share {error:.2} points",
        found.seed, found.space
    )
}

/// See the module.
pub struct RobustnessPane;

impl PaneView for RobustnessPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        wanted_height(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn tab_note(&self, context: &PaneContext<'_>, _theme: &Theme) -> String {
        context.robustness.map_or_else(String::new, |robustness| robustness.selected.space.to_string())
    }
}
