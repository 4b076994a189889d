//! Robustness: how often each option has which rank over many draws of weights, which others it beats, and the average weights
//! when it is first.

use crate::app::Pane;
use crate::appraisal::robustness::{DrawResult, describe_space};
use crate::model::number::{format_frequency, format_volume};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::PaneView;
use crate::view::pen::Pen;
use crate::view::text::to_u16;
use crate::view::widgets::graphics::bar;
use crate::view::widgets::layout;
use crate::view::widgets::lines::{Lines, draw_lines, wrap_lines};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;

/// `100 %`.
const SHARE_WIDTH: u16 = 5;

pub struct RobustnessPane;

impl PaneView for RobustnessPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        // Header, headers of the table, and below it lines on the draws.
        if context.robustness.is_none() { 3 } else { 2 + to_u16(context.unique_columns().count()) + 6 }
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let found = context.robustness.map(|robustness| &robustness.selected);
        let note = found.map_or_else(String::new, |found| format!("% of {}", describe_space(found.space)));
        let has_focus = context.has_focus(Pane::Robustness);
        draw_pane_header(pen, area, "Robustness", &[(&note, pen.theme.palette.muted)], has_focus);
        let Some(found) = found else {
            draw_note(pen, area, "No leader with a competitor yet, so nothing is simulated.");
            return;
        };
        let body = layout::skip_first_row(area);
        let columns = context.competing_columns();
        let details = detail_lines(pen.theme, context, found, area.width);
        let cursor = context.cursor(Pane::Robustness, columns.len());
        let table = build_table(pen.theme, context, found, area.width, cursor);
        let kept = to_u16(details.len()).min(body.height.saturating_sub(1) / 2);
        let y = table.render(pen, cursor, true, Rect { height: body.height - kept, ..body });
        draw_lines(pen, layout::from_row(body, y), &details);
    }

    fn tab_note(&self, context: &PaneContext<'_>, _theme: &Theme) -> String {
        context.robustness.map_or_else(String::new, |robustness| describe_space(robustness.selected.space))
    }
}

/// A row per option: the share of draws in which it has each rank.
fn build_table(
    theme: &Theme,
    context: &PaneContext<'_>,
    found: &DrawResult,
    width: u16,
    cursor: Option<usize>,
) -> Table {
    let palette = &theme.palette;
    let ranks = found.acceptance.acceptability.iter().map(Vec::len).max().unwrap_or(0);
    let ranks = ranks.min((width / (SHARE_WIDTH + 1)).into());
    let mut columns = vec![Column::text("finishes").min(4).max(26.min(width / 3))];
    // Lower ranks are left out first.
    let rank_columns = (1..=ranks).map(|rank| {
        let priority = u8::try_from(rank).unwrap_or(u8::MAX);
        Column::number(format_ordinal(rank)).fixed(SHARE_WIDTH).priority(priority)
    });
    columns.extend(rank_columns);
    columns.push(Column::graphic("share of first places", 8, 30).late());
    let rows = context.competing_columns().into_iter().enumerate().map(|(place, column)| {
        let style = if context.is_leader(column) { palette.leader } else { palette.text };
        let name = Cell::new(context.name(column), if cursor == Some(place) { palette.focus } else { style });
        let share = |rank: usize| found.acceptance.acceptability.get(column)?.get(rank).copied();
        let shares = (0..ranks).map(|rank| {
            let text = share(rank).map_or(String::new(), format_frequency);
            Cell::new(text, if rank == 0 { style } else { palette.muted })
        });
        let first =
            bar(found.first_rank_share(column), if context.is_leader(column) { palette.leader } else { palette.bar });
        Row::new(std::iter::once(name).chain(shares).chain([first]).collect())
    });
    Table::figures(columns, rows.collect())
}

/// `1st`, `2nd`, `11th`.
fn format_ordinal(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (1, other) if other != 11 => "st",
        (2, other) if other != 12 => "nd",
        (3, other) if other != 13 => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

/// What was drawn, and for the option under the cursor which others it beats and the average weights when it is first.
fn detail_lines(theme: &Theme, context: &PaneContext<'_>, found: &DrawResult, width: u16) -> Lines {
    let palette = &theme.palette;
    let columns = context.competing_columns();
    let place = context.cursor(Pane::Robustness, columns.len()).unwrap_or(0);
    let mut lines = vec![(format_draws(context, found), palette.muted)];
    if let Some(column) = columns.get(place.min(columns.len().saturating_sub(1))).copied() {
        let beats: Vec<String> = columns
            .iter()
            .filter(|other| **other != column)
            .filter_map(|other| {
                let share = found.acceptance.pairwise.get(column)?.get(*other)?;
                Some(format!("{} {}", context.short_name(*other), format_frequency(*share)))
            })
            .collect();
        lines.push((format!("{} beats: {}", context.short_name(column), beats.join(", ")), palette.text));
        let central = found.acceptance.central_weights.get(column).and_then(Option::as_ref);
        lines.push(match central {
            Some(weights) => {
                let mut sorted: Vec<(usize, f64)> = weights.iter().copied().enumerate().collect();
                sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
                let name = |at: usize| context.session.criteria.get(at).map_or("", |row| row.name.as_str());
                let shares: Vec<String> =
                    sorted.iter().map(|(at, share)| format!("{} {:.0}", name(*at), 100.0 * share)).collect();
                let text = format!("average weights when it is first, in %: {}", shares.join(", "));
                (text, palette.text)
            }
            None => ("never first in any draw".to_owned(), palette.muted),
        });
    }
    wrap_lines(lines, width.saturating_sub(1))
}

/// `100 k draws · seed 1 · weights within 20 % of yours · standard error of the leader's share 0.16 points`.
fn format_draws(context: &PaneContext<'_>, found: &DrawResult) -> String {
    let leader = context.matrix.leader().unwrap_or(0);
    let error = 100.0 * found.acceptance.standard_error(found.first_rank_share(leader));
    let draws = format_volume(found.acceptance.samples as f64).replace(".00", "");
    format!(
        "{draws} draws · seed {} · {} · standard error of the leader's share {error:.2} points",
        found.seed,
        describe_space(found.space)
    )
}
