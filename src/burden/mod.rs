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
mod format;
pub mod formula;
pub mod hours;
mod hours_override;
pub mod latency;
pub mod layers;
pub mod mitigation;
pub mod risks;
mod rotation;
mod scope;
pub mod security;
mod task;

#[cfg(test)]
mod tests;

pub use feasibility::{Feasibility, Reason, Site, assess_at_site, assess_feasibility};
pub use hours::{Burden, BurdenInputs, LabourBasis, PlatformUse, compute_burden};
pub use hours_override::{AppliedOverride, UnknownOverride, find_unknown_overrides};
pub use latency::{Latency, LatencyRegime, estimate_latency, latency_after_idle};
pub use layers::operated_share;
pub use risks::{MitigatedSetup, risk_applies, risks_for_kinds};
pub use rotation::OnCall;
pub use scope::KindScope;
pub use security::security_duties;
pub use task::TaskHours;
