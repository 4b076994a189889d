//! The slope test in words: who is cheaper for good, going by what one more request or job adds at very high volume.

use crate::cost::crossover::{Crossover, Side};
use crate::model::number::format_volume;

/// One of the two that are held against each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarginalCost<'a> {
    /// What it is called.
    pub name: &'a str,
    /// USD that one more request or job adds at very high volume.
    pub usd: f64,
}

/// What would have to change for the answer to change: all that a slope is made of, on either side.
const SENSITIVE_INPUTS: &str = "sensitive to peak to average, processor time, commitment and memory";

/// Who of two is cheaper for good, and why, where `found` says where they cross and `highest` how far that was followed. The
/// first of `pair` is side A.
pub fn describe_long_run(found: &Crossover, pair: [MarginalCost; 2], highest: f64) -> String {
    let Some(above) = found.cheaper_above else {
        return format!("{} and {} cost the same at every volume", pair[0].name, pair[1].name);
    };
    let [a, b] = pair;
    let (cheaper, other) = if above == Side::A { (a, b) } else { (b, a) };
    let (own, against) = (format_marginal_cost(cheaper.usd, found.unit), format_marginal_cost(other.usd, found.unit));
    let added = format!("{own} against {against} USD per {}", unit_scale(found.unit).1);
    // Equal but for a rounding error counts as equal: then what does not follow the volume decides.
    let is_lasting = cheaper.usd <= other.usd * (1.0 + 1e-9);
    let (cheaper, other) = (cheaper.name, other.name);
    match (found.open_range(), is_lasting) {
        (None, true) => {
            format!(
                "{cheaper} stays cheaper than {other} at every volume at this peak ratio ({added}); {SENSITIVE_INPUTS}"
            )
        }
        (None, false) => format!(
            "{cheaper} is cheaper than {other} up to {}; far beyond that it is not: its marginal cost is higher ({added})",
            format_volume(highest)
        ),
        (Some(open), true) => format!(
            "above {} {cheaper} stays cheaper than {other} for good ({added}); {SENSITIVE_INPUTS}",
            format_volume(open.to)
        ),
        (Some(open), false) => format!(
            "above {} {cheaper} is cheaper than {other}, but not for good: its marginal cost is higher ({added})",
            format_volume(open.to)
        ),
    }
}

/// How many are counted together, so that the figure can be read.
fn unit_scale(unit: &str) -> (f64, &'static str) {
    if unit.starts_with("jobs") { (1e3, "thousand jobs") } else { (1e6, "million requests") }
}

fn format_marginal_cost(usd: f64, unit: &str) -> String {
    let usd = usd * unit_scale(unit).0;
    if usd > 0.0 && usd < 0.01 { format!("{usd:.4}") } else { format!("{usd:.2}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::crossover::{SegmentedCurve, exact_crossover};

    const RANGE: (f64, f64) = (1e4, 3e9);

    fn describe(functions: (f64, f64), fleet: (f64, f64)) -> String {
        let line = |(fixed, slope)| SegmentedCurve::line(fixed, slope, RANGE);
        let found = Crossover { unit: "requests/month", ..exact_crossover(&line(functions), &line(fleet)) };
        describe_long_run(
            &found,
            [MarginalCost { name: "Functions", usd: functions.1 }, MarginalCost { name: "VM fleet", usd: fleet.1 }],
            RANGE.1,
        )
    }

    #[test]
    fn what_adds_less_and_starts_lower_stays_cheaper() {
        let said = describe((0.0, 0.62e-6), (216.0, 4.44e-6));
        assert!(
            said.starts_with("Functions stays cheaper than VM fleet at every volume at this peak ratio (0.62 against 4.44 USD per million requests); sensitive to peak"),
            "{said}"
        );
    }

    /// 216 USD against 0.6167 USD per million requests meet at 350.3 million.
    #[test]
    fn what_adds_nothing_is_cheaper_for_good_beyond_the_crossing() {
        let said = describe((0.0, 216.0 / 350.3e6), (216.0, 0.0));
        assert!(
            said.starts_with("above 350 M VM fleet stays cheaper than Functions for good (0.00 against 0.62"),
            "{said}"
        );
    }

    /// 0 + 2 USD and 10,000 + 1 USD per million meet at 10 milliard, beyond the range.
    #[test]
    fn what_adds_more_is_not_said_to_stay_cheaper() {
        let said = describe((0.0, 2e-6), (10_000.0, 1e-6));
        assert!(
            said.starts_with("Functions is cheaper than VM fleet up to 3.00 G; far beyond that it is not"),
            "{said}"
        );
    }
}
