//! Short forms of Chinese names, as hospital systems search by them: the first letter of each
//! character in pinyin and in Wubi 86. The tables contain only characters of names in this sandbox.

/// The first letters in pinyin (拼音缩写).
pub fn pinyin(name: &str) -> String {
    letters(PINYIN, name)
}

/// The first letters in Wubi (五笔码).
pub fn wubi(name: &str) -> String {
    letters(WUBI, name)
}

/// Latin letters and digits stand for themselves, all else is left out.
fn letters(table: &[(char, &str)], name: &str) -> String {
    let letter = |character: char| {
        let listed = || table.iter().find(|(_, characters)| characters.contains(character));
        let own = character.is_ascii_alphanumeric().then(|| character.to_ascii_uppercase());
        own.or_else(|| listed().map(|(letter, _)| *letter))
    };
    name.chars().filter_map(letter).collect()
}

/// Readings are those of the names: 长 of 长沙, 行 of 行业.
const PINYIN: &[(char, &str)] = &[
    ('A', "埃安岸氨阿"),
    ('B', "不丙包北半卜备巴布搏本板比波泵病白臂表邦部"),
    ('C', "促创刺厂常床彩成春材查椎槽次沧测磁程穿蟾触超重长除颤齿"),
    ('D', "丁东刀动叠多大定导岱带底断毒洞电督蒂蛋蝶迪都钉"),
    ('F', "份分反发复峰敷方法缝腹防非"),
    ('G', "光公共关冠固国埂宫工广归感格港管肝股骨高"),
    ('H', "会何化华合后呼壶嬛寒幻徽护换杭核槐汉河海湖环璜盒红花荒行黄"),
    (
        'J',
        "京介件假净剂剪及基境夹局峤己建技接救晶机极架检江津激焦甲界畸监稷绛胶脊节芥菌计金镜集静鲛",
    ),
    ('K', "卡口可块扩抗控昆柯科空窟髋鲲"),
    ('L', "仑兰利力勒律拉料梁楼泪流灵烂琅理琉璃留疗療离立粱罗莱螺路阆隆"),
    ('M', "免木梦毛民溟漠灭脉膜酶门面麻"),
    ('N', "内南囊奈女宁尿"),
    ('P', "品圃普泊浦片皮葡蓬迫频"),
    ('Q', "丘亲全器庆汽球琼腔起钳青"),
    ('R', "人任入弱染瑞绒若软"),
    ('S', "三上丝事使司塑声射属山市师式所手收斯是术树水沈沙深生石社素纱色苏蜃视设试输酸释锁"),
    ('T', "他体台团天太头套托探桃泰特糖统胎脱萄贴透"),
    ('W', "乌亡务卫吻外娲微无武沃物瓦维雾"),
    ('X', "下乡像协厦向吸咸型墟学形循心性析械橡洗消獬玄稀系纤线胥腺膝虚血西限香"),
    ('Y', "一业乙亚仪伊医压原员园应延影月有样氧液源瀛炎牙玉瑶用疫眼移缘舆苑荧药醫野阳院验"),
    (
        'Z',
        "丈中作制助周圳子州庄张折振支柱植止正注洲浊浙状珠直种纸组罩置脂脏自舟蒸诊豸责质转造郑醉针钻",
    ),
];

const WUBI: &[(char, &str)] = &[
    ('A', "东共勒医基工式斯牙节芥花苏苑若荒荧药莱菌萄葡蒂蒸蓬醫黄"),
    ('B', "卫子防阳阿限院除隆"),
    ('C', "叠台巴验"),
    ('D', "丈三厂压原厦咸大太奈套布感成春有泰泵石磁蜃邦非面"),
    ('E', "助及彩月用肝股胎胶脂脉脏脱腔腹腺膜膝豸"),
    ('F', "动协南圳块埂埃境墟声壶支救无直起超都雾"),
    ('G', "一下不丙事亚刺囊型天夹带形敷正武毒灭玉环珠球琅理琉琼瑞瑶璃璜瓦素表责青静"),
    ('H', "上卜卡止皮眼督虚频齿"),
    ('I', "光学常染梁水汉江汽沃沈沙沧河泊法波注泪洗洞津洲流浊测浙浦海消液深港湖源溟漠激瀛粱脊"),
    ('J', "师归影昆是晶电监蝶螺蟾野"),
    ('K', "中口吸吻员呼品器路"),
    ('L', "力团园固国圃架甲界畸罗罩置转软输"),
    ('M', "内周山岸峤峰贴迪骨髋"),
    ('N', "乙发司导尿局属己心性收民胥臂蛋"),
    ('O', "业料断炎烂糖"),
    ('P', "冠宁安定宫寒社空穿窟视"),
    ('Q', "乌免包外多獬留色触金针钉钳钻锁镜鲛鲲"),
    ('R', "丘制反后所手托扩技抗折护拉振换探接控搏氧氨白质迫"),
    ('S', "丁可木本术机材杭板极析查柯柱树样核格桃梦械检植椎楼槐槽橡西酶酸醉"),
    ('T', "入利务向备复射延律循微徽毛片物特生种科移稀程稷管系自舟血行透造释重长香"),
    ('U', "亲兰关净剪北半塑头普次状疗疫病療立郑部门阆"),
    ('V', "刀女娲嬛建灵"),
    ('W', "人介仑他仪件任份伊会体何作使促假像全公分创化华合岱焦盒舆集"),
    ('X', "丝乡幻张弱比红纤纱纸线组绒绛统维缘缝"),
    ('Y', "亡京剂州市广庄庆床应底方玄离计设诊试颤高麻"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprise;
    use udid_synthetic::register::registrations;

    #[test]
    fn no_character_of_a_name_is_left_out() {
        let products = registrations(1, 2024..=2024).map(|registration| registration.product.name);
        for name in enterprise::all().map(|enterprise| enterprise.name).chain(products) {
            let is_spoken = |c: &char| c.is_ascii_alphanumeric() || ('一'..='龥').contains(c);
            let count = name.chars().filter(is_spoken).count();
            assert_eq!(pinyin(name).len(), count, "{name}");
            assert_eq!(wubi(name).len(), count, "{name}");
        }
    }

    #[test]
    fn letters_agree_with_dictionaries() {
        // From the Python packages pypinyin and pywubi, letter by letter.
        for (name, in_pinyin, in_wubi) in [
            ("重庆大荒山微创医疗器械有限公司", "CQDHSWCYLQXYXGS", "TYDAMTWAUKSDBWN"),
            ("长沙青丘眼视光有限公司", "CSQQYSGYXGS", "TIGRHPIDBWN"),
            ("蓬莱医疗器械行业协会", "PLYLQXHYXH", "AAAUKSTOFW"),
            (
                "Laputa Surgical, Inc. 勒皮他外科公司",
                "LAPUTASURGICALINCLPTWKGS",
                "LAPUTASURGICALINCAHWQTWN",
            ),
        ] {
            assert_eq!([pinyin(name), wubi(name)], [in_pinyin, in_wubi], "{name}");
        }
    }
}
