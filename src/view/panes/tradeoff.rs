//! Cost against benefit: each option as a letter between money and everything but money, the front marked, the rest dimmed.

use super::Shown;
use super::parts::{self, Row};
use super::volume::frame::Plot;
use super::volume::labels;
use crate::analysis::Interval;
use crate::analysis::trade_off::Standing;
use crate::app::{Pane, amount};
use crate::appraisal::TradeOff;
use crate::appraisal::tradeoff::{NoTradeOff, Place};
use crate::view::pen::{Pen, window, wrapped};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// From here on the chart stands beside the table.
const WIDE: u16 = 90;
/// Rows that a chart would like.
const CHART: u16 = 10;

/// Header, heads, columns, steps along the front.
pub fn rows(shown: &Shown<'_>) -> u16 {
    match TradeOff::of(shown.session, shown.sheet) {
        Ok(found) => (2 + parts::columns(found.places.len()) + 3).max(CHART + 3),
        Err(_) => 3,
    }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let found = TradeOff::of(shown.session, shown.sheet);
    let muted = pen.theme.palette.muted;
    let said = match &found {
        Ok(found) if found.left_out.is_empty() => "benefit is the total".to_owned(),
        Ok(found) => {
            let name = |at: &usize| shown.session.criteria.get(*at).map_or("", |row| row.name.as_str());
            let names: Vec<&str> = found.left_out.iter().map(name).collect();
            format!("benefit is the total without {}, so that money counts once", names.join(", "))
        }
        Err(_) => String::new(),
    };
    parts::head(pen, area, "Trade-off", &[(&said, muted)], shown.has_focus(Pane::TradeOff));
    let found = match found {
        Ok(found) => found,
        Err(why) => {
            parts::note(
                pen,
                area,
                match why {
                    NoTradeOff::NoRanking => "nothing can be ranked yet, so nothing has a benefit",
                    NoTradeOff::OnlyCost => "nothing but cost has weight, so there is no benefit to hold it against",
                    NoTradeOff::NoCosts => {
                        "nothing that can be chosen is billed: it needs a platform of the catalogue or a quote (step 3)"
                    }
                },
            );
            return;
        }
    };
    // From the first of the ranking on, as the ranking lists them.
    let listed: Vec<Place> =
        shown.told().filter_map(|at| found.places.iter().find(|place| place.column == at).copied()).collect();
    let names: Vec<&str> = listed.iter().map(|place| shown.label(place.column)).collect();
    let letters = labels::letters(&names);
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if area.width >= WIDE {
        let half = area.width / 2;
        table(pen, shown, &found, (&listed, &letters), Rect { width: half.saturating_sub(2), ..below });
        chart(pen, shown, (&listed, &letters), Rect { x: area.x + half, width: area.width - half, ..below });
        return;
    }
    let wanted = parts::columns(listed.len()) + 3;
    let height = if below.height >= wanted + 6 { wanted } else { below.height };
    table(pen, shown, &found, (&listed, &letters), Rect { height, ..below });
    chart(pen, shown, (&listed, &letters), Rect { y: below.y + height, height: below.height - height, ..below });
}

/// How a place looks: on the front, perhaps on it, surely not.
fn style(pen: &Pen<'_>, shown: &Shown<'_>, place: &Place) -> Style {
    let palette = &pen.theme.palette;
    match place.standing {
        Standing::Efficient if shown.leads(place.column) => palette.leader,
        Standing::Efficient => palette.heading,
        Standing::Perhaps => palette.text,
        Standing::Dominated { .. } | Standing::Out => palette.muted.add_modifier(Modifier::DIM),
    }
}

fn words(shown: &Shown<'_>, place: &Place) -> String {
    match place.standing {
        Standing::Efficient => "worth its money".to_owned(),
        Standing::Perhaps => "worth its money, or not: cells are open".to_owned(),
        Standing::Dominated { by } => format!("{} is at least as good for less", shown.label(by)),
        Standing::Out if place.cost.is_none() => "not billed".to_owned(),
        Standing::Out => "ruled out".to_owned(),
    }
}

fn table(pen: &mut Pen<'_>, shown: &Shown<'_>, found: &TradeOff, (listed, letters): (&[Place], &[char]), area: Rect) {
    let name = parts::widest(listed.iter().map(|place| shown.label(place.column))).clamp(4, 24);
    let muted = pen.theme.palette.muted;
    if let Some(mut row) = Row::of(area, 0) {
        row.skip(1);
        row.left(pen, name + 4, "", muted);
        row.right(pen, 9, "USD/month", muted);
        row.right(pen, 11, "benefit", muted);
    }
    let steps: Vec<String> = found
        .steps()
        .into_iter()
        .map(|(from, to, cost, benefit)| {
            let (from, to) = (shown.label(from), shown.label(to));
            format!("from {from} to {to}: {} USD/month more buy {benefit:.2}", amount::money(cost))
        })
        .collect();
    let text = if steps.is_empty() {
        Vec::new()
    } else {
        wrapped(&steps.join("; "), usize::from(area.width.saturating_sub(1)))
    };
    let room = area.height.saturating_sub(1);
    let height = parts::columns(listed.len()).min(room);
    let at = shown.cursor(Pane::TradeOff, listed.len());
    let seen = window(listed.len(), at.unwrap_or(0), usize::from(height));
    let mut line = 1;
    for index in seen.clone() {
        let (Some(place), Some(mut row)) = (listed.get(index), Row::of(area, line)) else { continue };
        let here = at == Some(index);
        let style = style(pen, shown, place);
        row.cursor(pen, here, true);
        let mark = if place.standing == Standing::Efficient { pen.theme.glyphs.check } else { "" };
        row.left(pen, 1, mark, pen.theme.palette.good);
        row.left(pen, 1, &letters.get(index).map_or(String::new(), char::to_string), style);
        row.left(pen, name, shown.label(place.column), if here { pen.theme.palette.focus } else { style });
        row.right(pen, 9, &place.cost.map_or("–".to_owned(), |cost| amount::money(cost.mid())), style);
        row.right(pen, 11, &benefit(place.benefit), style);
        row.put(pen, &words(shown, place), style);
        line += 1;
    }
    parts::scrolled(pen, area, 1, &seen, listed.len());
    for text in text {
        let Some(mut row) = Row::of(area, line) else { return };
        row.skip(1);
        row.put(pen, &text, pen.theme.palette.text);
        line += 1;
    }
}

/// `3.42`, or `3.10–3.80` while cells are open.
fn benefit(value: Interval) -> String {
    if value.high - value.low > 0.004 {
        format!("{:.2}–{:.2}", value.low, value.high)
    } else {
        format!("{:.2}", value.mid())
    }
}

/// Letters between cost, rising to the right, and benefit, rising upwards; what is open is drawn as a line.
fn chart(pen: &mut Pen<'_>, shown: &Shown<'_>, (listed, letters): (&[Place], &[char]), area: Rect) {
    let Some(plot) = Plot::within(area, 1).filter(|plot| plot.inner.width >= 16 && plot.inner.height >= 3) else {
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
    plot.frame(pen, [(0, format!("{high:.2}")), (height - 1, format!("{low:.2}"))]);
    let most = format!("{} USD/month", amount::money(dearest));
    plot.below(pen, &[(0, "0"), (width - 1, &most)], (0, ""));
    for place in listed {
        let Some(cost) = place.cost else { continue };
        let (glyphs, muted) = (&pen.theme.glyphs, pen.theme.palette.muted);
        for column in x(cost.low)..=x(cost.high) {
            plot.sign(pen, (column, y(place.benefit.mid())), glyphs.horizontal, muted);
        }
        for row in y(place.benefit.high)..=y(place.benefit.low) {
            plot.sign(pen, (x(cost.mid()), row), glyphs.divider, muted);
        }
    }
    // Those that are worth their money are drawn over those that are not.
    let order = |place: &Place| matches!(place.standing, Standing::Efficient);
    for pass in [false, true] {
        for (place, letter) in listed.iter().zip(letters).filter(|(place, _)| order(place) == pass) {
            let Some(cost) = place.cost else { continue };
            let style = style(pen, shown, place);
            plot.sign(pen, (x(cost.mid()), y(place.benefit.mid())), &letter.to_string(), style);
        }
    }
}
