//! One column's money in a row, and how much room each figure of it gets.

use super::idle;
use crate::app::amount;
use crate::appraisal::{Column, Outlay, includes_labour};
use crate::catalogue::PriceStatus;
use crate::cost::Bill;
use crate::view::context::PaneContext;
use crate::view::option_row::begin_row;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, text_width};
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::row_writer::{RowWriter, allocate_widths};

/// `idle 100 %`.
const IDLE_WIDTH: u16 = 10;
/// `p95 12,500 ms`.
const LATENCY_WIDTH: u16 = 13;
/// `▲ +1,240`; its place is kept, so that nothing moves when something changes.
const CHANGE_WIDTH: u16 = 8;
/// `your price`.
const OWN_PRICE_WIDTH: u16 = 10;

/// What each figure of a row takes; 0 leaves it out.
pub struct CostColumns {
    name: u16,
    exceptions: u16,
    bar: u16,
    amount: u16,
    delta: u16,
    own: u16,
    /// What of the amount pays for hours.
    pub labour: u16,
    idle: u16,
    range: u16,
    each: u16,
    /// The idle capacity in its three parts.
    pub parts: u16,
    latency: u16,
    most: f64,
}

/// Whether the amount rests on a price of the book that nobody has verified. What the session says itself, a quote or the
/// team's rate, is no such price.
pub fn is_unverified(bill: &Bill) -> bool {
    bill.lines.iter().any(|line| !line.price_id.is_empty() && !line.status.is_verified())
}

/// Whether it rests on one of the user's own.
fn has_own_price(bill: &Bill) -> bool {
    bill.lines.iter().any(|line| line.status == PriceStatus::Own)
}

fn outlay_of(context: &PaneContext<'_>, column: &Column) -> Option<Outlay> {
    Outlay::compute(&column.offer, includes_labour(context.session), context.workbench.horizon)
}

/// `58–260`; nothing where the ends read the same.
fn format_range(outlay: &Outlay) -> String {
    let (low, high) = (amount::format_money(outlay.low), amount::format_money(outlay.high));
    if outlay.is_range() && low != high { format!("{low}–{high}") } else { String::new() }
}

/// `1,240 labour`, what of the amount pays for hours; nothing where hours are not money.
fn format_labour(outlay: &Outlay) -> String {
    outlay.labour.map_or_else(String::new, |labour| format!("{} labour", amount::format_money(labour)))
}

/// `0.62/M req`, `0.0123/job`; nothing where it is not known.
fn format_unit_cost(bill: &Bill) -> String {
    match bill.per_unit {
        None => String::new(),
        Some(each) if bill.unit == "request" => format!("{}/M req", amount::format_money(each * 1e6)),
        Some(each) if each < 1.0 => format!("{each:.4}/{}", bill.unit),
        Some(each) => format!("{}/{}", amount::format_money(each), bill.unit),
    }
}

impl CostColumns {
    /// Shares `width` out among the figures that there are, those that matter most first.
    pub fn measure(context: &PaneContext<'_>, width: u16) -> Self {
        let columns = &context.matrix.columns;
        let bills = || columns.iter().filter_map(|column| column.offer.bill.as_ref());
        let outlays: Vec<Outlay> = columns.iter().filter_map(|column| outlay_of(context, column)).collect();
        let most = outlays.iter().map(|outlay| outlay.likely).fold(0.0, f64::max);
        let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|text| text_width(&text)).max().unwrap_or(0);
        let amount = widest(&mut outlays.iter().map(|outlay| amount::format_money(outlay.likely))).max(4) + 1;
        let has_exceptions = columns.iter().any(|column| !column.exceptions.is_empty());
        let exceptions = if has_exceptions { 2 } else { 0 };
        let named = max_text_width(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
        let fixed = 1 + amount + 1 + if has_exceptions { 3 } else { 0 };
        let has_idle = bills().any(|bill| bill.capacity_use.is_some());
        let has_parts = bills().any(|bill| bill.capacity_use.is_some());
        let has_latency = columns.iter().any(|column| column.offer.p95.is_some());
        let wanted = |has: bool, width: u16| if has { width } else { 0 };
        let (name, [delta, idle, range, labour, bar, own, each, parts, latency], left) = allocate_widths(
            width.saturating_sub(fixed),
            (named.min(14), named),
            [
                CHANGE_WIDTH,
                wanted(has_idle, IDLE_WIDTH),
                widest(&mut outlays.iter().map(format_range)),
                widest(&mut outlays.iter().map(format_labour)),
                6,
                wanted(bills().any(has_own_price), OWN_PRICE_WIDTH),
                widest(&mut bills().map(format_unit_cost)),
                wanted(has_parts, idle::BAR_WIDTH),
                wanted(has_latency, LATENCY_WIDTH),
            ],
        );
        // Three parts say nothing without the figure beside them.
        let parts = if idle > 0 { parts } else { 0 };
        let bar = if bar > 0 { (bar + left).min(30) } else { 0 };
        Self { name, exceptions, bar, amount, delta, own, labour, idle, range, each, parts, latency, most }
    }
}

/// Draws the row of a column.
pub fn draw_row(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    widths: &CostColumns,
    row: Option<RowWriter>,
    (at, column): (usize, &Column),
    here: bool,
) {
    let Some(mut row) = begin_row(pen, context, row, widths.name, (at, column), here) else { return };
    let theme = pen.theme;
    let palette = &theme.palette;
    if widths.exceptions > 0 {
        let count = column.exceptions.len();
        row.text_left(pen, 2, &if count > 0 { format!("+{count}") } else { String::new() }, palette.warning);
    }
    let (Some(bill), Some(outlay)) = (&column.offer.bill, outlay_of(context, column)) else {
        row.text(pen, "no platform, no quote", palette.muted);
        return;
    };
    // What cannot hold the load is no cheaper bill.
    if let Some(shortfall) = bill.shortfalls.first() {
        row.text(pen, theme.glyphs.cross, palette.error);
        row.text(pen, &format!(" {shortfall}"), palette.warning);
        return;
    }
    if widths.bar > 0 {
        row.bar(pen, widths.bar, if widths.most > 0.0 { outlay.likely / widths.most } else { 0.0 }, palette.bar);
    }
    let about = if is_unverified(bill) { theme.glyphs.estimate } else { "" };
    row.text_right(pen, widths.amount, &format!("{about}{}", amount::format_money(outlay.likely)), palette.heading);
    if widths.delta > 0 {
        let months = f64::from(context.workbench.horizon.months());
        let (now, was) = (months * bill.monthly.get(), context.baseline(column).and_then(|was| was.cost));
        let (text, style) =
            format_change(theme, now, was.map(|was| months * was), Direction::LowerIsBetter, amount::format_money)
                .unwrap_or_default();
        row.text_right(pen, widths.delta, &text, style);
    }
    for (width, text) in [(widths.range, format_range(&outlay)), (widths.labour, format_labour(&outlay))] {
        if width > 0 {
            row.text_right(pen, width, &text, palette.text);
        }
    }
    if widths.own > 0 {
        row.text_left(pen, widths.own, if has_own_price(bill) { PriceStatus::Own.label() } else { "" }, palette.text);
    }
    match bill.capacity_use.filter(|_| widths.parts > 0) {
        Some(idle) => row.glyphs(pen, idle::bar_glyphs(theme, idle)),
        None if widths.parts > 0 => row.skip(widths.parts + 1),
        None => {}
    }
    let idle = bill.idle_share().map_or_else(String::new, |idle| format!("idle {:>3.0} %", idle * 100.0));
    let late = column.offer.p95.map_or_else(String::new, |p95| format!("p95 {} ms", amount::format_grouped(p95.get())));
    for (width, text) in [(widths.idle, idle), (widths.each, format_unit_cost(bill)), (widths.latency, late)] {
        if width > 0 {
            row.text_right(pen, width, &text, palette.muted);
        }
    }
}
