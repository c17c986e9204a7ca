//! What holds for every model.

test_support::cloudmfg_models!(test_support::every_model);
