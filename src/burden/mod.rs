//! What a platform means for a team: feasibility, hours of operations, on-call, latency, risks and exit effort.
//!
//! Pure: everything follows from workloads, team and catalogue. Files below import only files above.
//!
//! | file | subject |
//! |---|---|
//! | `format` | numbers in explanations |
//! | `must_have`, `reason`, `warning` | objections and warnings as data, and their sentences |
//! | `latency` | response times: steady, after idle, in a spike |
//! | `residency`, `feasibility` | what rules a platform out for a workload |
//! | `inputs`, `scope`, `formula`, `hours_override`, `task` | the hours of one task |
//! | `rotation` | whether the team can sustain on-call |
//! | `hours` | the burden of one platform or of an estate |
//! | `mitigation` | what mitigations change in demand and hours |
//! | `layers`, `security` | which layers and duties are the team's |
//! | `risks` | failure modes that apply |
//! | `exit` | effort to move to another platform |

mod coverage;
pub mod exit;
pub mod feasibility;
mod format;
pub mod formula;
pub mod hours;
mod hours_override;
mod inputs;
pub mod latency;
pub mod layers;
pub mod mitigation;
mod must_have;
mod reason;
mod residency;
pub mod risks;
mod rotation;
mod scope;
pub mod security;
mod task;
mod warning;

#[cfg(test)]
mod on_call_tests;
#[cfg(test)]
mod tests;

pub use coverage::describe_coverage;
pub use feasibility::{Feasibility, Site, assess_at_site, assess_feasibility};
pub use hours::{Burden, LabourBasis, compute_burden};
pub use hours_override::{AppliedOverride, UnknownOverride, find_unknown_overrides};
pub use inputs::{BurdenInputs, PlatformUse};
pub use latency::{Latency, LatencyRegime, estimate_latency, latency_after_idle};
pub use layers::operated_share;
pub use must_have::{MustHaveIssue, MustHaveState};
pub use reason::{EnteredAmount, Objection, Reason, ResidencyIssue};
pub use risks::{MitigatedSetup, risk_applies, risks_for_kinds};
pub use rotation::OnCall;
pub use scope::KindScope;
pub use security::security_duties;
pub use task::TaskHours;
pub use warning::{BurdenNote, BurdenWarning};
