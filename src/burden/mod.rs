//! What running it asks of people: layers, tasks, hours, on-call, latency after idle, risks, and what is ruled out.
//!
//! Pure: everything follows from the workload, the team and the catalogue.
//!
//! | file | question |
//! |---|---|
//! | `hours` | how many hours a month, for one platform or an estate |
//! | `scope` | what an estate comes to per kind of platform |
//! | `rotation` | can the team carry it, nights included |

pub mod hours;
mod rotation;
mod scope;
mod words;

#[cfg(test)]
mod tests;

pub use hours::{Burden, TaskHours, Use, burden};
