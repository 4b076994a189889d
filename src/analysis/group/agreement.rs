//! Judges one by one: whether their own winner is the group's, and which ballot decides.

use super::concordance::{Concordance, kendall_w, tau_b};
use super::panel::{Panel, PanelVote};
use crate::analysis::{ProblemError, Scale, Share, rank};

/// One judge's own totals.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgeTotals {
    /// Per alternative, over the criteria that the judge scored, their shares taken as the whole; `None` where none carries
    /// weight.
    pub totals: Vec<Option<f64>>,
    /// Whether some cell with weight has no score from this judge.
    pub partial: bool,
    /// Whether the totals are comparable: the same criteria are scored for every alternative.
    pub comparable: bool,
}

/// How far a panel agrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Over the totals of the judges whose totals can be compared; `None` with fewer than two of them or of alternatives.
    pub concordance: Option<Concordance>,
    /// Mean of tau-b over the pairs of those judges that have one.
    pub mean_tau_b: Option<f64>,
    /// Of those judges, the share whose own leader is among the group's. `None` without any.
    pub share_with_group: Option<f64>,
}

/// Every judge's own totals with common `shares`.
pub fn judge_totals(panel: &Panel, shares: &[Share]) -> Vec<JudgeTotals> {
    (0..panel.judges()).map(|judge| totals_of_judge(panel.ballots(judge), shares)).collect()
}

fn totals_of_judge(rows: &[Vec<PanelVote>], shares: &[Share]) -> JudgeTotals {
    let total = |row: &Vec<PanelVote>| {
        let scored = || row.iter().zip(shares).filter_map(|(ballot, share)| Some((ballot.score()?, share.get())));
        let weight: f64 = scored().map(|(_, share)| share).sum();
        (weight > 0.0).then(|| scored().map(|(score, share)| score * share).sum::<f64>() / weight)
    };
    let scored = |row: &Vec<PanelVote>| -> Vec<bool> {
        row.iter().zip(shares).map(|(ballot, share)| ballot.score().is_some() || share.get() == 0.0).collect()
    };
    let totals: Vec<Option<f64>> = rows.iter().map(total).collect();
    let shapes: Vec<Vec<bool>> = rows.iter().map(scored).collect();
    JudgeTotals {
        partial: shapes.iter().flatten().any(|scored| !scored),
        comparable: totals.iter().all(Option::is_some) && shapes.windows(2).all(|pair| pair[0] == pair[1]),
        totals,
    }
}

/// How far the judges' own orders agree with each other and with the group's `leaders`.
pub fn compute_agreement(judges: &[JudgeTotals], leaders: &[usize], scale: Scale) -> Agreement {
    let rows: Vec<Vec<f64>> = judges
        .iter()
        .filter(|judge| judge.comparable)
        .map(|judge| judge.totals.iter().copied().flatten().map(|total| round_to_tolerance(total, scale)).collect())
        .collect();
    let pairs = rows.iter().enumerate().flat_map(|(at, row)| rows[at + 1..].iter().map(move |other| tau_b(row, other)));
    let taus: Vec<f64> = pairs.flatten().collect();
    let with_group = |row: &&Vec<f64>| {
        let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        leaders.iter().any(|leader| row.get(*leader) == Some(&most))
    };
    let share = rows.iter().filter(with_group).count() as f64 / rows.len() as f64;
    Agreement {
        concordance: kendall_w(&rows),
        mean_tau_b: (!taus.is_empty()).then(|| taus.iter().sum::<f64>() / taus.len() as f64),
        share_with_group: (!rows.is_empty()).then_some(share),
    }
}

/// Makes tied totals equal, so that rounding does not order them.
fn round_to_tolerance(total: f64, scale: Scale) -> f64 {
    let step = scale.tie_tolerance();
    (total / step).round() * step
}

/// The leaders without each judge in turn: a judge decides if the leaders change without them. An empty
/// list where no judge is left.
///
/// # Errors
/// As [`Panel::problem`].
pub fn leaders_without_each_judge(
    panel: &Panel,
    weights: &[f64],
    scale: Scale,
    feasible: &[bool],
    quorum: usize,
) -> Result<Vec<Vec<usize>>, ProblemError> {
    let leaders = |judge: usize| match panel.without(judge) {
        Some(rest) => Ok(rank(&rest.problem(weights.to_vec(), scale, quorum.min(rest.judges()))?, feasible).leaders),
        None => Ok(Vec::new()),
    };
    (0..panel.judges()).map(leaders).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::weights;

    fn panel(scores: &[[[Option<f64>; 2]; 2]]) -> Panel {
        let ballot = |score: &Option<f64>| score.map_or(PanelVote::Abstained, PanelVote::Scored);
        let rows = |judge: &[[Option<f64>; 2]; 2]| judge.iter().map(|row| row.iter().map(ballot).collect()).collect();
        Panel::new(vec![1.0; scores.len()], scores.iter().map(rows).collect()).unwrap()
    }

    #[test]
    fn one_ballot_may_decide() {
        // means of three: 3 and 8/3; without the first 2 and 2.5
        let own = |a: f64, b: f64| [[Some(a), Some(a)], [Some(b), Some(b)]];
        let panel = panel(&[own(5.0, 3.0), own(2.0, 3.0), own(2.0, 2.0)]);
        let without = leaders_without_each_judge(&panel, &[1.0, 1.0], Scale::default(), &[], 1).unwrap();
        assert_eq!(without, [vec![1], vec![0], vec![0]]);
    }

    #[test]
    fn an_abstention_on_one_cell_makes_totals_incomparable() {
        let shares = weights::shares(&[3.0, 1.0]).unwrap();
        let whole = [[Some(4.0), Some(2.0)], [Some(2.0), Some(4.0)]];
        let column = [[Some(4.0), None], [Some(2.0), None]];
        let cell = [[Some(4.0), None], [Some(2.0), Some(5.0)]];
        let judges = judge_totals(&panel(&[whole, column, cell]), &shares);
        let result: Vec<(bool, bool)> = judges.iter().map(|judge| (judge.partial, judge.comparable)).collect();
        assert_eq!(result, [(false, true), (true, true), (true, false)]);
        assert_eq!(judges[0].totals, [Some(3.5), Some(2.5)]);
        assert_eq!(judges[1].totals, [Some(4.0), Some(2.0)]);
        let result = compute_agreement(&judges, &[0], Scale::default());
        assert_eq!(result.concordance.unwrap().judges, 2);
        assert_eq!((result.mean_tau_b, result.share_with_group), (Some(1.0), Some(1.0)));
        assert_eq!(compute_agreement(&judges, &[1], Scale::default()).share_with_group, Some(0.0));
    }
}
