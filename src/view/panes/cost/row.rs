//! One column's money in a row, and how much room each figure of it gets.

use super::{begun, idle};
use crate::app::amount;
use crate::appraisal::{Column, Outlay, labour_counts};
use crate::catalogue::PriceStatus;
use crate::cost::Bill;
use crate::view::panes::Shown;
use crate::view::panes::parts::{self, Better, Row};
use crate::view::pen::Pen;

/// `idle 100 %`.
const IDLE: u16 = 10;
/// `p95 12,500 ms`.
const LATENCY: u16 = 13;
/// `▲ +1,240`; its place is kept, so that nothing moves when something changes.
const DELTA: u16 = 8;
/// `your price`.
const OWN: u16 = 10;

/// What each figure of a row takes; 0 leaves it out.
pub struct Widths {
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
fn is_own(bill: &Bill) -> bool {
    bill.lines.iter().any(|line| line.status == PriceStatus::Own)
}

fn outlay(shown: &Shown<'_>, column: &Column) -> Option<Outlay> {
    Outlay::of(&column.offer, labour_counts(shown.session), shown.bench.horizon)
}

/// `58–260`; nothing where the ends read the same.
fn range(outlay: &Outlay) -> String {
    let (low, high) = (amount::money(outlay.low), amount::money(outlay.high));
    if outlay.is_ranged() && low != high { format!("{low}–{high}") } else { String::new() }
}

/// `1,240 labour`, what of the amount pays for hours; nothing where hours are not money.
fn labour(outlay: &Outlay) -> String {
    outlay.labour.map_or_else(String::new, |labour| format!("{} labour", amount::money(labour)))
}

/// `0.62/M req`, `0.0123/job`; nothing where it is not known.
fn each(bill: &Bill) -> String {
    match bill.per_unit {
        None => String::new(),
        Some(each) if bill.unit == "request" => format!("{}/M req", amount::money(each * 1e6)),
        Some(each) if each < 1.0 => format!("{each:.4}/{}", bill.unit),
        Some(each) => format!("{}/{}", amount::money(each), bill.unit),
    }
}

impl Widths {
    /// Shares `width` out among the figures that there are, those that matter most first.
    pub fn of(shown: &Shown<'_>, width: u16) -> Self {
        let columns = &shown.sheet.columns;
        let bills = || columns.iter().filter_map(|column| column.offer.bill.as_ref());
        let outlays: Vec<Outlay> = columns.iter().filter_map(|column| outlay(shown, column)).collect();
        let most = outlays.iter().map(|outlay| outlay.likely).fold(0.0, f64::max);
        let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|text| parts::width(&text)).max().unwrap_or(0);
        let amount = widest(&mut outlays.iter().map(|outlay| amount::money(outlay.likely))).max(4) + 1;
        let has_exceptions = columns.iter().any(|column| !column.exceptions.is_empty());
        let exceptions = if has_exceptions { 2 } else { 0 };
        let named = parts::widest(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
        let fixed = 1 + amount + 1 + if has_exceptions { 3 } else { 0 };
        let has_idle = bills().any(|bill| bill.idle_share.is_some());
        let has_parts = bills().any(|bill| bill.idle.is_some());
        let has_latency = columns.iter().any(|column| column.offer.p95.is_some());
        let wanted = |has: bool, width: u16| if has { width } else { 0 };
        let (name, [delta, idle, range, labour, bar, own, each, parts, latency], left) = parts::fit(
            width.saturating_sub(fixed),
            (named.min(14), named),
            [
                DELTA,
                wanted(has_idle, IDLE),
                widest(&mut outlays.iter().map(range)),
                widest(&mut outlays.iter().map(labour)),
                6,
                wanted(bills().any(is_own), OWN),
                widest(&mut bills().map(each)),
                wanted(has_parts, idle::WIDTH),
                wanted(has_latency, LATENCY),
            ],
        );
        // Three parts say nothing without the figure beside them.
        let parts = if idle > 0 { parts } else { 0 };
        let bar = if bar > 0 { (bar + left).min(30) } else { 0 };
        Self { name, exceptions, bar, amount, delta, own, labour, idle, range, each, parts, latency, most }
    }
}

/// Draws the row of a column.
pub fn entry(
    pen: &mut Pen<'_>,
    shown: &Shown<'_>,
    widths: &Widths,
    row: Option<Row>,
    (at, column): (usize, &Column),
    here: bool,
) {
    let Some(mut row) = begun(pen, shown, row, widths.name, (at, column), here) else { return };
    let theme = pen.theme;
    let palette = &theme.palette;
    if widths.exceptions > 0 {
        let count = column.exceptions.len();
        row.left(pen, 2, &if count > 0 { format!("+{count}") } else { String::new() }, palette.warning);
    }
    let (Some(bill), Some(outlay)) = (&column.offer.bill, outlay(shown, column)) else {
        row.put(pen, "no platform, no quote", palette.muted);
        return;
    };
    // What cannot hold the load is no cheaper bill.
    if let Some(shortfall) = bill.shortfalls.first() {
        row.put(pen, theme.glyphs.cross, palette.error);
        row.put(pen, &format!(" {shortfall}"), palette.warning);
        return;
    }
    if widths.bar > 0 {
        row.bar(pen, widths.bar, if widths.most > 0.0 { outlay.likely / widths.most } else { 0.0 }, palette.bar);
    }
    let about = if is_unverified(bill) { theme.glyphs.estimate } else { "" };
    row.right(pen, widths.amount, &format!("{about}{}", amount::money(outlay.likely)), palette.heading);
    if widths.delta > 0 {
        let months = f64::from(shown.bench.horizon.months());
        let (now, was) = (months * bill.monthly.get(), shown.was(column).and_then(|was| was.cost));
        let (text, style) =
            parts::delta(theme, now, was.map(|was| months * was), Better::Less, amount::money).unwrap_or_default();
        row.right(pen, widths.delta, &text, style);
    }
    for (width, text) in [(widths.range, range(&outlay)), (widths.labour, labour(&outlay))] {
        if width > 0 {
            row.right(pen, width, &text, palette.text);
        }
    }
    if widths.own > 0 {
        row.left(pen, widths.own, if is_own(bill) { PriceStatus::Own.word() } else { "" }, palette.text);
    }
    match bill.idle.filter(|_| widths.parts > 0) {
        Some(idle) => row.signs(pen, idle::signs(theme, idle)),
        None if widths.parts > 0 => row.skip(widths.parts + 1),
        None => {}
    }
    let idle = bill.idle_share.map_or_else(String::new, |idle| format!("idle {:>3.0} %", idle * 100.0));
    let late = column.offer.p95.map_or_else(String::new, |p95| format!("p95 {} ms", amount::grouped(p95.get())));
    for (width, text) in [(widths.idle, idle), (widths.each, each(bill)), (widths.latency, late)] {
        if width > 0 {
            row.right(pen, width, &text, palette.muted);
        }
    }
}
