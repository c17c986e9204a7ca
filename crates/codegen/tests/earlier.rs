//! A client's methods stay under the names of earlier revisions: what is generated from a spec with
//! renamed endpoints is compiled here, and called. `obstacles.rs` keeps the generated files up to date.

#![allow(missing_debug_implementations)]

use std::cell::RefCell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde_json::{Value, json};

// The methods name the crate of the types, which is this one.
extern crate self as earlier_types;

#[allow(dead_code, unused_imports, unexpected_cfgs)]
#[allow(clippy::match_same_arms, clippy::match_single_binding, clippy::wildcard_imports)]
#[path = "earlier/types/mod.rs"]
#[rustfmt::skip]
mod types;

#[allow(clippy::wildcard_imports, clippy::unused_async)]
#[path = "earlier/client/methods.rs"]
#[rustfmt::skip]
mod methods;

pub use types::*;

/// Notes which endpoints are called.
#[derive(Default)]
pub struct Client {
    called: RefCell<Vec<String>>,
}

/// What a call may fail with; these do not.
#[derive(Debug)]
pub struct Error;

/// A page to open.
pub struct Page;

/// A file to send.
pub struct FilePart;

#[expect(clippy::unnecessary_wraps, clippy::unused_async, reason = "what generated methods call")]
impl Client {
    fn note<E: wire::Endpoint>(&self, how: &str) {
        self.called.borrow_mut().push(format!("{} {how}", E::ENDPOINT.id));
    }

    async fn call<E: wire::Endpoint>(&self, _request: &E) -> Result<E::Reply, Error> {
        self.note::<E>("called");
        Ok(E::Reply::default())
    }

    async fn call_with_file<E: wire::Endpoint>(
        &self,
        _request: &E,
        file: Option<FilePart>,
    ) -> Result<E::Reply, Error> {
        self.note::<E>(if file.is_some() { "with a file" } else { "without a file" });
        Ok(E::Reply::default())
    }

    async fn call_json<E: wire::Endpoint>(
        &self,
        _parameters: &Value,
        _file: Option<FilePart>,
    ) -> Result<Value, Error> {
        self.note::<E>("by name");
        Ok(json!({}))
    }

    fn page<E: wire::Endpoint>(&self, _request: &E) -> Result<Page, Error> {
        self.note::<E>("opened");
        Ok(Page)
    }

    fn page_json<E: wire::Endpoint>(&self, _parameters: &Value) -> Result<Page, Error> {
        self.note::<E>("by name");
        Ok(Page)
    }
}

/// The result of a future that waits for nothing.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

#[test]
#[allow(deprecated)]
fn methods_stay_under_their_earlier_names() {
    let client = Client::default();
    let request = SearchRequest::new("ship");
    assert_eq!(request.term().map(String::as_str), Some("ship"));
    now(client.find(&request)).expect("a reply");
    now(client.search(&request)).expect("a reply");
    now(client.look_up(&request)).expect("a reply");
    now(client.test()).expect("a reply");
    let reply = now(client.upload(&SendRequest::new(), FilePart)).expect("a reply");
    assert_eq!(reply.number, None::<WordId>);
    assert!(client.show(&OpenRequest::new()).is_ok());
    let expected =
        ["P1 called", "P1 called", "P1 called", "P2 called", "P3 with a file", "P4 opened"];
    assert_eq!(*client.called.borrow(), expected);
}

#[test]
fn programs_that_choose_by_name_may_use_earlier_names() {
    let client = Client::default();
    for name in ["find", "search", "look_up", "test", "upload"] {
        now(client.call_named(name, &json!({}), None)).expect(name).expect("a reply");
    }
    assert!(client.page_named("show", &json!({})).is_some_and(|page| page.is_ok()));
    let by_name =
        ["P1 by name", "P1 by name", "P1 by name", "P2 by name", "P3 by name", "P4 by name"];
    assert_eq!(*client.called.borrow(), by_name);
    assert!(now(client.call_named("show", &json!({}), None)).is_none(), "a page");
    assert!(client.page_named("search", &json!({})).is_none(), "no page");
}
