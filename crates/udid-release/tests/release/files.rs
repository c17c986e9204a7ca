//! Release files for tests, written as WIRE-FACTS of the releases describes them.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use tempfile::TempDir;
use udid_release::udid_types::DeviceRecord;
use udid_release::{IncompleteMember, Release};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive with these members.
pub fn archive(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A file of the release with these `device` elements, as many as its header states.
pub fn xml(devices: &[&str]) -> Vec<u8> {
    xml_that_states(&devices.len().to_string(), devices)
}

pub fn xml_that_states(stated: &str, devices: &[&str]) -> Vec<u8> {
    let mut text = format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<udid version=\"1.0\"><header>\
         <fileName>x</fileName><numberRkeyecordXML>{stated}</numberRkeyecordXML></header><devices>\n"
    );
    for device in devices {
        _ = writeln!(text, "<device>{device}</device>");
    }
    text.push_str("</devices></udid>");
    text.into_bytes()
}

/// A device with nothing but a key.
pub fn device(key: &str) -> String {
    format!("<deviceRecordKey>{key}</deviceRecordKey><cpms></cpms>")
}

/// A folder with one file.
pub fn file(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path)
}

/// The records of a release file and what is wrong with its members.
pub fn read(name: &str, content: &[u8]) -> (Vec<DeviceRecord>, Vec<IncompleteMember>) {
    let (_folder, path) = file(name, content);
    let (mut records, mut incomplete) = (Vec::new(), Vec::new());
    for record in Release::open(path).unwrap().records() {
        match record {
            Ok(record) => records.push(record),
            Err(member) => incomplete.push(member),
        }
    }
    (records, incomplete)
}

pub fn keys(records: &[DeviceRecord]) -> Vec<&str> {
    records.iter().map(|record| record.device.device_record_key.as_deref().unwrap()).collect()
}

/// The records of one complete XML file.
pub fn records_of(devices: &[&str]) -> Vec<DeviceRecord> {
    let (records, incomplete) = read("loose.xml", &xml(devices));
    assert_eq!(incomplete, []);
    records
}
