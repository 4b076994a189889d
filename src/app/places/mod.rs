//! The places of the workbench, one file each: what a pane lists, its own keys, what they do or why they are refused now, and what
//! `w` explains there. This file declares them and holds the one list of panes and key contexts; it computes nothing.
//!
//! A new pane of Compare: a file in this folder that implements [`super::place::Place`] for a type called `Pane`, its `mod` line and
//! its row in the table below, and the file that draws it in `view/places`.

pub mod burden;
pub mod compare;
pub mod cost;
pub mod criteria;
pub mod decide;
pub mod estate;
pub mod exit_costs;
pub mod flips;
pub mod form;
pub mod frame;
pub mod library;
pub mod list;
pub mod matrix;
pub mod must_haves;
pub mod navigation;
pub mod options;
pub mod overlays;
pub mod pairs;
pub mod pasted_list;
pub mod points;
pub mod questions;
pub mod quit;
pub mod rank_order;
pub mod ranking;
pub mod risks;
pub mod robustness;
pub mod scenarios;
pub mod score;
pub mod search;
pub mod sensitivity;
pub mod swings;
pub mod task_hours;
pub mod trade_off;
pub mod triggers;
pub mod volume;
pub mod weigh;
pub mod workloads;

use crate::appraisal::Step;
use crate::model::{Session, WeightingMethod};
use std::ops::BitOr;

/// The panes of Compare in the order of Tab: variant, file in this folder, name on screen, and whether it has something to show of
/// a session.
macro_rules! compare_panes {
    ($use_table:ident) => {
        $use_table! {
            Matrix { file: matrix, name: "Matrix", relevant: |_| true }
            Ranking { file: ranking, name: "Ranking", relevant: |_| true }
            Cost { file: cost, name: "Cost", relevant: has_bills }
            Volume { file: volume, name: "Volume", relevant: Session::is_about_compute }
            Burden { file: burden, name: "Burden", relevant: Session::is_about_compute }
            Flips { file: flips, name: "Flips", relevant: |_| true }
            Estate { file: estate, name: "Estate", relevant: |session: &Session| session.workloads.len() > 1 }
            Scenarios { file: scenarios, name: "Scenarios", relevant: |session: &Session| !session.scenarios.is_empty() }
            Risks { file: risks, name: "Risks", relevant: Session::is_about_compute }
            Sensitivity { file: sensitivity, name: "Sensitivity", relevant: |_| true }
            Robustness { file: robustness, name: "Robustness", relevant: |_| true }
            TradeOff { file: trade_off, name: "Trade-off", relevant: has_bills }
        }
    };
}
pub(super) use compare_panes;

macro_rules! define_panes {
    ($($pane:ident { file: $file:ident, name: $name:literal, relevant: $is_relevant:expr })*) => {
        /// A part of a step that can hold the cursor: those of the other steps, then those of Compare.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Pane {
            Form,
            People,
            List,
            Questions,
            MustHaves,
            Grid,
            $($pane,)*
        }

        impl Pane {
            /// The panes of Compare, in the order of Tab.
            pub const COMPARE: &[Self] = &[$(Self::$pane,)*];

            /// Its name, for tabs.
            pub fn name(self) -> &'static str {
                match self {
                    Self::Form => "Details",
                    Self::People => "People",
                    Self::List => "List",
                    Self::Questions => "Questions",
                    Self::MustHaves => "Must-haves",
                    Self::Grid => "Scores",
                    $(Self::$pane => $name,)*
                }
            }

            /// Whether a pane has anything to show of this session.
            fn is_relevant(self, session: &Session) -> bool {
                match self {
                    Self::Form | Self::People | Self::List | Self::Questions | Self::MustHaves | Self::Grid => true,
                    $(Self::$pane => $is_relevant(session),)*
                }
            }
        }
    };
}
compare_panes!(define_panes);

fn has_bills(session: &Session) -> bool {
    session.is_about_compute() || session.alternatives.iter().any(|row| row.quote.is_some())
}

impl Pane {
    /// The panes of a step that have something to show, in the order of Tab; never empty.
    pub fn for_step(step: Step, session: &Session) -> Vec<Self> {
        match step {
            Step::Frame => vec![Self::Form, Self::People],
            Step::Workloads if session.workloads.is_empty() => vec![Self::List],
            Step::Workloads => vec![Self::List, Self::Form, Self::Questions],
            Step::Options if session.alternatives.is_empty() => vec![Self::List],
            Step::Options => vec![Self::List, Self::Form, Self::MustHaves],
            Step::Criteria => vec![Self::List, Self::Form],
            Step::Weigh => vec![Self::List],
            Step::Score => vec![Self::Grid],
            Step::Compare => Self::COMPARE.iter().copied().filter(|pane| pane.is_relevant(session)).collect(),
            Step::Decide => vec![Self::Form],
        }
    }

    /// Where its keys are looked up.
    pub fn context(self, step: Step, method: WeightingMethod) -> Context {
        match step {
            Step::Frame => Context::Frame,
            Step::Workloads if self == Self::Questions => Context::Questions,
            Step::Workloads => Context::Workloads,
            Step::Options if self == Self::MustHaves => Context::MustHaves,
            Step::Options => Context::Options,
            Step::Criteria => Context::Criteria,
            Step::Weigh => match method {
                WeightingMethod::Points => Context::Points,
                WeightingMethod::Swing => Context::Swings,
                WeightingMethod::Order => Context::RankOrder,
                WeightingMethod::Pairs => Context::Pairs,
            },
            Step::Score => Context::Score,
            Step::Compare => Context::Pane(self),
            Step::Decide => Context::Decide,
        }
    }
}

/// Where a key is pressed. A row of a key table names the contexts in which it acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    Library,
    Frame,
    Workloads,
    Questions,
    Options,
    MustHaves,
    Criteria,
    Points,
    Swings,
    RankOrder,
    Pairs,
    Score,
    /// A cell of a measured criterion, in Score.
    Measured,
    /// A pane of Compare.
    Pane(Pane),
    /// Arrows change the volume.
    VolumeMode,
    Decide,
    Goto,
    Picker,
    LineEditor,
    TextEditor,
    Confirm,
    Reading,
    TaskHours,
    ExitCosts,
}

impl Context {
    /// Every context.
    pub fn all() -> impl Iterator<Item = Self> {
        [
            Self::Library,
            Self::Frame,
            Self::Workloads,
            Self::Questions,
            Self::Options,
            Self::MustHaves,
            Self::Criteria,
            Self::Points,
            Self::Swings,
            Self::RankOrder,
            Self::Pairs,
            Self::Score,
            Self::Measured,
            Self::VolumeMode,
        ]
        .into_iter()
        .chain(Pane::COMPARE.iter().copied().map(Self::Pane))
        .chain([
            Self::Decide,
            Self::Goto,
            Self::Picker,
            Self::LineEditor,
            Self::TextEditor,
            Self::Confirm,
            Self::Reading,
            Self::TaskHours,
            Self::ExitCosts,
        ])
    }

    /// Its name, in help and in keymap errors.
    pub fn name(self) -> String {
        match self {
            Self::Library => "library",
            Self::Frame => "frame",
            Self::Workloads => "workloads",
            Self::Questions => "questions",
            Self::Options => "options",
            Self::MustHaves => "must-haves",
            Self::Criteria => "criteria",
            Self::Points => "weigh",
            Self::Swings => "swings",
            Self::RankOrder => "rank order",
            Self::Pairs => "pairs",
            Self::Score => "score",
            Self::Measured => "measured score",
            Self::Pane(pane) => return pane.name().to_lowercase(),
            Self::VolumeMode => "volume by arrows",
            Self::Decide => "decide",
            Self::Goto => "go to",
            Self::Picker => "list",
            Self::LineEditor => "line",
            Self::TextEditor => "text",
            Self::Confirm => "question",
            Self::Reading => "reading",
            Self::TaskHours => "hours",
            Self::ExitCosts => "exit costs",
        }
        .to_owned()
    }

    /// Whether a text is being typed, so that letters are letters.
    pub fn is_typing(self) -> bool {
        matches!(self, Self::Picker | Self::LineEditor | Self::TextEditor)
    }

    /// Its bit in a set.
    const fn bit(self) -> u64 {
        1 << match self {
            Self::Library => 0,
            Self::Frame => 1,
            Self::Workloads => 2,
            Self::Questions => 3,
            Self::Options => 4,
            Self::Criteria => 5,
            Self::Points => 6,
            Self::Swings => 7,
            Self::RankOrder => 8,
            Self::Pairs => 9,
            Self::Score => 10,
            Self::VolumeMode => 11,
            Self::Decide => 12,
            Self::Goto => 13,
            Self::Picker => 14,
            Self::LineEditor => 15,
            Self::TextEditor => 16,
            Self::Confirm => 17,
            Self::Reading => 18,
            Self::TaskHours => 19,
            Self::ExitCosts => 20,
            Self::Measured => 21,
            Self::MustHaves => 22,
            Self::Pane(pane) => 23 + pane as u32,
        }
    }
}

/// A set of contexts, such as `STEPS | Context::TaskHours`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contexts(u64);

/// Wherever weights are entered.
pub const WEIGHING: Contexts = Contexts::of(&[Context::Points, Context::Swings, Context::RankOrder, Context::Pairs]);
/// Every pane of Compare while arrows act in it.
pub const PANES: Contexts = Contexts::of_panes();
/// Every pane of Compare.
pub const COMPARING: Contexts = Contexts::of(&[Context::VolumeMode]).or(PANES);
/// Wherever options are scored.
pub const SCORING: Contexts = Contexts::of(&[Context::Score, Context::Measured]);
/// Wherever one of several matrices is shown.
pub const WITH_MATRIX: Contexts = SCORING.or(WEIGHING).or(COMPARING);
/// Every step, in whichever of its panes.
pub const STEPS: Contexts =
    Contexts::of(&[Context::Frame, Context::Workloads, Context::Options, Context::Criteria, Context::Decide])
        .or(Contexts::of(&[Context::Questions, Context::MustHaves]))
        .or(WITH_MATRIX);
/// Wherever nothing is typed, asked or read.
pub const SCREENS: Contexts = Contexts::of(&[Context::Library]).or(STEPS);
/// Wherever a cursor moves through rows.
pub const ROWS: Contexts = Contexts::of(&[Context::Reading, Context::TaskHours, Context::ExitCosts]).or(SCREENS);
/// Wherever a text is typed.
pub const TYPING: Contexts = Contexts::of(&[Context::LineEditor, Context::TextEditor, Context::Picker]);

impl Contexts {
    /// The set of these.
    pub const fn of(contexts: &[Context]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < contexts.len() {
            bits |= contexts[at].bit();
            at += 1;
        }
        Self(bits)
    }

    const fn of_panes() -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < Pane::COMPARE.len() {
            bits |= Context::Pane(Pane::COMPARE[at]).bit();
            at += 1;
        }
        Self(bits)
    }

    /// Those of either set; `|` where it need not be constant.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not in the other set.
    pub fn without(self, other: impl Into<Self>) -> Self {
        Self(self.0 & !other.into().0)
    }

    /// Those that are in the other set, too.
    pub fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether a context is in it.
    pub const fn contains(self, context: Context) -> bool {
        self.0 & context.bit() != 0
    }

    /// Whether all of another set are in it.
    pub const fn contains_all(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Its contexts.
    pub fn iter(self) -> impl Iterator<Item = Context> {
        Context::all().filter(move |context| self.contains(*context))
    }
}

impl From<Context> for Contexts {
    fn from(context: Context) -> Self {
        Self::of(&[context])
    }
}

impl From<Pane> for Contexts {
    fn from(pane: Pane) -> Self {
        Self::of(&[Context::Pane(pane)])
    }
}

impl<T: Into<Contexts>> BitOr<T> for Pane {
    type Output = Contexts;
    fn bitor(self, other: T) -> Contexts {
        Contexts::from(self).or(other.into())
    }
}

impl<T: Into<Contexts>> BitOr<T> for Contexts {
    type Output = Self;
    fn bitor(self, other: T) -> Self {
        self.or(other.into())
    }
}

impl<T: Into<Contexts>> BitOr<T> for Context {
    type Output = Contexts;
    fn bitor(self, other: T) -> Contexts {
        Contexts::from(self).or(other.into())
    }
}
