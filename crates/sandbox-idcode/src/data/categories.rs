//! Uses of codes and categories: an excerpt made up for the sandbox. Only the use 10 for products
//! and the shape of the codes come from the document.

/// A use of codes: for people (1), events (2) or things (3).
pub struct CodeUse {
    pub id: u64,
    pub code: &'static str,
    pub name: &'static str,
    pub object_kind: u64,
}

/// A category that codes can be registered for.
pub struct Category {
    pub id: u64,
    pub parent_id: u64,
    pub level: u64,
    pub code: &'static str,
    pub name: &'static str,
    pub code_use_id: u64,
    pub check_format: Option<&'static str>,
}

/// The use that 406 is for, and 407 not.
pub const PRODUCTS: u64 = 10;

const fn code_use(id: u64, code: &'static str, name: &'static str, object_kind: u64) -> CodeUse {
    CodeUse { id, code, name, object_kind }
}

const fn category(
    id: u64,
    parent_id: u64,
    level: u64,
    code: &'static str,
    name: &'static str,
    code_use_id: u64,
) -> Category {
    Category { id, parent_id, level, code, name, code_use_id, check_format: None }
}

/// The uses.
pub const CODE_USES: [CodeUse; 6] = [
    code_use(PRODUCTS, "10", "产品追溯", 3),
    code_use(11, "11", "资产管理", 3),
    code_use(20, "20", "电子票证", 2),
    code_use(21, "21", "信息展示", 2),
    code_use(90, "90", "身份证件", 1),
    code_use(91, "91", "人员名片", 1),
];

/// The categories, parents first.
pub const CATEGORIES: [Category; 19] = [
    category(1, 0, 1, "13000000", "农副食品", 10),
    category(101, 1, 2, "13010000", "谷物加工品", 10),
    category(1_001, 101, 3, "13010100", "大米", 10),
    category(1_002, 101, 3, "13010200", "小麦粉", 10),
    category(2, 0, 1, "26000000", "化学原料及化学制品", 10),
    category(201, 2, 2, "26030000", "农药", 10),
    category(2_001, 201, 3, "26030100", "杀虫剂", 10),
    category(3, 0, 1, "27000000", "医药", 10),
    category(301, 3, 2, "27080000", "卫生材料及医药用品", 10),
    category(3_001, 301, 3, "27080100", "医用敷料", 10),
    category(4, 0, 1, "35000000", "专用设备", 10),
    category(401, 4, 2, "35080000", "医疗仪器设备及器械", 10),
    category(4_001, 401, 3, "35080100", "医用注射器", 10),
    category(4_002, 401, 3, "35080200", "骨科植入物", 10),
    category(5, 0, 1, "11000000", "固定资产", 11),
    category(6, 0, 1, "20000000", "门票", 20),
    category(7, 0, 1, "21000000", "展品", 21),
    Category {
        check_format: Some(r"^[1-9]\d{16}[\dXx]$"),
        ..category(8, 0, 1, "90000000", "居民身份证", 90)
    },
    category(9, 0, 1, "12000000", "名片", 91),
];

/// The use with this identifier; its code is the same number.
pub fn find_use(id: u64) -> Option<&'static CodeUse> {
    CODE_USES.iter().find(|one| one.id == id)
}

/// The category with this identifier.
pub fn find(id: u64) -> Option<&'static Category> {
    CATEGORIES.iter().find(|one| one.id == id)
}
