//! Identifiers of more digits than a number of a programming language holds.

use idcode_types::{
    BatchRegistrationReply, CategoryIdcodeReply, CategoryRegistrationsReply, UploadBatchesReply,
    UploadReply,
};

use crate::checks::{decode, encode};

/// As real services send them, beyond `i64`, beyond `u64`, and longer still.
const LONG: [&str; 5] = [
    "10030000000000001923",
    "99999999999999999999",
    "18446744073709551616",
    "9007199254740993",
    "123456789012345678901234567890",
];

#[test]
fn the_id_of_a_registration_keeps_every_digit() {
    for id in LONG {
        for sent in [id.to_owned(), format!("{id:?}")] {
            let reply: CategoryIdcodeReply = decode(&format!(r#"{{"category_reg_id": {sent}}}"#));
            assert_eq!(reply.category_registration_id.as_ref().expect("an id").as_str(), id);
            assert_eq!(encode(&reply), format!(r#"{{"category_reg_id":"{id}"}}"#));

            let reply: CategoryRegistrationsReply = decode(&format!(
                r#"{{"base_idcode_list": [{{"category_reg_id": {sent}, "organunit_id": {sent}}}]}}"#
            ));
            let found = &reply.registrations[0];
            assert_eq!(found.category_registration_id.as_ref().expect("an id").as_str(), id);
            assert_eq!(found.unit_id.as_ref().expect("an id").as_str(), id);

            let reply: BatchRegistrationReply =
                decode(&format!(r#"{{"batch_regist_list": {{"category_reg_id": {sent}}}}}"#));
            let found = &reply.items[0].category_registration_id;
            assert_eq!(found.as_ref().expect("an id").as_str(), id);
        }
    }
}

#[test]
fn the_id_of_an_upload_keeps_every_digit() {
    for id in LONG {
        let reply: UploadReply = decode(&format!(r#"{{"data": {{"uploadcode_id": {id}}}}}"#));
        let upload = reply.upload.expect("the batch").upload_id.expect("an id");
        assert_eq!(upload.as_str(), id);
        let reply: UploadBatchesReply = decode(&format!(
            r#"{{"code_record_tab": {{"uploadcode_id": {id}, "ioidcategory_id": {id}}}}}"#
        ));
        let batch = reply.batch.expect("the batch");
        assert_eq!(batch.upload_id.expect("an id").as_str(), id);
        assert_eq!(batch.url_review_id.expect("an id").as_str(), id);
    }
}

#[test]
fn the_time_of_an_upload_is_a_number() {
    for sent in ["1497587696789", r#""1497587696789""#] {
        let reply: UploadBatchesReply =
            decode(&format!(r#"{{"code_record_tab": {{"create_code": {sent}}}}}"#));
        let time = reply.batch.and_then(|batch| batch.uploaded_at).expect("a time");
        assert_eq!(time.get(), Some(1_497_587_696_789));
    }
}
