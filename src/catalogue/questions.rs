//! Questions about a workload, and the kinds of platform that the answers favour.

use super::kind::PlatformKind;
use super::load_error::{check_rows, error_at};
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use crate::model::{QuestionId, Reply};
use serde::Deserialize;

/// The shipped questions.
pub const SHIPPED: &str = include_str!("../../assets/questions.ron");

/// A question about a workload.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: QuestionId,
    pub text: String,
    /// Kinds that a yes favours, with weights from 0 to 1.
    pub yes: Vec<(PlatformKind, f64)>,
    /// Kinds that a no favours; mostly none.
    #[serde(default)]
    pub no: Vec<(PlatformKind, f64)>,
    /// The reason, in one line.
    pub why: String,
    /// What a yes implies for the demand, as text; may be empty.
    #[serde(default)]
    pub demand: String,
    /// Where the question comes from.
    pub source: String,
}

/// Reads the questions. Refuses duplicates, missing sources, and weights that are not above 0 and at most 1.
pub fn load(text: &str) -> Result<Vec<Question>, TextError> {
    let questions: Vec<Question> = value_from_text(text)?;
    check_rows(text, &[], questions.iter().map(|question| (question.id.as_str(), required_texts(question))))?;
    for (at, question) in questions.iter().enumerate() {
        for (field, weights) in [("yes", &question.yes), ("no", &question.no)] {
            if weights.iter().any(|(_, weight)| !(*weight > 0.0 && *weight <= 1.0)) {
                let what = format!("'{}' has a weight outside 0 to 1", question.id);
                return Err(error_at(
                    text,
                    &[PathStep::Item(at), PathStep::Field(field)],
                    what,
                    "give a weight above 0 and at most 1",
                ));
            }
        }
    }
    Ok(questions)
}

fn required_texts(question: &Question) -> Vec<(&'static str, &str)> {
    let yes = if question.yes.is_empty() { "" } else { "kinds" };
    vec![("text", &question.text), ("yes", yes), ("why", &question.why), ("source", &question.source)]
}

/// The kinds that the answers favour, best first; ties stay in the order of [`PlatformKind::ALL`].
///
/// A kind's fit is the sum of its weights over the sum of the largest weight of each question that favours any kind, 0 to 1. Maybe
/// counts as half a yes. Kinds at 0 are left out.
pub fn rank_kinds(questions: &[Question], answers: &[(QuestionId, Reply)]) -> Vec<(PlatformKind, f64)> {
    let favoured: Vec<(f64, &[(PlatformKind, f64)])> = answers
        .iter()
        .filter_map(|(id, reply)| Some(questions.iter().find(|question| question.id == *id)?.weights_for(*reply)))
        .filter(|(_, kinds)| !kinds.is_empty())
        .collect();
    let whole: f64 =
        favoured.iter().map(|(_, kinds)| kinds.iter().map(|(_, weight)| *weight).fold(0.0, f64::max)).sum();
    let of = |kind: PlatformKind| -> f64 {
        let weight =
            |kinds: &[(PlatformKind, f64)]| kinds.iter().find(|(of, _)| *of == kind).map_or(0.0, |(_, weight)| *weight);
        favoured.iter().map(|(share, kinds)| share * weight(kinds)).sum()
    };
    let mut fits: Vec<(PlatformKind, f64)> =
        PlatformKind::ALL.into_iter().map(|kind| (kind, of(kind) / whole)).filter(|(_, fit)| *fit > 0.0).collect();
    fits.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    fits
}

impl Question {
    /// The factor of a reply, and the kinds that it favours.
    fn weights_for(&self, reply: Reply) -> (f64, &[(PlatformKind, f64)]) {
        match reply {
            Reply::Yes => (1.0, &self.yes),
            Reply::Maybe => (0.5, &self.yes),
            Reply::No => (1.0, &self.no),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toward(answers: &[(&str, Reply)]) -> Vec<(PlatformKind, f64)> {
        let answers: Vec<_> = answers.iter().map(|(id, reply)| (QuestionId::from(*id), *reply)).collect();
        rank_kinds(&load(SHIPPED).unwrap(), &answers)
    }

    fn first(answers: &[(&str, Reply)]) -> PlatformKind {
        toward(answers)[0].0
    }

    #[test]
    fn the_four_workloads_of_the_grocer_lean_four_ways() {
        use Reply::{Maybe, No, Yes};
        assert_eq!(first(&[("steady", Yes), ("many-services", Maybe), ("may-wait", No)]), PlatformKind::ManagedK8s);
        let checkout = [("bursts", Yes), ("steady", Maybe), ("many-services", Maybe), ("own-say", No)];
        assert_eq!(first(&checkout), PlatformKind::ContainerServerless);
        assert_eq!(first(&[("triggered", Yes), ("may-wait", Yes), ("steady", No)]), PlatformKind::Functions);
        assert_eq!(first(&[("machine-image", Yes), ("in-process-state", Yes)]), PlatformKind::SingleVm);
    }

    #[test]
    fn maybe_counts_half_and_no_leans_nowhere_unless_it_says_so() {
        assert_eq!(toward(&[("machine-image", Reply::Yes)])[0].1, 1.0);
        assert_eq!(toward(&[("machine-image", Reply::Maybe)])[0].1, 0.5);
        assert_eq!(toward(&[("machine-image", Reply::No), ("unheard-of", Reply::Yes)]), []);
        assert_eq!(toward(&[]), []);
        assert_eq!(first(&[("may-wait", Reply::No)]), PlatformKind::ManagedK8s);
    }

    #[test]
    fn leans_are_sorted_and_stay_within_their_scale() {
        let all: Vec<Question> = load(SHIPPED).unwrap();
        for reply in [Reply::Yes, Reply::No, Reply::Maybe] {
            let answers: Vec<_> = all.iter().map(|question| (question.id.clone(), reply)).collect();
            let leans = rank_kinds(&all, &answers);
            assert!(leans.iter().all(|(_, lean)| (0.0..=1.0).contains(lean)));
            assert!(leans.is_sorted_by(|(_, a), (_, b)| a >= b));
        }
    }

    #[test]
    fn a_weight_outside_its_scale_is_refused_where_it_stands() {
        let error = load(&SHIPPED.replacen("(AutopilotK8s, 0.4)", "(AutopilotK8s, 4)", 1)).unwrap_err();
        assert!(error.what.contains("'bursts'"), "{error}");
        assert_eq!(error.position.line, 6);
    }
}
