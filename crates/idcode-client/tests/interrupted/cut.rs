//! Connections that are cut while an upload is sent or its answer is on the way.

use std::time::Duration;

use idcode_client::{Client, Error, FilePart};
use idcode_types::{UploadBatch, UploadCodeFileRequest, UploadCodeListRequest, UploadReply};

use crate::proxy::{Cut, Proxy};
use crate::world::World;

/// Codes of an upload: 160 kB in several chunks.
const CODES: u64 = 20_000;

/// Bytes of a request that end in its headers: the sandbox does not see it.
const IN_HEADERS: usize = 40;

/// A way to upload the codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// 5011, made while it is sent.
    Iterator,
    /// 5011, from memory.
    Bytes,
    /// 5012.
    List,
}

const WAYS: [Way; 3] = [Way::Iterator, Way::Bytes, Way::List];

impl Way {
    fn endpoint(self) -> &'static str {
        if self == Self::List { "5012" } else { "5011" }
    }

    async fn upload(self, world: &World, client: &Client) -> Result<UploadReply, Error> {
        let codes = (0..CODES).map(|number| format!("A{number:06}"));
        let (unit, registration) = (world.unit.clone(), world.registration.clone());
        let file = match self {
            Self::Iterator => FilePart::codes(codes),
            Self::Bytes => {
                FilePart::bytes("codes.txt", codes.map(|code| code + "\n").collect::<String>())
            }
            Self::List => {
                let list = codes.collect::<Vec<_>>().join(",");
                let request = UploadCodeListRequest::new(unit, registration, list.into());
                return client.upload_code_list(&request).await;
            }
        };
        client.upload_code_file(&UploadCodeFileRequest::new(unit, registration), file).await
    }
}

/// An upload on a connection that was in use before and is cut during the upload.
async fn cut_upload(world: &World, way: Way, cut: Cut) {
    let proxy = Proxy::before(world.sandbox.address()).await;
    let client = world.client_at(proxy.url());
    client.list_unit_types().await.unwrap();
    // Its connection is free again a moment after the answer.
    tokio::time::sleep(Duration::from_millis(20)).await;
    proxy.cut(cut);

    let error = way.upload(world, &client).await.unwrap_err();

    let Error::Transport { source, .. } = &error else { panic!("{way:?} {cut:?}: {error:?}") };
    assert!(source.may_have_arrived(), "{way:?} {cut:?}: {source:?}");
    // A second attempt would take a moment.
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(proxy.requests(), 1, "{way:?} {cut:?}: it was sent again");
}

fn counts(batches: &[UploadBatch]) -> Vec<Option<u64>> {
    batches.iter().map(|batch| batch.code_count.as_ref()?.get()).collect()
}

/// The sandbox has read what there is of a request.
async fn read_by(world: &World, endpoint: &str) {
    let read = async {
        while world.sandbox.idcode().calls(endpoint) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), read).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_cut_on_the_way_stores_nothing_and_is_not_repeated() {
    // In the headers, in the parameters of 5011, in the first codes, in the middle of the codes.
    for after in [IN_HEADERS, 900, 2_000, 80_000] {
        for cut in [Cut::ResetAfter(after), Cut::CloseAfter(after)] {
            for way in WAYS {
                let world = World::new().await;
                let before =
                    world.client.upload_batches_so_far(world.category.clone()).await.unwrap();

                cut_upload(&world, way, cut).await;
                if after != IN_HEADERS {
                    read_by(&world, way.endpoint()).await;
                }

                assert_eq!(before.added().await.unwrap(), [], "{way:?} {cut:?}");
                way.upload(&world, &world.client).await.unwrap();
                assert_eq!(counts(&before.added().await.unwrap()), [Some(CODES)]);
                assert_eq!(counts(&world.batches().await), [Some(CODES)], "{way:?} {cut:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_upload_whose_answer_is_lost_is_found_in_the_list() {
    for way in WAYS {
        let world = World::new().await;
        // Another batch is there already.
        way.upload(&world, &world.client).await.unwrap();
        let before = world.client.upload_batches_so_far(world.category.clone()).await.unwrap();

        cut_upload(&world, way, Cut::Answer).await;

        let added = before.added().await.unwrap();
        assert_eq!(counts(&added), [Some(CODES)], "{way:?}: found, so it is not uploaded again");
        assert_eq!(world.sandbox.idcode().calls(way.endpoint()), 2, "{way:?}");
        let all = world.batches().await;
        assert_eq!(all.len(), 2, "{way:?}");
        assert_eq!(all[1], added[0]);
    }
}
