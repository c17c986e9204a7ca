//! Where registrants sit, with what registration numbers, credit codes and telephone numbers take
//! from the place.

/// A seat.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The province's character in registration numbers.
    pub(crate) province: &'static str,
    /// The city's (in a municipality, the district's) character in numbers of filings.
    pub(crate) city: &'static str,
    /// Code of the administrative division.
    pub(crate) division: &'static str,
    /// Telephone area code.
    pub(crate) area_code: &'static str,
}

const fn place(
    province: &'static str,
    city: &'static str,
    division: &'static str,
    area_code: &'static str,
) -> Place {
    Place { province, city, division, area_code }
}

pub(crate) const BEIJING: Place = place("京", "昌", "110114", "010");
pub(crate) const TIANJIN: Place = place("津", "滨", "120116", "022");
pub(crate) const SHIJIAZHUANG: Place = place("冀", "石", "130100", "0311");
pub(crate) const SHENYANG: Place = place("辽", "沈", "210100", "024");
pub(crate) const CHANGCHUN: Place = place("吉", "长", "220100", "0431");
pub(crate) const SHANGHAI: Place = place("沪", "浦", "310115", "021");
pub(crate) const NANJING: Place = place("苏", "宁", "320100", "025");
pub(crate) const CHANGZHOU: Place = place("苏", "常", "320400", "0519");
pub(crate) const SUZHOU: Place = place("苏", "苏", "320500", "0512");
pub(crate) const TAIZHOU: Place = place("苏", "泰", "321200", "0523");
pub(crate) const HANGZHOU: Place = place("浙", "杭", "330100", "0571");
pub(crate) const NINGBO: Place = place("浙", "甬", "330200", "0574");
pub(crate) const HEFEI: Place = place("皖", "合", "340100", "0551");
pub(crate) const XIAMEN: Place = place("闽", "厦", "350200", "0592");
pub(crate) const NANCHANG: Place = place("赣", "洪", "360100", "0791");
pub(crate) const JINAN: Place = place("鲁", "济", "370100", "0531");
pub(crate) const WEIHAI: Place = place("鲁", "威", "371000", "0631");
pub(crate) const ZHENGZHOU: Place = place("豫", "郑", "410100", "0371");
pub(crate) const XINXIANG: Place = place("豫", "新", "410700", "0373");
pub(crate) const WUHAN: Place = place("鄂", "汉", "420100", "027");
pub(crate) const CHANGSHA: Place = place("湘", "长", "430100", "0731");
pub(crate) const GUANGZHOU: Place = place("粤", "穗", "440100", "020");
pub(crate) const SHENZHEN: Place = place("粤", "深", "440300", "0755");
pub(crate) const CHONGQING: Place = place("渝", "巴", "500113", "023");
pub(crate) const CHENGDU: Place = place("川", "蓉", "510100", "028");
pub(crate) const XIAN: Place = place("陕", "西", "610100", "029");
