//! Choosing one of many by typing a part of its name.

use super::line_input::LineInput;
use super::msg::Msg;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// The item for something that is not in the list.
const CUSTOM_LABEL: &str = "our own…";

/// Something to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct PickerItem {
    /// What it is called.
    pub label: String,
    /// A detail: a key, a line of explanation.
    pub detail: String,
    /// What choosing it does.
    pub msg: Msg,
}

impl PickerItem {
    /// An item.
    pub fn new(label: impl Into<String>, detail: impl Into<String>, msg: Msg) -> Self {
        Self { label: label.into(), detail: detail.into(), msg }
    }
}

/// An item that matches the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FuzzyMatch {
    /// The index of the item.
    pub item: usize,
    /// The characters of its label that match.
    pub positions: Vec<usize>,
}

/// A list that narrows as one types.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What is chosen.
    pub title: String,
    /// The query.
    pub query: LineInput,
    /// All items.
    pub items: Vec<PickerItem>,
    /// The matches, best first.
    pub matches: Vec<FuzzyMatch>,
    /// The index of the match under the cursor.
    pub cursor: usize,
    /// The detail of the last item, which adds something that is not in the list under the name that was typed.
    custom: Option<&'static str>,
}

impl Picker {
    /// A list of everything.
    pub fn new(title: &str, items: Vec<PickerItem>) -> Self {
        let (title, query) = (title.to_owned(), LineInput::default());
        let mut picker = Self { title, query, items, matches: Vec::new(), cursor: 0, custom: None };
        picker.update_matches();
        picker
    }

    /// All items, and at the end one that adds something that is not in the list, under the name that was typed.
    pub fn with_custom(title: &str, what: &'static str, items: Vec<PickerItem>) -> Self {
        let mut picker = Self::new(title, items);
        picker.custom = Some(what);
        picker.items.push(PickerItem::new(CUSTOM_LABEL, what, Msg::AddCustom(String::new())));
        picker.update_matches();
        picker
    }

    /// Whether it adds records, so that a list can be pasted.
    pub fn takes_list(&self) -> bool {
        self.custom.is_some() && self.query.text().is_empty()
    }

    /// Types into the query, takes from it, or moves its caret.
    pub fn edit_query(&mut self, msg: &Msg) {
        if self.query.edit(msg) {
            self.update_matches();
        }
    }

    /// Moves the cursor, round the ends.
    pub fn move_cursor(&mut self, by: isize) {
        let count = self.matches.len() as isize;
        if count > 0 {
            self.cursor = (self.cursor as isize + by).rem_euclid(count) as usize;
        }
    }

    /// The item under the cursor.
    pub fn selected(&self) -> Option<&PickerItem> {
        self.items.get(self.matches.get(self.cursor)?.item)
    }

    fn update_matches(&mut self) {
        let texts = |items: &[PickerItem]| {
            let texts = items.iter().map(|item| (item.label.clone(), item.detail.clone()));
            texts.collect::<Vec<_>>()
        };
        let Some(what) = self.custom else {
            let texts = texts(&self.items);
            self.matches =
                rank_matches(self.query.text(), texts.iter().map(|(label, detail)| (label.as_str(), detail.as_str())));
            self.cursor = 0;
            return;
        };
        self.items.pop();
        let texts = texts(&self.items);
        self.matches =
            rank_matches(self.query.text(), texts.iter().map(|(label, detail)| (label.as_str(), detail.as_str())));
        let name = self.query.text().trim();
        // Typing the label of that item means the item, not a name.
        let is_meant = CUSTOM_LABEL.to_lowercase().starts_with(&name.to_lowercase());
        let (label, name) = if is_meant { (CUSTOM_LABEL.to_owned(), "") } else { (format!("our own: {name}"), name) };
        let item = PickerItem::new(label, what, Msg::AddCustom(name.to_owned()));
        let place = FuzzyMatch { item: self.items.len(), positions: Vec::new() };
        self.items.push(item);
        // After items with such a name, before those that only mention it in their detail.
        let named = if name.is_empty() {
            self.matches.len()
        } else {
            self.matches.iter().filter(|m| !m.positions.is_empty()).count()
        };
        let at = if is_meant && !self.query.text().trim().is_empty() { 0 } else { named };
        self.matches.insert(at, place);
        self.cursor = 0;
    }
}

/// Ranks texts against a query: matches in the label come first, then matches in the detail. Order breaks ties.
pub fn rank_matches<'a>(query: &str, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<FuzzyMatch> {
    let query = query.trim();
    if query.is_empty() {
        return texts.enumerate().map(|(item, _)| FuzzyMatch { item, positions: Vec::new() }).collect();
    }
    let matcher = SkimMatcherV2::default().smart_case();
    let mut found: Vec<(i64, FuzzyMatch)> = texts
        .enumerate()
        .filter_map(|(item, (label, detail))| {
            if let Some((score, at)) = matcher.fuzzy_indices(label, query) {
                return Some((score.saturating_add(1000), FuzzyMatch { item, positions: at }));
            }
            let score = matcher.fuzzy_match(detail, query)?;
            Some((score, FuzzyMatch { item, positions: Vec::new() }))
        })
        .collect();
    found.sort_by_key(|(score, found)| (std::cmp::Reverse(*score), found.item));
    found.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_before_details_and_characters_are_marked() {
        let texts = [("Cost", "money"), ("Team skill", "cost of learning"), ("Compost", "")];
        let found = rank_matches("cost", texts.into_iter());
        assert_eq!(found.iter().map(|m| m.item).collect::<Vec<_>>(), [0, 2, 1]);
        assert_eq!(found[0].positions, [0, 1, 2, 3]);
        assert!(rank_matches("zzz", texts.into_iter()).is_empty());
        assert_eq!(rank_matches(" ", texts.into_iter()).len(), 3);
    }
}
