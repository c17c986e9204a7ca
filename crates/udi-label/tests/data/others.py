"""Writes others.tsv: HIBC and MA labels made from known parts, with check digits computed here.

    python others.py > others.tsv

Columns: text, DI, lot, serial, production date, expiry date, quantity; empty where there is none. The
present year is 2026.
"""

import datetime
import random

import checks

random.seed(20260810)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHANUMERIC = LETTERS + "0123456789"


def word(low, high, characters=ALPHANUMERIC):
    return "".join(random.choice(characters) for _ in range(random.randint(low, high)))


def day():
    return datetime.date(2000, 1, 1) + datetime.timedelta(days=random.randrange(20_000))


def end_of_month(date):
    following = (date.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return following - datetime.timedelta(days=1)


def row(text, di="", lot="", serial="", made="", expiry="", quantity=""):
    print(text, di, lot, serial, made, expiry, quantity, sep="\t")


def hibc_dates(date):
    """Flag and digits of every form, with the date that it means."""
    hour = f"{random.randrange(24):02}"
    yield date.strftime("%m%y"), end_of_month(date)
    yield date.strftime("2%m%d%y"), date
    yield date.strftime("3%y%m%d"), date
    yield date.strftime("4%y%m%d") + hour, date
    yield date.strftime("5%y%j"), date
    yield date.strftime("6%y%j") + hour, date


def hibc_secondaries():
    """Data part, and what it says."""
    date = day()
    lot, serial, quantity = word(1, 18), word(1, 18), random.randrange(1, 100)
    many = random.randrange(1, 100_000)
    yield "$" + lot, {"lot": lot}
    yield "$+" + serial, {"serial": serial}
    yield "$$7" + lot, {"lot": lot}
    yield date.strftime("%y%j") + lot, {"lot": lot, "expiry": date}
    yield f"$$8{quantity:02}", {"quantity": quantity}
    yield f"$$9{many:05}", {"quantity": many}
    yield f"$$8{quantity:02}7{lot}", {"quantity": quantity, "lot": lot}
    for digits, expiry in hibc_dates(date):
        yield "$$" + digits + lot, {"lot": lot, "expiry": expiry}
        yield "$$" + digits, {"expiry": expiry}
        yield "$$+" + digits + serial, {"serial": serial, "expiry": expiry}
        yield f"$$8{quantity:02}{digits}{lot}", {
            "quantity": quantity, "lot": lot, "expiry": expiry}
        yield f"$$9{many:05}{digits}{lot}", {"quantity": many, "lot": lot, "expiry": expiry}
        yield f"$$9{many:05}{digits}", {"quantity": many, "expiry": expiry}
    made = day()
    yield f"${lot}/S{serial}/16D{made:%Y%m%d}/14D{date:%Y%m%d}", {
        "lot": lot, "serial": serial, "made": made, "expiry": date}
    yield f"$$3{date:%y%m%d}{lot}/S{serial}/16D{made:%Y%m%d}/Q{many}", {
        "lot": lot, "serial": serial, "made": made, "expiry": date, "quantity": many}


def hibc():
    for _ in range(12):
        di = random.choice(LETTERS) + word(3, 3) + word(1, 18) + str(random.randrange(10))
        primary = "+" + di
        link = checks.hibc(primary)
        # A blank at the end is a case of its own.
        if link != " ":
            row(primary + link, di)
        for data, says in hibc_secondaries():
            joined = f"{primary}/{data}"
            if checks.hibc(joined) != " ":
                row(joined + checks.hibc(joined), di, **says)
            alone = f"+{data}{link}"
            if checks.hibc(alone) != " " and link not in " /":
                row(alone + checks.hibc(alone), **says)


def ma():
    for _ in range(200):
        item = word(4, 12)
        front = f"MA.156.M0.{random.randrange(10**6):06}.{random.randrange(10)}{item}"
        di = front + checks.ma(front)
        lot, serial = word(1, 15, ALPHANUMERIC + "-"), word(1, 15)
        made, expiry = day(), day()
        parts = [
            ("L" + lot, {"lot": lot}),
            ("S" + serial, {"serial": serial}),
            (f"M{made:%y%m%d}", {"made": made}),
            (f"E{expiry:%Y%m%d}", {"expiry": expiry}),
            ("Y" + word(5, 20), {}),
            (f"V{expiry:%y%m%d}", {}),
        ]
        chosen = random.sample(parts, random.randrange(len(parts) + 1))
        says = {}
        production = ""
        for text, meaning in chosen:
            production += "." + text
            says.update(meaning)
        check = ".C" + checks.ma(production) if production else ""
        row(di + production + check, di, **says)


print("# Made by others.py.")
hibc()
ma()
