//! Where registrants sit, with what registration numbers, credit codes and telephone numbers take
//! from the place.

/// A seat.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The province's character in registration numbers.
    pub province: &'static str,
    /// The city's (in a municipality, the district's) character in numbers of filings.
    pub city: &'static str,
    /// Code of the administrative division.
    pub division: &'static str,
    /// Telephone area code.
    pub area_code: &'static str,
}

const fn place(
    province: &'static str,
    city: &'static str,
    division: &'static str,
    area_code: &'static str,
) -> Place {
    Place { province, city, division, area_code }
}

/// Beijing.
pub const BEIJING: Place = place("京", "昌", "110114", "010");
/// Tianjin.
pub const TIANJIN: Place = place("津", "滨", "120116", "022");
/// Shijiazhuang.
pub const SHIJIAZHUANG: Place = place("冀", "石", "130100", "0311");
/// Shenyang.
pub const SHENYANG: Place = place("辽", "沈", "210100", "024");
/// Changchun.
pub const CHANGCHUN: Place = place("吉", "长", "220100", "0431");
/// Shanghai.
pub const SHANGHAI: Place = place("沪", "浦", "310115", "021");
/// Nanjing.
pub const NANJING: Place = place("苏", "宁", "320100", "025");
/// Changzhou.
pub const CHANGZHOU: Place = place("苏", "常", "320400", "0519");
/// Suzhou.
pub const SUZHOU: Place = place("苏", "苏", "320500", "0512");
/// Taizhou.
pub const TAIZHOU: Place = place("苏", "泰", "321200", "0523");
/// Hangzhou.
pub const HANGZHOU: Place = place("浙", "杭", "330100", "0571");
/// Ningbo.
pub const NINGBO: Place = place("浙", "甬", "330200", "0574");
/// Hefei.
pub const HEFEI: Place = place("皖", "合", "340100", "0551");
/// Xiamen.
pub const XIAMEN: Place = place("闽", "厦", "350200", "0592");
/// Nanchang.
pub const NANCHANG: Place = place("赣", "洪", "360100", "0791");
/// Jinan.
pub const JINAN: Place = place("鲁", "济", "370100", "0531");
/// Weihai.
pub const WEIHAI: Place = place("鲁", "威", "371000", "0631");
/// Zhengzhou.
pub const ZHENGZHOU: Place = place("豫", "郑", "410100", "0371");
/// Xinxiang.
pub const XINXIANG: Place = place("豫", "新", "410700", "0373");
/// Wuhan.
pub const WUHAN: Place = place("鄂", "汉", "420100", "027");
/// Changsha.
pub const CHANGSHA: Place = place("湘", "长", "430100", "0731");
/// Guangzhou.
pub const GUANGZHOU: Place = place("粤", "穗", "440100", "020");
/// Shenzhen.
pub const SHENZHEN: Place = place("粤", "深", "440300", "0755");
/// Chongqing.
pub const CHONGQING: Place = place("渝", "巴", "500113", "023");
/// Chengdu.
pub const CHENGDU: Place = place("川", "蓉", "510100", "028");
/// Xi'an.
pub const XIAN: Place = place("陕", "西", "610100", "029");
