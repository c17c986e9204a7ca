//! The trees against what the sandbox says level by level.

use std::collections::BTreeSet;

use idcode_client::{Client, Credentials};
use idcode_types::{
    Category, CategoryId, ListCategoriesByParentRequest, ListTradesByParentRequest,
};
use sandbox::Sandbox;

async fn start() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let (token, code) = (sandbox.idcode_access_token(), sandbox.idcode_authorization_code());
    let client = Client::builder(sandbox.idcode_url()).credentials(Credentials::new(token, code));
    let client = client.build().unwrap();
    (sandbox, client)
}

fn id(category: &Category) -> u64 {
    category.id.as_ref().and_then(CategoryId::number).unwrap()
}

#[tokio::test]
async fn categories_lie_below_the_parents_that_203_says() {
    let (sandbox, client) = start().await;
    let tree = client.categories().await.unwrap();
    let (mut parents, mut seen) = (vec![0], 0);
    while let Some(parent) = parents.pop() {
        let mut request = ListCategoriesByParentRequest::new();
        request.parent_id = Some(parent.into());
        let level = client.list_categories_by_parent(&request).await.unwrap().categories;
        let below: Vec<_> = tree.children(parent).map(|(_, category)| category.clone()).collect();
        assert_eq!(below, level, "below {parent}");
        for category in &level {
            let above = Some(parent).filter(|parent| *parent != 0);
            assert_eq!(tree.parent(id(category)), above);
        }
        seen += level.len();
        parents.extend(level.iter().map(id));
    }
    assert_eq!(seen, tree.len());
    assert!(seen > 1);

    let products = client.list_product_categories().await.unwrap().categories;
    assert!(!products.is_empty());
    assert!(products.iter().all(|product| tree.get(id(product)) == Some(product)), "204");

    client.clone().categories().await.unwrap();
    assert_eq!(sandbox.idcode().calls("202"), 1);
}

#[tokio::test]
async fn trades_lie_below_the_parents_that_104_says() {
    let (sandbox, client) = start().await;
    let tree = client.trades().await.unwrap();
    let top = client.list_trades_by_parent(&ListTradesByParentRequest::new(0)).await.unwrap();
    let top: BTreeSet<_> =
        top.trades.iter().filter_map(|trade| trade.id.as_ref()?.number()).collect();
    assert_eq!(tree.children(0).map(|(id, _)| id).collect::<BTreeSet<_>>(), top);
    client.trades().await.unwrap();
    assert_eq!(sandbox.idcode().calls("103"), 1);
}
