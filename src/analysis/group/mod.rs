//! Several people: what they say together, how far they agree, and whether one of them decides it.
//!
//! An abstention is neither a score nor something still to come: it counts in no mean, and nobody's score is made up for it.

mod agenda;
mod agreement;
mod concordance;
mod consensus;
mod panel;
mod voting;

pub use agenda::{AgendaItem, build_agenda, mean_weights, weight_disagreement};
pub use agreement::{Agreement, JudgeTotals, compute_agreement, judge_totals, leaders_without_each_judge};
pub use concordance::{Concordance, kendall_w, spearman, tau_b};
pub use consensus::consensus;
pub use panel::{CellSummary, Panel, PanelError, PanelVote, default_quorum};
pub use voting::{VoteCounts, VoteError, count_votes};
