//! The registrants: invented enterprises in many provinces and abroad.
//!
//! Their names come from places of legend and literature, so that none of them is mistaken for an
//! enterprise. Places, their codes and the spelling of registration numbers are real.

use super::places::{
    BEIJING, CHANGCHUN, CHANGSHA, CHANGZHOU, CHENGDU, CHONGQING, GUANGZHOU, HANGZHOU, HEFEI, JINAN,
    NANCHANG, NANJING, NINGBO, Place, SHANGHAI, SHENYANG, SHENZHEN, SHIJIAZHUANG, SUZHOU, TAIZHOU,
    TIANJIN, WEIHAI, WUHAN, XIAMEN, XIAN, XINXIANG, ZHENGZHOU,
};
use super::products::Line::{
    self, DentalEye, Equipment, Nursing, Orthopedic, Reagents, Surgery, Vascular,
};

/// A registrant or filer.
#[derive(Debug)]
pub struct Company {
    /// Name as registered.
    pub name: &'static str,
    /// English name, if it has one.
    pub name_en: Option<&'static str>,
    /// What it calls its products.
    pub brand: &'static str,
    /// Label of its domain below a reserved one.
    pub label: &'static str,
    /// Its seat; for an enterprise abroad, the seat of its agent in China.
    pub place: &'static Place,
    /// What it makes.
    pub line: Line,
    /// Whether it is an enterprise abroad.
    pub is_abroad: bool,
}

const fn home(
    name: &'static str,
    brand: &'static str,
    label: &'static str,
    place: &'static Place,
    line: Line,
) -> Company {
    Company { name, name_en: None, brand, label, place, line, is_abroad: false }
}

const fn abroad(
    name: &'static str,
    name_en: &'static str,
    label: &'static str,
    agent: &'static Place,
    line: Line,
) -> Company {
    let name_en = Some(name_en);
    Company { name, name_en, brand: label, label, place: agent, line, is_abroad: true }
}

impl Company {
    const fn english(mut self, name_en: &'static str) -> Self {
        self.name_en = Some(name_en);
        self
    }
}

/// All registrants.
pub const COMPANIES: &[Company] = &[
    home("苏州子虚医疗器械有限公司", "子虚", "zixu", &SUZHOU, Nursing),
    home("江苏南柯医疗器械集团有限公司", "南柯", "nanke", &TAIZHOU, Nursing)
        .english("Jiangsu Nanke Medical Devices Group Co., Ltd."),
    home("山东华胥医用制品股份有限公司", "华胥", "huaxu", &WEIHAI, Nursing)
        .english("Shandong Huaxu Medical Products Co., Ltd."),
    home("江西员峤医疗器材有限公司", "员峤", "yuanqiao", &NANCHANG, Nursing),
    home("河南槐安国卫材有限公司", "槐安", "huaianguo", &XINXIANG, Nursing),
    home("湖北乌有乡医用敷料有限公司", "乌有", "wuyouxiang", &WUHAN, Nursing)
        .english("Hubei Wuyouxiang Dressings Co., Ltd."),
    home("宁波方壶医疗科技有限公司", "方壶", "fanghu", &NINGBO, Nursing),
    home("安徽岱舆医用塑料制品有限公司", "岱舆", "daiyu", &HEFEI, Nursing),
    home("广州镜花缘医疗用品有限公司", "镜花", "jinghuayuan", &GUANGZHOU, Nursing),
    home("河北广漠野卫生材料有限公司", "广漠", "guangmoye", &SHIJIAZHUANG, Nursing),
    home("常州亡是公医疗器材厂", "亡是", "wangshigong", &CHANGZHOU, Nursing),
    abroad(
        "利立浦特护理用品有限公司",
        "Lilliput Care Products Ltd.",
        "lilliput",
        &SHANGHAI,
        Nursing,
    ),
    abroad(
        "Brobdingnag Hospital Supplies B.V. 布罗卜丁奈格医院用品公司",
        "Brobdingnag Hospital Supplies B.V.",
        "brobdingnag",
        &BEIJING,
        Nursing,
    ),
    home("常州虚舟吻合器有限公司", "虚舟", "xuzhou-boat", &CHANGZHOU, Surgery),
    home("北京太虚境外科器械有限公司", "太虚", "taixujing", &BEIJING, Surgery)
        .english("Beijing Taixujing Surgical Instruments Co., Ltd."),
    home("天津水中月微创器械有限公司", "水月", "shuizhongyue", &TIANJIN, Surgery),
    home("浙江桃源洞手术器械有限公司", "桃源洞", "taoyuandong", &HANGZHOU, Surgery),
    home("上海瑶台外科技术有限公司", "瑶台", "yaotai", &SHANGHAI, Surgery)
        .english("Shanghai Yaotai Surgical Technology Co., Ltd."),
    home("山东黄粱梦医用缝合材料有限公司", "黄粱", "huangliangmeng", &JINAN, Surgery),
    home("重庆大荒山微创医疗器械有限公司", "大荒", "dahuangshan", &CHONGQING, Surgery),
    abroad(
        "Laputa Surgical, Inc. 勒皮他外科公司",
        "Laputa Surgical, Inc.",
        "laputa",
        &SHANGHAI,
        Surgery,
    ),
    abroad(
        "Erewhon Endosurgery GmbH 埃瑞璜内镜外科有限公司",
        "Erewhon Endosurgery GmbH",
        "erewhon",
        &BEIJING,
        Surgery,
    ),
    home("上海蓬壶微创介入医疗科技有限公司", "蓬壶", "penghu", &SHANGHAI, Vascular)
        .english("Shanghai Penghu Interventional Co., Ltd."),
    home("深圳沧溟血管介入技术有限公司", "沧溟", "cangming", &SHENZHEN, Vascular),
    home("北京阆苑心脏医疗器械有限公司", "阆苑", "langyuan", &BEIJING, Vascular),
    home("南京琼楼血液净化设备有限公司", "琼楼", "qionglou", &NANJING, Vascular),
    home("广州瀛壶透析医疗用品有限公司", "瀛壶", "yinghu", &GUANGZHOU, Vascular),
    home("成都玄圃介入医疗有限公司", "玄圃", "xuanpu", &CHENGDU, Vascular),
    abroad(
        "Avalon Vascular, Inc. 阿瓦隆血管公司",
        "Avalon Vascular, Inc.",
        "avalon",
        &BEIJING,
        Vascular,
    ),
    abroad("Hyperborea Cardio AB", "Hyperborea Cardio AB", "hyperborea", &SHANGHAI, Vascular),
    home("苏州昆墟骨科植入物有限公司", "昆墟", "kunxu", &SUZHOU, Orthopedic)
        .english("Suzhou Kunxu Orthopedic Implants Co., Ltd."),
    home("天津不周山骨科器械有限公司", "不周", "buzhoushan", &TIANJIN, Orthopedic),
    home("北京青埂峰骨科技术有限公司", "青埂", "qinggengfeng", &BEIJING, Orthopedic),
    home("西安归墟骨材料科技有限公司", "归墟", "guixu", &XIAN, Orthopedic),
    home("厦门沃焦骨科医疗有限公司", "沃焦", "wojiao", &XIAMEN, Orthopedic),
    abroad(
        "Shangri-La Orthopaedics LLC 香巴拉骨科有限责任公司",
        "Shangri-La Orthopaedics LLC",
        "shangrila",
        &SHANGHAI,
        Orthopedic,
    ),
    abroad("Ruritania Ortho AG", "Ruritania Ortho AG", "ruritania", &GUANGZHOU, Orthopedic),
    home("深圳广寒宫医疗电子有限公司", "广寒", "guanghangong", &SHENZHEN, Equipment)
        .english("Shenzhen Guanghangong Medical Electronics Co., Ltd."),
    home("北京蟾宫医学影像技术有限公司", "蟾宫", "changong", &BEIJING, Equipment),
    home("沈阳若木医疗设备有限公司", "若木", "ruomu", &SHENYANG, Equipment),
    home("武汉灵河岸医用激光有限公司", "灵河", "linghean", &WUHAN, Equipment),
    home("杭州三生石医疗设备有限公司", "三生石", "sanshengshi", &HANGZHOU, Equipment),
    home("南京烂柯山监护技术有限公司", "烂柯", "lankeshan", &NANJING, Equipment),
    home("西安无何有医疗设备有限公司", "无何有", "wuheyou", &XIAN, Equipment),
    home("长沙芥子园消毒设备有限公司", "芥子", "jieziyuan", &CHANGSHA, Equipment),
    home("成都建木医疗仪器有限公司", "建木", "jianmu", &CHENGDU, Equipment)
        .english("Chengdu Jianmu Medical Instruments Co., Ltd."),
    abroad(
        "Utopia Imaging Systems LLC 乌托邦影像系统公司",
        "Utopia Imaging Systems LLC",
        "utopia",
        &BEIJING,
        Equipment,
    ),
    abroad(
        "Elbonia Medical Electronics Oy",
        "Elbonia Medical Electronics Oy",
        "elbonia",
        &SHENZHEN,
        Equipment,
    ),
    abroad(
        "Zubrowka Respiratory GmbH",
        "Zubrowka Respiratory GmbH",
        "zubrowka",
        &SHANGHAI,
        Equipment,
    ),
    home("北京壶中天诊断技术有限公司", "壶天", "huzhongtian", &BEIJING, Reagents),
    home("上海月窟生物科技有限公司", "月窟", "yueku", &SHANGHAI, Reagents)
        .english("Shanghai Yueku Biotech Co., Ltd."),
    home("广州鲛人泪生物工程有限公司", "鲛泪", "jiaorenlei", &GUANGZHOU, Reagents),
    home("深圳河汉诊断试剂有限公司", "河汉", "hehan", &SHENZHEN, Reagents),
    home("杭州琅嬛诊断试剂股份有限公司", "琅嬛", "langhuan", &HANGZHOU, Reagents)
        .english("Hangzhou Langhuan Diagnostics Co., Ltd."),
    home("长春不咸山生物制品有限公司", "不咸", "buxianshan", &CHANGCHUN, Reagents),
    home("南京蜃楼生物技术有限公司", "蜃楼", "shenlou", &NANJING, Reagents),
    home("苏州海市体外诊断有限公司", "海市", "haishi", &SUZHOU, Reagents),
    home("郑州庄蝶生物工程股份有限公司", "庄蝶", "zhuangdie", &ZHENGZHOU, Reagents),
    home("泰州鲲化生物医药有限公司", "鲲化", "kunhua", &TAIZHOU, Reagents),
    abroad(
        "Atlantis Diagnostics GmbH 亚特兰蒂斯诊断有限公司",
        "Atlantis Diagnostics GmbH",
        "atlantis",
        &SHANGHAI,
        Reagents,
    ),
    abroad("Cockaigne Biotech S.A.", "Cockaigne Biotech S.A.", "cockaigne", &BEIJING, Reagents),
    home("上海弱水口腔材料有限公司", "弱水", "ruoshui", &SHANGHAI, DentalEye),
    home("杭州玉京齿科技术有限公司", "玉京", "yujing", &HANGZHOU, DentalEye),
    home("厦门琉璃界眼科器械有限公司", "琉璃界", "liulijie", &XIAMEN, DentalEye)
        .english("Xiamen Liulijie Ophthalmic Devices Co., Ltd."),
    home("成都绛珠口腔科技有限公司", "绛珠", "jiangzhu", &CHENGDU, DentalEye),
    home("长沙青丘眼视光有限公司", "青丘", "qingqiu", &CHANGSHA, DentalEye),
    abroad(
        "Arcadia Dental S.r.l. 阿卡迪亚齿科公司",
        "Arcadia Dental S.r.l.",
        "arcadia",
        &BEIJING,
        DentalEye,
    ),
    abroad("Illyria Optics d.o.o.", "Illyria Optics d.o.o.", "illyria", &SHANGHAI, DentalEye),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_are_many_in_several_provinces_and_abroad() {
        assert!(COMPANIES.len() >= 60, "{}", COMPANIES.len());
        let provinces: HashSet<&str> = COMPANIES.iter().map(|c| c.place.province).collect();
        assert!(provinces.len() >= 12, "{}", provinces.len());
        let abroad = COMPANIES.iter().filter(|company| company.is_abroad);
        assert!((8..=20).contains(&abroad.count()));
    }

    #[test]
    fn names_and_labels_differ_and_labels_are_host_names() {
        let names: HashSet<&str> = COMPANIES.iter().map(|company| company.name).collect();
        let labels: HashSet<&str> = COMPANIES.iter().map(|company| company.label).collect();
        assert_eq!((names.len(), labels.len()), (COMPANIES.len(), COMPANIES.len()));
        for label in labels {
            assert!(label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{label}");
        }
    }

    #[test]
    fn enterprises_abroad_have_an_english_name() {
        assert!(COMPANIES.iter().all(|company| !company.is_abroad || company.name_en.is_some()));
        assert!(COMPANIES.iter().any(|company| !company.is_abroad && company.name_en.is_some()));
    }
}
