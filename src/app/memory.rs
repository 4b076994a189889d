//! What places remember between keys: a cursor, a mark, a switch. Each place keeps a type of its own here, so that a new place
//! changes no other file.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// Values by their type. A type that was never stored has its default value.
#[derive(Debug, Clone, Default)]
pub struct Memory(HashMap<TypeId, Arc<dyn Value>>);

trait Value: Any + Send + Sync + std::fmt::Debug {}
impl<T: Any + Send + Sync + std::fmt::Debug> Value for T {}

impl Memory {
    /// The value of a type.
    pub fn get<T: Any + Clone + Default>(&self) -> T {
        let value = self.0.get(&TypeId::of::<T>()).map(|value| &**value as &dyn Any);
        value.and_then(<dyn Any>::downcast_ref::<T>).cloned().unwrap_or_default()
    }

    /// Replaces the value of its type.
    pub fn set<T: Any + Send + Sync + std::fmt::Debug>(&mut self, value: T) {
        self.0.insert(TypeId::of::<T>(), Arc::new(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Default, PartialEq)]
    struct Cursor(usize);

    #[test]
    fn values_are_kept_by_type() {
        let mut memory = Memory::default();
        assert_eq!(memory.get::<Cursor>(), Cursor(0));
        memory.set(Cursor(3));
        memory.set(true);
        assert_eq!((memory.get::<Cursor>(), memory.get::<bool>()), (Cursor(3), true));
        let copy = memory.clone();
        memory.set(Cursor(4));
        assert_eq!((copy.get::<Cursor>(), memory.get::<Cursor>()), (Cursor(3), Cursor(4)));
    }
}
