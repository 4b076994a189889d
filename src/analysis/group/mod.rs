//! Several people: what they say together, how far they agree, and whether one of them decides it.
//!
//! An abstention is neither a score nor something still to come: it counts in no mean, and nobody's score is made up for it.

mod agenda;
mod agreement;
mod concordance;
mod consensus;
mod panel;
mod voting;

pub use agenda::{AgendaItem, agenda, mean_weights, weight_disagreement};
pub use agreement::{Agreement, JudgeTotals, agreement, judge_totals, leaders_without};
pub use concordance::{Concordance, kendall_w, spearman, tau_b};
pub use consensus::consensus;
pub use panel::{Ballot, Cell, Panel, PanelError, quorum};
pub use voting::{VoteError, Votes, count_votes};
