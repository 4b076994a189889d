//! Which platforms an answer favours.

use super::explanation::Explanation;
use crate::catalogue::questions::Question;

/// Why a question leans where it leans.
pub fn explain_question(question: &Question) -> Explanation {
    let mut why = Explanation::new(question.text.clone());
    why.text(question.why.clone());
    if !question.demand.is_empty() {
        why.text(question.demand.clone());
    }
    for (kind, weight) in &question.yes {
        why.formula(format!("yes favours {} by {weight}", kind.id()));
    }
    for (kind, weight) in &question.no {
        why.formula(format!("no favours {} by {weight}", kind.id()));
    }
    why.source(question.source.clone());
    why
}
