"""Loads a release file with lxml and executemany: what people write today."""

import re
import sqlite3
import sys
import zipfile

from lxml import etree

ROWS = {"contactList": "contact", "packingList": "package", "storageList": "storage", "clinicalList": "clinical"}


def numbers(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def main(archive, database):
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    columns = {}
    with zipfile.ZipFile(archive) as members:
        for name in sorted(members.namelist(), key=numbers):
            root = etree.fromstring(members.read(name))
            load(connection, columns, root.iter("device"))
    connection.commit()


def load(connection, columns, devices):
    rows = {"device": []} | {table: [] for table in ROWS.values()}
    for device in devices:
        values = {}
        for child in device:
            if child.tag in ROWS:
                continue
            values[child.tag] = child.text
        key = values["deviceRecordKey"]
        rows["device"].append(values)
        for tag, table in ROWS.items():
            for row in device.find(tag):
                rows[table].append({"record": key} | {child.tag: child.text for child in row})
    for table, values in rows.items():
        if not values:
            continue
        if table not in columns:
            columns[table] = list(values[0])
            create(connection, table, columns[table])
        names = columns[table]
        marks = ", ".join("?" * len(names))
        connection.executemany(
            f"INSERT OR REPLACE INTO {table} VALUES ({marks})",
            ([row.get(name) for name in names] for row in values),
        )
    connection.commit()


def create(connection, table, names):
    key = ", PRIMARY KEY (deviceRecordKey)" if table == "device" else ""
    connection.execute(f"CREATE TABLE {table} ({', '.join(names)}{key})")
    if table == "device":
        for column in ["zxxsdycpbs", "zczbhhzbapzbh", "ybbm", "tyshxydm"]:
            connection.execute(f"CREATE INDEX device_{column} ON device ({column})")
    else:
        connection.execute(f"CREATE INDEX {table}_record ON {table} (record)")
    if table == "package":
        connection.execute("CREATE INDEX package_di ON package (bzcpbs)")


main(*sys.argv[1:])
