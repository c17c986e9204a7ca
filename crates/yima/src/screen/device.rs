//! Device records, as tables and as JSON.

use std::io::{self, Write};

use udid_types::{Device, DeviceRecord, PackagingLevel};
use wire::{FieldRef, Model};

use super::csv::csv;
use super::format::Format;
use super::json::{json, json_line};
use super::table::{cells, fields, names, rows};

/// Writes a list of records, with the columns that distinguish devices.
pub fn devices(format: Format, records: &[DeviceRecord]) -> io::Result<()> {
    match format {
        Format::Table => rows(
            &["primary DI", "product", "model", "registrant", "version", "date"],
            records.iter().map(|record| {
                let device = &record.device;
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                vec![
                    text(&device.primary_di),
                    text(&device.product_name),
                    text(&device.model),
                    text(&device.registrant_name),
                    device.version_number.as_ref().map(ToString::to_string).unwrap_or_default(),
                    device.version_time.as_ref().map(ToString::to_string).unwrap_or_default(),
                ]
            }),
        ),
        _ => machine_readable(format, records),
    }
}

/// Writes whole records with their rows.
pub fn records(format: Format, records: &[DeviceRecord]) -> io::Result<()> {
    match format {
        Format::Table => records.iter().try_for_each(whole_record),
        _ => machine_readable(format, records),
    }
}

fn machine_readable(format: Format, records: &[DeviceRecord]) -> io::Result<()> {
    match format {
        Format::Json => json(&records),
        Format::Csv => {
            let devices: Vec<_> = records.iter().map(|record| &record.device).collect();
            csv(&names::<Device>(), devices.into_iter().map(cells))
        }
        Format::Table | Format::Ndjson => records.iter().try_for_each(json_line),
    }
}

fn whole_record(record: &DeviceRecord) -> io::Result<()> {
    fields(&record.device)?;
    packages(&record.packaging())?;
    children("contacts (企业联系人)", &record.device.contacts)?;
    children("storage and handling (储存或操作条件)", &record.storage_conditions)?;
    children("clinical sizes (临床使用尺寸)", &record.clinical_sizes)
}

fn packages(levels: &[PackagingLevel]) -> io::Result<()> {
    if levels.is_empty() {
        return Ok(());
    }
    heading("packages (包装)")?;
    let shown = levels.iter().map(|level| {
        let package = level.package;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let devices = match (level.devices, level.problem) {
            (Some(devices), _) => devices.to_string(),
            (None, problem) => problem.map(|problem| format!("{problem:?}")).unwrap_or_default(),
        };
        let count = package.contained_count.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![
            text(&package.package_di),
            text(&package.level),
            count,
            text(&package.contained_di),
            devices,
        ]
    });
    rows(&["package DI", "level", "holds", "of", "devices"], shown)
}

/// Writes the rows of a list, with the columns that are not empty.
fn children<M: Model>(title: &str, list: &[M]) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    heading(title)?;
    let text = |row: &M, index| match row.get(index) {
        FieldRef::Text(text) => text.into_owned(),
        _ => String::new(),
    };
    let is_key = |index: usize| M::INFO.fields[index].name.ends_with("_key");
    let columns: Vec<usize> = (0..M::INFO.fields.len())
        .filter(|index| !is_key(*index) && list.iter().any(|row| !text(row, *index).is_empty()))
        .collect();
    let names: Vec<_> = columns.iter().map(|index| M::INFO.fields[*index].name).collect();
    rows(&names, list.iter().map(|row| columns.iter().map(|index| text(row, *index)).collect()))
}

fn heading(title: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "\n{title}")
}
