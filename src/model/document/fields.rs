//! The settable fields of a record: an enum with one variant per field, defined beside the record itself.

/// Defines the enum of a record's fields.
macro_rules! field_enum {
    ($(#[$doc:meta])* $name:ident of $target:ty { $($variant:ident => $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = concat!("Sets `", stringify!($field), "`.")] $variant($kind),)*
        }

        impl $name {
            /// The names of all fields in the file.
            pub const NAMES: &[&str] = &[$(stringify!($field),)*];

            /// The field's name in the file.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($field),)*
                }
            }
        }
    };
}

/// Defines how the fields are set.
macro_rules! field_access {
    ($(#[$doc:meta])* $name:ident of $target:ty { $($variant:ident => $field:ident: $kind:ty,)* }) => {
        impl $name {
            /// Sets the field and returns its old value.
            pub fn swap(self, target: &mut $target) -> Self {
                match self {
                    $(Self::$variant(value) => Self::$variant(std::mem::replace(&mut target.$field, value)),)*
                }
            }
        }
    };
}

/// Defines both.
macro_rules! fields {
    ($($definition:tt)*) => {
        $crate::model::document::fields::field_enum!($($definition)*);
        $crate::model::document::fields::field_access!($($definition)*);
    };
}

pub(in crate::model) use {field_access, field_enum, fields};
