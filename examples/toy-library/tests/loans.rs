//! What the client sends, and what it makes of answers.

use serde_json::{Value, json};
use test_support::canned::Canned;
use toy_library::{
    BorrowToyRequest, Client, Condition, ENDPOINTS, Environment, Error, GetToyRequest, ReturnCode,
    ReviewToyRequest,
};
use wire::Class;

const CARD: &str = "card-31415926";

fn client(canned: &Canned) -> Client {
    let builder = Client::builder(Environment::Production).card_number(CARD);
    builder.transport(canned.clone()).build().unwrap()
}

#[tokio::test]
async fn a_toy_is_looked_up_in_the_address() {
    let canned = Canned::new(
        r#"{"code": 0, "msg": "成功", "data": {"toyId": "T 1", "toyName": "积木", "COND": "缺件",
            "loans": {"fromDate": "2026-08-10", "toDate": "2026-08-24"}, "colour": "red"}}"#,
    );
    let toy = client(&canned).get_toy(&GetToyRequest::new("T 1")).await.unwrap().toy.unwrap();
    let sent = canned.only();
    assert_eq!(sent.method(), "GET");
    assert_eq!(sent.uri(), "https://toys.example/api/toy/get?toyId=T+1");
    assert_eq!(sent.headers()["cardNo"], CARD);

    assert_eq!(toy.name.as_deref(), Some("积木"));
    assert_eq!(toy.condition, Some(Condition::Broken));
    // One object for a list of one, and a field that no document names.
    assert_eq!(toy.loans.len(), 1);
    let unknown: Vec<_> = toy.unknown_fields.iter().map(|(key, _)| key).collect();
    assert_eq!(unknown, ["colour"]);
}

#[tokio::test]
async fn a_toy_is_borrowed_with_a_body() {
    let canned = Canned::new(r#"{"code": "0", "data": {"toDate": "2026-08-24"}}"#);
    let mut request = BorrowToyRequest::new("T-1");
    request.weeks = Some(2);
    let loan = client(&canned).borrow_toy(&request).await.unwrap().loan.unwrap();
    assert_eq!(loan.due_on.unwrap().as_str(), "2026-08-24");
    let sent = canned.only();
    assert_eq!((sent.method().as_str(), sent.uri().path()), ("POST", "/api/toy/borrow"));
    let body: Value = serde_json::from_slice(sent.body()).unwrap();
    assert_eq!(body, json!({"toyId": "T-1", "weeks": 2}));
}

#[tokio::test]
async fn a_request_against_the_rules_is_not_sent() {
    let canned = Canned::new("{}");
    let mut request = BorrowToyRequest::new("T-1");
    request.weeks = Some(5);
    let error = client(&canned).borrow_toy(&request).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    assert!(error.to_string().contains("weeks"), "{error}");
    assert!(canned.sent().is_empty());
}

#[tokio::test]
async fn a_return_code_is_an_error_that_holds_no_secret() {
    let canned = Canned::new(&format!(r#"{{"code": 409, "msg": "{CARD}: 已借出"}}"#));
    let error = client(&canned).borrow_toy(&BorrowToyRequest::new("T-1")).await.unwrap_err();
    assert_eq!(error.class(), Class::NotAllowed);
    assert_eq!(error.to_string(), "toy/borrow: code 409 <hidden>: 已借出");
    let Error::Service(said) = error else { panic!("{error}") };
    assert_eq!(said.code, Some(ReturnCode::LentOut));
}

#[tokio::test]
async fn endpoints_are_called_by_name() {
    let canned = Canned::new(r#"{"code": "0", "data": {"toyId": "T-1"}}"#);
    let client = client(&canned);
    let names: Vec<_> = ENDPOINTS.iter().map(|endpoint| endpoint.name).collect();
    assert_eq!(names, ["get_toy", "borrow_toy", "review_toy"]);
    let reply = client.call_named("get_toy", &json!({"toyId": "T-1"})).await.unwrap().unwrap();
    assert_eq!(reply["data"], json!({"toyId": "T-1"}));
    assert!(client.call_named("return_toy", &json!({})).await.is_none());
}

#[tokio::test]
async fn each_parameter_goes_where_the_specification_says() {
    let canned = Canned::new(r#"{"code": "0", "data": []}"#);
    let mut request = ReviewToyRequest::new("架 1/a?#%", true);
    request.branch = Some("east".to_owned());
    request.fee = Some("12.50".into());
    client(&canned).review_toy(&request).await.unwrap();
    let sent = canned.only();
    assert_eq!(sent.method(), "PUT");
    let url = "https://toys.example/api/toys/%E6%9E%B6%201%2Fa%3F%23%25/reviews";
    assert_eq!(sent.uri(), url);
    assert_eq!(sent.headers()["X-Branch"], "east");
    assert_eq!(std::str::from_utf8(sent.body()).unwrap(), r#"{"complete":true,"fee":12.50}"#);
}

#[tokio::test]
async fn a_path_is_not_taken_apart() {
    for number in ["", ".", ".."] {
        let canned = Canned::new("{}");
        let request = ReviewToyRequest::new(number, true);
        let error = client(&canned).review_toy(&request).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)) && canned.sent().is_empty(), "{error}");
    }
}

#[tokio::test]
async fn one_bad_number_costs_its_value_and_not_the_page() {
    let canned = Canned::new(
        r#"{"code": "0", "data": [
            {"complete": "maybe", "fee": 1.10, "change": "x", "weights": [1, "two", "3"],
                "conditions": ["1", 9], "shelves": {"A": 1, "B": "2"}},
            {"complete": 1, "fee": "0.30", "change": -2}
        ]}"#,
    );
    let request = ReviewToyRequest::new("T-1", true);
    let reviews = client(&canned).review_toy(&request).await.unwrap().reviews;
    let [first, second] = reviews.as_slice() else { panic!("{reviews:?}") };
    assert_eq!((first.is_complete, first.change, &*first.weights), (None, None, &[1, 3][..]));
    assert_eq!(first.fee.as_ref().unwrap().as_str(), "1.10");
    assert_eq!(first.conditions[0], Condition::New);
    assert_eq!(first.shelves.as_ref().unwrap()["B"], 2);
    assert_eq!((second.is_complete, second.change), (Some(true), Some(-2)));
    let unlisted: Vec<_> = first.unlisted().iter().map(ToString::to_string).collect();
    assert_eq!(
        unlisted,
        [
            ".complete: not true or false: \"maybe\"",
            ".change: not a whole number of either sign: \"x\"",
            ".weights: not a whole number: \"two\"",
        ]
    );
}

#[tokio::test]
async fn a_parameter_that_is_no_number_is_refused_by_its_name() {
    let canned = Canned::new("{}");
    for (parameters, expected) in [
        (json!({"toyId": "T-1", "weeks": "two"}), "weeks: must be a whole number"),
        (json!({"toyId": "T-1", "week": 2}), "there is no parameter \"week\""),
    ] {
        let called = client(&canned).call_named("borrow_toy", &parameters).await.unwrap();
        let error = called.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(canned.sent().is_empty());
}
