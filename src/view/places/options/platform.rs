//! What is known of an alternative: who operates what, what it can and cannot do, and which workload rules it out.

use crate::app::{App, Workbench, amount};
use crate::appraisal::offer::platform_of;
use crate::burden::Reason;
use crate::catalogue::limits::{LimitBook, LimitKind};
use crate::catalogue::{Capability, Layer, Operator, Platform, PlatformKind, ScaleToZero};
use crate::model::{Cloud, Demand};
use crate::view::pen::Pen;
use crate::view::widgets::table::draw_scroll_marks;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns of the labels.
const LABEL_WIDTH: u16 = 13;

/// Draws what is known of the alternative at this place.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, at: usize, area: Rect) {
    let Some(alternative) = workbench.session.alternatives.get(at) else { return };
    let area = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(2), ..area };
    let palette = pen.theme.palette.clone();
    let rest = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let Some(platform) = platform_of(&app.catalogue, alternative) else {
        let what = if workbench.session.is_about_compute() {
            "A custom option: its bill and hours are not modelled. Enter a quote, or choose a catalogue platform."
        } else {
            "A custom option."
        };
        let note = format!("{what}\n{}", alternative.note);
        let y = pen.paragraph(area, &note, palette.muted);
        draw_fit(pen, workbench, at, rest(y.saturating_add(1).min(area.bottom())));
        return;
    };
    let y = pen.paragraph(area, &format!("{}.", platform.what), palette.text);
    let y = draw_layers(pen, platform, rest(y));
    let y = draw_fit(pen, workbench, at, rest(y));
    let cloud = alternative.cloud.unwrap_or(workbench.session.market.cloud);
    draw_facts(pen, platform, &limit_rows(&app.catalogue.limits, platform.kind, cloud), rest(y));
}

/// Which workloads rule it out or doubt it, and why.
fn draw_fit(pen: &mut Pen<'_>, workbench: &Workbench, at: usize, area: Rect) -> u16 {
    let (palette, glyphs) = (pen.theme.palette.clone(), pen.theme.glyphs.clone());
    let mut y = area.top();
    for (place, offers) in workbench.appraisal.offers.rows.iter().enumerate() {
        let Some(offer) = offers.get(at) else { continue };
        let workload = workbench.session.workloads.get(place).map_or("", |workload| workload.name.as_str());
        // Must-haves are about the option, whatever runs on it: they stand in their own pane, and are said once.
        let is_listed = |reason: &&Reason| place == 0 || reason.must_have().is_none();
        let hard = offer.hard.iter().filter(is_listed).map(|reason| (glyphs.cross, palette.error, "not for", reason));
        let soft = offer.soft.iter().filter(is_listed);
        let soft = soft.map(|reason| (glyphs.warning, palette.warning, "warning for", reason));
        for (mark, style, word, reason) in hard.chain(soft) {
            if y >= area.bottom() {
                draw_scroll_marks(pen, area, false, true);
                return y;
            }
            pen.text(area.x, y, 1, mark, style);
            let is_of_option = workload.is_empty() || reason.must_have().is_some();
            let text = if is_of_option { reason.to_string() } else { format!("{word} {workload}: {reason}") };
            let left = area.x.saturating_add(2);
            let place = Rect { x: left, y, width: area.width.saturating_sub(4), height: area.bottom() - y };
            y = pen.paragraph(place, &text, palette.text);
        }
    }
    if y > area.top() { y.saturating_add(1).min(area.bottom()) } else { y }
}

/// A glyph per layer, from the ground up.
pub fn layer_spans(pen: &Pen<'_>, platform: &Platform) -> Vec<(String, Style)> {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    let sign = |layer: &Layer| match platform.operator(*layer) {
        Operator::You => (glyphs.you.to_owned(), palette.you),
        Operator::Shared => (glyphs.shared.to_owned(), palette.shared),
        Operator::Provider => (glyphs.provider.to_owned(), palette.provider),
        Operator::Absent => (glyphs.dot.to_owned(), palette.provider),
    };
    Layer::ALL.iter().map(sign).collect()
}

/// Who operates what, with the layers' names over the signs where there is room.
fn draw_layers(pen: &mut Pen<'_>, platform: &Platform, area: Rect) -> u16 {
    let (palette, glyphs) = (pen.theme.palette.clone(), pen.theme.glyphs.clone());
    let mut y = area.top().saturating_add(1);
    if y.saturating_add(2) >= area.bottom() {
        return area.top();
    }
    let step = if area.width >= 48 { 4 } else { 1 };
    let mut x = area.x;
    for (layer, (sign, style)) in Layer::ALL.iter().zip(layer_spans(pen, platform)) {
        if step > 1 {
            pen.text(x, y, 3, layer.abbreviation(), palette.muted);
            let is_absent = sign == glyphs.dot;
            let signs = if is_absent { sign } else { sign.repeat(pen.text_width(layer.abbreviation()).into()) };
            pen.text(x, y + 1, 3, &signs, style);
        } else {
            pen.text(x, y, 1, &sign, style);
        }
        x = x.saturating_add(step);
    }
    y += if step > 1 { 2 } else { 1 };
    let legend = [
        (glyphs.you, palette.you),
        (" you operate  ", palette.muted),
        (glyphs.shared, palette.shared),
        (" shared  ", palette.muted),
        (glyphs.provider, palette.provider),
        (" provider", palette.muted),
    ];
    pen.spans(area.x, y, area.width, &legend);
    y.saturating_add(2).min(area.bottom())
}

fn draw_facts(pen: &mut Pen<'_>, platform: &Platform, limits: &[(&'static str, String)], area: Rect) {
    let palette = pen.theme.palette.clone();
    let mut y = area.top();
    for (label, text) in fact_rows(platform, limits) {
        if y >= area.bottom() {
            draw_scroll_marks(pen, area, false, true);
            break;
        }
        pen.text(area.x, y, LABEL_WIDTH.min(area.width), label, palette.muted);
        let left = area.x.saturating_add(LABEL_WIDTH + 1);
        let place = Rect { x: left, y, width: area.right().saturating_sub(left + 2), height: area.bottom() - y };
        y = pen.paragraph(place, &text, palette.text).max(y + 1);
    }
}

fn fact_rows(platform: &Platform, limits: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let can: Vec<&str> = platform.can.iter().map(|able| capability_text(*able)).collect();
    let can = if can.is_empty() { "no special capabilities".to_owned() } else { can.join(", ") };
    let mut rows = vec![
        ("best for", platform.best_for.clone()),
        ("also supports", can),
        ("limits", platform.limits.clone()),
        ("blast radius", platform.blast_radius.clone()),
        ("common fault", platform.misconfiguration.clone()),
    ];
    rows.extend_from_slice(limits);
    rows.extend([
        ("scale to zero", idle_text(platform)),
        ("adds", platform.scaling.clone()),
        ("you pay", platform.cost_shape.clone()),
        ("portability", platform.portability.clone()),
        ("as of", format!("{}; {}", platform.date, platform.source)),
    ]);
    rows
}

/// The published limits of a kind on a cloud, without warm instances.
fn limit_rows(limits: &LimitBook, kind: PlatformKind, cloud: Cloud) -> Vec<(&'static str, String)> {
    let value = |what| limits.find(kind, Some(cloud), what, &Demand::default()).map(|limit| limit.value);
    let time = |what| value(what).map_or("no limit".to_owned(), |seconds| format_duration(1000.0 * seconds));
    let memory = value(LimitKind::MaxMemory).map_or("any common size".to_owned(), format_memory);
    let request = value(LimitKind::LongestRequest).map(|_| ("request limit", time(LimitKind::LongestRequest)));
    let run = ("longest run", time(LimitKind::LongestRun));
    [run].into_iter().chain(request).chain([("most memory", memory)]).collect()
}

fn capability_text(able: Capability) -> &'static str {
    match able {
        Capability::VendorAppliance => "vendor machine images",
        Capability::KernelModule => "kernel modules",
        Capability::Gpu => "GPUs",
        Capability::LongLivedConnections => "long-lived connections",
        Capability::WithoutContainer => "software without containers",
        Capability::LocalState => "local state in memory or on disk",
    }
}

fn idle_text(platform: &Platform) -> String {
    let cold = platform.cold_start.get();
    let wakes = match platform.scale_to_zero {
        ScaleToZero::OnRequest => "yes, wakes on request",
        ScaleToZero::Scheduled => "only by schedule",
        ScaleToZero::Never => "no, always running",
    };
    if cold > 0.0 { format!("{wakes}; cold start {}", format_duration(cold)) } else { wakes.to_owned() }
}

fn format_duration(ms: f64) -> String {
    match ms {
        ms if ms >= 3_600_000.0 => format!("{} h", amount::format_compact(ms / 3_600_000.0)),
        ms if ms >= 60_000.0 => format!("{} min", amount::format_compact(ms / 60_000.0)),
        ms if ms >= 1000.0 => format!("{} s", amount::format_compact(ms / 1000.0)),
        ms => format!("{} ms", amount::format_compact(ms)),
    }
}

fn format_memory(mib: f64) -> String {
    if mib >= 1024.0 {
        format!("{} GiB", amount::format_compact(mib / 1024.0))
    } else {
        format!("{} MiB", amount::format_compact(mib))
    }
}
