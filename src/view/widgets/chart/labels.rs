//! Names beside the ends of lines: a letter for each, and a row for each where none hides another.

/// A distinct letter for each name: one of its own letters where that is free, upper case.
pub fn unique_letters(names: &[&str]) -> Vec<char> {
    let mut taken: Vec<char> = Vec::with_capacity(names.len());
    for name in names {
        let own = name.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase());
        let letter = own.chain('A'..='Z').chain('1'..='9').chain('a'..='z').find(|letter| !taken.contains(letter));
        taken.push(letter.unwrap_or('*'));
    }
    taken
}

/// A row for each label as near as can be to the one it wants, of so many rows; no two share one. Labels beyond the number of
/// rows get none. Those that want the same row keep their order.
pub fn spread_rows(wanted: &[u16], count: u16) -> Vec<Option<u16>> {
    let count = usize::from(count);
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| wanted[*at]);
    order.truncate(count);
    let mut given = vec![None; wanted.len()];
    let mut next = 0;
    for (nth, at) in order.iter().enumerate() {
        // As low as it wants, but so that those below it still have room.
        let most = count - (order.len() - nth);
        let row = usize::from(wanted[*at]).max(next).min(most);
        next = row + 1;
        given[*at] = u16::try_from(row).ok();
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_letter_of_its_own_name_where_it_can() {
        assert_eq!(
            unique_letters(&["Functions", "Fargate", "VM fleet", "漢字", "K8s", "VM"]),
            ['F', 'A', 'V', 'B', 'K', 'M']
        );
        let many = vec!["same"; 70];
        assert_eq!(unique_letters(&many).len(), 70);
    }

    #[test]
    fn labels_stand_beside_their_line_unless_another_does() {
        assert_eq!(spread_rows(&[3, 3, 0], 6), [Some(3), Some(4), Some(0)]);
        assert_eq!(spread_rows(&[5, 5, 5], 6), [Some(3), Some(4), Some(5)]);
        assert_eq!(spread_rows(&[2, 1, 0], 2), [None, Some(1), Some(0)]);
        assert!(spread_rows(&[], 3).is_empty());
    }
}
