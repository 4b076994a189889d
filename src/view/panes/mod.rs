//! The panes of Compare.
