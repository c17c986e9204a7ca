"""Writes dates.tsv: the year of every two digits, and the last day of February and of a rotating month
without a day, seen from each year from 1950 to 2149.

    python dates.py > dates.tsv
"""

import checks

print("# Made by dates.py: this year, YYMMDD, date.")
for this_year in range(1950, 2150):
    for two_digits in range(100):
        if two_digits % 7 == this_year % 7 or (two_digits - this_year) % 100 in (49, 50, 51, 52):
            month = (two_digits + this_year) % 12 + 1
            for text in (f"{two_digits:02}0200", f"{two_digits:02}{month:02}00"):
                print(this_year, text, checks.date_yymmdd(text, this_year), sep="\t")
