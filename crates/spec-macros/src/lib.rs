//! Models and client methods from a protocol spec of your own.
//!
//! [`protocol!`] gives your crate what this project's `*-types` crates have, and [`client!`] what its
//! `*-client` crates have, from a YAML file in your crate. The same generator makes both: what its
//! files hold is here the expansion of a macro.
//!
//! ```
//! mod toys {
//!     spec_macros::protocol!("tests/specs/toys.yaml");
//! }
//!
//! let reply: toys::ToyReply = wire::from_slice(br#"{"code": "1", "wj": [{"ys": "3"}]}"#)?;
//! let colours = reply.toys[0].colours.as_ref().expect("colours");
//! assert!(colours.iter().eq([toys::Colour::Green]));
//! # Ok::<(), wire::DecodeError>(())
//! ```
//!
//! A mistake in the YAML is a compile error that names its file, line and column, shows the line and
//! suggests a name where one is near; when the file changes, the next build reads it again.
//!
//! # What your crate needs
//!
//! `wire` and `serde` under these names. [`client!`] needs `serde_json` as well, and its client
//! most often `client-core` and `transport`. A feature of your crate that is called `schemars` and
//! turns on `wire/schemars` adds a JSON Schema to every type, as it does in the `*-types` crates.

mod expand;

use proc_macro::TokenStream;

/// The models of a spec: requests, replies, enums and `ENDPOINTS`, as items of the module where this
/// stands.
///
/// Takes a path in quotes, relative to the folder of your `Cargo.toml`.
///
/// # Errors
/// A compile error for each error in the spec, or one that the file cannot be read.
#[proc_macro]
pub fn protocol(input: TokenStream) -> TokenStream {
    expand::expand(input.into(), expand::in_full, |spec| Ok(expand::models(spec))).into()
}

/// A method of your `Client` for each endpoint of a spec, and `call_named`, which chooses one at run
/// time.
///
/// Takes a path in quotes, relative to the folder of your `Cargo.toml`. Where it stands, these must
/// be in scope:
///
/// * the models of the spec, from [`protocol!`];
/// * `Client` with the methods `async fn call<E: wire::Endpoint>(&self, request: &E) ->
///   Result<E::Reply, Error>` and `async fn call_json<E: wire::Endpoint>(&self, parameters:
///   &serde_json::Value) -> Result<serde_json::Value, Error>`, with whatever else they ask of `E`;
/// * `Error`;
/// * if an endpoint takes a file, `FilePart`, a method `call_with_file` that takes an
///   `Option<FilePart>` behind the request, and one more parameter of this type for `call_json`;
/// * if an endpoint is a page, `Page`, and methods `page` and `page_json` that give one and are not
///   `async`.
///
/// # Errors
/// One if [`protocol!`] lists errors of the same spec or the file cannot be read, and one if the spec puts its parameters as JSON in a form field: the
/// methods of such a client carry a token and are written by hand.
#[proc_macro]
pub fn client(input: TokenStream) -> TokenStream {
    expand::expand(input.into(), expand::in_short, expand::methods).into()
}
