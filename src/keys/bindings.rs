//! The one table of keys. Footer, help, palette, README and key resolution all read it.

use crate::app::{Context as C, Msg as M};
use crate::appraisal::Step;
use crate::model::Reply;

/// One row: keys, what they ask for, where, and in which words.
#[derive(Debug, Clone)]
pub struct Binding {
    /// A name that a keymap file can give other keys to.
    pub name: &'static str,
    /// The keys, the first of them shown.
    pub keys: &'static [&'static str],
    /// What they ask for.
    pub msg: M,
    /// In words.
    pub label: &'static str,
    /// Where.
    pub contexts: &'static [C],
    /// The rank in the footer, smaller first; none keeps it out.
    pub footer: Option<u8>,
}

const STEPS: &[C] = &[
    C::Frame,
    C::Workloads,
    C::Questions,
    C::Options,
    C::Criteria,
    C::Weigh,
    C::Swings,
    C::RankOrder,
    C::Pairs,
    C::Score,
    C::Compare,
    C::Volume,
    C::Estate,
    C::Scenarios,
    C::Burden,
    C::Risks,
    C::Robustness,
    C::Decide,
];
/// Wherever nothing is typed, asked or read.
const ANYWHERE: &[C] = &[
    C::Library,
    C::Frame,
    C::Workloads,
    C::Questions,
    C::Options,
    C::Criteria,
    C::Weigh,
    C::Swings,
    C::RankOrder,
    C::Pairs,
    C::Score,
    C::Compare,
    C::Volume,
    C::Estate,
    C::Scenarios,
    C::Burden,
    C::Risks,
    C::Robustness,
    C::Decide,
];
const ROWS: &[C] = &[
    C::Library,
    C::Frame,
    C::Workloads,
    C::Questions,
    C::Options,
    C::Criteria,
    C::Weigh,
    C::Swings,
    C::RankOrder,
    C::Pairs,
    C::Score,
    C::Compare,
    C::Volume,
    C::Estate,
    C::Scenarios,
    C::Burden,
    C::Risks,
    C::Robustness,
    C::Decide,
    C::Reading,
    C::TaskHours,
    C::ExitCosts,
];
const LISTS: &[C] = &[C::Frame, C::Workloads, C::Options, C::Criteria, C::Estate, C::Scenarios];
const FORMS: &[C] = &[C::Frame, C::Workloads, C::Options, C::Criteria, C::Decide];
const WEIGHTS: &[C] = &[C::Weigh, C::Compare];
/// The ways to come to weights.
const WEIGHTING: &[C] = &[C::Weigh, C::Swings, C::RankOrder, C::Pairs];
const WITH_MATRIX: &[C] = &[
    C::Weigh,
    C::Swings,
    C::RankOrder,
    C::Pairs,
    C::Score,
    C::Compare,
    C::Volume,
    C::Estate,
    C::Scenarios,
    C::Burden,
    C::Risks,
    C::Robustness,
];
const WITH_DEMAND: &[C] =
    &[C::Workloads, C::Compare, C::Volume, C::Estate, C::Scenarios, C::Burden, C::Risks, C::Robustness];
/// Where bills and hours are looked at.
const WITH_OFFERS: &[C] = &[C::Compare, C::Volume, C::Estate, C::Burden, C::Risks];
/// Where what was done can be taken back: a table over the screen among them.
const UNDOABLE: &[C] = &[
    C::Frame,
    C::Workloads,
    C::Questions,
    C::Options,
    C::Criteria,
    C::Weigh,
    C::Swings,
    C::RankOrder,
    C::Pairs,
    C::Score,
    C::Compare,
    C::Volume,
    C::Estate,
    C::Scenarios,
    C::Burden,
    C::Risks,
    C::Robustness,
    C::Decide,
    C::TaskHours,
];
const TYPING: &[C] = &[C::LineEditor, C::TextEditor, C::Picker];

const fn row(
    name: &'static str,
    keys: &'static [&'static str],
    msg: M,
    label: &'static str,
    contexts: &'static [C],
    footer: Option<u8>,
) -> Binding {
    Binding { name, keys, msg, label, contexts, footer }
}

/// What the footer says of a row, where it says it together with its opposite: the row, the opposite, and one word for both.
pub const FOOTER_PAIRS: [(&str, &str, &str); 19] = [
    ("spread-up", "spread-down", "spread"),
    ("next-space", "previous-space", "which weights"),
    ("swing-up", "swing-down", "worth"),
    ("swing-up-5", "swing-down-5", "by 5"),
    ("points-up", "points-down", "points"),
    ("rank-up", "rank-down", "more, less"),
    ("pair-right", "pair-left", "which one"),
    ("pair-for-right", "pair-for-left", "turn round"),
    ("times-9", "times-1", "times"),
    ("points-up-5", "points-down-5", "by 5"),
    ("volume-up", "volume-down", "volume"),
    ("volume-up-far", "volume-down-far", "faster"),
    ("value-up", "value-down", "value"),
    ("estate-right", "estate-left", "estate"),
    ("option-right", "option-left", "option"),
    ("next-step", "previous-step", "step"),
    ("next-matrix", "previous-matrix", "matrix"),
    ("score-5", "score-1", "score"),
    ("move-down", "move-up", "move"),
];

/// Every binding. Within one context no key stands twice: a test holds it to that.
pub fn bindings() -> Vec<Binding> {
    let mut rows = vec![
        // What this place is for comes first.
        row("points-down", &["left", "h"], M::Left, "1 point less", WEIGHTS, None),
        row("points-up", &["right", "l"], M::Right, "1 point more", WEIGHTS, Some(1)),
        row("points-down-5", &["<", "shift-left"], M::LeftCoarse, "5 points less", WEIGHTS, None),
        row("points-up-5", &[">", "shift-right"], M::RightCoarse, "5 points more", WEIGHTS, Some(2)),
        row("agree", &["x"], M::ToggleAgreed, "agreed", &[C::Weigh, C::Swings, C::RankOrder, C::Compare], Some(5)),
        row("equalise", &["="], M::Equalise, "all equal", &[C::Weigh], Some(6)),
        row("enter-points", &["enter"], M::Enter, "type points", &[C::Weigh, C::Compare], Some(3)),
        row("swing-down", &["left", "h"], M::Left, "worth 1 less", &[C::Swings], None),
        row("swing-up", &["right", "l"], M::Right, "worth 1 more", &[C::Swings], Some(1)),
        row("swing-down-5", &["<", "shift-left"], M::LeftCoarse, "worth 5 less", &[C::Swings], None),
        row("swing-up-5", &[">", "shift-right"], M::RightCoarse, "worth 5 more", &[C::Swings], Some(2)),
        row("enter-swing", &["enter"], M::Enter, "type its worth", &[C::Swings], Some(3)),
        row("swing-clear", &["backspace"], M::Clear, "take back", &[C::Swings, C::RankOrder, C::Pairs], Some(6)),
        row("enter-rank", &["enter"], M::Enter, "next in rank", &[C::RankOrder], Some(1)),
        row("rank-up", &["K", "shift-up"], M::MoveUp, "matters more", &[C::RankOrder], Some(2)),
        row("rank-down", &["J", "shift-down"], M::MoveDown, "matters less", &[C::RankOrder], None),
        row("tie", &["="], M::Equalise, "equal to the one above", &[C::RankOrder], Some(3)),
        row("pair-left", &["left", "h"], M::Left, "more to the left", &[C::Pairs], None),
        row("pair-right", &["right", "l"], M::Right, "more to the right", &[C::Pairs], Some(1)),
        row("pair-for-left", &["<", "shift-left"], M::LeftCoarse, "the left one matters more", &[C::Pairs], None),
        row(
            "pair-for-right",
            &[">", "shift-right"],
            M::RightCoarse,
            "the right one matters more",
            &[C::Pairs],
            Some(3),
        ),
        row("enter-pair", &["enter"], M::Enter, "next open pair", &[C::Pairs], Some(4)),
        row("way", &["M"], M::NextWeightingMethod, "weigh another way", WEIGHTING, Some(4)),
        row("volume", &["v"], M::ToggleVolumeMode, "volume", WITH_OFFERS, Some(8)),
        row("volume-down", &["left", "h"], M::Left, "less", &[C::Volume], None),
        row("volume-up", &["right", "l"], M::Right, "more", &[C::Volume], Some(1)),
        row("volume-down-far", &["<", "shift-left"], M::LeftCoarse, "much less", &[C::Volume], None),
        row("volume-up-far", &[">", "shift-right"], M::RightCoarse, "much more", &[C::Volume], Some(2)),
        row("volume-done", &["esc"], M::Back, "done", &[C::Volume], Some(3)),
        row("volume-accept", &["enter"], M::Enter, "done", &[C::Volume], None),
        row("horizon", &["t"], M::NextHorizon, "horizon", WITH_OFFERS, Some(9)),
        row("pin", &["b"], M::TogglePin, "pin", &[C::Compare, C::Estate, C::Burden, C::Risks, C::Robustness], Some(9)),
        row("spread-down", &["left", "h"], M::Left, "less up for discussion", &[C::Robustness], None),
        row("spread-up", &["right", "l"], M::Right, "more up for discussion", &[C::Robustness], Some(1)),
        row("previous-space", &["<", "shift-left"], M::LeftCoarse, "previous space", &[C::Robustness], None),
        row("next-space", &[">", "shift-right"], M::RightCoarse, "next space", &[C::Robustness], Some(2)),
        row("why-too", &["enter"], M::Enter, "why", &[C::Robustness], None),
        row("opinion", &["O"], M::ToggleSecondOpinion, "second opinion", &[C::Compare, C::Robustness], None),
        row("use-scenario", &["enter"], M::Enter, "work in it", &[C::Scenarios], Some(1)),
        row("next-scenario", &["s"], M::NextScenario, "scenario", WITH_DEMAND, Some(6)),
        row("score-1", &["1"], M::Digit(1), "score 1", &[C::Score], None),
        row("score-2", &["2"], M::Digit(2), "score 2", &[C::Score], None),
        row("score-3", &["3"], M::Digit(3), "score 3", &[C::Score], None),
        row("score-4", &["4"], M::Digit(4), "score 4", &[C::Score], None),
        row("score-5", &["5"], M::Digit(5), "score 5", &[C::Score], Some(1)),
        row("score-unknown", &["0"], M::MarkUnknown, "unknown", &[C::Score], Some(2)),
        row("score-range", &["-"], M::MakeRange, "range", &[C::Score], Some(3)),
        row("score-rationale", &["enter"], M::Enter, "say why", &[C::Score], Some(4)),
        row("next-open", &["e"], M::NextUnscored, "next open score", &[C::Score], Some(5)),
        row("score-clear", &["backspace"], M::Clear, "clear", &[C::Score], Some(6)),
        row("column-left", &["left", "h"], M::Left, "left", &[C::Score], None),
        row("column-right", &["right", "l"], M::Right, "right", &[C::Score], None),
        row("estate-left", &["left", "h"], M::Left, "estate to the left", &[C::Estate], None),
        row("estate-right", &["right", "l"], M::Right, "estate to the right", &[C::Estate], Some(2)),
        row("change-estate", &["enter"], M::Enter, "change", &[C::Estate], Some(1)),
        row("hours", &["enter"], M::Enter, "hours by task", &[C::Burden], Some(1)),
        row("who-operates", &["o"], M::Responsibilities, "who operates", &[C::Options, C::Burden, C::Risks], Some(2)),
        row("mitigate", &["space", "enter"], M::ToggleMitigation, "switch on or off", &[C::Risks], Some(1)),
        row("option-left", &["left", "h"], M::Left, "option before", &[C::Risks], None),
        row("option-right", &["right", "l"], M::Right, "option after", &[C::Risks], Some(3)),
        row(
            "leaving",
            &["X"],
            M::ExitCosts,
            "leaving",
            &[C::Options, C::Compare, C::Estate, C::Burden, C::Risks],
            Some(18),
        ),
        row("change-hours", &["enter"], M::Enter, "change", &[C::TaskHours], Some(1)),
        row("catalogue-hours", &["backspace", "del"], M::Clear, "the catalogue's again", &[C::TaskHours], Some(2)),
        row("left-for-before", &["left", "h"], M::Left, "to the one before", &[C::ExitCosts], None),
        row("left-for-after", &["right", "l"], M::Right, "to the one after", &[C::ExitCosts], None),
        row("leaving-steps", &["enter", "w"], M::Why, "its steps", &[C::ExitCosts], Some(1)),
        row("yes", &["y"], M::Answer(Reply::Yes), "yes", &[C::Questions], Some(1)),
        row("no", &["n"], M::Answer(Reply::No), "no", &[C::Questions], Some(2)),
        row("maybe", &["m"], M::Answer(Reply::Maybe), "maybe", &[C::Questions], Some(3)),
        row("skip", &["space"], M::SkipQuestion, "skip", &[C::Questions], Some(4)),
        row("unanswer", &["backspace"], M::Clear, "take back", &[C::Questions], Some(5)),
        row("change", &["enter"], M::Enter, "change", FORMS, Some(1)),
        row("value-down", &["left", "h"], M::Left, "previous value", FORMS, None),
        row("value-up", &["right", "l"], M::Right, "next value", FORMS, Some(2)),
        row("add", &["a"], M::Add, "add", LISTS, Some(3)),
        row("remove", &["D", "del"], M::Delete, "remove", LISTS, Some(8)),
        row("move-up", &["K", "shift-up"], M::MoveUp, "move up", &[C::Workloads, C::Options, C::Criteria], None),
        row(
            "move-down",
            &["J", "shift-down"],
            M::MoveDown,
            "move down",
            &[C::Workloads, C::Options, C::Criteria],
            Some(8),
        ),
        row("record", &["R"], M::RecordDecision, "record decision", &[C::Decide], Some(3)),
        // The library.
        row("open", &["enter"], M::Enter, "open", &[C::Library], Some(1)),
        row("review", &["r"], M::Review, "review", &[C::Library], Some(2)),
        row("new", &["n"], M::New, "new", &[C::Library], Some(3)),
        row("duplicate", &["d"], M::Duplicate, "duplicate", &[C::Library], Some(4)),
        row("clear-search", &["esc"], M::Back, "all", &[C::Library], None),
        // Going about.
        row("up", &["up", "k"], M::Up, "up", ROWS, None),
        row("down", &["down", "j"], M::Down, "down", ROWS, None),
        row("page-up", &["pgup", "ctrl-b"], M::PageUp, "page up", ROWS, None),
        row("page-down", &["pgdn", "ctrl-f"], M::PageDown, "page down", ROWS, None),
        row("first", &["home"], M::First, "first", ROWS, None),
        row("last", &["end", "G"], M::Last, "last", ROWS, None),
        row("next-pane", &["tab"], M::NextPane, "pane", STEPS, Some(10)),
        row("previous-pane", &["backtab"], M::PrevPane, "previous pane", STEPS, None),
        row("next-step", &["]"], M::NextStep, "next step", STEPS, Some(7)),
        row("previous-step", &["["], M::PrevStep, "previous step", STEPS, None),
        row("go-to-step", &["g"], M::AwaitStep, "go to step", STEPS, None),
        row("next-matrix", &["."], M::NextMatrix, "next matrix", WITH_MATRIX, Some(6)),
        row("previous-matrix", &[","], M::PrevMatrix, "previous matrix", WITH_MATRIX, None),
        row("why", &["w"], M::Why, "why", UNDOABLE, Some(12)),
        row("claims", &["C"], M::Claims, "published claims", ANYWHERE, None),
        row("find", &["/"], M::Find, "find", ANYWHERE, Some(15)),
        row("undo", &["u"], M::Undo, "undo", UNDOABLE, Some(13)),
        row("redo", &["ctrl-r"], M::Redo, "redo", UNDOABLE, None),
        row("save", &["ctrl-s"], M::Save, "save", STEPS, Some(14)),
        row("save-as", &["S"], M::SaveAs, "save as", STEPS, None),
        row("palette", &[":", "ctrl-p"], M::Palette, "commands", ANYWHERE, Some(16)),
        row("help", &["?", "f1"], M::Help, "help", ROWS, Some(99)),
        row("leave", &["q"], M::Quit, "leave", ROWS, Some(17)),
        // Reading.
        row("close", &["esc"], M::Back, "close", &[C::Reading, C::TaskHours, C::ExitCosts], Some(3)),
        row("close-too", &["enter", "w", "C"], M::Enter, "close", &[C::Reading], None),
        // Typing.
        row("accept", &["enter"], M::Accept, "accept", &[C::LineEditor, C::Picker], Some(1)),
        row("accept-text", &["ctrl-s", "alt-enter"], M::Accept, "accept", &[C::TextEditor], Some(1)),
        row("new-line", &["enter"], M::Newline, "new line", &[C::TextEditor], Some(3)),
        row("cancel", &["esc"], M::Back, "cancel", TYPING, Some(2)),
        row("pick-up", &["up", "ctrl-k"], M::Up, "up", &[C::Picker], None),
        row("pick-down", &["down", "ctrl-j"], M::Down, "down", &[C::Picker], Some(3)),
        row("pick-page-up", &["pgup"], M::PageUp, "page up", &[C::Picker], None),
        row("pick-page-down", &["pgdn"], M::PageDown, "page down", &[C::Picker], None),
        // Being asked.
        row("answer-yes", &["y", "enter"], M::Yes, "yes", &[C::Confirm], Some(1)),
        row("answer-no", &["n"], M::No, "no", &[C::Confirm], Some(2)),
        row("answer-later", &["esc", "q"], M::Back, "neither", &[C::Confirm], Some(3)),
        row("go-nowhere", &["esc"], M::Back, "stay", &[C::Goto], Some(9)),
    ];
    const TIMES: [&str; 9] =
        ["times-1", "times-2", "times-3", "times-4", "times-5", "times-6", "times-7", "times-8", "times-9"];
    const TELLS: [&str; 9] =
        ["equal", "2 times", "3 times", "4 times", "5 times", "6 times", "7 times", "8 times", "9 times"];
    const NINE: [&[&str]; 9] = [&["1"], &["2"], &["3"], &["4"], &["5"], &["6"], &["7"], &["8"], &["9"]];
    rows.extend((0..9).map(|at| {
        let rank = (at == 8).then_some(2);
        row(TIMES[at], NINE[at], M::Digit(at as u8 + 1), TELLS[at], &[C::Pairs], rank)
    }));
    const DIGITS: [&[&str]; 8] = [&["1"], &["2"], &["3"], &["4"], &["5"], &["6"], &["7"], &["8"]];
    const NAMES: [&str; 8] =
        ["go-frame", "go-workloads", "go-options", "go-criteria", "go-weigh", "go-score", "go-compare", "go-decide"];
    rows.extend(Step::ALL.into_iter().map(|step| {
        row(
            NAMES[step.index()],
            DIGITS[step.index()],
            M::GoToStep(step),
            step.name(),
            &[C::Goto],
            Some(step.index() as u8),
        )
    }));
    rows
}
