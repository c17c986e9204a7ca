//! A request with a field of every kind, as a generator would write it.

use std::borrow::Cow;

use serde::de::MapAccess;
use serde::ser::SerializeMap;
use wire::{
    Class, Code, Count, Effect, Endpoint, EndpointInfo, EnumInfo, EnumValue, Field, FieldInfo,
    FieldRef, Joined, Kind, Limits, Model, ModelInfo, OpenEnum, Reply, UnknownFields, UnknownValue,
};

/// Writes a model: its fields with their descriptions.
macro_rules! model {
    ($model:ident { $($field:ident: $ty:ty = $info:expr,)* }) => {
        #[derive(Clone, Default, PartialEq)]
        pub struct $model {
            $(pub $field: $ty,)*
            pub unknown_fields: UnknownFields,
        }

        impl Model for $model {
            const INFO: &'static ModelInfo =
                &ModelInfo { name: stringify!($model), en: "", zh: "", fields: &[$($info),*] };

            fn index_of(key: &str) -> Option<usize> {
                Self::INFO.fields.iter().position(|field| field.wire == key)
            }

            fn read<'de, A: MapAccess<'de>>(
                &mut self,
                index: usize,
                map: &mut A,
            ) -> Result<bool, A::Error> {
                match Self::INFO.fields[index].name {
                    $(stringify!($field) => wire::read_field(map, &mut self.$field),)*
                    _ => Ok(false),
                }
            }

            fn write<S: SerializeMap>(&self, map: &mut S) -> Result<(), S::Error> {
                $(self.$field.write($info.wire, map)?;)*
                Ok(())
            }

            fn get(&self, index: usize) -> FieldRef<'_> {
                match Self::INFO.fields[index].name {
                    $(stringify!($field) => self.$field.get(),)*
                    _ => FieldRef::Absent,
                }
            }

            fn unknown_fields(&self) -> &UnknownFields {
                &self.unknown_fields
            }

            fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
                &mut self.unknown_fields
            }
        }

        wire::impl_model!($model);
    };
}

model!(Order {
    buyer: Option<String> =
        FieldInfo { required: true, ..FieldInfo::new("MF", "buyer", Kind::Text) },
    colour: Option<Colour> = FieldInfo::new("YS", "colour", Kind::Enum(Colour::INFO)),
    colours: Option<Joined<Colour>> =
        FieldInfo::new("YSLB", "colours", Kind::JoinedEnum(Colour::INFO)),
    page: Option<u64> =
        FieldInfo { required: true, limits: Limits { min: Some(1), ..Limits::NONE }, ..FieldInfo::new("YM", "page", Kind::Integer) },
    copies: Option<Count> =
        FieldInfo { limits: Limits { min: Some(2), ..Limits::NONE }, ..FieldInfo::new("FS", "copies", Kind::Count) },
    items: Vec<Item> = FieldInfo {
        required: true,
        ..FieldInfo::new("WPLB", "items", Kind::List(Item::INFO))
    },
});

model!(Item {
    label: Option<String> = FieldInfo::new("BQ", "label", Kind::Text),
    parts: Vec<Part> = FieldInfo::new("LJ", "parts", Kind::List(Part::INFO)),
    main_part: Option<Part> = FieldInfo::new("ZLJ", "main_part", Kind::Model(Part::INFO)),
});

model!(Part {
    label: Option<String> = FieldInfo::new("BQ", "label", Kind::Text),
});

model!(Receipt {
    code: Option<Outcome> = FieldInfo::new("code", "code", Kind::Enum(Outcome::INFO)),
});

/// Writes an open enum of two values.
macro_rules! open_enum {
    ($name:ident, $is_number:literal, $(($variant:ident, $wire:literal, $en:literal, $zh:literal)),*) => {
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($variant,)*
            Unknown(UnknownValue),
        }

        impl OpenEnum for $name {
            const INFO: &'static EnumInfo = &EnumInfo {
                name: stringify!($name),
                en: "",
                zh: "某值",
                values: &[$(EnumValue {
                    wire: $wire, name: stringify!($variant), aliases: &[$zh], en: $en, zh: $zh,
                }),*],
            };

            const IS_NUMBER: bool = $is_number;

            fn from_wire(value: Cow<'_, str>) -> Self {
                match &*value {
                    $($wire | $zh => Self::$variant,)*
                    _ => Self::Unknown(UnknownValue::new(value)),
                }
            }

            fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            fn index(&self) -> Option<usize> {
                Self::INFO.values.iter().position(|value| value.wire == self.as_str())
            }
        }

        wire::impl_open_enum!($name);
    };
}

open_enum!(Colour, true, (Red, "1", "red", "红"), (Blue, "2", "blue", "蓝"));
open_enum!(Outcome, false, (Done, "1", "it worked", "成功"), (Failed, "2", "it failed", "失败"));

impl Code for Outcome {
    fn class(&self) -> Class {
        if *self == Self::Done { Class::Success } else { Class::Failed }
    }
}

impl Reply for Receipt {
    type Code = Outcome;

    fn code(&self) -> Option<&Outcome> {
        self.code.as_ref()
    }

    fn message(&self) -> Option<&str> {
        None
    }
}

impl Endpoint for Order {
    type Reply = Receipt;

    const ENDPOINT: &'static EndpointInfo = &EndpointInfo {
        id: "T1",
        name: "order",
        methods: &["POST"],
        preferred_method: "POST",
        is_page: false,
        is_restricted: false,
        takes_unlisted: false,
        effect: Effect::Read,
        common: &[],
        files: &[],
        constraints: &[],
        codes: &[],
        path: "/order",
        en: "Order",
        zh: "订购",
        page_size: None,
        request: Order::INFO,
        reply: Receipt::INFO,
    };
}

/// An order that breaks no rule.
pub fn order() -> Order {
    Order {
        buyer: Some("某医院".into()),
        page: Some(1),
        items: vec![Item::default()],
        ..Order::default()
    }
}
