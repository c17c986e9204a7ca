//! What holds for every model.

test_support::dbhs_models!(test_support::every_model);
