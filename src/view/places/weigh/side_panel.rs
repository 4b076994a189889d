//! Beside the list of weights: the ranking once it has been seen, and what the criterion under the cursor means.

use super::pairs;
use crate::app::amount::format_money;
use crate::appraisal::matrix::anchors_for;
use crate::appraisal::weights;
use crate::model::number::{format_number, format_significant};
use crate::model::{Anchors, Criterion, Measure, WeightingMethod};
use crate::view::context::PaneContext;
use crate::view::pane::PaneView;
use crate::view::pen::Pen;
use crate::view::places::ranking::RankingPane;
use crate::view::text::text_width;
use crate::view::widgets::chart::sparkline::describe_curve;
use crate::view::widgets::layout;
use crate::view::widgets::lines::{MarkedText, draw_lines};
use crate::view::widgets::pane_frame::{draw_gutter, draw_pane_header};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Beside the list: the ranking with what the leader costs and asks, and what the criterion means.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, is_open: bool) {
    let mut rest = area;
    if is_open {
        let height = RankingPane.wanted_height(context, area.width).saturating_add(2).min(area.height);
        let place = Rect { height, ..area };
        RankingPane.render(pen, context, Rect { height: height.saturating_sub(2), ..place });
        draw_gutter(pen, place, true);
        draw_leader(pen, context, place);
        rest.y += height;
        rest.height -= height;
    }
    if rest.height > 1 {
        render_criterion(pen, context, rest);
        draw_gutter(pen, rest, !is_open);
    }
}

/// `Cloud Run: 38 USD/month · 14 h/month`.
fn draw_leader(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let Some(column) = context.matrix.leader().and_then(|at| context.matrix.columns.get(at)) else { return };
    let bill = column.offer.bill.as_ref().map(|bill| match bill.known_monthly() {
        Some(monthly) => format!("{} USD/month", format_money(monthly.get())),
        None => "bill unknown".to_owned(),
    });
    let burden = column.offer.burden.as_ref().map(|burden| format!("{:.1} h/month", burden.mean.get()));
    let figures: Vec<String> = [bill, burden].into_iter().flatten().collect();
    if figures.is_empty() || area.height < 2 {
        return;
    }
    let figures = figures.join(" · ");
    let is_whole = text_width(&column.name) + text_width(&figures) + 3 <= area.width;
    let short = context.matrix.leader().map_or("", |at| context.short_name(at));
    let name = if is_whole { column.name.as_str() } else { short };
    let line = (format!("{name}: {figures}"), pen.theme.palette.text);
    draw_lines(pen, layout::from_row(area, area.bottom().saturating_sub(2)), &[line]);
}

/// What the criterion under the cursor means, or what pairs come to.
pub fn render_criterion(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    if context.session.weighing.way == WeightingMethod::Pairs {
        pairs::draw_result(pen, context, area);
    } else {
        draw_meaning(pen, context, area);
    }
}

/// What the criterion under the cursor means: how it is scored, its levels, and why it weighs what it weighs.
fn draw_meaning(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let session = context.session;
    let Some((at, criterion)) =
        context.workbench.selected_criterion().and_then(|at| Some((at, session.criteria.get(at)?)))
    else {
        return;
    };
    if area.height < 2 {
        return;
    }
    let palette = &pen.theme.palette;
    let anchors = anchors_for(session, criterion, context.workload_of(criterion));
    let note = measure_text(criterion, anchors);
    draw_pane_header(pen, area, &criterion.name, &[(&note, palette.muted)], false);
    let levels: Vec<(u8, &str)> =
        (1..=5u8).rev().filter_map(|level| Some((level, session.rubric(&criterion.id, level)?))).collect();
    let mut text = MarkedText::new(layout::skip_first_row(area), 1);
    let mut write = |pen: &mut Pen<'_>, mark: &str, paragraph: &str, style: Style| {
        text.write(pen, (mark, pen.theme.palette.heading), paragraph, style);
    };
    if let Some(group) = group_text(context, at) {
        write(pen, "", &group, palette.text);
    }
    if let Some(curve) = describe_curve(&pen.theme.glyphs, &criterion.measure, anchors) {
        write(pen, "", &curve, palette.text);
    }
    for (level, text) in &levels {
        write(pen, &level.to_string(), text, palette.text);
    }
    if levels.is_empty() && criterion.measure == Measure::Judged {
        write(pen, "", "No rubric yet. Describe a 5 and a 1 in Criteria.", palette.muted);
    }
    let note = session.note(&crate::model::NoteSubject::Criterion(criterion.id.clone()));
    if !note.is_empty() {
        write(pen, "", note, palette.muted.add_modifier(Modifier::ITALIC));
    }
}

/// `half of Business, which weighs 42 % of all`: local and global weight.
fn group_text(context: &PaneContext<'_>, at: usize) -> Option<String> {
    let groups = weights::group_criteria(context.session, |at| context.matrix.share(at));
    let group = groups.iter().find(|group| group.members.contains(&at) && !group.name.is_empty())?;
    let (local, share) = (100.0 * group.local_share(context.matrix.share(at)), context.matrix.share(at));
    Some(format!(
        "{local:.0} % of group {} ({:.0} % of all weight): {:.1} % overall",
        group.name,
        100.0 * group.share,
        100.0 * share
    ))
}

/// `scored 1 to 5`, or `calculated: 2,000 USD/month is 1, 0 is 5`, with the anchors of the matrix that is shown.
pub fn measure_text(criterion: &Criterion, anchors: Option<Anchors>) -> String {
    let figure = |value: f64| if value.fract() == 0.0 { format_significant(value) } else { format_number(value) };
    let ends = |what: &str, unit: &str, anchors: Anchors| {
        format!("{what}: {} {unit} is 1, {} is 5", figure(anchors.worst.get()), figure(anchors.best.get()))
    };
    match (&criterion.measure, anchors) {
        (Measure::Measured { unit, .. }, Some(anchors)) => ends("measured", unit, anchors),
        (Measure::Derived { source, .. }, Some(anchors)) => ends("calculated", source.unit(), anchors),
        (Measure::Judged, _) | (Measure::Measured { .. } | Measure::Derived { .. }, None) => "scored 1 to 5".to_owned(),
    }
}
