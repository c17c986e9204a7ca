//! What holds for every model.

test_support::udid_models!(test_support::every_model);
