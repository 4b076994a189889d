//! The lines at the bottom: what the last key did or what the step still lacks, and the keys that can act now.

use crate::app::Context;
use crate::app::library::LibraryEntry;
use crate::app::{App, FooterHint, Library, Msg, Notice, Screen, Workbench};
use crate::appraisal::Step;
use crate::model::Status;
use crate::view::pen::Pen;
use crate::view::text::{to_u16, wrap_rows};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the foot.
pub fn render(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let line = |row: u16| Rect { y: area.y.saturating_add(row), height: 1, ..area };
    draw_keys(pen, app, line(2));
    if let Some(notice) = &app.notice
        && draw_long_notice(pen, notice, line(1))
    {
        return;
    }
    pen.rule(area.x, area.y, area.width);
    draw_status(pen, app, line(1));
}

/// A notice that takes more than the line of status lies over the rows above it, whole, until the next key.
fn draw_long_notice(pen: &mut Pen<'_>, notice: &Notice, status: Rect) -> bool {
    let spans = notice_spans(pen, notice);
    let Some((text, style)) = spans.first().filter(|(text, _)| pen.text_width(text) > status.width.saturating_sub(2))
    else {
        return false;
    };
    // The header keeps its line; what is left is more than any message of ours takes.
    let most = status.y.saturating_sub(pen.buf.area.top()).saturating_sub(1).max(1);
    let room = usize::from(status.width.saturating_sub(2));
    let rows = to_u16(wrap_rows(text, room, usize::from(most)).len()).clamp(1, most);
    let top = (status.y + 1).saturating_sub(rows);
    pen.clear(Rect { y: top, height: rows, ..status });
    pen.rule(status.x, top.saturating_sub(1), status.width);
    let area = Rect { x: status.x.saturating_add(1), y: top, width: status.width.saturating_sub(2), height: rows };
    pen.paragraph(area, text, *style);
    true
}

fn draw_status(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let (x, width) = (area.x.saturating_add(1), area.width.saturating_sub(2));
    let pieces = match (&app.notice, app.awaiting_step, &app.screen) {
        (Some(notice), _, _) => notice_spans(pen, notice),
        (None, true, _) => step_spans(pen),
        (None, false, Screen::Workbench(workbench)) => missing_spans(pen, workbench),
        (None, false, Screen::Library(library)) => vec![file_span(pen, library)],
    };
    let pieces: Vec<(&str, Style)> = pieces.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    pen.spans(x, area.y, width, &pieces);
}

type Spans = Vec<(String, Style)>;

fn notice_spans(pen: &Pen<'_>, notice: &Notice) -> Spans {
    use crate::app::Tone;
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    let (mark, style) = match notice.tone {
        Tone::Note => ("", palette.status),
        Tone::Refusal => (glyphs.warning, palette.warning),
        Tone::Error => (glyphs.cross, palette.error),
    };
    let between = if mark.is_empty() { "" } else { " " };
    vec![(format!("{mark}{between}{}", notice.text), style)]
}

fn step_spans(pen: &Pen<'_>) -> Spans {
    let palette = &pen.theme.palette;
    let each = Step::ALL.iter().flat_map(|step| {
        let digit = (format!("{} ", step.index() + 1), palette.key);
        [digit, (format!("{} ", step.name()), palette.key_label)]
    });
    each.collect()
}

/// What the step lacks, or, where it lacks nothing, what comes next.
fn missing_spans(pen: &Pen<'_>, workbench: &Workbench) -> Spans {
    let palette = &pen.theme.palette;
    let missing = workbench.appraisal.progress.missing(workbench.step);
    if missing.is_empty() {
        let hint = review_hint(workbench).unwrap_or_else(|| next_step_hint(workbench).to_owned());
        return vec![(hint, palette.muted)];
    }
    vec![("missing: ".to_owned(), palette.muted), (missing.join(", "), palette.status)]
}

/// When a recorded decision is to be looked at again, soonest first; none while nothing is recorded.
fn review_hint(workbench: &Workbench) -> Option<String> {
    let session = &workbench.session;
    if session.status != Status::Decided || !matches!(workbench.step, Step::Compare | Step::Decide) {
        return None;
    }
    let triggers = session.decision.as_ref().map_or(&[][..], |decision| &decision.triggers);
    let dated = triggers.iter().filter_map(|trigger| Some((trigger.date?, trigger)));
    Some(match dated.min_by_key(|(day, _)| *day) {
        Some((day, trigger)) if trigger.owner.is_empty() => format!("look again by {day}: {}", trigger.metric),
        Some((day, trigger)) => format!("look again by {day} ({}): {}", trigger.owner, trigger.metric),
        None if triggers.is_empty() => "recorded; nothing says when to look at it again".to_owned(),
        None => format!("look again when {} {}", triggers[0].metric, triggers[0].threshold),
    })
}

fn next_step_hint(workbench: &Workbench) -> &'static str {
    match workbench.step {
        Step::Frame => "next: describe the workloads",
        Step::Workloads if workbench.session.workloads.is_empty() => {
            "workloads are optional: only decisions about compute need them"
        }
        Step::Workloads => "next: list the options",
        Step::Options => "next: define the criteria",
        Step::Criteria => "next: set the weights",
        Step::Weigh => "next: score the options",
        Step::Score => "next: compare the results",
        Step::Compare => "next: record the decision and when to review it",
        Step::Decide => "complete",
    }
}

fn file_span(pen: &Pen<'_>, library: &Library) -> (String, Style) {
    let palette = &pen.theme.palette;
    match library.selected() {
        Some(LibraryEntry { recoverable: true, .. }) => {
            (format!("{} has unsaved edits: open it to recover them", pen.theme.glyphs.warning), palette.warning)
        }
        Some(entry) => (entry.path.display().to_string(), palette.muted),
        None => (String::new(), palette.muted),
    }
}

/// What acts here and now, by rank; help comes last, whatever else has room.
fn draw_keys(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let context = app.context();
    let mut hints: Vec<(&Msg, &FooterHint)> = app
        .commands
        .iter()
        .filter(|command| command.contexts.contains(context) && command.msg != Msg::Help)
        .filter_map(|command| Some((&command.msg, command.footer.as_ref()?)))
        .collect();
    hints.sort_by_key(|(_, hint)| hint.rank);
    let help = help_key(app, context);
    let help_width =
        help.map_or(0, |(keys, label)| pen.text_width(keys).saturating_add(pen.text_width(label)).saturating_add(1));
    let (mut x, end) = (area.x.saturating_add(1), area.right().saturating_sub(1));
    let limit = end.saturating_sub(help_width);
    // Only for hints that may be drawn is it asked whether they can act.
    for (_, foot) in hints.into_iter().filter(|(msg, _)| app.refusal(msg).is_none()) {
        let width = pen.text_width(&foot.keys).saturating_add(pen.text_width(foot.label)).saturating_add(3);
        if x.saturating_add(width) > limit {
            break;
        }
        x = draw_key(pen, x, area.y, &foot.keys, foot.label).saturating_add(2);
    }
    if let Some((keys, label)) = help {
        draw_key(pen, x, area.y, keys, label);
    }
}

fn draw_key(pen: &mut Pen<'_>, x: u16, y: u16, keys: &str, label: &str) -> u16 {
    let (keyed, labelled) = (pen.theme.palette.key, pen.theme.palette.key_label);
    pen.spans(x, y, u16::MAX - x, &[(keys, keyed), (" ", labelled), (label, labelled)])
}

fn help_key(app: &App, context: Context) -> Option<(&str, &'static str)> {
    let command = app.commands.iter().find(|command| command.msg == Msg::Help && command.contexts.contains(context))?;
    Some((command.key.as_str(), command.label))
}
