"""USAspending subaward files (CSV): one reported subcontract a row, found by column name, never by position.

Such a file also holds the names and the pay of the five best paid officers of each subcontractor: they are no columns of
ours, so their cells are never looked at. Sub-grants have files of their own, which are not read.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Subaward
from onrecord.model.evidence import Origin
from onrecord.model.ids import AwardId
from onrecord.model.problem import Problem
from onrecord.read.award_keys import NUL_SAID, holds_nul
from onrecord.read.contact_data import quoted
from onrecord.read.files import problem
from onrecord.read.usaspending_actions import AMBIGUOUS, BAD, CURRENCY, Complaint, Sheet, identifiers
from onrecord.read.usaspending_columns import Header, header_of
from onrecord.read.usaspending_plan import Values, column_of, places_of_row, plan_of, values_of
from onrecord.read.usaspending_rows import encoding_of, numbered_records, pointer_of
from onrecord.read.usaspending_table import Said, dates_in, encoding_notes, made_rows, problems_of
from onrecord.read.usaspending_values import decimal_of, iso_date, order_of_dates

COLUMNS: dict[str, tuple[str, ...]] = {
    "prime": ("prime_award_unique_key",),
    "number": ("subaward_number",),
    "report": ("subaward_sam_report_id", "subaward_fsrs_report_id"),
    "acted_on": ("subaward_action_date",),
    "description": ("subaward_description",),
    "amount": ("subaward_amount",),
    "prime_amount": ("prime_award_amount",),
    "prime_recipient": ("prime_awardee_name",),
    "prime_recipient_uei": ("prime_awardee_uei",),
    "prime_recipient_duns": ("prime_awardee_duns",),
    "recipient": ("subawardee_name", "subawardee_dba_name"),
    "recipient_uei": ("subawardee_uei",),
    "recipient_duns": ("subawardee_duns",),
    "recipient_parent": ("subawardee_parent_name",),
    "recipient_parent_uei": ("subawardee_parent_uei",),
    "recipient_parent_duns": ("subawardee_parent_duns",),
}
"""Each meaning and the columns that carry it, best first; reports are of SAM since 2025, of FSRS before."""
FIELDS = tuple(
    (name, (name,))
    for name in (
        *("prime", "number", "report", "acted_on", "description", "amount", "prime_amount"),
        *("prime_recipient", "recipient", "recipient_parent"),
    )
)
REQUIRED = ("prime", "recipient")
WANTED = ("number", "acted_on", "amount")
"""Meanings without which rows still say who works for whom."""
GRANT = "prime_award_fain"
"""A column of the files of sub-grants: the number of an assistance award."""


def rows(path: Path, origin: Origin, _config: Config) -> Iterator[Subaward | Problem]:
    """Read a file of subcontracts; one pass settles encoding and dates, one makes the rows."""
    encoding = encoding_of(path)
    _, names = next(numbered_records(path, encoding), (0, None))
    header = header_of(names or (), COLUMNS)
    if (refusal := _refusal(header)) is not None:
        yield problem(origin, *refusal)
        return
    if lacking := _lacking(header, WANTED):
        yield problem(origin, "missing_columns", f"lacks {lacking}; the other columns were read")
    yield from encoding_notes(origin, encoding)
    order = order_of_dates(dates_in(path, encoding, header, ("acted_on",)))
    if order == "unsettled":
        order = "month_first"  # the files that have these columns are downloads of 2018 and later: American dates
    sheet = Sheet(header=header, plan=plan_of(header, FIELDS), order=order, artefact=origin.artefact)
    said = Said()
    make = partial(subaward_of, sheet=sheet)
    yield from made_rows(numbered_records(path, encoding), header, make, identity=REQUIRED, said=said)
    yield from problems_of(origin, order, said)


def free_text(names: Sequence[str]) -> frozenset[str]:
    """Name the columns of a header whose contact data is masked."""
    return header_of(names, COLUMNS).masked()


def subaward_of(number: int, cells: Sequence[str], sheet: Sheet) -> tuple[Subaward | None, list[Complaint]]:
    """Build the subaward of a row from the values that can be understood, and name the others.

    Args:
        number: Data rows count from 1.
        cells: One for each column.
        sheet: The file.
    """
    values, raw = values_of(sheet.plan, cells)
    prime = values.get("prime")
    if not prime:
        return None, [(BAD, "no prime award; left out")]
    if holds_nul(prime):
        return None, [(BAD, NUL_SAID)]
    acted_on, date_complaints = _date(values, raw, sheet)
    sums, sum_complaints = _sums(values, raw, sheet)
    subaward = Subaward(
        prime=AwardId(prime),
        artefact=sheet.artefact,
        row=number,
        number=values.get("number") or "",
        acted_on=acted_on,
        description=values.get("description") or "",
        currency=CURRENCY,
        amount=sums.get("amount"),
        prime_amount=sums.get("prime_amount"),
        prime_recipient=values.get("prime_recipient") or None,
        prime_recipient_identifiers=identifiers(values, "prime_recipient"),
        recipient=values.get("recipient") or None,
        recipient_identifiers=identifiers(values, "recipient"),
        recipient_parent=values.get("recipient_parent") or None,
        recipient_parent_identifiers=identifiers(values, "recipient_parent"),
        places=places_of_row(sheet.plan, raw, pointer_of(number, ""), without=frozenset()),
    )
    return subaward, [*date_complaints, *sum_complaints]


def _refusal(header: Header) -> tuple[str, str] | None:
    """Say why a file is not read, as a problem's code and message."""
    if not header.names:
        return "empty", "no header row: nothing to read"
    if GRANT in {name.strip().lower() for name in header.names}:
        return "unsupported_format", "a USAspending file of sub-grants: only subcontracts are read"
    if lacking := _lacking(header, REQUIRED):
        return "missing_columns", f"not read as subcontracts, lacks {lacking}"
    return None


def _lacking(header: Header, meanings: Sequence[str]) -> str:
    return ", ".join(" or ".join(COLUMNS[one]) for one in meanings if one not in header.places)


def _date(values: Values, raw: Sequence[str], sheet: Sheet) -> tuple[str | None, list[Complaint]]:
    text = values.get("acted_on")
    if not text:
        return None, []
    named = f"{column_of(sheet.plan, raw, 'acted_on')} {quoted(text)}"
    try:
        found = iso_date(text, sheet.order)
    except ValueError:
        return None, [(BAD, f"{named} is no date; left out")]
    return found, [] if found else [(AMBIGUOUS, named)]


def _sums(values: Values, raw: Sequence[str], sheet: Sheet) -> tuple[dict[str, Decimal], list[Complaint]]:
    sums: dict[str, Decimal] = {}
    complaints: list[Complaint] = []
    for meaning in ("amount", "prime_amount"):
        if text := values.get(meaning):
            try:
                sums[meaning] = decimal_of(text)
            except ValueError:
                complaints.append((BAD, f"{column_of(sheet.plan, raw, meaning)} {quoted(text)} is no sum; left out"))
    return sums, complaints
