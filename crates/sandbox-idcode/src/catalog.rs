//! 105 and 201 to 204: natures of units, uses of codes, categories.

use idcode_types::{CategoriesReply, CodeUse, CodeUsesReply, UnitType, UnitTypesReply};

use crate::call::AdmittedCall;
use crate::data::categories::{CATEGORIES, CODE_USES, Category, PRODUCTS, find_use};

/// Natures that a unit can have: an excerpt.
const UNIT_TYPES: [(u64, &str); 7] = [
    (1, "企业"),
    (2, "个体工商户"),
    (3, "事业单位"),
    (4, "机关"),
    (5, "社会团体"),
    (6, "民办非企业单位"),
    (99, "其他"),
];

/// Whether a unit can have this nature.
pub fn is_unit_type(code: u64) -> bool {
    UNIT_TYPES.iter().any(|(listed, _)| *listed == code)
}

/// 105.
pub fn unit_types() -> UnitTypesReply {
    let mut reply = UnitTypesReply::default();
    reply.unit_types = UNIT_TYPES
        .iter()
        .map(|(code, name)| {
            let mut unit_type = UnitType::default();
            unit_type.name = Some((*name).to_owned());
            unit_type.unit_type = Some((*code).into());
            unit_type
        })
        .collect();
    reply
}

/// 201.
pub fn code_uses() -> CodeUsesReply {
    let mut reply = CodeUsesReply::default();
    reply.code_uses = CODE_USES
        .iter()
        .map(|one| {
            let mut code_use = CodeUse::default();
            code_use.id = Some(one.id.into());
            code_use.name = Some(one.name.to_owned());
            code_use.code = Some(one.code.to_owned());
            code_use.object_kind = Some(one.object_kind.into());
            code_use
        })
        .collect();
    reply
}

/// 202.
pub fn categories() -> CategoriesReply {
    those(|_| true)
}

/// 203. No code of its table says that there is nothing: the list is empty then.
pub fn categories_by_parent(call: &AdmittedCall) -> CategoriesReply {
    let wanted = call.number("industrycategory_id_parent").unwrap_or_default();
    those(|category| category.parent_id == wanted)
}

/// 204.
pub fn product_categories() -> CategoriesReply {
    those(|category| category.code_use_id == PRODUCTS)
}

fn those(is_wanted: impl Fn(&Category) -> bool) -> CategoriesReply {
    let mut reply = CategoriesReply::default();
    let found = CATEGORIES.iter().filter(|category| is_wanted(category));
    reply.categories = found.map(model).collect();
    reply
}

fn model(one: &Category) -> idcode_types::Category {
    let mut category = idcode_types::Category::default();
    category.id = Some(one.id.into());
    category.name = Some(one.name.to_owned());
    category.parent_id = Some(one.parent_id.into());
    category.level = Some(one.level.into());
    category.code = Some(one.code.into());
    category.code_use_id = Some(one.code_use_id.into());
    category.is_deleted = Some(0.into());
    category.object_kind = find_use(one.code_use_id).map(|code_use| code_use.object_kind.into());
    category.check_format = one.check_format.map(str::to_owned);
    category
}
