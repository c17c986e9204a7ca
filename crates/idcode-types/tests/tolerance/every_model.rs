//! What holds for every model.

test_support::idcode_models!(test_support::every_model);
