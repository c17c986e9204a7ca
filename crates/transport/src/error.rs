//! Errors of a request without a complete response.

use std::io;

use thiserror::Error;

/// Why a request has no complete response.
///
/// The texts name the host and what to do next. They hold no path, query, header, body or user
/// name, so they may be logged. Where the network gave a reason, it is the
/// [`source`](std::error::Error::source): an [`io::Error`] whose kind is that of the lowest layer
/// (`ConnectionReset`, `UnexpectedEof`, ...) as far as there is one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TransportError {
    /// No connection: the name was not found, or the host (or the proxy on the way) refused it or
    /// hung up before the connection was ready. A host that only knows old cipher suites may hang up
    /// too: the remedy of [`TransportError::Tls`] is worth a try.
    #[error("cannot connect to {host}: check the host name, the network and the proxy settings")]
    Connect {
        /// The host that was asked for.
        host: String,
        /// What the network said.
        source: io::Error,
    },

    /// The host answered, but no secure connection came about: an untrusted certificate, or no
    /// TLS version or cipher suite in common.
    #[error(
        "no secure connection to {host}: check its certificate and the clock of this computer; if \
         the host only knows old cipher suites, choose native TLS"
    )]
    Tls {
        /// The host that was asked for.
        host: String,
        /// What the TLS library said.
        source: io::Error,
    },

    /// Too much time passed before the response was complete.
    #[error("{host} did not {} in time; a longer time limit may help", awaited(*connecting))]
    Timeout {
        /// The host that was asked for.
        host: String,
        /// True if the connection was not ready yet, so that nothing can have been sent.
        connecting: bool,
    },

    /// The exchange broke off while the request was sent or the response was read, or the response
    /// could not be read as HTTP.
    #[error("the exchange with {host} broke off")]
    Interrupted {
        /// The host that was asked for.
        host: String,
        /// What the network said.
        source: io::Error,
    },

    /// The response is larger than allowed; the rest of it was not read.
    #[error(
        "the response of {host} exceeds {limit} bytes: ask for less at a time or raise the limit"
    )]
    TooLarge {
        /// The host that was asked for.
        host: String,
        /// The largest response allowed, in bytes after decompression.
        limit: usize,
    },

    /// The head of the response, its status line and headers, is larger than allowed or has too many
    /// headers; nothing behind it was read.
    #[error(
        "the head of the response of {host} exceeds {limit} bytes or 100 headers: check the address of \
         the service"
    )]
    HeadTooLarge {
        /// The host that was asked for.
        host: String,
        /// The largest head allowed, in bytes.
        limit: usize,
    },

    /// The response is a redirect to another server: another host or port, or from https to http.
    /// Nothing was sent there.
    #[error("{host} redirects to another server at {to_host}: check the address of the service")]
    RedirectRefused {
        /// The host that was asked for.
        host: String,
        /// The host of the address that was not followed, or its beginning: no name is longer than
        /// 253 characters.
        to_host: String,
    },

    /// The response to a POST is a redirect that asks for a page instead (status 301, 302 or 303), as
    /// services send it whose session ended or whose path is wrong. It was not followed: parameters and
    /// body would be lost.
    #[error(
        "{host} redirects to {target} with status {status}, which is not a response to this request: \
         check the address of the service and whether the account is logged in"
    )]
    RedirectedToPage {
        /// The host that was asked for.
        host: String,
        /// The HTTP status.
        status: u16,
        /// Host and path of the address that was not followed, without its query; at most 253
        /// characters.
        target: String,
    },

    /// The host kept responding with redirects to itself.
    #[error("{host} redirects more than {limit} times: check the address of the service")]
    TooManyRedirects {
        /// The host that was asked for.
        host: String,
        /// How many redirects were followed.
        limit: usize,
    },

    /// The host redirects the request to another of its addresses, but the body was made while it
    /// was sent and is gone. The redirect says that nothing was done with it.
    #[error(
        "{host} redirects the request, whose body can be read only once: send it again from a file \
         or from memory"
    )]
    BodyNotRepeatable {
        /// The host that was asked for.
        host: String,
    },

    /// The request cannot be sent as it is, for example for want of an absolute address.
    #[error("the request cannot be sent: {reason}")]
    InvalidRequest {
        /// What is wrong, without repeating the request.
        reason: String,
    },

    /// The transport could not be set up: a user agent that is not a header value, or a TLS library
    /// that does not start, for example for want of root certificates.
    #[error("the transport cannot be set up: check the user agent and the root certificates")]
    Setup {
        /// What the library said.
        source: io::Error,
    },
}

impl TransportError {
    /// Whether the service may have received the request and acted on it. If false, repeating it
    /// is safe whatever it does; if true, only when carrying it out twice does no harm.
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::Connect { .. }
            | Self::Tls { .. }
            | Self::BodyNotRepeatable { .. }
            | Self::InvalidRequest { .. }
            | Self::Setup { .. } => false,
            Self::Timeout { connecting, .. } => !connecting,
            Self::Interrupted { .. }
            | Self::TooLarge { .. }
            | Self::HeadTooLarge { .. }
            | Self::RedirectRefused { .. }
            | Self::RedirectedToPage { .. }
            | Self::TooManyRedirects { .. } => true,
        }
    }

    pub(crate) fn used_body() -> Self {
        Self::InvalidRequest { reason: "its body was read before".to_owned() }
    }
}

fn awaited(connecting: bool) -> &'static str {
    if connecting { "accept a connection" } else { "give a complete response" }
}
