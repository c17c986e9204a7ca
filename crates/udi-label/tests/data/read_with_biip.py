"""Writes biip.tsv: 100 clean GS1 element strings and what Python's biip (5.2.0) reads of them.

    pip install biip && python read_with_biip.py > biip.tsv

Columns: element string, then one column for each element: identifier, value, date. `<GS>` is the
separator. biip's window for years of two digits is that of the present year, so years are near it.
"""

import random

from biip.gs1_messages import GS1Message

import checks

random.seed(7)
SEPARATOR = "\x1d"
SET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./_+"


def word(low, high, characters=SET):
    return "".join(random.choice(characters) for _ in range(random.randint(low, high)))


def date():
    day = random.choice([0, 1, 15, 28])
    return f"{random.randrange(15, 40):02}{random.randint(1, 12):02}{day:02}"


def gtin():
    digits = word(13, 13, "0123456789")
    return digits + checks.gs1(digits)


def label():
    elements = [("10", word(1, 20)), ("21", word(1, 20)), ("17", date()), ("11", date())]
    elements += [("15", date()), ("240", word(1, 30)), ("91", word(1, 30)), ("22", word(1, 20))]
    elements += [("30", word(1, 8, "0123456789")), ("20", word(2, 2, "0123456789"))]
    elements += [("3103", word(6, 6, "0123456789")), ("710", word(1, 20)), ("8012", word(1, 20))]
    chosen = random.sample(elements, random.randint(0, 5))
    text = "01" + gtin()
    for index, (identifier, value) in enumerate(chosen):
        text += identifier + value
        is_fixed = identifier in ("17", "11", "15", "20", "3103")
        if not is_fixed and index + 1 < len(chosen):
            text += SEPARATOR
    return text


print("# Made by read_with_biip.py with biip 5.2.0.")
for _ in range(100):
    text = label()
    columns = [text.replace(SEPARATOR, "<GS>")]
    for element in GS1Message.parse(text).element_strings:
        columns.append(f"{element.ai.ai} {element.value} {element.date or ''}".strip())
    print("\t".join(columns))
