//! Ranking: who leads, by how much, since when, and what would change it.

mod strip;
mod table;
mod verdict;

pub use strip::draw_strip;
pub use table::ideal_width;
pub use verdict::{verdict_prefix, verdict_sentences};

use crate::analysis::robustness::WeightSpace;
use crate::app::Pane;
use crate::app::places::compare::shows_second_opinion;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{text_width, to_u16};
use crate::view::widgets::layout;
use crate::view::widgets::lines::draw_lines;
use crate::view::widgets::pane_frame::draw_pane_header;
use ratatui::layout::Rect;

/// Rows that the verdict may take, with what other methods say and what the percentages are of.
const VERDICT_ROWS: u16 = 5;
/// More of them while a further method is shown.
const SECOND_OPINION_ROWS: u16 = 3;

pub struct RankingPane;

impl PaneView for RankingPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        1 + to_u16(context.matrix.columns.len()) + max_verdict_rows(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let note = header_note(context, area.width);
        draw_pane_header(pen, area, "Ranking", &[(&note, pen.theme.palette.muted)], context.has_focus(Pane::Ranking));
        let body = layout::skip_first_row(area);
        let verdict = verdict::verdict_lines(pen.theme, context, area.width);
        let most = if body.height > 4 { max_verdict_rows(context) + 1 } else { 1 };
        let for_verdict = to_u16(verdict.len()).min(most).min(body.height);
        let cursor = context.cursor(Pane::Ranking, context.order.len());
        let table = table::build_table(pen.theme, context, cursor);
        let y = table.render(pen, cursor, true, Rect { height: body.height - for_verdict, ..body });
        draw_lines(pen, Rect { height: for_verdict, ..layout::from_row(body, y) }, &verdict);
    }

    fn tab_note(&self, context: &PaneContext<'_>, _theme: &Theme) -> String {
        context.baseline_label().to_owned()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}

fn max_verdict_rows(context: &PaneContext<'_>) -> u16 {
    VERDICT_ROWS + if shows_second_opinion(context.workbench) { SECOND_OPINION_ROWS } else { 0 }
}

/// What the percentages count, as short as a heading must be; the legend below says it in full.
fn wins_heading(space: WeightSpace) -> String {
    let weights = match space {
        WeightSpace::Local(_) => "near your weights",
        WeightSpace::Ordinal => "in your order of weights",
        WeightSpace::Simplex => "over all weights",
    };
    format!("% wins {weights}")
}

/// What the figures are: always the space of the percentages, the rest as far as there is room.
fn header_note(context: &PaneContext<'_>, width: u16) -> String {
    let wins = context.robustness.map(|robustness| wins_heading(robustness.selected.space));
    let open = table::has_intervals(context).then(|| "± open scores".to_owned());
    let parts = [wins, Some(context.baseline_label().to_owned()), open, Some("total of 5".to_owned())];
    let mut note = String::new();
    for part in parts.into_iter().flatten() {
        let dot = if note.is_empty() { "" } else { " · " };
        if note.is_empty() || text_width(&note) + text_width(&part) + 3 + 14 <= width {
            note = format!("{note}{dot}{part}");
        }
    }
    note
}
