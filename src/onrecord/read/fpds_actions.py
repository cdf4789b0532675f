"""One record of an FPDS file to the action it records, with the keys, names and sums that USAspending gives it.

Three things are as FPDS has them, checked on 91,817 records. The totals of a record are those of the whole award on the
day the file was made, the same in its first and its last action (198 of 204 awards with obligations, 1,458 of 1,459
with a ceiling): `dated` finds their day where it can be known. A record with a transaction number above 0 gives the
total of that number alone, which is no total of the award and is left out. A modification's effective date is its own,
so only the award itself says when it starts.
"""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

from onrecord.model.award import Action, AwardKind, Identifiers, Money, Notion, Places, places_of
from onrecord.model.ids import ArtefactId, AwardId
from onrecord.read.award_keys import award_key, vehicle_key
from onrecord.read.contact_data import quoted
from onrecord.read.fpds_cutter import Record
from onrecord.read.fpds_elements import ELEMENTS, Value, value_of
from onrecord.read.fpds_records import pointer_of
from onrecord.read.fpds_totals import TOTALS, UNDATED, Days, Flow, days_of_totals, is_base
from onrecord.read.usaspending_actions import CURRENCY, DATES, KIND_BY_CODE, KIND_BY_NAME
from onrecord.read.usaspending_values import decimal_of, duns, iso_date, sub_agency_code

DATES_READ = ("acted_on", "effective", "end", "potential_end", "last_order")
SUMS = (*(f"action_{notion}" for notion in TOTALS), *TOTALS)
FIELDS = (
    "description", "recipient", "recipient_parent", "buyer", "department", "funder", "obligated", "action_obligated",
    "action_current", "action_potential", "current", "potential", "acted_on", "piid", "parent", "start", "end",
    "effective", "reason_code", "reason", "transaction", "psc", "naics",
)  # fmt: skip
"""Those of USAspending's rows, and what `Action` has no place for: when a change took effect, its own two values."""
CATEGORIES = ("psc", "naics")
_MEANINGS = {"parent": ("parent_piid",), "obligated": ("obligated", "action_obligated"), "start": ("effective",)}
_DATES_OF_BASE = {"acted_on": "signed", "effective": "start"}


def action_of(record: Record, artefact: ArtefactId) -> tuple[Action | None, list[str]]:
    """Build the action of a record from the values that can be understood, and say what is wrong with the others."""
    complaints = [f"{path} is longer than any value; left out" for path in record.overlong]
    piid = _text(record, "piid")
    if piid is None:
        what = "no award number" if record.name else "no award in this entry"
        return None, [*complaints, f"{what}; left out"]
    dates = _dates(record, complaints)
    sums = _sums(record, complaints)
    kind = _kind(record)
    action = Action(
        award=_award_id(record, piid, kind),
        parent=_parent_id(record),
        kind=kind,
        artefact=artefact,
        row=record.number,
        piid=piid,
        modification=_text(record, "modification") or "",
        transaction=_text(record, "transaction") or "",
        acted_on=dates.get("acted_on"),
        reason=_text(record, "reason"),
        reason_code=_text(record, "reason_code"),
        description=_text(record, "description") or "",
        currency=CURRENCY,
        obligated=sums.get("action_obligated"),
        money=_totals(record, sums),
        buyer=_text(record, "buyer"),
        buyer_code=_code(record, "buyer_code"),
        department=_text(record, "department"),
        funder=_text(record, "funder"),
        funder_code=_code(record, "funder_code"),
        recipient=_text(record, "recipient"),
        recipient_identifiers=_identifiers(record, "recipient"),
        recipient_parent=_text(record, "recipient_parent"),
        recipient_parent_identifiers=_identifiers(record, "recipient_parent"),
        categories=tuple((scheme, code) for scheme in CATEGORIES if (code := _text(record, scheme))),
        dates=tuple((name, dates[name]) for name in DATES if name in dates),
        places=_places(record),
    )
    return action, complaints


def dated(actions: Sequence[Action]) -> list[Action]:
    """Date the totals that the actions of the file add up to, from the award itself on: by the last of them.

    Others hold actions that the file does not, of a day nobody knows, and stay without a date.
    """
    groups: dict[AwardId, list[Action]] = defaultdict(list)
    for one in actions:
        if one.money:
            groups[one.award].append(one)
    days = {award: days_of_totals(map(_flow, group)) for award, group in groups.items()}
    return [
        replace(one, money=tuple(_dated(total, days[one.award]) for total in one.money)) if one.money else one
        for one in actions
    ]


def _flow(action: Action) -> Flow:
    sums: dict[Notion, Decimal] = {}
    for notion in TOTALS:
        if field := action.field(f"action_{notion}"):
            with suppress(ValueError):  # told as a problem already; the sum will then not be the total
                sums[notion] = decimal_of(field.text)
    return Flow(action.modification, action.acted_on, sums)


def _dated(total: Money, days: Days) -> Money:
    day = days.get((total.notion, total.amount))
    return replace(total, as_of=day, basis=total.basis if day else f"{total.basis}{UNDATED}")


def _value(record: Record, meaning: str) -> Value | None:
    return value_of(record.texts, meaning)


def _text(record: Record, meaning: str) -> str | None:
    found = value_of(record.texts, meaning)
    return found.text.strip() if found else None


def _code(record: Record, meaning: str) -> str | None:
    text = _text(record, meaning)
    return None if text is None else sub_agency_code(text)


def _dates(record: Record, complaints: list[str]) -> dict[str, str]:
    dates: dict[str, str] = {}
    for meaning in DATES_READ:
        found = _value(record, meaning)
        if found is None:
            continue
        try:
            if day := iso_date(found.text, "month_first"):
                dates[meaning] = day
        except ValueError:
            complaints.append(f"{found.path} {quoted(found.text)} is no date; left out")
    if is_base(
        _text(record, "modification") or ""
    ):  # of a modification, they are the days when that one was signed and took effect
        dates |= {award: dates[own] for own, award in _DATES_OF_BASE.items() if own in dates}
    return dates


def _sums(record: Record, complaints: list[str]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for meaning in SUMS:
        found = _value(record, meaning)
        if found is None:
            continue
        try:
            sums[meaning] = decimal_of(found.text)
        except ValueError:
            complaints.append(f"{found.path} {quoted(found.text)} is no sum; left out")
    return sums


def _totals(record: Record, sums: dict[str, Decimal]) -> tuple[Money, ...]:
    if (_text(record, "transaction") or "0").strip("0"):
        return ()
    return tuple(
        Money(notion=notion, amount=sums[notion], currency=CURRENCY, as_of=None, basis=found.path)
        for notion in TOTALS
        if notion in sums and (found := _value(record, notion))
    )


def _kind(record: Record) -> AwardKind:
    name = record.name.lower()
    if name.endswith("idv"):
        return "idv"
    if name == "othertransactionaward":  # its letters mean other things than those of contracts
        return "order" if _text(record, "parent_piid") else "unknown"
    code = (_text(record, "kind_code") or "").upper()
    return KIND_BY_CODE.get(code) or KIND_BY_NAME.get((_text(record, "kind") or "").upper()) or "unknown"


def _award_id(record: Record, piid: str, kind: AwardKind) -> AwardId:
    """Build the key as USAspending does: with the agency in the award's own number, for defence the whole department."""
    return award_key(
        piid,
        _code(record, "agency"),
        parent=_text(record, "parent_piid"),
        parent_agency=_code(record, "parent_agency"),
        is_idv=kind == "idv",
        named=(_text(record, "buyer"), _text(record, "department")),
    )


def _parent_id(record: Record) -> AwardId | None:
    parent = _text(record, "parent_piid")
    return vehicle_key(parent, _code(record, "parent_agency")) if parent else None


def _identifiers(record: Record, party: str) -> Identifiers:
    found = {"us-uei": _text(record, f"{party}_uei"), "us-duns": _text(record, f"{party}_duns")}
    if party == "recipient":
        found["us-cage"] = _text(record, "recipient_cage")
    return tuple((scheme, duns(text) if scheme == "us-duns" else text) for scheme, text in found.items() if text)


def _places(record: Record) -> Places:
    """Say where values stand; `obligated` is the award's total or, where there is none, the action's own sum.

    Values that are missing keep the place where they would stand, so that nearly all records have one layout.
    """
    begin = pointer_of(record.number, record.name, "")
    fields: list[tuple[str, str, str]] = []
    is_award = is_base(_text(record, "modification") or "")
    for name in FIELDS:
        meanings = _MEANINGS.get(name, (name,))
        filled = meanings if is_award or name != "start" else ()
        found = next((one for it in filled if (one := _value(record, it))), Value(ELEMENTS[meanings[0]][0], ""))
        fields.append((name, begin + found.path, found.text))
    return places_of(begin, fields)
