//! What is said of every option under a must-have.

use super::explanation::Explanation;
use crate::model::{MustHave, Session, Strength};

/// A must-have with who asks for it and why, and what is said of each option, by whom and why.
pub fn explain_must_have(session: &Session, must_have: &MustHave) -> Explanation {
    let mut why = Explanation::new(must_have.text.clone());
    why.text(match must_have.strength {
        Strength::Hard => "a must: an option that fails it is ruled out",
        Strength::Soft => "a should: an option that fails it has a warning",
    });
    if !must_have.why.is_empty() {
        why.text(format!("because {}", must_have.why));
    }
    if !must_have.by.is_empty() {
        why.source(format!("asked for by {}", must_have.by));
    }
    for alternative in &session.alternatives {
        let name = &alternative.name;
        let Some(row) = session.must_have_mark(&must_have.id, &alternative.id) else {
            why.text(format!("{name}: open; nobody has said anything"));
            continue;
        };
        let by = if row.by.is_empty() { String::new() } else { format!(" ({})", row.by) };
        let reason = if row.why.is_empty() { String::new() } else { format!(": {}", row.why) };
        why.text(format!("{name}: {}{reason}{by}", row.mark.label()));
    }
    why
}
