//! Trades: the sections of GB/T 4754-2017 and an excerpt of what is below them.

use idcode_types::{ResultCode, Trade, TradesReply};

use crate::call::{AdmittedCall, Answer};

/// Identifier, trade it is part of, name. Sections are 1 to 20 for A to T, divisions 100 and more,
/// groups 1,000 and more.
#[rustfmt::skip]
const TRADES: &[(u64, u64, &str)] = &[
    (1, 0, "农、林、牧、渔业"), (2, 0, "采矿业"), (3, 0, "制造业"),
    (4, 0, "电力、热力、燃气及水生产和供应业"), (5, 0, "建筑业"), (6, 0, "批发和零售业"),
    (7, 0, "交通运输、仓储和邮政业"), (8, 0, "住宿和餐饮业"),
    (9, 0, "信息传输、软件和信息技术服务业"), (10, 0, "金融业"), (11, 0, "房地产业"),
    (12, 0, "租赁和商务服务业"), (13, 0, "科学研究和技术服务业"),
    (14, 0, "水利、环境和公共设施管理业"), (15, 0, "居民服务、修理和其他服务业"), (16, 0, "教育"),
    (17, 0, "卫生和社会工作"), (18, 0, "文化、体育和娱乐业"),
    (19, 0, "公共管理、社会保障和社会组织"), (20, 0, "国际组织"),
    (101, 1, "农业"), (113, 3, "农副食品加工业"), (114, 3, "食品制造业"), (126, 3, "化学原料和化学制品制造业"),
    (127, 3, "医药制造业"), (135, 3, "专用设备制造业"), (139, 3, "计算机、通信和其他电子设备制造业"),
    (151, 6, "批发业"), (152, 6, "零售业"), (165, 9, "软件和信息技术服务业"), (184, 17, "卫生"),
    (1_263, 126, "农药制造"), (1_277, 127, "卫生材料及医药用品制造"), (1_358, 135, "医疗仪器设备及器械制造"),
    (1_515, 151, "医药及医疗器材批发"), (1_525, 152, "医药及医疗器材专门零售"), (1_841, 184, "医院"),
    (1_651, 165, "软件开发"),
];

fn level(id: u64) -> u64 {
    match id {
        0..100 => 1,
        100..1_000 => 2,
        _ => 3,
    }
}

fn list_those(is_wanted: impl Fn(u64) -> bool) -> TradesReply {
    let found = TRADES.iter().filter(|(_, parent, _)| is_wanted(*parent));
    let mut reply = TradesReply::default();
    reply.trades = found
        .map(|(id, parent, name)| {
            let mut trade = Trade::default();
            trade.id = Some((*id).into());
            trade.name = Some((*name).to_owned());
            trade.level = Some(level(*id).into());
            trade.parent_id = Some((*parent).into());
            trade
        })
        .collect();
    reply
}

/// Whether there is such a trade.
pub fn is_listed(id: u64) -> bool {
    TRADES.iter().any(|(listed, _, _)| *listed == id)
}

/// 103.
pub fn list() -> TradesReply {
    list_those(|_| true)
}

/// 104.
pub fn list_by_parent(call: &AdmittedCall) -> Answer<TradesReply> {
    let wanted = call.number("trade_id_parent").unwrap_or_default();
    let reply = list_those(|parent| parent == wanted);
    if reply.trades.is_empty() { Err(ResultCode::NoMatch.into()) } else { Ok(reply) }
}
