//! Header and tab note of the panes that show money at a volume: the bills, and the chart along the volume.

use crate::app::{Pane, amount};
use crate::appraisal::{Horizon, Scope};
use crate::model::Estimate;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::widgets::pane_frame::draw_pane_header;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

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
        let note = [unit, (volume.as_str(), palette.text), (turn.as_str(), palette.muted)];
        draw_pane_header(pen, area, title, &note, has_focus);
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
