//! Where registrants sit, with what registration numbers, credit codes and telephone numbers take
//! from the place.

/// A seat.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The province's character in registration numbers.
    pub(super) province: &'static str,
    /// The city's (in a municipality, the district's) character in numbers of filings.
    pub(super) city: &'static str,
    /// Code of the administrative division.
    pub(super) division: &'static str,
    /// Telephone area code.
    pub(super) area_code: &'static str,
}

const fn place(
    province: &'static str,
    city: &'static str,
    division: &'static str,
    area_code: &'static str,
) -> Place {
    Place { province, city, division, area_code }
}

pub(super) const BEIJING: Place = place("京", "昌", "110114", "010");
pub(super) const TIANJIN: Place = place("津", "滨", "120116", "022");
pub(super) const SHIJIAZHUANG: Place = place("冀", "石", "130100", "0311");
pub(super) const SHENYANG: Place = place("辽", "沈", "210100", "024");
pub(super) const CHANGCHUN: Place = place("吉", "长", "220100", "0431");
pub(super) const SHANGHAI: Place = place("沪", "浦", "310115", "021");
pub(super) const NANJING: Place = place("苏", "宁", "320100", "025");
pub(super) const CHANGZHOU: Place = place("苏", "常", "320400", "0519");
pub(super) const SUZHOU: Place = place("苏", "苏", "320500", "0512");
pub(super) const TAIZHOU: Place = place("苏", "泰", "321200", "0523");
pub(super) const HANGZHOU: Place = place("浙", "杭", "330100", "0571");
pub(super) const NINGBO: Place = place("浙", "甬", "330200", "0574");
pub(super) const HEFEI: Place = place("皖", "合", "340100", "0551");
pub(super) const XIAMEN: Place = place("闽", "厦", "350200", "0592");
pub(super) const NANCHANG: Place = place("赣", "洪", "360100", "0791");
pub(super) const JINAN: Place = place("鲁", "济", "370100", "0531");
pub(super) const WEIHAI: Place = place("鲁", "威", "371000", "0631");
pub(super) const ZHENGZHOU: Place = place("豫", "郑", "410100", "0371");
pub(super) const XINXIANG: Place = place("豫", "新", "410700", "0373");
pub(super) const WUHAN: Place = place("鄂", "汉", "420100", "027");
pub(super) const CHANGSHA: Place = place("湘", "长", "430100", "0731");
pub(super) const GUANGZHOU: Place = place("粤", "穗", "440100", "020");
pub(super) const SHENZHEN: Place = place("粤", "深", "440300", "0755");
pub(super) const CHONGQING: Place = place("渝", "巴", "500113", "023");
pub(super) const CHENGDU: Place = place("川", "蓉", "510100", "028");
pub(super) const XIAN: Place = place("陕", "西", "610100", "029");
