//! The task book: every recurring operations task, its hours at a reference scope, and what they scale with.
//!
//! ```text
//! assets/tasks.ron ─► load ─► rules ─► TaskBook ─┬─► hours
//! the user's tasks.ron ─► overrides ─► rules ─► ─┘
//! ```

mod book;
mod load;
mod override_file;
mod overrides;
mod rules;

pub use book::{ExtraTask, HoursDriver, ReferenceScope, RotationRule, Task, TaskBook, TaskPart, TaskRow};
pub use load::{SHIPPED, load};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_book_loads_and_says_where_each_figure_comes_from() {
        let book = load(SHIPPED).unwrap();
        assert_eq!(book.tasks.len(), 13);
        assert!([&book.learning, &book.managed_data, &book.own_data].iter().all(|extra| !extra.basis.is_empty()));
        assert!(!book.productive_basis.is_empty() && !book.rotation.source.is_empty());
    }

    #[test]
    fn a_band_out_of_order_is_refused_where_it_stands() {
        let error = load(&SHIPPED.replacen("(0.5, 1.5, 4)", "(5, 1.5, 4)", 1)).unwrap_err();
        assert!(error.what.contains("must ascend from low through likely to high"), "{error}");
        assert!(error.position.line > 1);
    }

    #[test]
    fn a_task_that_stands_twice_and_shares_that_do_not_add_up_are_refused() {
        let twice = load(&SHIPPED.replacen("id: \"emergency-cve\"", "id: \"os-patching\"", 1)).unwrap_err();
        assert!(twice.what.contains("twice"), "{twice}");
        let more = load(&SHIPPED.replacen("share: 0.4", "share: 0.5", 1)).unwrap_err();
        assert!(more.what.contains("not 1"), "{more}");
    }
}
