"""FPDS in flat files (CSV) to actions: one record a row, with the meanings that the ATOM feed's elements have.

What `fpds_actions` says of records holds here too: totals are of the day the file was made, those of a transaction number
above 0 are of that number alone, and an effective date is a modification's own. Such files give the words of a reason
without its code, and some old records no name of the vendor but its identifier: their actions name no recipient.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path

from onrecord.config import Config
from onrecord.model.award import Action, AwardKind, Money
from onrecord.model.evidence import Origin
from onrecord.model.ids import AwardId
from onrecord.model.problem import Problem
from onrecord.read.award_keys import NUL_SAID, award_key, holds_nul, vehicle_key
from onrecord.read.contact_data import quoted
from onrecord.read.files import problem
from onrecord.read.fpds_totals import TOTALS, UNDATED, Days, Flow, days_of_totals, is_base
from onrecord.read.usaspending_actions import (
    AMBIGUOUS,
    BAD,
    CURRENCY,
    DATES,
    KIND_BY_CODE,
    KIND_BY_NAME,
    Complaint,
    Sheet,
    identifiers,
)
from onrecord.read.usaspending_columns import Header, header_of
from onrecord.read.usaspending_plan import Values, column_of, places_of_row, plan_of, values_of
from onrecord.read.usaspending_rows import encoding_of, numbered_records, pointer_of
from onrecord.read.usaspending_table import Said, dates_in, encoding_notes, made_rows, problems_of
from onrecord.read.usaspending_values import SLASHED_DATE, DateOrder, decimal_of, iso_date, order_of_dates
from onrecord.read.usaspending_values import sub_agency_code as padded

KEYED = ("piid", "agency", "parent_piid", "parent_agency", "buyer", "department")
"""What the ids of an award and its vehicle are made of."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "record": ("doc_type",),
    "agency": ("agency_id",),
    "piid": ("piid",),
    "modification": ("mod",),
    "transaction": ("txn",),
    "parent_agency": ("ref_agency_id",),
    "parent_piid": ("ref_piid",),
    "acted_on": ("signed_date",),
    "effective": ("effective_date",),
    "end": ("current_completion",),
    "potential_end": ("ultimate_completion",),
    "last_order": ("last_date_to_order",),
    "action_obligated": ("obligated",),
    "action_current": ("base_exercised",),
    "action_potential": ("base_all",),
    "obligated": ("tot_obligated",),
    "current": ("tot_base_exercised",),
    "potential": ("tot_base_all",),
    "buyer": ("contracting_agency",),
    "buyer_code": ("contracting_agency_id",),
    "department": ("contracting_dept",),
    "funder": ("funding_agency",),
    "funder_code": ("funding_agency_id",),
    "kind_code": ("action_type",),
    "kind": ("action_type_desc",),
    "reason": ("reason_mod",),
    "description": ("description",),
    "psc": ("psc",),
    "naics": ("naics",),
    "recipient": ("vendor_name", "uei_name"),
    "recipient_uei": ("uei",),
    "recipient_duns": ("duns",),
    "recipient_cage": ("cage",),
    "recipient_parent": ("parent_uei_name",),
    "recipient_parent_uei": ("parent_uei",),
    "recipient_parent_duns": ("parent_duns",),
}
"""Each meaning and the columns that carry it, best first, in the extracts of the ATOM feed that are passed around."""
FIELDS = (
    ("obligated", ("obligated", "action_obligated")),  # the award's total or, where there is none, the action's own sum
    ("parent", ("parent_piid",)),
    ("start", ("effective",)),
    *(
        (name, (name,))
        for name in (
            *("description", "recipient", "recipient_parent", "buyer", "department", "funder", "action_obligated"),
            *("action_current", "action_potential", "current", "potential", "acted_on", "piid", "end", "effective"),
            *("reason", "transaction", "psc", "naics"),
        )
    ),
)
REQUIRED = (
    ("a description or a recipient", ("description", "recipient")),
    ("an awarding agency", ("agency", "buyer", "buyer_code", "department")),
)
IDENTITY = ("record", "agency", "piid", "modification", "parent_agency", "parent_piid")
DATES_READ = ("acted_on", "effective", "end", "potential_end", "last_order")
OF_BASE = (("acted_on", "signed"), ("effective", "start"))
FLOWS = tuple((notion, f"action_{notion}") for notion in TOTALS)
SUMS = (*(name for _, name in FLOWS), *TOTALS)
CATEGORIES = ("psc", "naics")
IDV_NAMES = frozenset({"GWAC", "IDC", "FSS", "BOA", "BPA"})
"""FPDS calls its kinds of vehicles so; their letters are those of other kinds of awards."""
DATES_LOOKED_AT = 2_000
DATES_REMEMBERED = 20_000
ROWS_HELD = 5_000
MOST_ROWS_HELD = 10_000
"""Rows looked at together to date their totals; more only for an award with more, of which the largest has 5,346."""
START = frozenset({"start"})
NONE_LEFT_OUT: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row that is understood, until the rows of its award are there."""

    number: int
    award: AwardId
    kind: AwardKind
    values: Values
    raw: tuple[str, ...]
    dates: dict[str, str]
    sums: dict[str, Decimal]

    @property
    def has_totals(self) -> bool:
        """Tell whether its totals are the award's."""
        return not self.values.get("transaction", "").strip("0")


def rows(path: Path, origin: Origin, _config: Config) -> Iterator[Action | Problem]:
    """Read a flat file of FPDS records, in bounded memory."""
    encoding = encoding_of(path)
    _, names = next(numbered_records(path, encoding), (0, None))
    header = header_of(names or (), COLUMNS)
    if lacking := _lacking(header):
        yield problem(origin, "missing_columns", f"not read as FPDS records, lacks {'; '.join(lacking)}")
        return
    yield from encoding_notes(origin, encoding)
    order = _order_of_dates(path, encoding, header)
    sheet = Sheet(header=header, plan=plan_of(header, FIELDS), order=order, artefact=origin.artefact)
    said = Said()
    make = partial(change_of, sheet=sheet)
    changes = made_rows(numbered_records(path, encoding), header, make, identity=IDENTITY, said=said)
    for held in _stretches(changes):
        yield from _actions(held, sheet)
        held.clear()  # before the next ones come
    yield from problems_of(origin, order, said)


def free_text(names: Sequence[str]) -> frozenset[str]:
    """Name the columns of a header whose contact data is masked."""
    return header_of(names, COLUMNS).masked()


def change_of(number: int, cells: Sequence[str], sheet: Sheet) -> tuple[Change | None, list[Complaint]]:
    """Understand a row; name the values that cannot be.

    Args:
        number: Data rows count from 1.
        cells: One for each column.
        sheet: The file.
    """
    values, raw = values_of(sheet.plan, cells)
    piid = values.get("piid")
    if not piid:
        return None, [(BAD, "no award number; left out")]
    if holds_nul(*map(values.get, KEYED)):
        return None, [(BAD, NUL_SAID)]
    complaints: list[Complaint] = []
    kind = _kind(values)
    change = Change(
        number=number,
        award=_award_id(values, piid, kind),
        kind=kind,
        values=values,
        raw=raw,
        dates=_dates(values, raw, sheet, complaints),
        sums=_sums(values, raw, sheet, complaints),
    )
    return change, complaints


def action_of(change: Change, money: tuple[Money, ...], sheet: Sheet) -> Action:
    """Make the action of a row; `money` is its award's."""
    values, dates = change.values, change.dates
    get = values.get
    parent, modification = get("parent_piid"), get("modification") or ""
    return Action(
        award=change.award,
        parent=vehicle_key(parent, _code(values, "parent_agency")) if parent else None,
        kind=change.kind,
        artefact=sheet.artefact,
        row=change.number,
        piid=values["piid"],
        modification=modification,
        transaction=get("transaction") or "",
        acted_on=dates.get("acted_on"),
        reason=get("reason") or None,
        description=get("description") or "",
        currency=CURRENCY,
        obligated=change.sums.get("action_obligated"),
        money=money,
        buyer=get("buyer") or None,
        buyer_code=_code(values, "buyer_code"),
        department=get("department") or None,
        funder=get("funder") or None,
        funder_code=_code(values, "funder_code"),
        recipient=get("recipient") or None,
        recipient_identifiers=identifiers(values, "recipient"),
        recipient_parent=get("recipient_parent") or None,
        recipient_parent_identifiers=identifiers(values, "recipient_parent"),
        categories=tuple((scheme, code) for scheme in CATEGORIES if (code := get(scheme))),
        dates=tuple((name, dates[name]) for name in DATES if name in dates),
        places=places_of_row(
            sheet.plan,
            change.raw,
            pointer_of(change.number, ""),
            without=START if "effective" in values and not is_base(modification) else NONE_LEFT_OUT,
        ),
    )


def _lacking(header: Header) -> list[str]:
    return [
        f"{what} ({', '.join(name for meaning in meanings for name in COLUMNS[meaning])})"
        for what, meanings in REQUIRED
        if not any(meaning in header.places for meaning in meanings)
    ]


def _order_of_dates(path: Path, encoding: str, header: Header) -> DateOrder:
    """Settle the order of day and month; FPDS writes American dates where it writes no ISO dates."""
    dates: Callable[[], Iterator[str]] = partial(dates_in, path, encoding, header, DATES_READ)
    if not any(SLASHED_DATE.fullmatch(text.strip()) for text in islice(dates(), DATES_LOOKED_AT)):
        return "unsettled"
    order = order_of_dates(dates())
    return "month_first" if order == "unsettled" else order


def _stretches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Put some thousand rows together, so that the rows of an award that follow each other are not parted."""
    held: list[Change] = []
    for change in changes:
        is_border = len(held) >= ROWS_HELD and change.award != held[-1].award
        if is_border or len(held) >= MOST_ROWS_HELD:
            yield held
            held = []
        held.append(change)
    yield held


def _actions(held: Sequence[Change], sheet: Sheet) -> Iterator[Action]:
    groups: dict[AwardId, list[Flow]] = {}
    for one in held:
        if one.has_totals:
            sums = {notion: one.sums[name] for notion, name in FLOWS if name in one.sums}
            flow = Flow(one.values.get("modification") or "", one.dates.get("acted_on"), sums)
            groups.setdefault(one.award, []).append(flow)
    days = {award: days_of_totals(flows) for award, flows in groups.items()}
    last: tuple[object, ...] = ()
    money: tuple[Money, ...] = ()
    for one in held:
        totals = (one.award, *map(one.sums.get, TOTALS), one.has_totals)
        if totals != last:  # nearly all rows of an award have the same
            last, money = totals, _totals(one, days.get(one.award, {}), sheet)
        yield action_of(one, money, sheet)


def _totals(change: Change, days: Days, sheet: Sheet) -> tuple[Money, ...]:
    if not change.has_totals:
        return ()
    found: list[Money] = []
    for notion in TOTALS:
        amount = change.sums.get(notion)
        if amount is None:
            continue
        day = days.get((notion, amount))
        basis = column_of(sheet.plan, change.raw, notion) + ("" if day else UNDATED)
        found.append(Money(notion=notion, amount=amount, currency=CURRENCY, as_of=day, basis=basis))
    return tuple(found)


def _dates(values: Values, raw: Sequence[str], sheet: Sheet, complaints: list[Complaint]) -> dict[str, str]:
    dates: dict[str, str] = {}
    for meaning in DATES_READ:
        text = values.get(meaning)
        if not text:
            continue
        try:
            day = _day(text, sheet)
        except ValueError:
            complaints.append((BAD, f"{column_of(sheet.plan, raw, meaning)} {quoted(text)} is no date; left out"))
            continue
        if day is None:
            complaints.append((AMBIGUOUS, f"{column_of(sheet.plan, raw, meaning)} {quoted(text)}"))
        else:
            dates[meaning] = day
    if is_base(values.get("modification") or ""):
        dates |= {award: dates[own] for own, award in OF_BASE if own in dates}
    return dates


def _day(text: str, sheet: Sheet) -> str | None:
    if text not in sheet.days:
        if len(sheet.days) >= DATES_REMEMBERED:
            sheet.days.clear()
        sheet.days[text] = iso_date(text, sheet.order)
    return sheet.days[text]


def _sums(values: Values, raw: Sequence[str], sheet: Sheet, complaints: list[Complaint]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for meaning in SUMS:
        if text := values.get(meaning):
            try:
                sums[meaning] = decimal_of(text)
            except ValueError:
                complaints.append((BAD, f"{column_of(sheet.plan, raw, meaning)} {quoted(text)} is no sum; left out"))
    return sums


def _kind(values: Values) -> AwardKind:
    record, name = (values.get("record") or "").lower(), (values.get("kind") or "").upper()
    if record.endswith("idv") or (not record and name in IDV_NAMES):
        return "idv"
    if record == "othertransactionaward":  # its letters mean other things than those of contracts
        return "order" if values.get("parent_piid") else "unknown"
    code = (values.get("kind_code") or "").upper() if record else ""
    return KIND_BY_CODE.get(code) or KIND_BY_NAME.get(name) or "unknown"


def _award_id(values: Values, piid: str, kind: AwardKind) -> AwardId:
    return award_key(
        piid,
        _code(values, "agency"),
        parent=values.get("parent_piid") or None,
        parent_agency=_code(values, "parent_agency"),
        is_idv=kind == "idv",
        named=(values.get("buyer") or None, values.get("department") or None),
    )


def _code(values: Values, meaning: str) -> str | None:
    text = values.get(meaning)
    return padded(text) if text else None
