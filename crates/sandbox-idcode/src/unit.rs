//! Units (单位): 301 to 310, 601.

mod details;
mod login;
mod picture_file;
mod register;
mod search;
mod sms;

pub use details::{complete, verify};
pub use login::{page_login, update_logo, verify_login};
pub use picture_file::has_picture;
pub use register::{register, register_with_picture};
pub use search::{get, search, status};
pub use sms::{get_code, send_code};
