//! What holds for every model.

// Not all of it is needed here.
#[allow(dead_code)]
use test_support::every_model as checks;

checks::every_model! {
    PROTOCOL_types, 3:
    GetItemRequest Item ItemReply
}
