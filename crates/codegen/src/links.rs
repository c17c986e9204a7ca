//! Links to the decisions, which stand elsewhere than generated files expect where code is generated
//! for another crate or for a macro.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};

use crate::docs::DECISIONS;

/// The code with links to `decisions`, a path of Rust.
pub fn to(decisions: &str, code: TokenStream) -> TokenStream {
    code.into_iter().map(|token| redirected(decisions, token)).collect()
}

fn redirected(decisions: &str, token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), to(decisions, group.stream()));
            inner.set_span(group.span());
            inner.into()
        }
        TokenTree::Literal(literal) => redirected_text(decisions, literal).into(),
        other => other,
    }
}

fn redirected_text(decisions: &str, literal: Literal) -> Literal {
    let from = format!("]({DECISIONS}#");
    let written = literal.to_string();
    if !written.contains(&from) {
        return literal;
    }
    match syn::parse_str::<syn::LitStr>(&written) {
        Ok(text) => Literal::string(&text.value().replace(&from, &format!("]({decisions}#"))),
        Err(_) => literal,
    }
}
