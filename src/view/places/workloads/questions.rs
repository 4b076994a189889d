//! The questions that lean: one after the other, what was answered, and which way the answers point.

use crate::app::places::questions::SKIP;
use crate::app::{App, Context, Msg, Pane, Workbench};
use crate::catalogue::PlatformKind;
use crate::catalogue::questions::{Question, rank_kinds};
use crate::model::{QuestionId, Reply, Workload};
use crate::view::chrome::hints::key_for;
use crate::view::pen::Pen;
use crate::view::text::visible_range;
use crate::view::widgets::layout;
use crate::view::widgets::table::draw_scroll_marks;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows from which all questions are listed, and not only the one under the cursor.
const LIST_MIN_HEIGHT: u16 = 16;

/// Draws the questions about the workload at this place.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, workload: usize, area: Rect) {
    let questions = &app.catalogue.questions;
    let Some(workload) = workbench.session.workloads.get(workload) else { return };
    let cursor = workbench.cursor(Pane::Questions, questions.len());
    let Some(question) = questions.get(cursor) else { return };
    let inner = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(2), ..area };
    let answers = answers_for(workbench, workload);
    let mut rest = inner;
    if area.height >= LIST_MIN_HEIGHT {
        let wanted = u16::try_from(questions.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(10));
        let (listed, under) = layout::split_top(area, wanted);
        draw_list(pen, workbench, questions, &answers, cursor, listed);
        rest = Rect { x: inner.x, width: inner.width, ..layout::skip_first_row(under) };
    }
    let bars = fit_rows(app, &answers).min(rest.height / 3);
    let (above, below) = layout::split_top(rest, rest.height - bars);
    draw_question(pen, app, workbench, question, &answers, (cursor, questions.len()), above);
    draw_fit(pen, app, &answers, below);
}

/// What was answered about a workload.
fn answers_for(workbench: &Workbench, workload: &Workload) -> Vec<(QuestionId, Reply)> {
    let rows = workbench.session.answers.iter().filter(|answer| answer.workload.as_ref() == Some(&workload.id));
    rows.map(|answer| (answer.question.clone(), answer.reply)).collect()
}

fn reply_to(answers: &[(QuestionId, Reply)], question: &Question) -> Option<Reply> {
    answers.iter().find(|(id, _)| *id == question.id).map(|(_, reply)| *reply)
}

fn reply_word(reply: Reply) -> &'static str {
    match reply {
        Reply::Yes => "yes",
        Reply::No => "no",
        Reply::Maybe => "maybe",
    }
}

/// Every question on a line of its own, with its answer in front.
fn draw_list(
    pen: &mut Pen<'_>,
    workbench: &Workbench,
    questions: &[Question],
    answers: &[(QuestionId, Reply)],
    cursor: usize,
    area: Rect,
) {
    let palette = pen.theme.palette.clone();
    let shown = visible_range(questions.len(), cursor, usize::from(area.height));
    let visible = questions.iter().enumerate().skip(shown.start);
    for (y, (at, question)) in (area.top()..area.bottom()).zip(visible) {
        let reply = reply_to(answers, question);
        let is_here = at == cursor;
        if is_here {
            pen.text(area.x, y, 1, pen.theme.glyphs.cursor, palette.selected);
        }
        pen.text(area.x.saturating_add(2), y, 5, reply.map_or(pen.theme.glyphs.dot, reply_word), palette.selected);
        let style = if reply.is_some() && !is_here { palette.muted } else { palette.text };
        let x = area.x.saturating_add(8);
        let width = area.width.saturating_sub(9);
        let after = pen.text(x, y, width, &question.text, style);
        if is_here {
            let has_keys = workbench.pane() == Pane::Questions;
            pen.set_style(
                Rect::new(x, y, after.saturating_sub(x), 1),
                if has_keys { palette.focus } else { palette.focus_inactive },
            );
        }
    }
    draw_scroll_marks(pen, area, shown.start > 0, shown.end < questions.len());
}

/// The question under the cursor in full: the text, how to answer, and why it matters.
fn draw_question(
    pen: &mut Pen<'_>,
    app: &App,
    workbench: &Workbench,
    question: &Question,
    answers: &[(QuestionId, Reply)],
    (at, count): (usize, usize),
    area: Rect,
) {
    let palette = pen.theme.palette.clone();
    let mut y = area.top();
    let line = |y: u16| Rect { y, height: area.bottom().saturating_sub(y), ..area };
    if y < area.bottom() && area.height > 3 {
        let place = format!("question {} of {count}", at + 1);
        pen.text(area.x, y, area.width, &place, palette.muted);
        y += 1;
    }
    let y = pen.paragraph(line(y), &question.text, palette.heading);
    let y = draw_replies(pen, app, workbench, reply_to(answers, question), line(y));
    let y = pen.paragraph(line(y), &question.why, palette.muted);
    let names: Vec<&str> =
        question.yes.iter().filter(|(_, weight)| *weight >= 0.5).map(|(kind, _)| kind_name(app, *kind)).collect();
    let y = pen.paragraph(line(y), &format!("Yes favours {}.", names.join(", ")), palette.muted);
    if !question.demand.is_empty() {
        pen.paragraph(line(y), &format!("About the demand: {}.", question.demand), palette.muted);
    }
}

/// The answers that can be given, with their keys, the one that was given marked.
fn draw_replies(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, given: Option<Reply>, area: Rect) -> u16 {
    if area.height == 0 {
        return area.top();
    }
    let palette = pen.theme.palette.clone();
    let (left, right) = (area.x, area.right());
    let mut x = left;
    for (reply, msg, fallback) in [
        (Some(Reply::Yes), Msg::Answer(Reply::Yes), "y"),
        (Some(Reply::No), Msg::Answer(Reply::No), "n"),
        (Some(Reply::Maybe), Msg::Answer(Reply::Maybe), "m"),
        (None, SKIP, "space"),
    ] {
        let is_given = reply.is_some() && reply == given;
        let label = reply.map_or("skip", reply_word);
        let key = key_for(app, Context::Questions, &msg).unwrap_or(fallback);
        let label = if is_given { format!("[{label}]") } else { format!(" {label} ") };
        let style = if is_given { palette.selected } else { palette.text };
        let has_keys = workbench.pane() == Pane::Questions;
        let keyed = if has_keys { palette.key } else { palette.muted };
        x = pen.spans(x, area.y, right.saturating_sub(x), &[(key, keyed), (label.as_str(), style), (" ", style)]);
    }
    area.y.saturating_add(1)
}

fn fit_rows(app: &App, answers: &[(QuestionId, Reply)]) -> u16 {
    match rank_kinds(&app.catalogue.questions, answers).len() {
        0 => 0,
        kinds => u16::try_from(kinds).unwrap_or(u16::MAX).saturating_add(1),
    }
}

/// Which way all answers point, as bars.
fn draw_fit(pen: &mut Pen<'_>, app: &App, answers: &[(QuestionId, Reply)], area: Rect) {
    let leans = rank_kinds(&app.catalogue.questions, answers);
    if area.height < 2 || leans.is_empty() {
        return;
    }
    let palette = pen.theme.palette.clone();
    pen.text(area.x, area.y, area.width, "best fit from the answers so far", palette.muted);
    let width = area.width.saturating_sub(12).min(24);
    for (y, (kind, share)) in (area.top() + 1..area.bottom()).zip(&leans) {
        pen.text(area.x, y, 9, kind_name(app, *kind), palette.text);
        let bar = pen.theme.bar(*share, width);
        pen.text(area.x.saturating_add(10), y, width, &bar, palette.bar);
    }
}

/// What a workload leans toward most, short enough for a list.
pub fn fit_spans(pen: &Pen<'_>, app: &App, workbench: &Workbench, workload: &Workload) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let leans = rank_kinds(&app.catalogue.questions, &answers_for(workbench, workload));
    if leans.is_empty() {
        return vec![("–".to_owned(), palette.muted)];
    }
    let two = leans.iter().take(2).enumerate();
    let pieces = two.flat_map(|(place, (kind, share))| {
        let between = if place == 0 { "" } else { " " };
        [(format!("{between}{} ", kind_name(app, *kind)), palette.text), (pen.theme.bar(*share, 5), palette.bar)]
    });
    pieces.collect()
}

/// A short name of a kind of platform.
fn kind_name(app: &App, kind: PlatformKind) -> &str {
    let platform = app.catalogue.platforms.iter().find(|platform| platform.kind == kind);
    platform.map_or(kind.id(), |platform| platform.short.as_str())
}
