//! The tree of categories (202).

use std::sync::Arc;

use crate::transport::Canned;

/// In the shapes that answers have: numbers as strings, a child before its parent, a deleted
/// category, one of another use, and one without an id.
const CATEGORIES: &str = r#"{"result_code":1,"industrycategory_list":[
    {"industrycategory_id":"101","industrycategory_name":"谷物","industrycategory_id_parent":"1",
     "industrycategory_level":"2","industrycategory_code":"13010000","codeuse_id":"10"},
    {"industrycategory_id":1,"industrycategory_name":"农副食品","industrycategory_id_parent":0,
     "industrycategory_level":1,"industrycategory_code":"13000000","codeuse_id":10},
    {"industrycategory_id":102,"industrycategory_id_parent":1,"industrycategory_isdel":1},
    {"industrycategory_id":6,"industrycategory_id_parent":0,"codeuse_id":20},
    {"industrycategory_id":null,"industrycategory_name":"?","industrycategory_id_parent":1}]}"#;

#[tokio::test]
async fn categories_are_fetched_once_and_walked_by_parent() {
    let canned = Canned::answering([(502, "<html>"), (200, CATEGORIES)]);
    let client = canned.client();
    assert!(client.categories().await.is_err(), "the first try fails");
    let (tree, other) = (client.clone(), client.clone());
    let (tree, same) = tokio::join!(tree.categories(), other.categories());
    let (tree, same) = (tree.unwrap(), same.unwrap());
    assert!(Arc::ptr_eq(&tree, &same));
    client.categories().await.unwrap();
    assert_eq!(canned.count(), 2, "fetched once after the failure");
    let (method, url, _) = canned.last();
    assert_eq!(method, "GET");
    assert!(url.starts_with("https://example.com/sp/idcode/industrycategory?"), "{url}");

    let below = |id| tree.children(id).map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(below(0), [1, 6]);
    assert_eq!(below(1), [101, 102], "deleted ones included");
    assert!(below(101).is_empty());
    assert_eq!(tree.way_down(101), [1, 101]);
    assert_eq!((tree.parent(101), tree.parent(1)), (Some(1), None));
    assert_eq!(tree.get(101).unwrap().name.as_deref(), Some("谷物"));
    assert_eq!(tree.len(), 4, "what has no id has no place");
}
