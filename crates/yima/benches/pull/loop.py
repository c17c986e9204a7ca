"""The loop that everybody writes: requests, json, sqlite3, one transaction a page.

Usage: loop.py BASE_URL DAY DATABASE (credentials from YIMA_UDID_*).
Same service, same tables and columns as `yima udid pull`, read out of the database that it made.
"""

import json
import os
import sqlite3
import sys

import requests

COLUMNS = json.loads(os.environ["COLUMNS_BY_TABLE"])
LISTS = {"package": "packingInfo", "storage": "storageInfo", "clinical": "clinicalInfo"}


def call(session, url, params):
    answer = session.post(url, data={"params": json.dumps(params)}, timeout=60)
    answer.raise_for_status()
    reply = answer.json()
    if reply["returnCode"] != "1":
        sys.exit(f"{url}: {reply}")
    return reply


def insert(database, table, first, row):
    columns = COLUMNS[table]
    values = first + [row.get(wire) for _, wire in columns]
    names = ", ".join(name for name, _ in columns)
    keys = "id, key" if table == "device" else "record, position"
    marks = ", ".join("?" for _ in values)
    database.execute(f"INSERT INTO {table} ({keys}, {names}) VALUES ({marks})", values)


def store(database, first_id, data):
    ids = {}
    for offset, device in enumerate(data.get("deviceInfo", [])):
        key = device["deviceRecordKey"]
        ids[key] = first_id + offset
        insert(database, "device", [ids[key], key], device)
        for position, contact in enumerate(device.get("contactList", [])):
            insert(database, "contact", [ids[key], position], contact)
    for table, wire in LISTS.items():
        for position, row in enumerate(data.get(wire, [])):
            insert(database, table, [ids[row["deviceRecordKey"]], position], row)
    return len(ids)


def main():
    base_url, day, path = sys.argv[1:]
    session = requests.Session()
    token = call(session, base_url + "/token/get", {
        "appId": os.environ["YIMA_UDID_APP_ID"],
        "appSecret": os.environ["YIMA_UDID_APP_SECRET"],
        "TYSHXYDM": os.environ["YIMA_UDID_CREDIT_CODE"],
    })["accessToken"]
    database = sqlite3.connect(path)
    database.executescript(os.environ["TABLES"])
    page, pages, records = 1, 1, 0
    while page <= pages:
        reply = call(session, base_url + "/sharing/get", {
            "accessToken": token, "requestType": 1, "rangeValue": day, "currentPageNumber": page,
        })
        records += store(database, records + 1, reply["dataSet"])
        database.commit()
        pages = int(reply["totalPageCount"])
        page += 1
    print(records)


main()
