//! Who says what an edit states. Edits are planned before it is known who is at the keyboard, and pasted lists name nobody, so an
//! author that is missing is filled in when the edit is made.

use crate::model::{CellScore, Edit};

/// The edit with this author wherever it states something in nobody's name.
#[must_use]
pub fn with_author(mut edit: Edit, author: &str) -> Edit {
    fill_author(&mut edit, author);
    edit
}

fn fill_author(edit: &mut Edit, author: &str) {
    let by = match edit {
        Edit::Batch(edits) => return edits.iter_mut().for_each(|edit| fill_author(edit, author)),
        // Taking a score away states nothing.
        Edit::SetScore { score, by, .. } if *score != CellScore::Blank => by,
        Edit::SetHours { said: Some(said), .. } => &mut said.by,
        Edit::SetMustHaveMark { said: Some(said), .. } => &mut said.by,
        Edit::AddMustHave { must_have, .. } => &mut must_have.by,
        _ => return,
    };
    if by.is_empty() {
        author.clone_into(by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, Marking, MustHave};

    #[test]
    fn only_a_missing_author_is_filled_in_and_taking_back_has_none() {
        let mark = |by: &str| Edit::SetMustHaveMark {
            must_have: "light".into(),
            alternative: "air".into(),
            said: Some(Marking { mark: Mark::Met, by: by.to_owned(), why: String::new() }),
        };
        let cell = crate::model::CellKey { criterion: "c".into(), alternative: "a".into(), workload: None };
        let score = |score, by: &str| Edit::SetScore { cell: cell.clone(), score, by: by.to_owned() };
        let must_have = |by: &str| MustHave { by: by.to_owned(), ..MustHave::default() };
        let add = |by| Edit::AddMustHave { at: 0, must_have: must_have(by) };
        let before = Edit::Batch(vec![
            mark(""),
            mark("Bo"),
            score(CellScore::Exact(3), ""),
            score(CellScore::Blank, ""),
            add(""),
            add("Bo"),
        ]);
        let after = Edit::Batch(vec![
            mark("Ana"),
            mark("Bo"),
            score(CellScore::Exact(3), "Ana"),
            score(CellScore::Blank, ""),
            add("Ana"),
            add("Bo"),
        ]);
        assert_eq!(with_author(before, "Ana"), after);
    }
}
