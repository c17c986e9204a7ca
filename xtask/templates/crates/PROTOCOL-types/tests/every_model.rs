//! What holds for every model.

// Not all of it is needed here.
#[allow(dead_code)]
#[path = "../../../tests/support/every_model.rs"]
mod checks;

checks::every_model! {
    PROTOCOL_types, 3:
    GetItemRequest Item ItemReply
}
