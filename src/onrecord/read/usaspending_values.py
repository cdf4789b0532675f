"""Dates, sums and codes as spending files write them, spreadsheets included."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

DateOrder = Literal["day_first", "month_first", "unsettled", "contradictory", "iso_only"]
"""Which number of `3/4/2018` is the day; `iso_only` where no such date may come."""

ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
SLASHED_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?)?")
AMOUNT = re.compile(r"(-?)\$?(-?)(\d{1,3}(?:,\d{3})+|\d{1,15})?(\.\d+)?")
PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")
"""A sum as downloads write it: most of all, so that the others may cost more."""
CENTURY_PIVOT = 69
"""Two-digit years from 69 on are of the 1900s, as POSIX strptime has it; the records begin in 1957 but hardly before 1969."""

SUB_AGENCY_DIGITS = 4
DUNS_DIGITS = 9


class OtherDates(Exception):
    """A date with slashes where only ISO dates were looked for; no error of the file."""


def order_of_dates(texts: Iterable[str]) -> DateOrder:
    """Decide which number of `3/4/2018` is the day, from all dates of a file: a number above 12 can be no month."""
    first = second = False
    for text in texts:
        found = SLASHED_DATE.fullmatch(text.strip())
        if found:
            first = first or int(found[1]) > 12
            second = second or int(found[2]) > 12
    if first and second:
        return "contradictory"
    if first or second:
        return "day_first" if first else "month_first"
    return "unsettled"


def iso_date(text: str, order: DateOrder) -> str | None:
    """Turn a date into ISO 8601, its time of day left out.

    Returns:
        None when day and month cannot be told apart and the order does not say.

    Raises:
        ValueError: The text is no date.
        OtherDates: It has slashes, against an order of `iso_only`.
    """
    if found := ISO_DATE.fullmatch(text.strip()):
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    found = SLASHED_DATE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no date")
    if order == "iso_only":
        raise OtherDates(text)
    year = int(found[3])
    if len(found[3]) == 2:
        year += 1900 if year >= CENTURY_PIVOT else 2000
    first, second = int(found[1]), int(found[2])
    if order == "day_first" or (order != "month_first" and first > 12):
        return date(year, second, first).isoformat()
    found_day = date(year, first, second).isoformat()
    told_apart = order == "month_first" or second > 12 or first == second
    return found_day if told_apart else None


def decimal_of(text: str) -> Decimal:
    """Turn a sum into a number: `-1234.50`, `$1,234.50`, `(1,234.50)`.

    Raises:
        ValueError: It is no sum, or in powers of ten (`1.2E+07`), which a spreadsheet writes after dropping digits.
    """
    if PLAIN.fullmatch(text):
        return Decimal(text)
    plain = text.strip()
    bracketed = plain.startswith("(") and plain.endswith(")")
    found = AMOUNT.fullmatch(plain[1:-1] if bracketed else plain)
    if not found or not (found[3] or found[4]) or (found[1] and found[2]):
        raise ValueError(f"{text!r} is no sum")
    amount = Decimal((found[3] or "0").replace(",", "") + (found[4] or ""))
    return -amount if bracketed or found[1] or found[2] else amount


def sub_agency_code(text: str) -> str:
    """Give a sub-agency code its four characters back: spreadsheets drop leading zeros."""
    return text.zfill(SUB_AGENCY_DIGITS) if text.isdigit() else text


def duns(text: str) -> str:
    """Give a DUNS number its nine digits back: spreadsheets drop leading zeros."""
    return text.zfill(DUNS_DIGITS) if text.isdigit() else text
