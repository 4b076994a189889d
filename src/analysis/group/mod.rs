//! Group decisions: the judges' combined scores, their agreement, and the influence of each judge.
//!
//! An abstention is neither a score nor a pending ballot: it counts in no mean, and no score is imputed for it.

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
