//! Groups of criteria.

use crate::model::Session;

/// A group of criteria, with what it weighs in all.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionGroup {
    /// Its name; empty for criteria that belong to none.
    pub name: String,
    /// Its criteria, by index.
    pub members: Vec<usize>,
    /// What they weigh together, 0 to 1.
    pub share: f64,
}

impl CriterionGroup {
    /// What a criterion of global weight `share` weighs within the group, 0 to 1; 0 where the whole group weighs nothing.
    pub fn local_share(&self, share: f64) -> f64 {
        if self.share > 0.0 { share / self.share } else { 0.0 }
    }
}

/// The criteria by group, in the order in which groups first appear; nothing where no criterion names one, or all the same.
pub fn group_criteria(session: &Session, share: impl Fn(usize) -> f64) -> Vec<CriterionGroup> {
    let mut groups: Vec<CriterionGroup> = Vec::new();
    for (at, criterion) in session.criteria.iter().enumerate() {
        let name = criterion.group.trim();
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => {
                group.members.push(at);
                group.share += share(at);
            }
            None => groups.push(CriterionGroup { name: name.to_owned(), members: vec![at], share: share(at) }),
        }
    }
    if groups.len() < 2 { Vec::new() } else { groups }
}
