"""Reads invented release files with lxml, and compares every value with what our reader gives.

Usage: compare-release.py RECORDS.ndjson ARCHIVE.zip… (the records of these archives, in their order)
"""

import io
import json
import re
import sys
import zipfile
from collections import defaultdict

from lxml import etree

# Names of the files for fields that the API names otherwise, as users of the files list them.
OTHER_NAMES = {"qxlb": "cplx", "cplb": "hchzsb", "versionstauts": "versionstatus"}
LISTS = {"packingList": "packages", "storageList": "storage_conditions", "clinicalList": "clinical_sizes"}


def numbers(name):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def xml_files(archive):
    with zipfile.ZipFile(archive) as members:
        for name in sorted(members.namelist(), key=numbers):
            content = members.read(name)
            if name.endswith(".zip"):
                yield from xml_files(io.BytesIO(content))
            elif name.endswith(".xml"):
                yield name, content


def devices(archives):
    for archive in archives:
        for name, content in xml_files(archive):
            root = etree.fromstring(content)
            found = root.findall("devices/device")
            stated = int(root.findtext("header/numberRkeyecordXML"))
            assert len(found) == stated, f"{name}: {len(found)} devices, {stated} stated"
            yield from found


class Comparison:
    def __init__(self):
        self.values = 0
        self.words = defaultdict(dict)

    def row(self, element, row, place):
        """Every element with a text is a value of the row, and the row has no other values."""
        found = {key.lower(): value for key, value in row.items() if not isinstance(value, list)}
        # Our reader names the device in each row, as the API does.
        if element.tag != "device":
            found.pop("devicerecordkey", None)
        for child in element:
            if len(child) or child.tag in LISTS or child.tag == "contactList" or not child.text:
                continue
            name = child.tag.lower()
            name = OTHER_NAMES.get(name, name)
            value = found.pop(name, None)
            assert value is not None, f"{place}: {child.tag} = {child.text!r} is missing"
            self.values += 1
            if str(value) != child.text:
                # A word with a code: always the same one, and no other word has it.
                known = self.words[child.tag].setdefault(child.text, value)
                assert known == value, f"{place}: {child.tag} {child.text!r} is {value!r} and {known!r}"
        assert not found, f"{place}: values that are not in the file: {found}"

    def rows(self, elements, rows, place):
        elements = list(elements)
        assert len(elements) == len(rows), f"{place}: {len(elements)} rows, {len(rows)} read"
        for element, row in zip(elements, rows):
            self.row(element, row, place)


def main():
    records, archives = sys.argv[1], sys.argv[2:]
    comparison, count = Comparison(), 0
    with open(records, encoding="utf-8") as lines:
        for device, line in zip(devices(archives), lines, strict=True):
            record = json.loads(line)
            place = device.findtext("deviceRecordKey")
            comparison.row(device, record["device"], place)
            contacts = device.findall("contactList/contact")
            comparison.rows(contacts, record["device"].get("contactList", []), place)
            for tag, name in LISTS.items():
                comparison.rows(device.find(tag), record[name], place)
            count += 1
    for tag, words in comparison.words.items():
        codes = list(words.values())
        assert len(set(codes)) == len(codes), f"{tag}: two words have one code: {words}"
        assert len(codes) < 20, f"{tag}: {len(codes)} values differ from their text"
    assert count, "no devices"
    print(f"{count} records and {comparison.values} values are the same; {len(comparison.words)} fields in words")


main()
