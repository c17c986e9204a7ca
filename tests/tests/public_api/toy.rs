//! The walk over a small crate.

use std::path::Path;

use crate::source;
use crate::surface::surface;

fn lines(files: &[(&str, &str)]) -> Vec<String> {
    let read = |path: &Path| {
        let found = files.iter().find(|(name, _)| Path::new(name) == path);
        found.map(|(_, text)| (*text).to_owned())
    };
    surface(&source::load("toy", &read)).lines().map(str::to_owned).collect()
}

#[test]
fn types_and_what_they_hold() {
    let text = "
        #[derive(Clone, Debug)] #[non_exhaustive]
        pub struct Open<'a, T: Copy = u8> { pub first: Option<&'a [T]>, second: u8 }
        pub struct Pair(pub u8, String);
        pub struct Unit;
        pub enum Kind { None, One(u8, String), #[cfg(feature = \"x\")] Named { at: usize } }
        pub type Alias<T> = Result<T, Kind>;
        pub const NAME: &str = \"a, )name\";
        pub static TABLE: [u8; 2] = [1, 2];
        struct Hidden { pub field: u8 }
        #[doc(hidden)] pub struct AlsoHidden;
        pub(crate) struct Inner;
    ";
    assert_eq!(
        lines(&[("lib.rs", text)]),
        [
            "type toy::Alias<T> = Result<T, Kind>",
            "enum toy::Kind",
            "#[cfg(feature = \"x\")] toy::Kind::Named { at: usize }",
            "toy::Kind::None",
            "toy::Kind::One(u8, String)",
            "const toy::NAME: &str = \"a, )name\"",
            "#[non_exhaustive] struct toy::Open<'a, T: Copy = u8> { .. }",
            "impl Clone for toy::Open",
            "impl std::fmt::Debug for toy::Open",
            "toy::Open::first: Option<&'a [T]>",
            "struct toy::Pair(..)",
            "toy::Pair::0: u8",
            "static toy::TABLE: [u8; 2]",
            "struct toy::Unit",
        ]
    );
}

#[test]
fn functions_methods_and_traits() {
    let text = "
        use std::fmt; use outside::{Far, self as away};
        pub struct A; struct Private;
        pub struct Box<T>(pub T);
        pub trait Does: Sized + Far { const N: usize; type Out: Far + 'static;
            fn must<T: Far>(self, other: &T) -> Self::Out where T: Copy; fn may(&mut self) {}  }
        trait Secret {}
        impl A { pub const MAX: u64 = 7; pub async fn go(mut self, mut n: u64, (a, b): (u8, u8)) -> u8 { n }
            pub(crate) fn inner(&self) {} fn own(&self) {} #[doc(hidden)] pub fn none() {} }
        impl<T: Far> Box<T> { pub fn get(self) -> T { self.0 } }
        impl fmt::Display for A { fn fmt(&self) {} }
        impl away::Near<u8> for A {}
        impl Iterator for A { type Item = Option<u8>; fn next(&mut self) {} }
        impl<T> From<T> for Box<T> { fn from(inner: T) -> Self { Self(inner) } }
        impl Does for String {} impl Does for Private {} impl Secret for A {} impl Far for u8 {}
        impl Private { pub fn unseen(&self) {} }
        pub fn long_enough_to_need_more_lines_than_one(first: &str, second: impl Fn(u8) -> Vec<u8>) {}
        fn unseen() {}
        #[cfg(test)] pub fn only_in_tests() {}
    ";
    assert_eq!(
        lines(&[("lib.rs", text)]),
        [
            "struct toy::A",
            "impl Iterator for toy::A { type Item = Option<u8> }",
            "impl outside::Near<u8> for toy::A",
            "impl std::fmt::Display for toy::A",
            "const toy::A::MAX: u64 = 7",
            "async fn toy::A::go(self, u64, (u8, u8)) -> u8",
            "struct toy::Box<T>",
            "impl<T> From<T> for toy::Box<T>",
            "toy::Box::0: T",
            "fn toy::Box::get(self) -> T in impl<T: Far> Box<T>",
            "trait toy::Does: Sized + Far",
            "impl toy::Does for String",
            "const toy::Does::N: usize",
            "type toy::Does::Out: Far + 'static",
            "fn toy::Does::may(&mut self) { .. }",
            "fn toy::Does::must<T: Far>(self, &T) -> Self::Out where T: Copy",
            "fn toy::long_enough_to_need_more_lines_than_one(&str, impl Fn(u8) -> Vec<u8>)",
        ]
    );
}

/// Imports: renamed, of everything, in a circle, of other crates, and with a condition.
#[test]
fn modules_and_imports() {
    let files = [
        (
            "lib.rs",
            "mod a;
             pub mod open {
                 pub fn f() {}
                 pub use super::a::B as Again;
                 pub mod round { pub use super::*; }
             }
             pub mod zoo { pub use crate::generated::*; }
             #[doc(hidden)] pub mod private { pub fn p() {} }
             mod excerpt { pub fn excerpt() {} }
             mod generated { mod deep; pub use deep::*; pub struct Near; }
             #[cfg(feature = \"x\")] mod part;
             pub use a::{B as Renamed, inner::{self as within}};
             #[cfg(feature = \"y\")] pub use excerpt::excerpt;
             pub use generated::*; pub use other as others; pub use other::thing::*;
             #[cfg(feature = \"x\")] pub use part::Part; #[doc(hidden)] pub use a::Unseen;
             pub(crate) use a::Unseen as Seen;",
        ),
        (
            "a.rs",
            "pub mod inner; pub struct Unseen; impl crate::Renamed { pub fn b() {} }
             pub struct B(pub super::Renamed, pub Vec<crate::others::C>);",
        ),
        ("a/inner.rs", "pub fn g() {} impl super::B { pub fn c() {} }"),
        (
            "generated/deep/mod.rs",
            "use super::*; pub struct Deep; impl From<Near> for Deep {} impl Clone for Near {}",
        ),
        ("part.rs", "pub struct Part; impl Part { pub fn p(&self) {} }"),
    ];
    assert_eq!(
        lines(&files),
        [
            "use other::thing::* in toy",
            "struct toy::Deep",
            "impl From<Near> for toy::Deep",
            "struct toy::Near",
            "impl Clone for toy::Near",
            "#[cfg(feature = \"x\")] struct toy::Part",
            "#[cfg(feature = \"x\")] fn toy::Part::p(&self)",
            "struct toy::Renamed",
            "toy::Renamed::0: Renamed",
            "toy::Renamed::1: Vec<others::C>",
            "fn toy::Renamed::b()",
            "fn toy::Renamed::c()",
            "#[cfg(feature = \"y\")] fn toy::excerpt()",
            "use toy::Renamed as toy::open::Again",
            "fn toy::open::f()",
            "use other as toy::others",
            "fn toy::within::g()",
            "use toy::Deep as toy::zoo::Deep",
            "use toy::Near as toy::zoo::Near",
        ]
    );
}

#[test]
fn macros_and_what_they_add() {
    let text = "
        pub struct A; struct Own; pub trait Named {}
        #[macro_export] macro_rules! name {
            ($model:ty, $text:expr) => {
                impl $crate::Named for $model {}
                impl $model { pub fn name(&self) -> &str { $text } fn own(&self) {} }
            };
        }
        #[doc(hidden)] #[macro_export] macro_rules! unseen { () => {}; }
        macro_rules! local { ($a:ty) => { impl Secret for $a {} }; }
        local!(A); local!(Own); thread_local! { static X: u8 = 1; } outside::more!(u8, A);
    ";
    assert_eq!(
        lines(&[("lib.rs", text)]),
        [
            "local!(toy::A)",
            "struct toy::A",
            "trait toy::Named",
            "macro toy::name!($model:ty, $text:expr)",
            "toy::name!: impl toy::Named for model",
            "fn toy::name!::name(&self) -> &str",
            "outside::more!(u8 , A)",
        ]
    );
}
