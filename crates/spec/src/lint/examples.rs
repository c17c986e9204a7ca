//! The parts that examples have in common.

/// An endpoint with these lines.
macro_rules! endpoint {
    ($($line:literal),* $(,)?) => {
        concat!(
            "endpoints:\n  - id: P1\n    en: List toys\n    zh: 玩具列表\n",
            "    purpose: {en: Lists toys., zh: 查询玩具}\n",
            $("    ", $line, "\n",)*
            "    request: ToyRequest\n    reply: ToyReply\n",
        )
    };
}

/// An endpoint that gets one toy, behind others.
macro_rules! another_endpoint {
    ($($line:literal),* $(,)?) => {
        concat!(
            "  - en: Get a toy\n    zh: 玩具详情\n    purpose: {en: Gets a toy., zh: 查询一个玩具}\n",
            $("    ", $line, "\n",)*
            "    request: OneToyRequest\n    reply: ToyReply\n",
        )
    };
}

/// A list of colours with these values.
macro_rules! colour {
    ($($value:literal),* $(,)?) => {
        concat!(
            "enums:\n  Colour:\n    en: Colour\n    zh: 颜色\n    values:\n",
            $("      - ", $value, "\n",)*
        )
    };
}

/// An object with these fields beside its colours.
macro_rules! toy {
    ($($field:literal),* $(,)?) => {
        concat!(
            "types:\n  Toy:\n    en: A toy\n    zh: 玩具\n    fields:\n",
            "      - {wire: ys, name: colours, en: Colours, zh: 颜色, type: joined<Colour>}\n",
            $("      - ", $field, "\n",)*
        )
    };
}

pub(super) use {another_endpoint, colour, endpoint, toy};
