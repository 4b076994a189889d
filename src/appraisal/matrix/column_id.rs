//! Ids of columns. Estates that the program generates have ids of their own; this file alone prints and parses them.

use crate::model::{AlternativeId, EstateId, Session};
use std::fmt;

const TODAY: &str = "today";
const BEST_EACH: &str = "best-each";
const ALL_ON: &str = "all-";

/// What a column stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColumnId {
    /// An alternative, in the matrix of one workload.
    Alternative(AlternativeId),
    /// The estate in which every workload stays where it runs today.
    Today,
    /// The estate with every workload on one alternative, except those that cannot run there.
    AllOn(AlternativeId),
    /// The estate with every workload on the leader of its own matrix.
    BestEach,
    /// An estate defined in the session.
    Estate(EstateId),
}

impl ColumnId {
    /// The id of an estate column, read from what [`fmt::Display`] printed. An estate of the session that has a generated id
    /// is found under it.
    pub fn parse_estate(text: &str, session: &Session) -> Option<Self> {
        if let Some(estate) = session.estates.iter().find(|estate| estate.id.as_str() == text) {
            return Some(Self::Estate(estate.id.clone()));
        }
        match text {
            TODAY => Some(Self::Today),
            BEST_EACH => Some(Self::BestEach),
            _ => {
                let on = text.strip_prefix(ALL_ON)?;
                let alternative = session.alternatives.iter().find(|alternative| alternative.id.as_str() == on)?;
                Some(Self::AllOn(alternative.id.clone()))
            }
        }
    }

    /// Whether this is the column of an alternative.
    pub fn is_alternative(&self, id: &AlternativeId) -> bool {
        matches!(self, Self::Alternative(own) if own == id)
    }

    /// Whether this is the estate with every workload on an alternative.
    pub fn is_all_on(&self, id: &AlternativeId) -> bool {
        matches!(self, Self::AllOn(on) if on == id)
    }
}

impl fmt::Display for ColumnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alternative(id) => f.write_str(id.as_str()),
            Self::Today => f.write_str(TODAY),
            Self::AllOn(id) => write!(f, "{ALL_ON}{id}"),
            Self::BestEach => f.write_str(BEST_EACH),
            Self::Estate(id) => f.write_str(id.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::templates;

    #[test]
    fn ids_of_estates_read_back() {
        let session = templates::find("grocer").unwrap().to_session().unwrap();
        let all_on = session.alternatives.iter().map(|row| ColumnId::AllOn(row.id.clone()));
        let own = session.estates.iter().map(|row| ColumnId::Estate(row.id.clone()));
        for id in all_on.chain(own).chain([ColumnId::Today, ColumnId::BestEach]) {
            assert_eq!(ColumnId::parse_estate(&id.to_string(), &session), Some(id));
        }
        assert_eq!(ColumnId::parse_estate("all-nothing", &session), None);
    }
}
