//! The HTML of the pages.

use std::fmt::Write;

use axum::response::{Html, IntoResponse, Response};

use crate::data::categories::{CATEGORIES, PRODUCTS, find_use};
use crate::registry::Ticket;

/// A page; a second time, with what was wrong the first time.
pub fn page(number: &str, ticket: &Ticket, error: Option<&str>) -> Response {
    let title = ticket.endpoint.zh;
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n"
    );
    if let Some(error) = error {
        let _ = writeln!(page, "<p class=\"error\">{}</p>", escape(error));
    }
    let _ = writeln!(page, "<form method=\"post\" action=\"/sandbox/idcode/pages/{number}\">");
    match &ticket.purpose {
        None => {
            page.push_str("<p>用户名 <input name=\"login_name\"></p>\n");
            page.push_str("<p>密码 <input name=\"login_pswd\" type=\"password\"></p>\n");
        }
        Some(purpose) => {
            let _ = writeln!(page, "<p>单位主码 {}</p>", escape(&purpose.unit_code));
            let _ = writeln!(page, "<p>解析地址 {}</p>", escape(&purpose.resolution_url));
            page.push_str("<p>品类 <select name=\"industrycategory_id\">\n");
            let is_offered = |id: u64| purpose.category_id.is_none_or(|wanted| wanted == id);
            for category in CATEGORIES.iter().filter(|category| is_offered(category.id)) {
                let code_use = find_use(category.code_use_id).map_or("", |code_use| code_use.name);
                let (id, name) = (category.id, category.name);
                let _ = writeln!(page, "<option value=\"{id}\">{code_use}：{name}</option>");
            }
            page.push_str("</select></p>\n<p>型号名称 <input name=\"model_number\"></p>\n");
            let _ = writeln!(
                page,
                "<p>型号编码（用途 {PRODUCTS} 必填） <input name=\"model_number_code\"></p>"
            );
        }
    }
    page.push_str("<p><button>提交</button></p>\n</form>\n</body>\n</html>\n");
    Html(page).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
