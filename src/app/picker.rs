//! Picking one of many by typing a part of it.

use super::msg::Msg;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// What stands in a list for something that is not in it.
const OWN: &str = "our own…";

/// Something to pick.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is called.
    pub label: String,
    /// What else is known of it: a key, a line of explanation.
    pub detail: String,
    /// What picking it does.
    pub msg: Msg,
}

impl Item {
    /// An item.
    pub fn new(label: impl Into<String>, detail: impl Into<String>, msg: Msg) -> Self {
        Self { label: label.into(), detail: detail.into(), msg }
    }
}

/// An item that matches, with the characters that do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Which item.
    pub item: usize,
    /// Which characters of its label.
    pub at: Vec<usize>,
}

/// A list that narrows as one types.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What is being picked.
    pub title: String,
    /// What was typed.
    pub query: String,
    /// Everything there is.
    pub items: Vec<Item>,
    /// What matches, best first.
    pub matches: Vec<Match>,
    /// Which match the cursor is on.
    pub cursor: usize,
    /// What is said of something of one's own; the last item, which takes what was typed as its name.
    own: Option<&'static str>,
}

impl Picker {
    /// A list of everything.
    pub fn new(title: &str, items: Vec<Item>) -> Self {
        let (title, query) = (title.to_owned(), String::new());
        let mut picker = Self { title, query, items, matches: Vec::new(), cursor: 0, own: None };
        picker.narrow();
        picker
    }

    /// A list of everything, and at its end something of one's own: under the name that was typed, if one was.
    pub fn with_own(title: &str, what: &'static str, items: Vec<Item>) -> Self {
        let mut picker = Self::new(title, items);
        picker.own = Some(what);
        picker.items.push(Item::new(OWN, what, Msg::AddOwn(String::new())));
        picker.narrow();
        picker
    }

    /// Types a character.
    pub fn push(&mut self, text: &str) {
        self.query.extend(text.chars().filter(|c| !c.is_control()));
        self.narrow();
    }

    /// Takes the last character away; false when there was none.
    pub fn pop(&mut self) -> bool {
        let had = self.query.pop().is_some();
        self.narrow();
        had
    }

    /// Moves the cursor, round the ends.
    pub fn step(&mut self, by: isize) {
        let count = self.matches.len() as isize;
        if count > 0 {
            self.cursor = (self.cursor as isize + by).rem_euclid(count) as usize;
        }
    }

    /// What the cursor is on.
    pub fn picked(&self) -> Option<&Item> {
        self.items.get(self.matches.get(self.cursor)?.item)
    }

    fn narrow(&mut self) {
        let texts = |items: &[Item]| {
            let texts = items.iter().map(|item| (item.label.clone(), item.detail.clone()));
            texts.collect::<Vec<_>>()
        };
        let Some(what) = self.own else {
            let texts = texts(&self.items);
            self.matches = ranked(&self.query, texts.iter().map(|(label, detail)| (label.as_str(), detail.as_str())));
            self.cursor = 0;
            return;
        };
        self.items.pop();
        let texts = texts(&self.items);
        self.matches = ranked(&self.query, texts.iter().map(|(label, detail)| (label.as_str(), detail.as_str())));
        let name = self.query.trim();
        // Who types what stands in the list means that line, not a name.
        let is_meant = OWN.to_lowercase().starts_with(&name.to_lowercase());
        let (label, name) = if is_meant { (OWN.to_owned(), "") } else { (format!("our own: {name}"), name) };
        let item = Item::new(label, what, Msg::AddOwn(name.to_owned()));
        let place = Match { item: self.items.len(), at: Vec::new() };
        self.items.push(item);
        // Behind what is called like that, before what only mentions it.
        let named =
            if name.is_empty() { self.matches.len() } else { self.matches.iter().filter(|m| !m.at.is_empty()).count() };
        let at = if is_meant && !self.query.trim().is_empty() { 0 } else { named };
        self.matches.insert(at, place);
        self.cursor = 0;
    }
}

/// Ranks texts against a query: matches in the label come first, then matches in the detail. Order breaks ties.
pub fn ranked<'a>(query: &str, texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Match> {
    let query = query.trim();
    if query.is_empty() {
        return texts.enumerate().map(|(item, _)| Match { item, at: Vec::new() }).collect();
    }
    let matcher = SkimMatcherV2::default().smart_case();
    let mut found: Vec<(i64, Match)> = texts
        .enumerate()
        .filter_map(|(item, (label, detail))| {
            if let Some((score, at)) = matcher.fuzzy_indices(label, query) {
                return Some((score.saturating_add(1000), Match { item, at }));
            }
            let score = matcher.fuzzy_match(detail, query)?;
            Some((score, Match { item, at: Vec::new() }))
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
        let found = ranked("cost", texts.into_iter());
        assert_eq!(found.iter().map(|m| m.item).collect::<Vec<_>>(), [0, 2, 1]);
        assert_eq!(found[0].at, [0, 1, 2, 3]);
        assert!(ranked("zzz", texts.into_iter()).is_empty());
        assert_eq!(ranked(" ", texts.into_iter()).len(), 3);
    }
}
