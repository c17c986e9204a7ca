"""Writes identifiers.tsv: for every application identifier of specs/gs1.yaml its shortest and longest
value, and values that are wrong in one way. Needs PyYAML.

    python identifiers.py ../../specs/gs1.yaml > identifiers.tsv
"""

import sys

import yaml

import checks

WRONG = {"numeric": "A", "text": "^", "part": "a", "base64url": "%"}
FILL = {"numeric": "1", "text": "a", "part": "A", "base64url": "_"}
FIXED = {
    "date_yymmdd": "260131",
    "date_yymmdd_or_00": "260400",
    "date_yyyymmdd": "19800229",
    "hour": "23",
    "minute": "59",
    "second": "59",
    "hour_minute": "2359",
    "country": "156",
    "country_or_999": "999",
    "country_alpha_2": "CN",
    "currency": "156",
    "sex": "9",
    "zero_or_one": "1",
    "winding": "9",
    "zero": "0",
    "latitude": "1800000000",
    "longitude": "3600000000",
    "hyphen": "-",
    "piece_of_total": "0102",
    "position_in_sequence": "1/2",
    "medium": "10",
}
WRONG_CONTENT = {
    "date_yymmdd": "260230",
    "date_yymmdd_or_00": "261301",
    "date_yyyymmdd": "19810229",
    "hour": "24",
    "minute": "60",
    "second": "60",
    "hour_minute": "2400",
    "country": "999",
    "country_or_999": "998",
    "country_alpha_2": "XX",
    "currency": "000",
    "sex": "3",
    "zero_or_one": "2",
    "winding": "2",
    "zero": "1",
    "latitude": "1800000001",
    "longitude": "3600000001",
    "hyphen": "+",
    "piece_of_total": "0201",
    "position_in_sequence": "2/1",
    "medium": "11",
}


def lengths(component):
    low, _, high = str(component["length"]).partition("..")
    return int(low), int(high or low)


def sample(component, length):
    rules = component.get("check", [])
    for rule in rules:
        if rule in FIXED:
            return FIXED[rule]
    if "check_digit" in rules:
        digits = "693299210075550012345"[: length - 1]
        return digits + checks.gs1(digits)
    if "check_pair" in rules:
        text = ("1987654Ad4X4bL5ttr2310c" + "a" * 90)[: length - 2]
        return text + checks.gs1_pair(text)
    if "iban" in rules:
        return checks.iban("DE", "1" * (length - 4))
    if "coupon" in rules or any(rule.startswith("company_prefix") for rule in rules):
        return "1" * length
    if "package_type" in rules:
        return "A" * length
    return FILL[component["set"]] * length


def shortest(component):
    """Some rules ask for more than the length does."""
    rules = component.get("check", [])
    low, high = lengths(component)
    if "iban" in rules:
        low = 5
    if "company_prefix_at_1" in rules:
        low = max(low, 4)
    if "not_only_digits" in rules:
        low = 11
    if "check_pair" in rules:
        low = max(low, 6)
    return min(low, high)


def cases(entry):
    data = entry["data"]
    required = [c for c in data if not c.get("optional")]
    low = [sample(c, shortest(c)) for c in required]
    high = [sample(c, lengths(c)[1]) for c in data]
    yield "shortest", "".join(low), "ok"
    yield "longest", "".join(high), "ok"
    yield "too_long", "".join(high) + high[-1][-1], "error"
    yield "too_short", "".join(low)[:-1] if lengths(required[-1])[0] > 1 else "", "error"
    for index, component in enumerate(data):
        wrong = list(high)
        wrong[index] = WRONG[component["set"]] + wrong[index][1:]
        yield f"wrong_set_{index + 1}", "".join(wrong), "error"
        for rule in component.get("check", []):
            wrong = list(high)
            if rule == "check_digit":
                last = wrong[index][-1]
                wrong[index] = wrong[index][:-1] + str((int(last) + 1) % 10)
            elif rule == "check_pair":
                last = wrong[index][-1]
                wrong[index] = wrong[index][:-1] + ("2" if last != "2" else "3")
            elif rule == "iban":
                wrong[index] = wrong[index][:-1] + "2"
            elif rule == "not_zero":
                wrong[index] = "0" * len(wrong[index])
            elif rule == "no_leading_zero":
                wrong[index] = "0" + wrong[index][1:]
            elif rule == "percent_encoding":
                wrong[index] = "%4" + "x" + wrong[index][3:]
            elif rule in WRONG_CONTENT:
                wrong[index] = WRONG_CONTENT[rule]
            else:
                continue
            yield f"wrong_{rule}", "".join(wrong), "error"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        spec = yaml.safe_load(file)
    print("# Made by identifiers.py from specs/gs1.yaml.")
    for entry in spec["identifiers"]:
        first, _, last = entry["ai"].partition("-")
        for code in range(int(first), int(last or first) + 1):
            for name, value, expected in cases(entry):
                print(f"{code:02}", name, value, expected, sep="\t")


main()
