//! Failure modes: what goes wrong, where, under which conditions, and what helps.
//!
//! What helps is text for people and, where the models can follow it, data: a [`Measure`] with effects from a small closed
//! vocabulary and the hours that it adds. Switched on for an alternative, its effects change what is bought and asked before
//! anything is billed, so that bill and hours follow by themselves.

use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use super::tasks::HoursBand;
use crate::model::HoursPerMonth;
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The failure modes that the program ships.
pub const SHIPPED: &str = include_str!("../../assets/risks.ron");

/// A way in which platforms fail.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Its slug.
    pub id: String,
    /// What happens.
    pub mode: String,
    /// Which kinds it hits.
    pub hits: Vec<PlatformKind>,
    /// What must hold besides, all of it; nothing where it hits whatever runs there.
    #[serde(default)]
    pub when: Vec<RiskCondition>,
    /// What helps.
    pub mitigation: String,
    /// Where that shows: a line of the bill, hours, or latency.
    pub price: String,
    /// What helps as far as the models can follow it, by kind of platform.
    #[serde(default)]
    pub measures: Vec<Mitigation>,
    /// Where it is described.
    pub source: String,
}

/// What must hold for a failure mode to hit. Of what nobody has said, the worse is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum RiskCondition {
    /// Machines are bought as spare capacity.
    Spot,
    /// The first call after idle may find nothing running.
    ColdStart,
    /// There is a database or a cache.
    Database,
    /// It is reached without a proxy that pools connections.
    NoProxy,
    /// All of it stands on one machine.
    OneMachine,
    /// All of it stands in one zone.
    OneZone,
    /// Calls come in without a queue before them.
    Unqueued,
    /// Versions are left when their standard support ends.
    StandardSupport,
    /// A run takes more than half of the time or memory that it may, or nobody knows.
    NearLimit,
}

/// What helps on some kinds of platform, as the models see it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mitigation {
    /// On which kinds.
    pub on: Vec<PlatformKind>,
    /// What it changes in what is bought and asked.
    #[serde(default)]
    pub effects: Vec<MitigationEffect>,
    /// The work that it adds; empty where it adds none.
    #[serde(default)]
    pub work: String,
    /// The hours of that work a month, for one kind of platform in use.
    #[serde(default)]
    pub hours: HoursBand,
    /// Where effects and hours come from.
    pub basis: String,
}

/// What a measure changes. Doing it twice is doing it once.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub enum MitigationEffect {
    /// So many machines at least, each large enough for everything.
    Machines(u32),
    /// Spread over so many zones at least.
    Zones(u32),
    /// A load balancer in front of what answers calls.
    Balancer,
    /// So many machines or nodes beyond what is asked for.
    SpareNodes(u32),
    /// So much more room than is asked for, as a share: 0.2 is a fifth.
    Headroom(f64),
    /// The provider runs the databases and caches that the team ran.
    ManagedData,
    /// The database is reached through a proxy that pools connections.
    DatabaseProxy,
    /// Every request or job passes a queue.
    Queue,
    /// So many warm instances at least, around the clock.
    Warm(u32),
    /// Of machines bought as spare capacity, those that always stand are bought at the list price.
    BaseAtList,
    /// A version may stay past its standard support.
    ExtendedSupport,
}

impl MitigationEffect {
    /// Whether it changes anything on a kind of platform.
    pub fn applies_to(self, kind: PlatformKind) -> bool {
        use PlatformKind as K;
        let nodes = matches!(kind, K::VmFleet | K::SelfManagedK8s | K::ManagedK8s);
        match self {
            Self::Machines(_) => matches!(kind, K::BareMetal | K::SingleVm),
            Self::Balancer => kind == K::SingleVm,
            Self::Zones(_) | Self::BaseAtList => nodes || kind == K::SingleVm,
            Self::SpareNodes(_) | Self::Headroom(_) => nodes,
            Self::Warm(_) => matches!(kind, K::ContainerServerless | K::Functions),
            Self::ExtendedSupport => matches!(kind, K::ManagedK8s | K::AutopilotK8s),
            Self::ManagedData | Self::DatabaseProxy | Self::Queue => true,
        }
    }

    /// What it takes the place of: only then can a bill with it be lower than one without.
    pub fn replaces(self) -> Option<&'static str> {
        match self {
            Self::ManagedData => Some("room and hours for databases that the team runs"),
            Self::Warm(_) => Some("runs at the ordinary price, where they find a warm instance"),
            _ => None,
        }
    }
}

impl Risk {
    /// What helps on a kind of platform, as far as the models can follow it.
    pub fn mitigation_on(&self, kind: PlatformKind) -> Option<&Mitigation> {
        self.measures.iter().find(|measure| measure.on.contains(&kind))
    }
}

/// Reads the failure modes. Refuses one that stands twice or lacks kinds, mitigation or source, and a measure on a kind that the
/// mode does not hit or that has one already, one that changes nothing there, and hours without work or basis.
pub fn load(text: &str) -> Result<Vec<Risk>, TextError> {
    let risks: Vec<Risk> = value_from_text(text)?;
    check_rows(text, &[], risks.iter().map(|risk| (risk.id.as_str(), required_texts(risk))))?;
    for (at, risk) in risks.iter().enumerate() {
        for (nth, measure) in risk.measures.iter().enumerate() {
            if let Some((field, what, hint)) = mitigation_error(risk, nth, measure) {
                let path =
                    [PathStep::Item(at), PathStep::Field("measures"), PathStep::Item(nth), PathStep::Field(field)];
                return Err(error_at(text, &path, format!("'{}': {what}", risk.id), hint));
            }
        }
    }
    Ok(risks)
}

fn required_texts(risk: &Risk) -> Vec<(&'static str, &str)> {
    let hits = if risk.hits.is_empty() { "" } else { "kinds" };
    vec![("mode", &risk.mode), ("hits", hits), ("mitigation", &risk.mitigation), ("source", &risk.source)]
}

/// What is wrong with a measure: the field, what it is, what to do.
fn mitigation_error(risk: &Risk, nth: usize, measure: &Mitigation) -> Option<(&'static str, String, &'static str)> {
    let adds_work = measure.hours.high > HoursPerMonth::ZERO;
    if measure.basis.trim().is_empty() {
        return Some(("basis", "a measure has no basis".to_owned(), "say where its effects and hours come from"));
    }
    if adds_work == measure.work.trim().is_empty() {
        return Some(("work", "hours and the work that takes them go together".to_owned(), "give both or neither"));
    }
    if measure.on.is_empty() || (measure.effects.is_empty() && !adds_work) {
        return Some(("on", "a measure changes nothing".to_owned(), "name kinds, and effects or hours"));
    }
    let earlier = risk.measures.iter().take(nth);
    for kind in &measure.on {
        let what = if !risk.hits.contains(kind) {
            "a measure is for a kind that this does not hit"
        } else if earlier.clone().any(|other| other.on.contains(kind)) {
            "two measures are for the same kind"
        } else if !measure.effects.iter().all(|effect| effect.applies_to(*kind)) {
            "an effect of a measure changes nothing there"
        } else {
            continue;
        };
        return Some(("on", format!("{what}: {}", kind.id()), "take the kind out of the list"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_loads_and_a_row_without_kinds_is_refused() {
        assert!(load(SHIPPED).unwrap().len() >= 12);
        let row = r#"[(id: "x", mode: "m", hits: [], mitigation: "n", price: "", source: "s")]"#;
        assert!(load(row).unwrap_err().what.contains("no hits"));
    }

    #[test]
    fn a_measure_that_says_too_little_or_does_nothing_is_refused_where_it_stands() {
        let with = |measures: &str| {
            let row = format!(
                "[(id: \"x\", mode: \"m\", hits: [SingleVm, VmFleet], mitigation: \"n\", price: \"\", measures: [{measures}], source: \"s\")]"
            );
            load(&row).map_err(|error| error.what)
        };
        assert!(with("(on: [SingleVm], effects: [Machines(2)], basis: \"b\")").is_ok());
        let refused = |measures: &str, what: &str| {
            let found = with(measures).unwrap_err();
            assert!(found.contains(what), "{found}");
        };
        refused("(on: [SingleVm], effects: [Machines(2)], basis: \"\")", "no basis");
        refused("(on: [SingleVm], hours: (1, 2, 3), basis: \"b\")", "go together");
        refused("(on: [SingleVm], work: \"w\", basis: \"b\")", "go together");
        refused("(on: [SingleVm], basis: \"b\")", "changes nothing");
        refused("(on: [Functions], effects: [Queue], basis: \"b\")", "does not hit: functions");
        refused("(on: [VmFleet], effects: [Machines(2)], basis: \"b\")", "changes nothing there: vm-fleet");
        let twice = "(on: [VmFleet], effects: [Queue], basis: \"b\")";
        refused(&format!("{twice}, {twice}"), "the same kind: vm-fleet");
    }

    #[test]
    fn what_is_shipped_says_where_its_hours_come_from_and_keeps_their_order() {
        let risks = load(SHIPPED).unwrap();
        let measures: Vec<&Mitigation> = risks.iter().flat_map(|risk| &risk.measures).collect();
        assert!(measures.len() >= 12);
        for measure in measures {
            assert!(measure.hours.low <= measure.hours.likely && measure.hours.likely <= measure.hours.high);
            let is_marked = measure.hours.high == HoursPerMonth::ZERO || measure.basis.contains("our estimate");
            assert!(is_marked, "{measure:?}");
        }
    }
}
