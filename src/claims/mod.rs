//! Published claims, recomputed with the formulas and prices of the bills. Loaded only by the claims overlay and the `claims`
//! command.

mod book;
mod calculation;
mod check;
mod checked;
mod evaluate;
mod explain;
mod load;
mod printed;
mod unit;
mod verdict;

pub use book::{Claim, ClaimBook, ClaimedFigure};
pub use check::check_claims;
pub use checked::{CheckedClaim, ClaimFigure, ClaimInput, ClaimPrice};
pub use evaluate::Span;
pub use load::{SHIPPED, load, load_shipped};
pub use verdict::ClaimVerdict;
