//! What a team should know about the operations work of a platform or an estate, as data. Sentences are made here and nowhere else.

use super::format::format_count;
use crate::model::HoursPerMonth;
use crate::model::number::{format_number, format_percent};
use std::fmt;

/// What a team should know before it takes the work on.
#[derive(Debug, Clone, PartialEq)]
pub enum BurdenWarning {
    /// The team has no engineers, so its share is that of one person.
    NoEngineers,
    /// More people are on call at once than there are engineers.
    MoreOnCallThanEngineers { on_call: u32, engineers: u32 },
    /// The team has exactly the minimum size for 24x7 on-call at one site; `at_cap` has people on call at once and the share of time
    /// that this takes, where that is exactly the cap.
    AtMinimumSize { engineers: u32, at_cap: Option<(u32, f64)>, source: String },
    /// The team is at most half of the minimum size.
    FarBelowMinimumSize { engineers: u32, minimum: u32, source: String },
    /// The team is below the minimum size.
    BelowMinimumSize { engineers: u32, minimum: u32, source: String },
    /// The team is even below the minimum size for a rotation that two sites share.
    BelowSharedMinimum { engineers: u32, minimum: u32, weeks_between: Option<f64>, source: String },
    /// On-call takes a larger share of time than it should; shares from 0 to 1.
    OnCallAboveCap { on_call: u32, engineers: u32, share: f64, cap: f64, engineers_needed: f64, source: String },
    /// More incidents per 12-hour shift than leave time for follow-up.
    TooManyIncidents { per_shift: f64, limit: f64, source: String },
    /// Operations take a larger share of the team's time than they should; shares from 0 to 1.
    ToilAboveCap { share: f64, cap: f64, source: String },
    /// There are many times the machines of the reference scope, so proportional hours are no longer credible.
    BeyondReferenceScope { platform: String, hosts: u32, reference: u32, factor: u32 },
}

/// What a team may like to know.
#[derive(Debug, Clone, PartialEq)]
pub enum BurdenNote {
    /// Nobody is on call, but not all of it can wait until morning.
    NobodyOnCall,
    /// All of it can wait until morning; `has_on_call` says whether the team has people on call anyway.
    NoRotationNeeded { hours_saved: HoursPerMonth, has_on_call: bool },
}

impl BurdenWarning {
    /// The published rule that it rests on; none for facts.
    fn source(&self) -> Option<&str> {
        match self {
            Self::NoEngineers | Self::MoreOnCallThanEngineers { .. } | Self::BeyondReferenceScope { .. } => None,
            Self::AtMinimumSize { source, .. }
            | Self::FarBelowMinimumSize { source, .. }
            | Self::BelowMinimumSize { source, .. }
            | Self::BelowSharedMinimum { source, .. }
            | Self::OnCallAboveCap { source, .. }
            | Self::TooManyIncidents { source, .. }
            | Self::ToilAboveCap { source, .. } => Some(source),
        }
    }

    /// The warning without its source.
    pub fn summary(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_summary(&mut text);
        text
    }

    fn write_summary(&self, f: &mut impl fmt::Write) -> fmt::Result {
        let engineers_text = |count: &u32| format_count(*count, "engineer");
        match self {
            Self::NoEngineers => f.write_str("the team has no engineers, so its share is calculated for one person"),
            Self::MoreOnCallThanEngineers { on_call, engineers } => {
                write!(f, "{on_call} on call at once is impossible with {}", engineers_text(engineers))
            }
            Self::AtMinimumSize { engineers, at_cap, .. } => {
                write!(
                    f,
                    "{} are exactly the minimum for 24x7 on-call, so nobody may leave",
                    engineers_text(engineers)
                )?;
                if let Some((people, share)) = at_cap {
                    write!(f, ", and {people} on call at once take {}, exactly the limit", format_percent(*share))?;
                }
                Ok(())
            }
            Self::FarBelowMinimumSize { engineers, minimum, .. } => write!(
                f,
                "{} cannot sustain 24x7 on-call, which needs at least {minimum} at one site: respond in working hours only, share a \
                 rotation with another team, or choose options that page nobody",
                engineers_text(engineers)
            ),
            Self::BelowMinimumSize { engineers, minimum, .. } => write!(
                f,
                "{} are fewer than the {minimum} that 24x7 on-call needs at one site",
                engineers_text(engineers)
            ),
            Self::BelowSharedMinimum { engineers, minimum, weeks_between, .. } => {
                write!(
                    f,
                    "a rotation of {engineers} is too small even if another site shares it, which needs {minimum} at each"
                )?;
                match weeks_between {
                    Some(weeks) if *weeks <= 1.0 => f.write_str("; nobody would ever be off call"),
                    Some(weeks) => write!(f, "; everyone would be on call every {} weeks", format_number(*weeks)),
                    None => Ok(()),
                }
            }
            Self::OnCallAboveCap { on_call, engineers, share, cap, engineers_needed, .. } => write!(
                f,
                "{on_call} of {} on call takes {} of everyone's time, above the limit of {}: that needs {} engineers",
                engineers_text(engineers),
                format_percent(*share),
                format_percent(*cap),
                format_number(*engineers_needed)
            ),
            Self::TooManyIncidents { per_shift, limit, .. } => write!(
                f,
                "{} incidents per 12-hour shift are more than the {} that leave time for follow-up",
                format_number(*per_shift),
                format_number(*limit)
            ),
            Self::ToilAboveCap { share, cap, .. } => write!(
                f,
                "operations take {} of the team's time, above the limit of {}",
                format_percent(*share),
                format_percent(*cap)
            ),
            Self::BeyondReferenceScope { platform, hosts, reference, factor } => write!(
                f,
                "{platform}: {hosts} hosts are more than {factor} times the {reference} for which the hours were estimated; at that \
                 size machines are managed by automation, so enter your own hours"
            ),
        }
    }
}

impl fmt::Display for BurdenWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_summary(f)?;
        self.source().map_or(Ok(()), |source| write!(f, " ({source})"))
    }
}

impl fmt::Display for BurdenNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NobodyOnCall => f.write_str(
                "nobody is on call, but not all of it can wait until morning: alert triage and handover are still counted",
            ),
            Self::NoRotationNeeded { hours_saved, has_on_call } => {
                let size = if *has_on_call { ", whatever the size of the team" } else { "" };
                write!(
                    f,
                    "all of it can wait until morning, so no rotation is needed{size}; this saves {} h/month, and incidents are \
                     handled in working hours",
                    format_number(hours_saved.get())
                )
            }
        }
    }
}
