//! Ids: slugs made once from the name that a person typed. Renaming a record keeps its id.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Turns a name into a slug: lower case, every run of other characters one dash (`Ops burden` → `ops-burden`).
/// A name without any letter or digit becomes `item`.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for part in name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(part.chars().flat_map(char::to_lowercase));
    }
    if slug.is_empty() { "item".to_owned() } else { slug }
}

/// The slug of a name, with `-2`, `-3`, … appended when it is already `taken`.
pub fn unique_slug<'a>(name: &str, taken: impl Iterator<Item = &'a str> + Clone) -> String {
    let base = slug(name);
    let is_free = |candidate: &str| taken.clone().all(|other| other != candidate);
    if is_free(&base) {
        return base;
    }
    (2u32..).map(|n| format!("{base}-{n}")).find(|candidate| is_free(candidate)).unwrap_or(base)
}

/// Defines an id. `reserved` lists ids that the program uses itself and that no record gets from its name.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        id!($(#[$doc])* $name, reserved []);
    };
    ($(#[$doc:meta])* $name:ident, reserved [$($reserved:literal),*]) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Ids that the program uses itself.
            pub const RESERVED: &'static [&'static str] = &[$($reserved),*];

            /// A new id for a record of this name that is neither among `taken` nor reserved.
            pub fn fresh<'a>(name: &str, taken: impl Iterator<Item = &'a $name> + Clone) -> Self {
                let taken = taken.map(|id| id.0.as_str()).chain(Self::RESERVED.iter().copied());
                Self(unique_slug(name, taken))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// An alternative of the session.
    AlternativeId
);
id!(
    /// A workload of the session. `all` means all workloads on the command line.
    WorkloadId,
    reserved ["all"]
);
id!(
    /// A criterion of the session.
    CriterionId
);
id!(
    /// An estate: an assignment of every workload to an alternative. The program generates estates itself: what runs today, the
    /// best alternative for each workload, and `all-<alternative>`.
    EstateId,
    reserved ["today", "best-each"]
);
id!(
    /// A must-have of the decision.
    MustHaveId
);
id!(
    /// A participant.
    ParticipantId
);
id!(
    /// A scenario: a named variation of the demand.
    ScenarioId
);
id!(
    /// A platform of the catalogue.
    PlatformId
);
id!(
    /// A task of the catalogue.
    TaskId
);
id!(
    /// A failure mode of the catalogue.
    RiskId
);
id!(
    /// A question of the catalogue.
    QuestionId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_words_and_dashes() {
        assert_eq!(slug("Ops burden"), "ops-burden");
        assert_eq!(slug("  Cost / month (USD)"), "cost-month-usd");
        assert_eq!(slug("—"), "item");
    }

    #[test]
    fn a_reserved_id_gets_a_number() {
        assert_eq!(EstateId::fresh("Today", std::iter::empty()).as_str(), "today-2");
        assert_eq!(WorkloadId::fresh("All", [WorkloadId::from("all-2")].iter()).as_str(), "all-3");
        assert_eq!(AlternativeId::fresh("Today", std::iter::empty()).as_str(), "today");
    }

    #[test]
    fn a_clash_gets_a_number() {
        let taken = [CriterionId::from("cost"), CriterionId::from("cost-2")];
        assert_eq!(CriterionId::fresh("Cost", taken.iter()).as_str(), "cost-3");
    }
}
