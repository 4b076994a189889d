//! What running it asks of people: layers, tasks, hours, on-call, latency after idle, risks, and what is ruled out.
//!
//! Pure: everything follows from the workload, the team and the catalogue.
//!
//! | file | question |
//! |---|---|
//! | `hours` | how many hours a month, for one platform or an estate |
//! | `task` | how many of them one task takes |
//! | `own` | what the team says instead, and what of it the catalogue knows |
//! | `scope` | what an estate comes to per kind of platform |
//! | `rotation` | can the team carry it, nights included |
//! | `feasibility` | what rules a platform out for a workload |
//! | `latency` | how long answers take: steady, after idle, in a spike |
//! | `layers` | what share of the layers the team operates |
//! | `risks` | what goes wrong there |
//! | `exit` | what it takes to leave |
//! | `security` | who secures what |
//! | `mitigation` | what measures against that change and take |

pub mod exit;
pub mod feasibility;
pub mod formula;
pub mod hours;
pub mod latency;
pub mod layers;
pub mod mitigation;
mod own;
pub mod risks;
mod rotation;
mod scope;
pub mod security;
mod task;
mod words;

#[cfg(test)]
mod tests;

pub use feasibility::{Feasibility, Reason, Site, feasibility, feasibility_at, feasibility_in};
pub use hours::{Asked, Burden, People, Use, burden};
pub use latency::{Latency, Regime, latency, p95_after_idle};
pub use layers::operated_share;
pub use own::{Said, UnknownHours, unknown_hours};
pub use risks::{Arrangement, can_hit, risks_of};
pub use rotation::OnCall;
pub use scope::KindScope;
pub use security::security_of;
pub use task::TaskHours;
