//! Pages of the registry: a browser gets their secrets, and nothing else shows them.

use std::sync::Arc;

use auth::SystemClock;
use form_urlencoded::byte_serialize;
use idcode_client::Callback;
use serde_json::json;
use transport::HttpTransport;

use crate::clients::Protocol;
use crate::planted::{IDCODE_CODE, IDCODE_TOKEN, MARKER, parameters};
use crate::shown;

#[test]
fn pages_show_no_secret() {
    shown::listen();
    let http = HttpTransport::builder().no_proxy().build().unwrap();
    let client = Protocol::Idcode.client("http://127.0.0.1:1", http, Arc::new(SystemClock));
    let mut pages = 0;
    let mut refused = 0;
    for endpoint in Protocol::Idcode.pages() {
        let good = parameters(endpoint);
        let page = client.page(endpoint, &good).expect(endpoint.id);
        let form = page.form();
        assert!(form.contains(IDCODE_TOKEN) && !form.contains(IDCODE_CODE), "{}", endpoint.id);
        shown::learn(&form);
        shown::note(&page);
        pages += 1;
        for field in good.as_object().unwrap().keys() {
            let mut bad = good.clone();
            bad[field] = json!([[MARKER], {MARKER: MARKER}]);
            refused += usize::from(client.page(endpoint, &bad).is_none());
        }
    }
    let all = [Protocol::Udid, Protocol::Idcode, Protocol::Dbhs, Protocol::Cloudmfg];
    assert_eq!((pages, all.into_iter().flat_map(Protocol::pages).count()), (4, 4));
    assert!(refused > 0 && shown::learned() > 0);
    shown::assert_clean(&["Page {"]);
}

#[test]
fn what_a_page_hands_over_shows_no_secret() {
    shown::listen();
    let unit = json!({"linkman": MARKER, "linkphone": MARKER, "author_key": MARKER, "x": MARKER});
    let unit: String = byte_serialize(unit.to_string().as_bytes()).collect();
    let callback = Callback::parse(&format!("https://example.com/back?unit={unit}")).unwrap();
    assert_eq!(callback.unit.as_ref().unwrap().contact_phone.as_deref(), Some(MARKER));
    shown::note(&callback);
    let nothing = Callback::parse(&format!("https://example.com/back?password={MARKER}"));
    shown::note_error(nothing.unwrap_err());
    shown::assert_clean(&["Callback {"]);
}
