//! Page endpoints (401, 405, 408, 607): opened in a browser, which comes back to the caller's address.

use idcode_types::{CategoryIdcode, Unit};
use wire::Endpoint;

use crate::parameters::encode;
use crate::{Client, Error};

/// A page of the registry, signed: the signature grows stale, so open it soon.
#[derive(Clone, PartialEq, Eq)]
pub struct Page {
    /// Address without query.
    pub action: String,
    /// What the form holds, signature included.
    pub fields: Vec<(&'static str, String)>,
    /// Whether the page takes its parameters in the address.
    allows_get: bool,
}

impl Page {
    /// The address to open, unless the page only takes a form (405).
    pub fn url(&self) -> Option<String> {
        self.allows_get.then(|| format!("{}?{}", self.action, encode(&self.fields)))
    }

    /// An HTML form that sends itself, for pages that only take a form.
    pub fn form(&self) -> String {
        let escape = |text: &str| {
            let text = text.replace('&', "&amp;").replace('"', "&quot;");
            text.replace('<', "&lt;").replace('>', "&gt;")
        };
        let fields = self.fields.iter().map(|(name, value)| {
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value))
        });
        format!(
            "<form id=\"page\" method=\"post\" action=\"{}\">\n{}</form>\n\
             <script>document.getElementById(\"page\").submit()</script>\n",
            escape(&self.action),
            fields.collect::<String>()
        )
    }
}

/// Shows neither token nor signature.
impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page").field("action", &self.action).finish_non_exhaustive()
    }
}

impl Client {
    pub(crate) fn page<E: Endpoint>(&self, request: &E) -> Result<Page, Error> {
        Ok(Page {
            action: format!("{}{}", self.shared.base_url, E::ENDPOINT.path),
            fields: self.shared.signed(E::ENDPOINT, &self.checked(request)?),
            allows_get: E::ENDPOINT.methods.contains(&"GET"),
        })
    }
}

/// What a page hands over when the browser comes back to the `callback_url`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Callback {
    /// 401, 405, 408: the code number of the category (`CategoryIDcode`, decision I50).
    pub category: Option<CategoryIdcode>,
    /// 607: the unit that logged in. The document does not say in which parameter it comes: the
    /// first one that holds a JSON object is read (decision I51).
    pub unit: Option<Unit>,
}

/// An address that hands over neither a category nor a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidCallback;

impl std::fmt::Display for InvalidCallback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the callback has neither CategoryIDcode nor a unit: was the page left early?")
    }
}

impl std::error::Error for InvalidCallback {}

impl Callback {
    /// Reads the address, or only its query, with which the browser came back.
    ///
    /// ```
    /// use idcode_client::Callback;
    ///
    /// let url = "https://example.com/back?order=7&CategoryIDcode=i.86.101010.3%2F10.232324.11";
    /// let category = Callback::parse(url)?.category;
    /// assert_eq!(category, Some("i.86.101010.3/10.232324.11".into()));
    /// # Ok::<(), idcode_client::InvalidCallback>(())
    /// ```
    ///
    /// # Errors
    /// When it hands over nothing.
    pub fn parse(url: &str) -> Result<Self, InvalidCallback> {
        let url = url.split('#').next().unwrap_or_default();
        let query = url.split_once('?').map_or(url, |(_, query)| query);
        let mut callback = Self::default();
        // A registry that appends to an address with a query may write a second question mark.
        for (name, value) in form_urlencoded::parse(query.replace('?', "&").as_bytes()) {
            if name.eq_ignore_ascii_case("CategoryIDcode") && !value.is_empty() {
                callback.category = Some(CategoryIdcode::from(&*value));
            } else if value.starts_with('{') && callback.unit.is_none() {
                callback.unit = wire::from_slice(value.as_bytes()).ok();
            }
        }
        if callback == Self::default() { Err(InvalidCallback) } else { Ok(callback) }
    }
}
