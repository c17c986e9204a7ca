//! What holds for every model.

test_support::every_model! {
    PROTOCOL_types, 3:
    GetItemRequest Item ItemReply
}
