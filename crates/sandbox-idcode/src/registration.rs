//! Registered and filed categories (注册/备案品类): 402 to 410, 602.

mod apply;
mod batch;
mod change;
mod list;
mod url;

pub use apply::{Application, apply, register_other, register_product};
pub use batch::register_all;
pub use change::update_url;
pub use list::{find, list};
pub use url::{check_urls, is_well_formed};
