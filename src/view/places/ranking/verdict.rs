//! The verdict on the lead, second opinions, and what the percentages mean.

use crate::app::places::compare::shows_second_opinion;
use crate::appraisal::outcome::RankingLine;
use crate::appraisal::robustness::{DrawResult, describe_space};
use crate::appraisal::{OpinionMethod, SecondOpinion, outcome};
use crate::model::number::format_volume;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::widgets::lines::{Lines, wrap_lines};

/// The verdict in sentences, with short names or whole ones.
pub fn verdict_sentences(context: &PaneContext<'_>, short: bool) -> Vec<RankingLine> {
    let name = |column: usize| if short { context.short_name(column) } else { context.name(column) }.to_owned();
    outcome::describe_ranking(context.session, context.matrix, context.stability, &name)
}

/// The word for the verdict and a colon, where there is one.
pub fn verdict_prefix(context: &PaneContext<'_>) -> String {
    let word = context.verdict.label();
    if word.is_empty() || word == "TIE" { String::new() } else { format!("{word}: ") }
}

/// The verdict, what other methods say, and what percentages are of, broken into lines.
pub fn verdict_lines(theme: &Theme, context: &PaneContext<'_>, width: u16) -> Lines {
    let palette = &theme.palette;
    let short = width < 70;
    let name = |column: usize| if short { context.short_name(column) } else { context.name(column) }.to_owned();
    let mut lines = Vec::new();
    for line in verdict_sentences(context, short) {
        lines.push(match line {
            RankingLine::Lead(text) => (verdict_prefix(context) + &text, palette.heading),
            RankingLine::Doubt(text) => (text, palette.warning),
            RankingLine::Change(text) => (text, palette.text),
        });
    }
    let is_shown = |opinion: &&SecondOpinion| match opinion.method {
        OpinionMethod::PrometheeII => true,
        OpinionMethod::Topsis => shows_second_opinion(context.workbench),
    };
    for opinion in context.matrix.opinions().iter().filter(is_shown) {
        let style = if opinion.agrees { palette.muted } else { palette.warning };
        lines.push((opinion.describe(context.session, context.matrix, &name), style));
    }
    if let Some(robustness) = context.robustness {
        lines.push((percentage_legend(&robustness.selected), palette.muted));
    }
    wrap_lines(lines, width.saturating_sub(1))
}

/// What percentages are of: `%: wins in weights within 20 % of yours · 100 k draws`.
fn percentage_legend(found: &DrawResult) -> String {
    let space = describe_space(found.space);
    let draws = format_volume(found.acceptance.samples as f64).replace(".00", "");
    format!("%: wins in {space} · {draws} draws")
}
