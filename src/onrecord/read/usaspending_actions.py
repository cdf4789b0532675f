"""One row of a USAspending contract file to the action it records."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from onrecord.model.award import Action, AwardKind, Identifiers, Money, Notion
from onrecord.model.ids import ArtefactId, AwardId
from onrecord.read.award_keys import NUL_SAID, award_key, holds_nul, vehicle_key
from onrecord.read.contact_data import quoted
from onrecord.read.usaspending_columns import DATE_MEANINGS, Header
from onrecord.read.usaspending_plan import Plan, Values, column_of, places_of_row, plan_of, values_of
from onrecord.read.usaspending_rows import pointer_of
from onrecord.read.usaspending_values import DateOrder, decimal_of, duns, iso_date, sub_agency_code

CURRENCY = "USD"
NOTIONS: tuple[Notion, ...] = ("obligated", "current", "potential", "outlayed")
SUMS = ("action_obligated", *NOTIONS)
DATES = ("start", "end", "potential_end", "signed", "last_order")
FIELDS = (
    ("description", ("description",)),
    ("recipient", ("recipient",)),
    ("recipient_parent", ("recipient_parent",)),
    ("buyer", ("buyer",)),
    ("department", ("department",)),
    ("funder", ("funder",)),
    ("obligated", ("obligated", "action_obligated")),  # the award's total or, where there is none, the action's own sum
    ("action_obligated", ("action_obligated",)),
    ("current", ("current",)),
    ("potential", ("potential",)),
    ("outlayed", ("outlayed",)),
    ("acted_on", ("acted_on",)),
    ("piid", ("piid", "key")),
    ("parent", ("parent_piid", "key")),
    ("start", ("start",)),
    ("end", ("end",)),
    ("reason", ("reason",)),
    ("sole_proprietorship", ("sole_proprietorship",)),  # who may be a private person: masked in what leaves
    ("organizational_type", ("organizational_type",)),
)
KIND_BY_CODE: dict[str, AwardKind] = {"A": "bpa_call", "B": "purchase", "C": "order", "D": "definitive"}
KIND_BY_NAME: dict[str, AwardKind] = {
    "BPA CALL": "bpa_call",
    "PURCHASE ORDER": "purchase",
    "DELIVERY ORDER": "order",
    "DEFINITIVE CONTRACT": "definitive",
}
NONE = "-NONE-"
AMBIGUOUS = "ambiguous"
BAD = "bad"
KEYED = ("key", "piid", "buyer_code", "parent_piid", "parent_agency")
"""What the ids of an award and its vehicle are made of."""
Complaint = tuple[str, str]
"""`AMBIGUOUS` or `BAD`, and what it says."""
DATES_REMEMBERED = 20_000
TIME_FOLLOWS = frozenset({" ", "T"})
"""What stands between an ISO date and its time of day, which no two rows may share: days are remembered without it."""
DEFENCE = "9700"
DEFENCE_CODES = frozenset({"97", DEFENCE})
NO_PARENT = frozenset({"parent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file whose columns and dates are understood.

    Attributes:
        days: Dates met so far: the same few thousand come again and again.
    """

    header: Header
    plan: Plan
    order: DateOrder
    artefact: ArtefactId
    days: dict[str, str | None] = field(default_factory=dict)


def sheet_of(header: Header, order: DateOrder, artefact: ArtefactId) -> Sheet:
    """Put together what rows of a file are read with."""
    return Sheet(header=header, plan=plan_of(header, FIELDS), order=order, artefact=artefact)


def action_of(number: int, cells: Sequence[str], sheet: Sheet) -> tuple[Action | None, list[Complaint]]:
    """Build the action of a row from the values that can be understood, and name the others.

    Args:
        number: Data rows count from 1.
        cells: One for each column.
        sheet: The file.
    """
    values, raw = values_of(sheet.plan, cells)
    get = values.get
    piid = get("piid") or _piid_of_key(get("key"))
    if not piid:
        return None, [(BAD, "no award number; left out")]
    if holds_nul(*map(get, KEYED)):
        return None, [(BAD, NUL_SAID)]
    complaints: list[Complaint] = []
    dates = _dates(values, raw, sheet, complaints)
    sums = _sums(values, raw, sheet, complaints)
    kind = _kind(values)
    parent = _parent_id(values)
    action = Action(
        award=_award_id(values, piid, kind),
        parent=parent,
        kind=kind,
        artefact=sheet.artefact,
        row=number,
        piid=piid,
        modification=get("modification") or "",
        transaction=get("transaction") or "",
        acted_on=dates.get("acted_on"),
        reason=get("reason") or None,
        reason_code=get("reason_code") or None,
        description=get("description") or "",
        currency=CURRENCY,
        obligated=sums.get("action_obligated"),
        money=_money(sums, dates, raw, sheet),
        buyer=get("buyer") or None,
        buyer_code=_coded(get("buyer_code")),
        department=get("department") or None,
        funder=get("funder") or None,
        funder_code=_coded(get("funder_code")),
        recipient=get("recipient") or None,
        recipient_identifiers=identifiers(values, "recipient"),
        recipient_parent=get("recipient_parent") or None,
        recipient_parent_identifiers=identifiers(values, "recipient_parent"),
        categories=tuple((scheme, code) for scheme in ("psc", "naics") if (code := get(scheme))),
        dates=tuple((name, dates[name]) for name in DATES if name in dates),
        places=places_of_row(sheet.plan, raw, pointer_of(number, ""), without=frozenset() if parent else NO_PARENT),
    )
    return action, complaints


def _dates(values: Values, raw: Sequence[str], sheet: Sheet, complaints: list[Complaint]) -> dict[str, str]:
    dates: dict[str, str] = {}
    days = sheet.days
    for meaning in DATE_MEANINGS:
        text = values.get(meaning)
        if not text:
            continue
        written = text[:10] if text[4:5] == "-" and text[10:11] in TIME_FOLLOWS else text
        if written not in days:
            if len(days) >= DATES_REMEMBERED:
                days.clear()
            try:
                days[written] = iso_date(written, sheet.order)
            except ValueError:
                named = f"{column_of(sheet.plan, raw, meaning)} {quoted(text)}"
                complaints.append((BAD, f"{named} is no date; left out"))
                continue
        found = days[written]
        if found is None:
            complaints.append((AMBIGUOUS, f"{column_of(sheet.plan, raw, meaning)} {quoted(text)}"))
        else:
            dates[meaning] = found
    return dates


def _sums(values: Values, raw: Sequence[str], sheet: Sheet, complaints: list[Complaint]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for meaning in SUMS:
        text = values.get(meaning)
        if not text:
            continue
        try:
            sums[meaning] = decimal_of(text)
        except ValueError:
            complaints.append((BAD, f"{column_of(sheet.plan, raw, meaning)} {quoted(text)} is no sum; left out"))
    return sums


def _money(sums: dict[str, Decimal], dates: dict[str, str], raw: Sequence[str], sheet: Sheet) -> tuple[Money, ...]:
    as_of = dates.get("acted_on")
    dated_by = ""
    if as_of is None and (as_of := dates.get("modified_on")):
        dated_by = "; dated by last_modified_date"
    return tuple(
        Money(
            notion=notion,
            amount=sums[notion],
            currency=CURRENCY,
            as_of=as_of,
            basis=column_of(sheet.plan, raw, notion) + dated_by,
        )
        for notion in NOTIONS
        if notion in sums
    )


def _kind(values: Values) -> AwardKind:
    get = values.get
    code = (get("award_type_code") or "").upper()
    if (get("flag") or "").upper() == "IDV" or code.startswith("IDV") or (get("key") or "").startswith("CONT_IDV_"):
        return "idv"
    if code in KIND_BY_CODE:
        return KIND_BY_CODE[code]
    named = KIND_BY_NAME.get((get("award_type") or "").upper())
    if named is None and not code and (get("idv_type_code") or get("idv_type")):
        return "idv"
    return named or "unknown"


def _award_id(values: Values, piid: str, kind: AwardKind) -> AwardId:
    """Take the unique award key, or build it as USAspending does; without an agency code no key can be right."""
    if key := values.get("key"):
        return AwardId(key)
    agency = _coded(values.get("buyer_code"))
    if (values.get("department_code") or "").lstrip("0") in DEFENCE_CODES:
        agency = DEFENCE  # its awards are numbered by the department, whoever of it signs them
    return award_key(
        piid,
        agency,
        parent=values.get("parent_piid") or None,
        parent_agency=_coded(values.get("parent_agency")),
        is_idv=kind == "idv",
        named=(values.get("buyer") or None, values.get("department") or None),
    )


def _parent_id(values: Values) -> AwardId | None:
    """Name the vehicle by its own key: from the parent columns, or from the award's key where they do not suffice."""
    parent, agency = values.get("parent_piid") or None, _coded(values.get("parent_agency"))
    if parent and agency:
        return vehicle_key(parent, agency)
    parts = (values.get("key") or "").split("_")
    keyed = (parts[4], parts[5]) if len(parts) == 6 and parts[4] != NONE else None
    # The key helps out where the agency is missing, but never against a number that the row states.
    if keyed and agency is None and parent in {None, keyed[0]}:
        parent, agency = keyed
    return vehicle_key(parent, agency) if parent else None


def _piid_of_key(key: str | None) -> str | None:
    """Read the award number out of `CONT_AWD_{piid}_...` or `CONT_IDV_{piid}_...`."""
    parts = (key or "").split("_")
    return parts[2] if len(parts) >= 4 and parts[0] == "CONT" and parts[2] else None


def _coded(text: str | None) -> str | None:
    return sub_agency_code(text) if text else None


def identifiers(values: Values, party: str) -> Identifiers:
    """List a party's identifiers in a row, by the meanings `{party}_uei`, `_duns`, `_cage`."""
    found: list[tuple[str, str]] = []
    if uei := values.get(f"{party}_uei"):
        found.append(("us-uei", uei))
    if number := values.get(f"{party}_duns"):
        found.append(("us-duns", duns(number)))
    if cage := values.get(f"{party}_cage"):
        found.append(("us-cage", cage))
    return tuple(found)
