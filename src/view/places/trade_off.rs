//! Cost against benefit: each option as a letter between money and everything but money, the front marked, the rest dimmed.

use crate::analysis::Interval;
use crate::analysis::trade_off::ParetoStatus;
use crate::app::{Pane, amount};
use crate::appraisal::TradeOff;
use crate::appraisal::outcome::{CostBenefitPoint, TradeOffUnavailable};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::PaneView;
use crate::view::pen::Pen;
use crate::view::text::to_u16;
use crate::view::widgets::chart::labels::unique_letters;
use crate::view::widgets::chart::plot::Plot;
use crate::view::widgets::layout;
use crate::view::widgets::lines::{draw_lines, wrap_lines};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// From this width on the chart is beside the table.
const CHART_BESIDE_FROM: u16 = 90;
/// Rows that a chart would like.
const CHART_HEIGHT: u16 = 10;

pub struct TradeOffPane;

impl PaneView for TradeOffPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        match context.matrix.trade_off(context.session) {
            Ok(found) => (2 + to_u16(found.points.len()) + 3).max(CHART_HEIGHT + 3),
            Err(_) => 3,
        }
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let found = context.matrix.trade_off(context.session);
        let muted = pen.theme.palette.muted;
        let note = match &found {
            Ok(found) if found.excluded_criteria.is_empty() => "benefit = total".to_owned(),
            Ok(found) => {
                let name = |at: &usize| context.session.criteria.get(*at).map_or("", |row| row.name.as_str());
                let names: Vec<&str> = found.excluded_criteria.iter().map(name).collect();
                format!("benefit = total without {}, so that cost counts once", names.join(", "))
            }
            Err(_) => String::new(),
        };
        draw_pane_header(pen, area, "Trade-off", &[(&note, muted)], context.has_focus(Pane::TradeOff));
        let found = match found {
            Ok(found) => found,
            Err(why) => {
                draw_note(
                    pen,
                    area,
                    match why {
                        TradeOffUnavailable::NoRanking => "No ranking yet, so there is no benefit to show.",
                        TradeOffUnavailable::OnlyCost => {
                            "Only cost has weight, so there is no benefit to compare it with."
                        }
                        TradeOffUnavailable::NoCosts => {
                            "No eligible option has a bill. Choose a catalogue platform or enter a quote in Options."
                        }
                    },
                );
                return;
            }
        };
        // From the first of the ranking on, as the ranking lists them.
        let listed: Vec<CostBenefitPoint> = context
            .unique_columns()
            .filter_map(|at| found.points.iter().find(|place| place.column == at).copied())
            .collect();
        let names: Vec<&str> = listed.iter().map(|place| context.short_name(place.column)).collect();
        let letters = unique_letters(&names);
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if area.width >= CHART_BESIDE_FROM {
            let half = area.width / 2;
            draw_table(pen, context, found, (&listed, &letters), Rect { width: half.saturating_sub(2), ..below });
            draw_chart(pen, context, (&listed, &letters), Rect { x: area.x + half, width: area.width - half, ..below });
            return;
        }
        let wanted = to_u16(listed.len()) + 3;
        let height = if below.height >= wanted + 6 { wanted } else { below.height };
        draw_table(pen, context, found, (&listed, &letters), Rect { height, ..below });
        draw_chart(
            pen,
            context,
            (&listed, &letters),
            Rect { y: below.y + height, height: below.height - height, ..below },
        );
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "benefit without cost".to_owned()
    }
}

/// How a place looks: on the front, perhaps on it, surely not.
fn point_style(pen: &Pen<'_>, context: &PaneContext<'_>, place: &CostBenefitPoint) -> Style {
    let palette = &pen.theme.palette;
    match place.standing {
        ParetoStatus::Efficient if context.is_leader(place.column) => palette.leader,
        ParetoStatus::Efficient => palette.heading,
        ParetoStatus::PossiblyDominated => palette.text,
        ParetoStatus::Dominated { .. } | ParetoStatus::Excluded => palette.muted.add_modifier(Modifier::DIM),
    }
}

fn status_text(context: &PaneContext<'_>, place: &CostBenefitPoint) -> String {
    match place.standing {
        ParetoStatus::Efficient => "efficient".to_owned(),
        ParetoStatus::PossiblyDominated => "efficient, depending on open scores".to_owned(),
        ParetoStatus::Dominated { by } => format!("dominated by {}", context.short_name(by)),
        ParetoStatus::Excluded if place.cost.is_none() => "no bill".to_owned(),
        ParetoStatus::Excluded => "ruled out".to_owned(),
    }
}

fn draw_table(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    found: &TradeOff,
    (listed, letters): (&[CostBenefitPoint], &[char]),
    area: Rect,
) {
    let palette = &pen.theme.palette;
    let columns = vec![
        Column::text("").fixed(1),
        Column::text("").fixed(1),
        Column::text("").min(4).max(24),
        Column::number("USD/month").reserve(9),
        Column::number("benefit").reserve(11),
        Column::text("").min(12),
    ];
    let cursor = context.cursor(Pane::TradeOff, listed.len());
    let rows = listed.iter().zip(letters).enumerate().map(|(at, (point, letter))| {
        let style = point_style(pen, context, point);
        let mark = if point.standing == ParetoStatus::Efficient { pen.theme.glyphs.check } else { "" };
        let cost = point.cost.map_or("–".to_owned(), |cost| amount::format_money(cost.point_estimate()));
        Row::new(vec![
            Cell::new(mark, palette.good),
            Cell::new(letter.to_string(), style),
            Cell::new(context.short_name(point.column), if cursor == Some(at) { palette.focus } else { style }),
            Cell::new(cost, style),
            Cell::new(format_benefit(point.benefit), style),
            Cell::new(status_text(context, point), style),
        ])
    });
    let table = Table::figures(columns, rows.collect());
    let steps = found.steps().into_iter().map(|(from, to, cost, benefit)| {
        let (from, to) = (context.short_name(from), context.short_name(to));
        format!("from {from} to {to}: {} USD/month more for {benefit:.2} more benefit", amount::format_money(cost))
    });
    let steps = steps.collect::<Vec<_>>().join("; ");
    let y = table.render(pen, cursor, true, area);
    let lines = wrap_lines(vec![(steps, pen.theme.palette.text)], area.width.saturating_sub(1));
    draw_lines(pen, layout::from_row(area, y), &lines);
}

/// `3.42`, or `3.10–3.80` while cells are open.
fn format_benefit(value: Interval) -> String {
    if value.high - value.low > 0.004 {
        format!("{:.2}–{:.2}", value.low, value.high)
    } else {
        format!("{:.2}", value.point_estimate())
    }
}

/// Letters between cost, rising to the right, and benefit, rising upwards; what is open is drawn as a line.
fn draw_chart(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    (listed, letters): (&[CostBenefitPoint], &[char]),
    area: Rect,
) {
    let Some(plot) = Plot::fit_into(area, 1).filter(|plot| plot.inner.width >= 16 && plot.inner.height >= 3) else {
        return;
    };
    let billed = || listed.iter().filter_map(|place| Some((place.cost?, place.benefit)));
    let dearest = billed().map(|(cost, _)| cost.high).fold(0.0, f64::max).max(1.0);
    let low = billed().map(|(_, benefit)| benefit.low).fold(5.0, f64::min);
    let high = billed().map(|(_, benefit)| benefit.high).fold(1.0, f64::max);
    let span = (high - low).max(0.01);
    let (width, height) = (plot.inner.width, plot.inner.height);
    // Below width and height, which fit.
    let x = |cost: f64| ((cost / dearest).clamp(0.0, 1.0) * f64::from(width - 1)).round() as u16;
    let y = |benefit: f64| {
        let share = ((benefit - low) / span).clamp(0.0, 1.0);
        height - 1 - (share * f64::from(height - 1)).round() as u16
    };
    plot.draw_axes(pen, [(0, format!("{high:.2}")), (height - 1, format!("{low:.2}"))]);
    let most = format!("{} USD/month", amount::format_money(dearest));
    plot.draw_ticks(pen, &[(0, "0"), (width - 1, &most)], (0, ""));
    for place in listed {
        let Some(cost) = place.cost else { continue };
        let (glyphs, muted) = (&pen.theme.glyphs, pen.theme.palette.muted);
        for column in x(cost.low)..=x(cost.high) {
            plot.draw_glyph(pen, (column, y(place.benefit.point_estimate())), glyphs.horizontal, muted);
        }
        for row in y(place.benefit.high)..=y(place.benefit.low) {
            plot.draw_glyph(pen, (x(cost.point_estimate()), row), glyphs.divider, muted);
        }
    }
    // Those that are worth their money are drawn over those that are not.
    let order = |place: &CostBenefitPoint| matches!(place.standing, ParetoStatus::Efficient);
    for pass in [false, true] {
        for (place, letter) in listed.iter().zip(letters).filter(|(place, _)| order(place) == pass) {
            let Some(cost) = place.cost else { continue };
            let style = point_style(pen, context, place);
            plot.draw_glyph(
                pen,
                (x(cost.point_estimate()), y(place.benefit.point_estimate())),
                &letter.to_string(),
                style,
            );
        }
    }
}
