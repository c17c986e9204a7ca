//! Names of the places where enterprises are registered.

use udid_synthetic::places::Place;

/// A county or district, with what it belongs to.
#[derive(Debug)]
pub struct Town {
    /// The code of the place, which credit codes have as well.
    pub division: &'static str,
    pub province: &'static str,
    pub city: &'static str,
    pub county: &'static str,
}

/// The seats that are not among those of registrants.
pub static HONG_KONG: Place =
    Place { province: "港", city: "港", division: "810000", area_code: "00852" };
pub static TAIPEI: Place =
    Place { province: "台", city: "台", division: "710000", area_code: "00886" };

/// The town of a place.
pub fn town(place: &Place) -> &'static Town {
    // A test finds the town of every place.
    TOWNS.iter().find(|town| town.division == place.division).unwrap_or(&TOWNS[0])
}

impl Town {
    /// Code of the province.
    pub fn province_code(&self) -> String {
        format!("{}0000", &self.division[..2])
    }

    /// Province, city and county, without saying a municipality twice.
    pub fn full_name(&self) -> String {
        let city = if self.city == self.province { "" } else { self.city };
        format!("{}{city}{}", self.province, self.county)
    }
}

const fn town_of(
    division: &'static str,
    province: &'static str,
    city: &'static str,
    county: &'static str,
) -> Town {
    Town { division, province, city, county }
}

const TOWNS: &[Town] = &[
    town_of("110114", "北京市", "北京市", "昌平区"),
    town_of("120116", "天津市", "天津市", "滨海新区"),
    town_of("130100", "河北省", "石家庄市", "长安区"),
    town_of("210100", "辽宁省", "沈阳市", "浑南区"),
    town_of("220100", "吉林省", "长春市", "朝阳区"),
    town_of("310115", "上海市", "上海市", "浦东新区"),
    town_of("320100", "江苏省", "南京市", "江宁区"),
    town_of("320400", "江苏省", "常州市", "武进区"),
    town_of("320500", "江苏省", "苏州市", "吴中区"),
    town_of("321200", "江苏省", "泰州市", "海陵区"),
    town_of("330100", "浙江省", "杭州市", "滨江区"),
    town_of("330200", "浙江省", "宁波市", "鄞州区"),
    town_of("340100", "安徽省", "合肥市", "蜀山区"),
    town_of("350200", "福建省", "厦门市", "海沧区"),
    town_of("360100", "江西省", "南昌市", "进贤县"),
    town_of("370100", "山东省", "济南市", "历下区"),
    town_of("371000", "山东省", "威海市", "环翠区"),
    town_of("410100", "河南省", "郑州市", "金水区"),
    town_of("410700", "河南省", "新乡市", "红旗区"),
    town_of("420100", "湖北省", "武汉市", "洪山区"),
    town_of("430100", "湖南省", "长沙市", "岳麓区"),
    town_of("440100", "广东省", "广州市", "黄埔区"),
    town_of("440300", "广东省", "深圳市", "南山区"),
    town_of("500113", "重庆市", "重庆市", "巴南区"),
    town_of("510100", "四川省", "成都市", "武侯区"),
    town_of("610100", "陕西省", "西安市", "雁塔区"),
    town_of("710000", "台湾省", "台北市", "内湖区"),
    town_of("810000", "香港特别行政区", "香港特别行政区", "沙田区"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_name_says_a_municipality_once() {
        assert_eq!(town(&HONG_KONG).full_name(), "香港特别行政区沙田区");
        let suzhou = TOWNS.iter().find(|town| town.city == "苏州市").unwrap();
        assert_eq!([suzhou.full_name(), suzhou.province_code()], ["江苏省苏州市吴中区", "320000"]);
    }
}
