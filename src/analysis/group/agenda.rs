//! The agenda: cells to discuss first; and disagreement on the weights.

use super::panel::CellSummary;
use crate::analysis::{ProblemError, Share, weights};

/// A cell to discuss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgendaItem {
    pub alternative: usize,
    pub criterion: usize,
    /// `share × (1 - consensus)`, 0 to 1.
    pub key: f64,
}

/// Cells on which judges differ, the largest weighted disagreement first. Cells without disagreement, without
/// weight or with fewer than two scores are left out.
pub fn build_agenda(cells: &[Vec<CellSummary>], shares: &[Share]) -> Vec<AgendaItem> {
    let item = |alternative: usize, criterion: usize, cell: &CellSummary| {
        let key = shares.get(criterion)?.get() * (1.0 - cell.consensus?);
        (cell.scored > 1 && key > 0.0).then_some(AgendaItem { alternative, criterion, key })
    };
    let rows = cells.iter().enumerate();
    let mut items: Vec<AgendaItem> =
        rows.flat_map(|(at, row)| row.iter().enumerate().filter_map(move |(k, cell)| item(at, k, cell))).collect();
    items.sort_by(|a, b| b.key.total_cmp(&a.key));
    items
}

/// The group's weights: each judge's own divided by their sum, then averaged with the judges' weights. A judge who
/// abstained on the weights (`None`) is left out. (Arithmetic, since a geometric mean would let one zero silence a criterion.)
///
/// # Errors
/// As [`weights::shares`], for any judge's weights, for those of the judges who gave some, and for a judge's weights of another
/// number than the first's.
pub fn mean_weights(judge_weights: &[f64], own: &[Option<Vec<f64>>]) -> Result<Vec<Share>, ProblemError> {
    let given: Vec<(f64, &Vec<f64>)> =
        judge_weights.iter().zip(own).filter_map(|(weight, own)| Some((*weight, own.as_ref()?))).collect();
    let words = weights::shares(&given.iter().map(|(weight, _)| *weight).collect::<Vec<_>>())?;
    let criteria = given.first().map_or(0, |(_, own)| own.len());
    let mut mean = vec![0.0; criteria];
    for (word, (_, own)) in words.iter().zip(&given) {
        if own.len() != criteria {
            return Err(ProblemError::WeightCount { weights: own.len(), criteria });
        }
        for (mean, share) in mean.iter_mut().zip(weights::shares(own)?) {
            *mean += word.get() * share.get();
        }
    }
    Ok(weights::shares(&mean)?)
}

/// Share of the weight that differs between two judges: `½ Σ |a - b|`, 0 to 1.
pub fn weight_disagreement(one: &[Share], other: &[Share]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a.get() - b.get()).abs()).sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scale;
    use crate::analysis::group::{Panel, PanelVote};
    use crate::analysis::weights::WeightsError;

    #[test]
    fn weighty_disagreement_comes_first() {
        let judge = |scores: [[f64; 2]; 2]| scores.iter().map(|row| row.map(PanelVote::Scored).to_vec()).collect();
        let ballots = vec![judge([[1.0, 3.0], [4.0, 4.0]]), judge([[5.0, 5.0], [4.0, 3.0]])];
        let panel = Panel::new(vec![1.0, 1.0], ballots).unwrap();
        let shares = weights::shares(&[1.0, 9.0]).unwrap();
        let items = build_agenda(&panel.cells(Scale::default(), 1), &shares);
        let result: Vec<_> = items.iter().map(|item| (item.alternative, item.criterion)).collect();
        // 0.9 · -log2(3/4) = 0.374, 0.9 · -log2(7/8) = 0.173, 0.1 · 1; unanimous on the other
        assert_eq!(result, [(0, 1), (1, 1), (0, 0)]);
        assert!((items[0].key - 0.9 * (4.0_f64 / 3.0).log2()).abs() < 1e-12);
    }

    #[test]
    fn weights_are_averaged_as_shares() {
        let own = [Some(vec![10.0, 30.0]), None, Some(vec![1.0, 1.0])];
        let mean = mean_weights(&[1.0, 5.0, 3.0], &own).unwrap();
        assert!((mean[0].get() - (0.25 * 0.25 + 0.75 * 0.5)).abs() < 1e-12);
        assert_eq!(mean_weights(&[1.0], &[None]), Err(ProblemError::Weights(WeightsError::NoCriteria)));
        let odd = mean_weights(&[1.0, 1.0], &[Some(vec![1.0]), Some(vec![1.0, 2.0])]);
        assert_eq!(odd, Err(ProblemError::WeightCount { weights: 2, criteria: 1 }));
        let shares = |list: &[f64]| weights::shares(list).unwrap();
        assert_eq!(weight_disagreement(&shares(&[1.0, 3.0]), &shares(&[3.0, 1.0])), 0.5);
    }
}
