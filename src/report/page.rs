//! What people read: lines of text and tables, before a printer lays them out.

use super::grid::Grid;

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Line(String),
    Table(Grid),
}

/// Lines and tables, from top to bottom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    pub blocks: Vec<Block>,
}

impl Page {
    /// A page that begins with this line.
    pub fn titled(title: impl Into<String>) -> Self {
        let mut page = Self::default();
        page.line(title);
        page
    }

    pub fn line(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(text.into()));
    }

    pub fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        self.blocks.extend(lines.into_iter().map(Block::Line));
    }

    pub fn blank(&mut self) {
        self.line("");
    }

    pub fn table(&mut self, grid: Grid) {
        self.blocks.push(Block::Table(grid));
    }

    /// A blank line, a heading and a table.
    pub fn section(&mut self, heading: impl Into<String>, grid: Grid) {
        self.blank();
        self.line(heading);
        self.table(grid);
    }
}

impl From<Grid> for Page {
    fn from(grid: Grid) -> Self {
        Self { blocks: vec![Block::Table(grid)] }
    }
}
