//! What the elements of a record become. Inputs are those of public files.

use crate::files::{read, records_of, xml_that_states};

/// One record whole, in the words of the official release.
const WHOLE: &str = "
    <zxxsdycpbs>06936260855798</zxxsdycpbs><cpbsbmtxmc>GS1</cpbsbmtxmc><cpbsfbrq>2025-08-22</cpbsfbrq>
    <zxxsdyzsydydsl>1</zxxsdyzsydydsl><sydycpbs></sydycpbs><bszt>二维码</bszt><sfyzcbayz>是</sfyzcbayz>
    <zcbacpbs/><sfybtzjbs>否</sfybtzjbs><btcpbsyzxxsdycpbssfyz></btcpbsyzxxsdycpbssfyz><btcpbs></btcpbs>
    <cpmctymc>聚醚醚酮带线锚钉</cpmctymc><spmc></spmc><ggxh>SM400-2500001</ggxh>
    <sfwblztlcp>否</sfwblztlcp><cpms></cpms><cphhhbh></cphhhbh><qxlb>器械</qxlb><flbm>13-02-01</flbm>
    <ylqxzcrbarmc>某公司</ylqxzcrbarmc><tyshxydm></tyshxydm>
    <zczbhhzbapzbh>国械注准20243131971</zczbhhzbapzbh><cplb>耗材</cplb>
    <cgzmraqxgxx>说明书或标签上面不包含MR安全性信息</cgzmraqxgxx>
    <sfbjwycxsy>是</sfbjwycxsy><zdcfsycs></zdcfsycs><sfwwjbz>是</sfwwjbz><syqsfxyjxmj>否</syqsfxyjxmj>
    <scbssfbhph>是</scbssfbhph><scbssfbhxlh>是</scbssfbhxlh><scbssfbhscrq>否</scbssfbhscrq>
    <scbssfbhsxrq>是</scbssfbhsxrq><tsrq></tsrq>
    <deviceRecordKey>0693626085579820250822</deviceRecordKey><versionNumber>1</versionNumber>
    <versionTime>2025-08-22</versionTime><versionStauts>新增</versionStauts>
    <correctionNumber>0</correctionNumber><correctionRemark></correctionRemark><correctionTime/>
    <contactList><contact><qylxryx>a@example.com</qylxryx><qylxrdh>0</qylxrdh></contact></contactList>
    <packingList>
        <packing><bzcpbs>16936260855795</bzcpbs><cpbzjb>盒</cpbzjb><bznhxyjcpbssl>10</bznhxyjcpbssl>
            <bznhxyjbzcpbs>06936260855798</bznhxyjbzcpbs></packing>
        <packing><bzcpbs>26936260855792</bzcpbs><cpbzjb>箱</cpbzjb></packing>
    </packingList>
    <storageList><storage><cchcztj>冷藏</cchcztj><zdz>2</zdz><zgz>8</zgz><jldw>℃</jldw></storage></storageList>
    <clinicalList></clinicalList>";

#[test]
fn a_whole_record_of_the_release_is_typed_and_nothing_in_it_is_unknown() {
    let records = records_of(&[WHOLE]);
    let record = &records[0];
    let device = &record.device;
    assert_eq!(device.unlisted(), []);
    assert_eq!(device.primary_di.as_deref(), Some("06936260855798"));
    assert_eq!(device.product_name.as_deref(), Some("聚醚醚酮带线锚钉"));
    assert_eq!(device.description, None, "an empty element is none");
    assert_eq!(device.contacts.len(), 1);
    let json = serde_json::to_value(device).unwrap();
    // The codes that the document gives to these words.
    for (key, value) in [
        ("SFBJWYCXSY", "1"),
        ("SYQSFXYJXMJ", "0"),
        ("CGZMRAQXGXX", "3"),
        ("CPLX", "1"),
        ("HCHZSB", "0"),
    ] {
        assert_eq!(json[key], value, "{key}");
    }
}

#[test]
fn rows_in_a_record_are_its_rows() {
    let record = &records_of(&[WHOLE])[0];
    let packages: Vec<_> = record.packages.iter().map(|row| row.package_di.as_deref()).collect();
    assert_eq!(packages, [Some("16936260855795"), Some("26936260855792")]);
    assert!(record.packages.iter().all(|row| row.unlisted().is_empty()));
    assert_eq!(record.storage_conditions.len(), 1);
    assert_eq!(record.clinical_sizes.len(), 0);
    // A list that holds values without a row around them is one row.
    let flat = records_of(&["<packingList><bzcpbs>1</bzcpbs></packingList>"]);
    assert_eq!(flat[0].packages.len(), 1);
}

#[test]
fn rows_name_the_record_that_they_are_in() {
    let record = &records_of(&[WHOLE])[0];
    for key in
        [&record.packages[0].device_record_key, &record.storage_conditions[0].device_record_key]
    {
        assert_eq!(key.as_deref(), Some("0693626085579820250822"));
    }
}

#[test]
fn characters_that_xml_forbids_go_and_references_are_resolved() {
    let text = "A & B&#10;C\u{1}&#1;D &amp;&lt;&unknown;<![CDATA[ &amp;<x> ]]>\u{85}";
    let (records, incomplete) =
        read("dirt.xml", &xml_that_states("1", &[&format!("<cpms>{text}</cpms>")]));
    assert_eq!(incomplete, []);
    let expected = "A & B\nCD &<&unknown; &amp;<x> \u{85}";
    assert_eq!(records[0].device.description.as_deref(), Some(expected));
}

#[test]
fn keys_of_any_case_and_prefix_are_known_and_others_are_kept() {
    let device = "<x:ZXXSDYCPBS a='1'>7</x:ZXXSDYCPBS><neu>8</neu><group><a>1</a><a>2</a></group>";
    let records = records_of(&[device]);
    let device = &records[0].device;
    assert_eq!(device.primary_di.as_deref(), Some("7"));
    assert_eq!(device.unknown_fields.get("neu").unwrap(), "8");
    assert!(device.unknown_fields.get("group").is_some());
}
