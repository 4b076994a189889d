//! Explanations: why a figure is what it is, with formula, inputs, source and date. One file per subject.

mod bill;
mod burden;
mod cell;
mod exit_cost;
mod explanation;
mod growth;
mod must_have;
mod parts;
mod question;
mod responsibilities;
mod risks;
mod scenario;
mod total;
mod weight;

pub use bill::explain_bill;
pub use burden::explain_burden;
pub use cell::{column_latency, explain_cell};
pub use exit_cost::{DESTINATIONS, ExitCost, explain_steps, format_hours_band, kind_name, kinds_in_use};
pub use explanation::{Explanation, LineKind};
pub use growth::explain_growth;
pub use must_have::explain_must_have;
pub use question::explain_question;
pub use responsibilities::{explain_responsibilities, operators_by_layer};
pub use risks::explain_risks;
pub use scenario::explain_scenario;
pub use total::explain_total;
pub use weight::{Contributions, explain_weight, explain_weight_range};
