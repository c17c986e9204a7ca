//! A record into its rows: one of its own, one of its family, those of its lists, and the indexes.

use std::borrow::Cow;
use std::sync::LazyLock;

use rusqlite::{Connection, params};
use udi_label::normalize_di;
use udid_store::tables::{
    CLINICAL, CONTACT, Cell, CellValue, Column, DEVICE, PACKAGE, STORAGE, Table, texts_as_sent,
    unknown_fields,
};
use udid_store::{Digest, Pass, Version};
use udid_types::{Device, DeviceRecord, normalize_registration_number, split_registration_numbers};
use wire::Model;

use crate::bind::{Binder, CellSql};
use crate::changes::log_replacement;
use crate::error::Error;
use crate::physical::{Place, RECORD_KEY, SAME_KEY, columns_in, list, place, rows_of};
use crate::read;
use crate::registrants;
use crate::versions::Stored;

/// Stores a new record and gives the number of its row.
pub fn insert(
    connection: &Connection,
    pass: Pass,
    key: &str,
    record: &DeviceRecord,
    version: &Version,
) -> Result<i64, Error> {
    write_record(connection, &INSERT, pass, key, record, version)?;
    let id = connection.last_insert_rowid();
    insert_rows(connection, id, key, record)?;
    Ok(id)
}

/// Replaces a record with all of its rows.
pub fn replace(
    connection: &Connection,
    pass: Pass,
    stored: &Stored,
    key: &str,
    record: &DeviceRecord,
    version: &Version,
) -> Result<(), Error> {
    if let Some(before) = read::record(connection, stored.id)? {
        let after = (version, record);
        log_replacement(connection, pass, key, (&stored.version, &before), after)?;
    }
    write_record(connection, &UPDATE, pass, key, record, version)?;
    connection
        .prepare_cached("DELETE FROM insurance_code WHERE record = ?1")?
        .execute([stored.id])?;
    for table in udid_store::tables::CHILDREN {
        let delete = format!("DELETE FROM {} WHERE record = ?1", rows_of(table));
        connection.prepare_cached(&delete)?.execute([stored.id])?;
    }
    insert_rows(connection, stored.id, key, record)?;
    remove_empty_family(connection, stored.family)
}

/// Statements with a parameter for every column; the last is the key.
static INSERT: LazyLock<String> = LazyLock::new(|| {
    let names = own_names();
    let marks = vec!["?"; names.split(',').count()].join(", ");
    format!("INSERT INTO record ({names}) VALUES ({marks})")
});

static UPDATE: LazyLock<String> = LazyLock::new(|| {
    let names = own_names();
    let count = names.split(',').count();
    let marks = vec!["?"; count].join(", ");
    format!("UPDATE record SET ({names}) = ({marks}) WHERE key = ?{count}")
});

fn own_names() -> String {
    let own = list(columns_in(Place::Own), |column| column.name.to_owned());
    format!("{own}, di, family, as_sent, unknown_fields, as_of, origin, content, seen_by, key")
}

fn write_record(
    connection: &Connection,
    statement: &str,
    pass: Pass,
    key: &str,
    record: &DeviceRecord,
    version: &Version,
) -> Result<(), Error> {
    let device = &record.device;
    let cells =
        DEVICE.cells(device).map(|(column, cell)| (column, without_key(&column, cell, key)));
    let cells: Vec<_> = cells.collect();
    let family = family(connection, device, &cells)?;
    let mut binder = Binder { statement: connection.prepare_cached(statement)?, bound: 0 };
    for (_, cell) in cells.iter().filter(|(column, _)| place(column) == Place::Own) {
        binder.bind(CellSql(&cell.value))?;
    }
    binder.bind(other_spelling(device.primary_di.as_deref()))?;
    binder.bind(family)?;
    binder.bind(texts_as_sent(&cells))?;
    binder.bind(unknown_fields(device))?;
    binder.bind(version.sighting.as_of)?;
    binder.bind(version.sighting.origin.number())?;
    binder.bind(&version.content)?;
    binder.bind(pass.0)?;
    binder.bind(key)?;
    binder.execute()
}

/// The normalized form of an identifier, if it is not the identifier itself.
fn other_spelling(di: Option<&str>) -> Option<String> {
    let di = di?;
    let normalized = String::from(normalize_di(di));
    (normalized != di).then_some(normalized)
}

/// The key of a record is stored by itself; what is left to keep is a text that differs from it.
fn without_key<'a>(column: &Column, cell: Cell<'a>, key: &str) -> Cell<'a> {
    match cell.value {
        CellValue::Text(text) if place(column) == Place::Key => {
            Cell { value: CellValue::Null, as_sent: (text != key).then_some(text) }
        }
        _ => cell,
    }
}

/// The family of a device: a row with the values that are not its own, and its contacts.
fn family(
    connection: &Connection,
    device: &Device,
    cells: &[(Column, Cell<'_>)],
) -> Result<i64, Error> {
    let shared: Vec<_> =
        cells.iter().filter(|(column, _)| place(column) == Place::Shared).collect();
    let mut digest = Digest::default();
    for (_, cell) in &shared {
        digest_value(&mut digest, &cell.value);
    }
    for contact in &device.contacts {
        digest.add("contact");
        for (_, cell) in CONTACT.cells(contact) {
            digest_value(&mut digest, &cell.value);
        }
        digest.add(&unknown_fields(contact).unwrap_or_default());
    }
    let hash = digest.finish();
    let mut select = connection.prepare_cached("SELECT id FROM family WHERE hash = ?1")?;
    if let Some(found) = select.query([&hash])?.next()? {
        return Ok(found.get(0)?);
    }
    let parties = device.parties();
    let registrant = registrants::party(connection, parties.registrant.as_ref())?;
    let agent = registrants::party(connection, parties.agent.as_ref())?;
    let mut binder = Binder { statement: connection.prepare_cached(&INSERT_FAMILY)?, bound: 0 };
    binder.bind(hash)?;
    binder.bind(registrant)?;
    binder.bind(agent)?;
    shared.iter().try_for_each(|(_, cell)| binder.bind(CellSql(&cell.value)))?;
    binder.execute()?;
    let id = connection.last_insert_rowid();
    write_contacts(connection, id, device)?;
    write_registrations(connection, id, device)?;
    Ok(id)
}

static INSERT_FAMILY: LazyLock<String> = LazyLock::new(|| {
    let names = list(columns_in(Place::Shared), |column| column.name.to_owned());
    let marks = vec!["?"; columns_in(Place::Shared).count()].join(", ");
    format!(
        "INSERT INTO family (hash, registrant_party, agent_party, {names}) VALUES (?, ?, ?, {marks})"
    )
});

fn digest_value(digest: &mut Digest, value: &CellValue<'_>) {
    match value {
        CellValue::Null => digest.add("null"),
        CellValue::Integer(number) => digest.add(&format!("number {number}")),
        CellValue::Text(text) => {
            digest.add("text");
            digest.add(text);
        }
    }
}

fn write_contacts(connection: &Connection, family: i64, device: &Device) -> Result<(), Error> {
    let names = list(CONTACT.columns(), |column| column.name.to_owned());
    let marks = vec!["?"; CONTACT.columns().count()].join(", ");
    let insert = format!(
        "INSERT INTO family_contact (family, position, {names}, unknown_fields)
         VALUES (?, ?, {marks}, ?)"
    );
    for (position, contact) in (0_i64..).zip(&device.contacts) {
        let mut binder = Binder { statement: connection.prepare_cached(&insert)?, bound: 0 };
        binder.bind(family)?;
        binder.bind(position)?;
        for (_, cell) in CONTACT.cells(contact) {
            binder.bind(CellSql(&cell.value))?;
        }
        binder.bind(unknown_fields(contact))?;
        binder.execute()?;
    }
    Ok(())
}

/// The registration numbers in the form in which they are looked up.
fn write_registrations(connection: &Connection, family: i64, device: &Device) -> Result<(), Error> {
    let Some(numbers) = &device.registration_numbers else { return Ok(()) };
    let numbers = split_registration_numbers(numbers.as_str());
    for number in numbers.filter_map(normalize_registration_number) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO family_registration VALUES (?1, ?2)")?
            .execute(params![number, family])?;
    }
    Ok(())
}

/// A family without records is of no use.
fn remove_empty_family(connection: &Connection, family: i64) -> Result<(), Error> {
    let is_used = "SELECT 1 FROM record WHERE family = ?1 LIMIT 1";
    if connection.prepare_cached(is_used)?.exists([family])? {
        return Ok(());
    }
    for table in
        ["family_contact WHERE family", "family_registration WHERE family", "family WHERE id"]
    {
        connection.prepare_cached(&format!("DELETE FROM {table} = ?1"))?.execute([family])?;
    }
    Ok(())
}

fn insert_rows(
    connection: &Connection,
    id: i64,
    key: &str,
    record: &DeviceRecord,
) -> Result<(), Error> {
    let codes = record.device.insurance_codes.as_ref().map_or("", |codes| codes.as_str());
    let separates = |letter: char| letter.is_whitespace() || ",，;；、".contains(letter);
    for code in codes.split(separates).filter(|code| !code.is_empty()) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO insurance_code VALUES (?1, ?2)")?
            .execute(params![code, id])?;
    }
    write_rows(connection, &PACKAGE, id, key, &record.packages)?;
    write_rows(connection, &STORAGE, id, key, &record.storage_conditions)?;
    write_rows(connection, &CLINICAL, id, key, &record.clinical_sizes)
}

fn write_rows<M: Model>(
    connection: &Connection,
    table: &Table,
    record: i64,
    key: &str,
    rows: &[M],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let has_di = table.name == PACKAGE.name;
    let names = list(table.columns(), |column| column.name.to_owned());
    let di = if has_di { ", di" } else { "" };
    let marks = vec!["?"; table.columns().count() + usize::from(has_di)].join(", ");
    let insert = format!(
        "INSERT INTO {} (record, position, {names}{di}, as_sent, unknown_fields)
         VALUES (?, ?, {marks}, ?, ?)",
        rows_of(table)
    );
    let mut binder = Binder { statement: connection.prepare_cached(&insert)?, bound: 0 };
    for (position, row) in (0_i64..).zip(rows) {
        binder.bind(record)?;
        binder.bind(position)?;
        let cells: Vec<_> = table
            .cells(row)
            .map(|(column, cell)| (column, shortened(&column, cell, key)))
            .collect();
        cells.iter().try_for_each(|(_, cell)| binder.bind(CellSql(&cell.value)))?;
        if has_di {
            let di = cells.iter().find(|(column, _)| column.name == "package_di");
            let di = di.and_then(|(_, cell)| match &cell.value {
                CellValue::Text(text) => Some(&**text),
                _ => None,
            });
            binder.bind(other_spelling(di))?;
        }
        binder.bind(texts_as_sent(&cells))?;
        binder.bind(unknown_fields(row))?;
        binder.execute()?;
    }
    Ok(())
}

/// The key of the record stands in its rows as one character.
fn shortened<'a>(column: &Column, cell: Cell<'a>, key: &str) -> Cell<'a> {
    match &cell.value {
        CellValue::Text(text) if column.name == RECORD_KEY && *text == key => {
            Cell { value: CellValue::Text(Cow::Borrowed(SAME_KEY)), as_sent: None }
        }
        CellValue::Text(text) if column.name == RECORD_KEY && *text == SAME_KEY => {
            Cell { value: CellValue::Null, as_sent: Some(text.clone()) }
        }
        _ => cell,
    }
}
