//! Ranked ballots, counted by plurality, Borda and Copeland.

use thiserror::Error;

/// The result of counting ranked ballots.
#[derive(Debug, Clone, PartialEq)]
pub struct VoteCounts {
    /// Per alternative the number of first ranks.
    pub plurality: Vec<usize>,
    /// Per alternative one point for each one ranked below it; those that a ballot leaves out share the remaining points.
    pub borda: Vec<f64>,
    /// Number of ballots that rank the row's alternative above the column's.
    pub pairwise: Vec<Vec<usize>>,
    /// Per alternative how many others it beats in pairs, a draw counting half.
    pub copeland: Vec<f64>,
    /// The alternative that beats every other in pairs.
    pub condorcet_winner: Option<usize>,
}

/// Why a ballot cannot be counted. Indices count from 0; messages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VoteError {
    #[error("ballot {} names alternative {}, and there are {alternatives}", .ballot + 1, .named + 1)]
    Unknown {
        ballot: usize,
        named: usize,
        /// How many there are.
        alternatives: usize,
    },
    /// The same alternative twice.
    #[error("ballot {} names alternative {} twice", .ballot + 1, .named + 1)]
    Twice { ballot: usize, named: usize },
}

/// Counts ballots, each a list of alternatives from best to worst. Alternatives that a ballot leaves out rank below those that it
/// names, tied with each other.
///
/// # Errors
/// A ballot with an unknown alternative, or with the same one twice.
pub fn count_votes<B: AsRef<[usize]>>(alternatives: usize, ballots: &[B]) -> Result<VoteCounts, VoteError> {
    let mut plurality = vec![0; alternatives];
    let mut borda = vec![0.0; alternatives];
    let mut pairwise = vec![vec![0; alternatives]; alternatives];
    for (ballot, order) in ballots.iter().enumerate() {
        let places = ranks_of_ballot(ballot, order.as_ref(), alternatives)?;
        for a in 0..alternatives {
            plurality[a] += usize::from(places[a] == Some(0));
            for b in (0..alternatives).filter(|b| *b != a) {
                match (places[a], places[b]) {
                    (Some(own), other) if other.is_none_or(|other| own < other) => {
                        pairwise[a][b] += 1;
                        borda[a] += 1.0;
                    }
                    (None, None) => borda[a] += 0.5,
                    _ => {}
                }
            }
        }
    }
    let against = |a: usize| (0..alternatives).filter(move |b| *b != a);
    let beats = |a: usize, b: usize| pairwise[a][b] > pairwise[b][a];
    let half = |a: usize, b: usize| if pairwise[a][b] == pairwise[b][a] { 0.5 } else { 0.0 };
    let copeland = |a: usize| against(a).map(|b| if beats(a, b) { 1.0 } else { half(a, b) }).sum();
    Ok(VoteCounts {
        copeland: (0..alternatives).map(copeland).collect(),
        condorcet_winner: (0..alternatives).find(|a| against(*a).all(|b| beats(*a, b))),
        plurality,
        borda,
        pairwise,
    })
}

fn ranks_of_ballot(ballot: usize, order: &[usize], alternatives: usize) -> Result<Vec<Option<usize>>, VoteError> {
    let mut places = vec![None; alternatives];
    for (place, &named) in order.iter().enumerate() {
        match places.get_mut(named) {
            None => return Err(VoteError::Unknown { ballot, named, alternatives }),
            Some(Some(_)) => return Err(VoteError::Twice { ballot, named }),
            Some(free) => *free = Some(place),
        }
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_ballot_leaves_out_shares_the_rest() {
        let votes = count_votes(4, &[[2]]).unwrap();
        assert_eq!(votes.borda, [1.0, 1.0, 3.0, 1.0]);
        assert_eq!((votes.condorcet_winner, &votes.plurality[..]), (Some(2), &[0, 0, 1, 0][..]));
        assert_eq!(votes.copeland, [1.0, 1.0, 3.0, 1.0]);
        assert_eq!(count_votes(2, &[[0, 2]]), Err(VoteError::Unknown { ballot: 0, named: 2, alternatives: 2 }));
        assert_eq!(count_votes(2, &[[1, 1]]), Err(VoteError::Twice { ballot: 0, named: 1 }));
        let cycle = [[0, 1, 2], [1, 2, 0], [2, 0, 1]];
        assert_eq!(count_votes(3, &cycle).unwrap().condorcet_winner, None);
        assert_eq!(
            count_votes::<[usize; 0]>(1, &[]).unwrap().condorcet_winner,
            Some(0),
            "alone it beats everybody there is"
        );
    }
}
