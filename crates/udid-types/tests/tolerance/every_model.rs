//! All models, to run a test for each; the list is compared with what the endpoints lead to.

use std::collections::BTreeSet;

use udid_types::ENDPOINTS;

use crate::checks::reached;

/// Calls a function for every model as its type parameter, and gives the names of the models.
macro_rules! for_every_model {
    ($run:ident) => {
        crate::every_model::for_every_model!(
            $run: ClinicalSize ConnectionReply ConnectionTest Contact DataSet Device
            DeviceDetailRequest DeviceHistoryRequest DeviceListRequest DevicePage Package RecordKey
            StorageCondition TokenReply TokenRequest
        )
    };
    ($run:ident: $($model:ident)*) => {
        [$({
            $run::<udid_types::$model>();
            <udid_types::$model as wire::Model>::INFO.name
        }),*]
    };
}
pub(crate) use for_every_model;

#[test]
fn the_list_of_models_is_complete() {
    fn nothing<M>() {}
    let reached = reached(&ENDPOINTS);
    assert_eq!(BTreeSet::from(for_every_model!(nothing)), reached);
    assert_eq!(reached.len(), 15);
}
