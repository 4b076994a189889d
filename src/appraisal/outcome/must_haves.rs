//! Must-haves that a lead may turn out to fail, in words.

use crate::burden::MustHaveIssue;

/// `'A' may not meet 'fits on the desk', and 2 more must-haves are open`: what may rule an option of this name out; none where
/// nothing may.
pub fn describe_open_must_haves<'a>(issues: impl Iterator<Item = &'a MustHaveIssue>, name: &str) -> Option<String> {
    let issues: Vec<&MustHaveIssue> = issues.collect();
    let sentence = issues.first()?.sentence(name);
    Some(match issues.len() - 1 {
        0 => sentence,
        1 => format!("{sentence}, and one more must-have is open"),
        more => format!("{sentence}, and {more} more must-haves are open"),
    })
}

/// The same of the first of several that could lead, whose name it says.
pub fn describe_open_rivals<'a>(
    issues: impl Iterator<Item = &'a MustHaveIssue>,
    name: &str,
    others: usize,
) -> Option<String> {
    let sentence = describe_open_must_haves(issues, name)?;
    Some(match others {
        0 => format!("{name} could lead, and {sentence}"),
        1 => format!("{name} could lead, and {sentence}; so could one other with open must-haves"),
        others => format!("{name} could lead, and {sentence}; so could {others} others with open must-haves"),
    })
}
