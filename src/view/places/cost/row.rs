//! The table of bills: one row per option.

use super::idle;
use crate::app::amount::{self, format_money};
use crate::appraisal::{Column as OptionColumn, Outlay, includes_labour};
use crate::burden::{Objection, Reason};
use crate::catalogue::PriceStatus;
use crate::cost::{Bill, UnknownEffect};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::option_row::{MAX_NAME_WIDTH, name_style, ruled_out_row};
use crate::view::pen::Pen;
use crate::view::text::text_width;
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::graphics::bar;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;

/// Columns that decide which remarks are needed.
const LABOUR: usize = 6;
const IDLE_PARTS: usize = 8;

/// Which columns there is room for.
pub struct Shown {
    pub labour: bool,
    pub idle_parts: bool,
}

impl Shown {
    pub fn of(pen: &Pen<'_>, table: &Table, area: Rect) -> Self {
        let slots = table.slots(pen, area);
        let is_shown = |at: usize| slots.get(at).is_some_and(|slot| slot.width > 0);
        Self { labour: is_shown(LABOUR), idle_parts: is_shown(IDLE_PARTS) }
    }
}

/// The bills of all options.
pub fn build_table(theme: &Theme, context: &PaneContext<'_>, cursor: Option<usize>) -> Table {
    let options = &context.matrix.columns;
    let outlays: Vec<Outlay> = options.iter().filter_map(|column| outlay_of(context, column)).collect();
    let most = outlays.iter().map(|outlay| outlay.likely).fold(0.0, f64::max);
    let widest = outlays.iter().map(|outlay| text_width(&format_money(outlay.likely))).max().unwrap_or(0);
    let columns = vec![
        Column::text("").min(14).max(MAX_NAME_WIDTH),
        Column::text(""), // exceptions
        Column::graphic("", 6, 30).priority(5),
        // With room for the mark of an unverified price.
        Column::number("").reserve(widest.max(4) + 1),
        Column::number("").reserve(8).priority(1), // change
        Column::number("").priority(3),            // range
        Column::number("").priority(4),            // labour
        Column::text("").priority(6),              // own price
        Column::text("").priority(8),              // idle parts
        Column::number("").priority(2),            // idle
        Column::number("").priority(7),            // per unit
        Column::number("").priority(9),            // latency
    ];
    let rows = options.iter().enumerate();
    let rows = rows.map(|(at, column)| build_row(theme, context, (at, column), cursor == Some(at), most));
    Table { has_header: false, ..Table::figures(columns, rows.collect()) }
}

fn build_row(
    theme: &Theme,
    context: &PaneContext<'_>,
    (at, column): (usize, &OptionColumn),
    is_here: bool,
    most: f64,
) -> Row {
    let palette = &theme.palette;
    if !column.offer.is_feasible() {
        return ruled_out_row(theme, column, is_here);
    }
    let exceptions = match column.exceptions.len() {
        0 => String::new(),
        count => format!("+{count}"),
    };
    let name = Cell::new(&column.name, name_style(theme, context, at, is_here));
    let begin = [name, Cell::new(exceptions, palette.warning)];
    if let Some(bill) = column.offer.bill.as_ref().filter(|bill| bill.is_open()) {
        let names = bill.unknown_names(&[UnknownEffect::Open]).join(" and ");
        let least = bill.low.get();
        let least = if least > 0.0 { format!("; at least {}", format_money(least)) } else { String::new() };
        let note = format!("unknown: {names}{least}");
        return Row::spanning(begin.into_iter().chain([Cell::new(note, palette.warning)]).collect());
    }
    let (Some(bill), Some(outlay)) = (&column.offer.bill, outlay_of(context, column)) else {
        let is_currency = |reason: &&Reason| matches!(reason.what, Objection::OtherCurrency { .. });
        let note = match column.offer.soft.iter().find(is_currency) {
            Some(reason) => Cell::new(reason.what.to_string(), palette.warning),
            None => Cell::new("no platform or quote", palette.muted),
        };
        return Row::spanning(begin.into_iter().chain([note]).collect());
    };
    // A bill for capacity that cannot carry the load must not look cheaper.
    if let Some(shortfall) = bill.shortfalls.first() {
        let cross = (theme.glyphs.cross.to_owned(), palette.error);
        let note = Cell::from_spans(vec![cross, (format!(" {shortfall}"), palette.warning)]);
        return Row::spanning(begin.into_iter().chain([note]).collect());
    }
    let mark = if is_unverified(bill) { theme.glyphs.estimate } else { "" };
    let months = f64::from(context.workbench.horizon.months());
    let was = context.baseline(column).and_then(|was| was.cost).map(|was| months * was);
    let now = months * bill.monthly.get();
    let (change, change_style) =
        format_change(theme, now, was, Direction::LowerIsBetter, format_money).unwrap_or_default();
    let idle_parts = bill.capacity_use.map_or_else(Vec::new, |idle| {
        idle::bar_glyphs(theme, idle).map(|(glyph, style)| (glyph.to_owned(), style)).collect()
    });
    let idle = bill.idle_share().map_or_else(String::new, |idle| format!("idle {:>3.0} %", idle * 100.0));
    let latency =
        column.offer.p95.map_or_else(String::new, |p95| format!("p95 {} ms", amount::format_grouped(p95.get())));
    let figures = [
        bar(if most > 0.0 { outlay.likely / most } else { 0.0 }, palette.bar),
        Cell::new(format!("{mark}{}", format_money(outlay.likely)), palette.heading),
        Cell::new(change, change_style),
        Cell::new(format_range(&outlay), palette.text),
        Cell::new(format_labour(&outlay), palette.text),
        Cell::new(if has_own_price(bill) { PriceStatus::Own.label() } else { "" }, palette.text),
        Cell::from_spans(idle_parts),
        Cell::new(idle, palette.muted),
        Cell::new(format_unit_cost(bill), palette.muted),
        Cell::new(latency, palette.muted),
    ];
    Row::new(begin.into_iter().chain(figures).collect())
}

/// Whether the amount rests on a price of the book that nobody has verified. What the session says itself, a quote or the
/// team's rate, is no such price.
pub fn is_unverified(bill: &Bill) -> bool {
    bill.lines.iter().any(|line| line.has_book_price() && !line.status.is_verified())
}

/// Whether it rests on one of the user's own.
fn has_own_price(bill: &Bill) -> bool {
    bill.lines.iter().any(|line| line.status == PriceStatus::Own)
}

fn outlay_of(context: &PaneContext<'_>, column: &OptionColumn) -> Option<Outlay> {
    Outlay::compute(&column.offer, includes_labour(context.session), context.workbench.horizon)
}

/// `58–260`; nothing where the ends read the same.
fn format_range(outlay: &Outlay) -> String {
    let (low, high) = (format_money(outlay.low), format_money(outlay.high));
    if outlay.is_range() && low != high { format!("{low}–{high}") } else { String::new() }
}

/// `1,240 labour`, what of the amount pays for hours; nothing where hours are not money.
fn format_labour(outlay: &Outlay) -> String {
    outlay.labour.map_or_else(String::new, |labour| format!("{} labour", format_money(labour)))
}

/// `0.62/M req`, `0.0123/job`; nothing where it is not known.
fn format_unit_cost(bill: &Bill) -> String {
    match bill.per_unit {
        None => String::new(),
        Some(each) if bill.unit == "request" => format!("{}/M req", format_money(each * 1e6)),
        Some(each) if each < 1.0 => format!("{each:.4}/{}", bill.unit),
        Some(each) => format!("{}/{}", format_money(each), bill.unit),
    }
}
