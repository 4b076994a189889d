//! What the hours of operations are calculated from.

use crate::catalogue::Platform;
use crate::catalogue::tasks::TaskBook;
use crate::model::{HoursOverride, Team};

/// Something that runs on a platform.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlatformUse<'a> {
    /// The platform.
    pub platform: &'a Platform,
    /// Services that it consists of; 0 counts as 1.
    pub services: u32,
    /// Machines on its bill; 0 is unknown, and the machines of the reference scope are used instead.
    pub hosts: u32,
    /// Databases and caches that the provider runs for it.
    pub managed_data: u32,
    /// Databases and caches that the team runs for it.
    pub own_data: u32,
    /// All of it can wait until morning, so nobody is paged for it.
    pub waits_until_morning: bool,
}

/// Tasks, team and the team's own hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BurdenInputs<'a> {
    /// The tasks, with their hours at the reference scope.
    pub book: &'a TaskBook,
    /// Who does them.
    pub team: &'a Team,
    /// The team's own hours at the reference scope, which replace those of the book.
    pub overrides: &'a [HoursOverride],
}
