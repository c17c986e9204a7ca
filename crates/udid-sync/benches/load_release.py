"""Loads a release file with lxml and executemany into the tables and indexes that ours fill: what people
write today, as far as it goes. Arguments: archive, database with the empty tables, columns as JSON."""

import hashlib
import json
import re
import sqlite3
import sys
import zipfile

from lxml import etree

LISTS = {"packingList": "package", "storageList": "storage", "clinicalList": "clinical"}
WORDS = {"是": "1", "否": "0"}


def numbers(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def other_spelling(di):
    """The form with 14 digits of a GTIN, if it is another one."""
    if not di or not di.isdigit() or not 7 <= len(di) <= 13:
        return None
    padded = di.zfill(14)
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(padded))
    return padded if weighted % 10 == 0 else None


def values(element, columns):
    """Values of an element by the names of their columns."""
    row = {}
    for child in element:
        text = child.text
        column = columns.get(child.tag.lower())
        if text is None or column is None:
            continue
        name, kind = column
        text = WORDS.get(text, text)
        row[name] = int(text) if kind == "integer" and text.isdigit() else text
    return row


class Loader:
    def __init__(self, database, columns):
        self.connection = sqlite3.connect(database)
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.columns = columns
        self.names = {}
        for table in ["record", "family", "package_row", "storage_row", "clinical_row", "family_contact"]:
            info = self.connection.execute(f"PRAGMA table_info ({table})")
            self.names[table] = [column[1] for column in info]
        own = {"id", "hash", "registrant_party", "agent_party"}
        self.shared = [name for name in self.names["family"] if name not in own]
        self.families = {}
        self.parties = {}
        self.record = 0

    def load(self, devices):
        self.rows = {table: [] for table in self.names}
        self.codes, self.registrations, self.new_parties = [], [], []
        for device in devices:
            self.add(device)
        for table, rows in self.rows.items():
            self.insert(table, self.names[table], ([row.get(name) for name in self.names[table]] for row in rows))
        self.insert("insurance_code", ["code", "record"], self.codes)
        self.insert("family_registration", ["number", "family"], self.registrations)
        self.insert("party", ["id", "identity", "search_key", "name"], self.new_parties)
        self.connection.commit()

    def insert(self, table, names, rows):
        marks = ", ".join("?" * len(names))
        self.connection.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def add(self, device):
        row = values(device, self.columns["device"])
        self.record += 1
        row["id"] = self.record
        row["key"] = row.pop("device_record_key", None) or row["primary_di"]
        row["di"] = other_spelling(row.get("primary_di"))
        contacts = [values(contact, self.columns["contact"]) for contact in device.find("contactList")]
        row["family"] = self.family(row, contacts)
        content = [row]
        for tag, table in LISTS.items():
            for position, element in enumerate(device.find(tag)):
                child = values(element, self.columns[table])
                content.append(child)
                child = child | {"record": self.record, "position": position, "device_record_key": "="}
                if table == "package":
                    child["di"] = other_spelling(child.get("package_di"))
                self.rows[f"{table}_row"].append(child)
        for code in re.split(r"[\s,，;；、]+", row.get("insurance_codes") or ""):
            if code:
                self.codes.append((code, self.record))
        digest = hashlib.sha256(repr([sorted(map(str, part.items())) for part in content]).encode())
        row |= {"content": digest.hexdigest()[:32], "as_of": 0, "origin": 1, "seen_by": 1}
        self.rows["record"].append(row)

    def family(self, row, contacts):
        shared = tuple(row.get(name) for name in self.shared) + tuple(tuple(contact.items()) for contact in contacts)
        if shared in self.families:
            return self.families[shared]
        number = self.families[shared] = len(self.families) + 1
        family = {name: row.get(name) for name in self.shared}
        family |= {"id": number, "hash": hashlib.sha256(repr(shared).encode()).hexdigest()}
        family["registrant_party"] = self.party(row)
        self.rows["family"].append(family)
        for position, contact in enumerate(contacts):
            self.rows["family_contact"].append(contact | {"family": number, "position": position})
        numbers = re.sub(r"\s", "", row.get("registration_numbers") or "").translate(str.maketrans("", "", "()（）【】〔〕"))
        for registration in re.split(r"[,，;；、]|(?=[\u4e00-\u9fff]{1,6}械[注备])", numbers):
            if registration:
                self.registrations.append((registration, number))
        return number

    def party(self, row):
        key = row.get("credit_code") or row.get("registrant_name")
        if key is None:
            return None
        if key not in self.parties:
            self.parties[key] = len(self.parties) + 1
            self.new_parties.append((self.parties[key], key, key, row.get("registrant_name")))
        return self.parties[key]


def main(archive, database, columns):
    with open(columns, encoding="utf-8") as file:
        loader = Loader(database, json.load(file))
    with zipfile.ZipFile(archive) as members:
        for name in sorted(members.namelist(), key=numbers):
            root = etree.fromstring(members.read(name))
            loader.load(root.iter("device"))


main(*sys.argv[1:])
