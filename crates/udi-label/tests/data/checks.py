"""Check digits and dates, computed independently of the crate."""

import calendar
import datetime
import string

SET_82 = "!\"%&'()*+,-./0123456789:;<=>?" + string.ascii_uppercase + "_" + string.ascii_lowercase
SET_43 = string.digits + string.ascii_uppercase + "-. $/+%"
PAIR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def gs1(digits):
    total = 0
    for index, digit in enumerate(reversed(digits)):
        total += int(digit) * (3 if index % 2 == 0 else 1)
    return str(-total % 10)


def gs1_pair(text):
    primes = [n for n in range(2, 84) if all(n % d for d in range(2, n))]
    total = sum(SET_82.index(c) * w for c, w in zip(reversed(text), primes)) % 1021
    return PAIR[total >> 5] + PAIR[total & 31]


def hibc(text):
    return SET_43[sum(SET_43.index(c) for c in text) % 43]


MA = {c: i for i, c in enumerate(string.digits + string.ascii_uppercase)}
MA.update({c: 36 + i for i, c in enumerate("abcdefg")})
MA.update({c: 45 + i for i, c in enumerate("hijklmnopqrstuvwxyz")})
MA.update({c: 64 + i for i, c in enumerate("-.@$,*+%/#!^~")})


def ma(text):
    digits = [int(d) for c in text for d in str(MA[c])]
    total = 0
    for index, digit in enumerate(reversed(digits)):
        if index % 2 == 1:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return str(-total % 10)


def iban(country, account):
    letters = "".join(str(int(c, 36)) for c in account + country + "00")
    return f"{country}{98 - int(letters) % 97:02}{account}"


def full_year(two_digits, this_year):
    """The year of the century in which it is nearest, by GS1's window of 49 and 50 years."""
    for year in range(this_year - 49, this_year + 51):
        if year % 100 == two_digits:
            return year
    raise ValueError(two_digits)


def date_yymmdd(text, this_year):
    year, month, day = full_year(int(text[:2]), this_year), int(text[2:4]), int(text[4:6])
    if day == 0:
        day = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day)
