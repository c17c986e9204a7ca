//! Tables of records and the views by which people read them.

use udid_store::tables::{CHILDREN, CONTACT, Column, DEVICE, Table};

use crate::changes::{NEWEST_FULL, TOLERANCE};
use crate::chinese;
use crate::physical::{Place, RECORD_KEY, SAME_KEY, columns_in, definition, list, place, rows_of};

/// The definition of tables and views.
pub fn definition_of_records() -> String {
    let mut sql = tables();
    sql.push_str(&device_view());
    sql.extend(CHILDREN.iter().map(|table| child_view(table)));
    sql.push_str(&contact_view());
    sql.push_str(VIEWS);
    sql.push_str(&chinese::device_view());
    sql
}

fn tables() -> String {
    let own = list(columns_in(Place::Own), definition);
    let shared = list(columns_in(Place::Shared), definition);
    let contact = list(CONTACT.columns(), definition);
    let mut sql = format!(
        "CREATE TABLE family (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE,
             registrant_party INTEGER REFERENCES party (id),
             agent_party INTEGER REFERENCES party (id), {shared}) STRICT;
         CREATE TABLE record (
             id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, di TEXT, {own},
             family INTEGER NOT NULL REFERENCES family (id), as_sent TEXT, unknown_fields TEXT,
             as_of INTEGER NOT NULL, origin INTEGER NOT NULL, content TEXT NOT NULL,
             seen_by INTEGER NOT NULL) STRICT;
         CREATE INDEX record_di ON record (coalesce(di, primary_di));
         CREATE INDEX record_family ON record (family);
         CREATE TABLE family_contact (
             family INTEGER NOT NULL REFERENCES family (id), position INTEGER NOT NULL, {contact},
             unknown_fields TEXT, PRIMARY KEY (family, position)) STRICT, WITHOUT ROWID;
         CREATE TABLE family_registration (
             number TEXT NOT NULL, family INTEGER NOT NULL REFERENCES family (id),
             PRIMARY KEY (number, family)) STRICT, WITHOUT ROWID;
         CREATE INDEX family_registration_family ON family_registration (family);
         CREATE TABLE insurance_code (
             code TEXT NOT NULL, record INTEGER NOT NULL REFERENCES record (id),
             PRIMARY KEY (code, record)) STRICT, WITHOUT ROWID;
         CREATE INDEX insurance_code_record ON insurance_code (record);\n"
    );
    sql.extend(CHILDREN.map(|table| {
        let (name, columns) = (rows_of(table), list(table.columns(), definition));
        let di = if table.name == "package" { "di TEXT, " } else { "" };
        format!(
            "CREATE TABLE {name} (
                 record INTEGER NOT NULL REFERENCES record (id), position INTEGER NOT NULL, {di}{columns},
                 as_sent TEXT, unknown_fields TEXT, PRIMARY KEY (record, position)) STRICT, WITHOUT ROWID;\n"
        )
    }));
    sql + "CREATE INDEX package_di ON package_row (coalesce(di, package_di));\n"
}

/// A column of `device` as its view gives it.
pub fn device_column(column: &Column) -> String {
    match place(column) {
        Place::Own => format!("record.{}", column.name),
        Place::Shared => format!("family.{}", column.name),
        Place::Key => "iif(substr(record.key, 1, 1) = ' ', NULL, record.key)".to_owned(),
    }
}

fn device_view() -> String {
    let columns =
        list(DEVICE.columns(), |column| format!("{} AS {}", device_column(column), column.name));
    format!(
        "CREATE VIEW device AS
         SELECT record.id, record.key, {columns}, record.as_sent, record.unknown_fields, record.as_of,
             record.origin, record.content,
             (SELECT date(full.as_of / 1000, 'unixepoch') FROM ({NEWEST_FULL}) AS full
              WHERE record.as_of > 0 AND record.as_of < full.as_of - {TOLERANCE}) AS delisted_on
         FROM record JOIN family ON family.id = record.family;
         CREATE VIEW device_current AS SELECT * FROM device WHERE delisted_on IS NULL;\n"
    )
}

fn child_view(table: &Table) -> String {
    let (name, rows) = (table.name, rows_of(table));
    let columns = list(table.columns(), |column| {
        let stored = format!("{rows}.{}", column.name);
        if column.name == RECORD_KEY {
            format!("iif({stored} = '{SAME_KEY}', record.key, {stored}) AS {RECORD_KEY}")
        } else {
            stored
        }
    });
    format!(
        "CREATE VIEW {name} AS
         SELECT {rows}.record, {rows}.position, {columns}, {rows}.as_sent, {rows}.unknown_fields
         FROM {rows} JOIN record ON record.id = {rows}.record;\n"
    )
}

fn contact_view() -> String {
    let columns = list(CONTACT.columns(), |column| format!("family_contact.{}", column.name));
    format!(
        "CREATE VIEW contact AS
         SELECT record.id AS record, family_contact.position, {columns}, family_contact.unknown_fields
         FROM record JOIN family_contact ON family_contact.family = record.family;\n"
    )
}

const VIEWS: &str = "
    CREATE VIEW registration_number AS
        SELECT number, record.id AS record FROM family_registration
        JOIN record ON record.family = family_registration.family;
";
